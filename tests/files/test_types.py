"""What the office takes is told by content; names that lie are named as such."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from arasha import files
from arasha.files.types import ALLOWED, Sniffer
from tests.files.conftest import JPEG, PDF, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
WEBM = b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x84webmB\x87\x81\2"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 200
DOCX = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")


def drawn(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 9), "teal").save(out, form)
    return out.getvalue()


def odt() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    return out.getvalue()


def box(brands: bytes) -> bytes:
    return (8 + len(brands)).to_bytes(4, "big") + b"ftyp" + brands + b"\0\0\0\x08free"


def sniff(data: bytes, step: int = 700) -> Sniffer:
    sniffer = Sniffer()
    for start in range(0, len(data), step):
        sniffer.feed(data[start : start + step])
    return sniffer


TAKEN = [
    ("image/jpeg", "a.jpg", drawn("JPEG")),
    ("image/png", "a.PNG", drawn("PNG")),
    ("image/webp", "a.webp", drawn("WEBP")),
    ("image/gif", "a.gif", drawn("GIF")),
    ("image/heic", "IMG_1.HEIC", box(b"heic\0\0\0\0mif1heic")),
    ("image/heic", "IMG_2.heif", box(b"mif1\0\0\0\0mif1heicmiaf")),
    ("application/pdf", "a.pdf", PDF),
    ("application/pdf", "a.pdf", b"\xef\xbb\xbf\r\n" + PDF),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a.docx", DOCX),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a.xlsx", XLSX),
    ("application/vnd.oasis.opendocument.text", "a.odt", odt()),
    ("application/msword", "a.doc", OLE + b"x" * 9000 + "WordDocument".encode("utf-16-le")),
    ("application/vnd.ms-excel", "a.xls", OLE + b"x" * 695 + "Workbook".encode("utf-16-le")),
    ("application/rtf", "a.rtf", b"{\\rtf1\\ansi"),
    ("application/rtf", "a.doc", b"{\\rtf1\\ansi"),
    ("text/plain", "a.txt", "Мені ұрды".encode()),
    ("text/plain", "a.txt", "Меня били".encode("cp1251")),
    ("text/plain", "a.txt", "Мені ұрды".encode("utf-16")),
    ("text/plain", "a.txt", ("ұ" * 4000).encode()),
    ("text/plain", "note", b"no suffix"),
    ("audio/mpeg", "a.mp3", b"ID3\x03\0\0\0\0\0\0"),
    ("audio/mpeg", "a.mp3", b"\xff\xfb\x90\x64" + b"\0" * 100),
    ("audio/mp4", "a.m4a", box(b"M4A \0\0\0\0isomM4A ")),
    ("audio/mp4", "voice.m4a", box(b"mp42\0\0\0\0isommp42")),
    ("audio/ogg", "a.ogg", b"OggS\0\x02" + b"\0" * 22),
    ("audio/wav", "a.wav", b"RIFF\x24\0\0\0WAVEfmt "),
    ("audio/amr", "a.amr", b"#!AMR\n\x3c"),
    ("video/mp4", "a.mp4", box(b"isom\0\0\2\0isomiso2avc1mp41")),
    ("video/quicktime", "a.mov", box(b"qt  \0\0\0\0qt  ")),
    ("video/quicktime", "a.mov", b"\0\0\0\x08wide\0\0\0\0mdat"),
    ("video/3gpp", "a.3gp", box(b"3gp4\0\0\0\0isom3gp4")),
    ("video/webm", "a.webm", WEBM),
    ("image/jpeg", "photo", drawn("JPEG")),
    ("image/jpeg", "photo.jpg_large", drawn("JPEG")),
    ("image/jpeg", "renamed by hand.png", drawn("JPEG")),
]


@pytest.mark.parametrize(("kind", "name", "data"), TAKEN)
@pytest.mark.parametrize("step", [37, 64 * 1024])
def test_taken(kind: str, name: str, data: bytes, step: int) -> None:
    sniffer = sniff(data, step)
    assert sniffer.content_type(name) == kind
    assert sniffer.refusal(name) is None


def test_every_allowed_type_has_an_example() -> None:
    assert {kind for kind, _, _ in TAKEN} == set(ALLOWED)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.jpg", EXE),
        ("photo.jpg", b"\x7fELF\2\1\1" + b"\0" * 60),
        ("photo.jpg", b"#!/bin/sh\nrm -rf /"),
        ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
        ("letter.txt", b"\n  <!DOCTYPE html><script>alert(1)</script>"),
        ("letter.txt", "<html>".encode("utf-16")),
        ("letter.doc", b"words and then <script>alert(1)</script>"),
        ("photo.jpg", b"words only"),
        ("photo.jpg", PDF),
        ("letter.pdf", drawn("PNG")),
        ("voice.mp3", drawn("JPEG")),
        ("letter.docx", zipped("photo.jpg")),
        ("letter.docx", zipped("evil.exe", "word/document.xml")),
        ("letter.docx", zipped("outer.docx", stored=True)[:30] + b"outer.docx" + DOCX),
        ("setup.doc", OLE + b"\0" * 5000),
        ("photo.jpg", b"Rar!\x1a\x07\x00" + b"\0" * 90),
        ("letter.odt", zipped("mimetype", "content.xml")),
    ],
)
def test_disguised(name: str, data: bytes) -> None:
    assert isinstance(sniff(data).refusal(name), files.FileDisguised)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("setup.exe", EXE),
        ("setup", EXE),
        ("page.html", b"<!doctype html><p>"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("script.js", b"alert(1)"),
        ("script.bat", b"@echo off"),
        ("table.csv", b"a;b"),
        ("photo.exe", drawn("JPEG")),
        ("photo.svg", drawn("JPEG")),
        ("archive.zip", zipped("a.txt")),
        ("archive.rar", b"Rar!\x1a\x07\x00" + b"\0" * 90),
        ("archive.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 90),
        ("picture.bmp", drawn("BMP")),
        ("picture.tiff", drawn("TIFF")),
        ("film.mkv", WEBM.replace(b"webm", b"matr")),
        ("damaged.jpg", b"\x00\x01\x02\x03 damaged"),
        ("binary.txt", b"text\x00and more"),
    ],
)
def test_not_allowed(name: str, data: bytes) -> None:
    assert isinstance(sniff(data).refusal(name), files.FileNotAllowed)


def test_what_looks_like_a_picture_from_its_first_bytes_is_one() -> None:
    assert sniff(JPEG).content_type("x") == "image/jpeg"


def test_every_refusal_says_what_to_do() -> None:
    for refusal in [files.FileTooLarge, files.FileEmpty, files.FileNotAllowed, files.FileDisguised, files.FileNotStored]:
        assert len(str(refusal())) > 60
        assert refusal().status in {400, 507}
    assert "50 MB" in str(files.FileTooLarge())
