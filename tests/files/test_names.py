"""File names: harmless for every system they are saved on, and readable still."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arasha.files.names import clean_name, download_name


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("photo.jpg", "photo.jpg"),
        ("Шағым (2) – көшірме.pdf", "Шағым (2) – көшірме.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\A\\фото.jpg", "фото.jpg"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\u200b\ufeff\u2066b.txt", "ab.txt"),
        ("line\r\nSet-Cookie: x.txt", "line Set-Cookie_ x.txt"),
        ('quo"te<1>|?*.txt', "quo_te_1____.txt"),
        ("nul\0l.txt", "nul l.txt"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("", "file"),
        ("  . ", "file"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
        ("x." + "y" * 300, "x." + "y" * 118),
        ("\ud83dx.txt", "x.txt"),
        ("cafe\u0301.txt", "café.txt"),
    ],
)
def test_cleaned(given_name: str, clean: str) -> None:
    assert clean_name(given_name) == clean


@given(st.text(max_size=400))
def test_nothing_harmful_is_left(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= 120
    assert not set(clean) & set('/\\:*?"<>|')
    assert not {unicodedata.category(sign) for sign in clean} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert clean == clean.strip(" .")
    assert clean_name(clean) == clean
    assert len(clean.encode()) < 512


@pytest.mark.parametrize(
    ("name", "kind", "leaves_as"),
    [
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("photo.png", "image/jpeg", "photo.png.jpg"),
        ("photo", "image/heic", "photo.heic"),
        ("letter.exe", "application/pdf", "letter.exe.pdf"),
        ("thing.bin", "application/x-unknown", "thing.bin"),
    ],
)
def test_a_name_leaves_with_the_suffix_of_its_content(name: str, kind: str, leaves_as: str) -> None:
    assert download_name(name, kind) == leaves_as
