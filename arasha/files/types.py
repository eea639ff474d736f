"""What a file is, by its content. The name only helps to tell a disguise and to choose between two names of one container."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from arasha.files.errors import FileDisguised, FileNotAllowed, FileRefused

HEAD = 4096  # bytes looked at
_OVERLAP = 64

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODT = "application/vnd.oasis.opendocument.text"

# What the office takes: type -> family, and how such a file may be called. The first suffix is given to a file that has none.
# Sound and video are one family, because phones keep both in the same containers.
ALLOWED: dict[str, tuple[str, tuple[str, ...]]] = {
    "image/jpeg": ("picture", ("jpg", "jpeg", "jpe", "jfif")),
    "image/png": ("picture", ("png",)),
    "image/webp": ("picture", ("webp",)),
    "image/heic": ("picture", ("heic", "heif", "hif")),
    "image/gif": ("picture", ("gif",)),
    "application/pdf": ("document", ("pdf",)),
    _DOCX: ("document", ("docx",)),
    "application/msword": ("document", ("doc",)),
    _XLSX: ("document", ("xlsx",)),
    "application/vnd.ms-excel": ("document", ("xls",)),
    _ODT: ("document", ("odt",)),
    "application/rtf": ("document", ("rtf",)),
    "text/plain": ("document", ("txt", "text")),
    "audio/mpeg": ("recording", ("mp3",)),
    "audio/mp4": ("recording", ("m4a", "m4b")),
    "audio/ogg": ("recording", ("ogg", "oga", "opus")),
    "audio/wav": ("recording", ("wav",)),
    "audio/amr": ("recording", ("amr",)),
    "video/mp4": ("recording", ("mp4", "m4v")),
    "video/quicktime": ("recording", ("mov", "qt")),
    "video/3gpp": ("recording", ("3gp", "3gpp")),
    "video/webm": ("recording", ("webm",)),
}
_FAMILY_OF_SUFFIX = {suffix: family for family, suffixes in ALLOWED.values() for suffix in suffixes}

# A name that a computer would start or open as a page, whatever the content looks like.
_PROGRAM_NAME = re.compile(
    r"apk|app|bat|chm|cmd|com|cpl|dll|exe|gadget|hta|html?|jar|jse?|lnk|mht(ml)?|ms[ip]|php|ps1|py|reg|scf|scr|sh|s?html"
    r"|svgz?|url|vb[es]?|ws[fh]|xhtml|xml|xsl"
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"\0asm",
    b"#!",
)
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
)
_ZIP, _OLE, _EBML = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1aE\xdf\xa3"
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"xl/", b"customXml/")
_MARKERS = {
    _ZIP: ((b"word/document", _DOCX), (b"xl/workbook", _XLSX)),
    _OLE: (
        ("WordDocument".encode("utf-16-le"), "application/msword"),
        ("Workbook".encode("utf-16-le"), "application/vnd.ms-excel"),
        ("\0Book\0".encode("utf-16-le"), "application/vnd.ms-excel"),
    ),
}
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"))
_MP4_BRANDS = frozenset(
    (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VP", b"MSNV")
)
_PAGE = re.compile(r"<(!doctype|html|head|body|svg|script|iframe|\?xml|\?php|%)", re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class Sniffer:
    """Watches a content go by and remembers what tells its type: its first 4 KB and, in office files, the name of the main part."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = b""
        self._found: str | None = None

    def feed(self, data: bytes) -> None:
        if len(self._head) < HEAD:
            self._head += data[: HEAD - len(self._head)]
        markers = next((found for start, found in _MARKERS.items() if self._head.startswith(start)), None)
        if markers is None or self._found:
            return
        window = self._tail + bytes(data)
        self._found = next((kind for marker, kind in markers if marker in window), None)
        self._tail = window[-_OVERLAP:]

    def content_type(self, name: str) -> str | None:
        """The type by content, or None for what is no type that the office takes."""
        head = bytes(self._head)
        if head.startswith(_OLE):
            return self._found
        if head.startswith(_ZIP):
            return _of_zip(head, self._found)
        found = _of_signature(head) or _of_container(head) or _of_text(head)
        return "audio/mp4" if found == "video/mp4" and suffix(name) in {"m4a", "m4b"} else found

    def refusal(self, name: str) -> FileRefused | None:
        """Why a file of this content and name is not taken, or None."""
        found, ending = self.content_type(name), suffix(name)
        promised = _FAMILY_OF_SUFFIX.get(ending)
        if found is None:
            return FileDisguised() if promised and self._known_otherwise() else FileNotAllowed()
        if promised:
            return None if promised == ALLOWED[found][0] else FileDisguised()
        if _PROGRAM_NAME.fullmatch(ending) or (found == "text/plain" and ending):
            return FileNotAllowed()
        return None

    def _known_otherwise(self) -> bool:
        """Whether the content is surely something else than what the office takes, rather than a damaged file."""
        head = bytes(self._head)
        if head.startswith((*_PROGRAMS, _ZIP, _OLE)) or _as_text(head) is not None:
            return True
        import puremagic  # 150 kinds of signatures, read only when they are asked for

        try:
            return puremagic.magic_string(head)[0].confidence >= 0.5
        except (puremagic.PureError, ValueError):
            return False


def suffix(name: str) -> str:
    """What follows the last dot, in small letters; "" when nothing does."""
    return PurePath(name).suffix.removeprefix(".").lower()


def _of_signature(head: bytes) -> str | None:
    found = next((kind for start, kind in _SIGNATURES if head.startswith(start)), None)
    if found is None and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return "application/pdf"
    if found is None and len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 != 0xF0:
        return "audio/mpeg"  # a frame of MPEG layer III with a bit rate
    return found


def _of_container(head: bytes) -> str | None:
    if head[:4] == b"RIFF":
        return {b"WAVE": "audio/wav", b"WEBP": "image/webp"}.get(head[8:12])
    if head.startswith(_EBML):
        return "video/webm" if b"webm" in head[:64] else None
    if head[4:8] == b"ftyp":
        return _of_brands(head)
    return "video/quicktime" if head[4:8] in {b"moov", b"mdat", b"wide"} else None


def _of_brands(head: bytes) -> str | None:
    """The ISO base media file format names its brands in the first box: the major one, a version, the compatible ones."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    major, brands = head[8:12], {head[at : at + 4] for at in (8, *range(16, end - 3, 4))}
    if brands & _HEIC_BRANDS:
        return "image/heic"
    if major in {b"M4A ", b"M4B "}:
        return "audio/mp4"
    if major == b"qt  ":
        return "video/quicktime"
    if major.startswith((b"3gp", b"3ge", b"3g2")):
        return "video/3gpp"
    return "video/mp4" if brands & _MP4_BRANDS else None


def _of_zip(head: bytes, marker: str | None) -> str | None:
    """An office document, told by its first part and its main part; any other archive is none."""
    length = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + length]
    if first == b"mimetype":
        return _ODT if head[30 + length :].startswith(_ODT.encode() + b"PK") else None
    return marker if first.startswith(_OFFICE_PARTS) else None


def _of_text(head: bytes) -> str | None:
    text = _as_text(head)
    return None if text is None or text.startswith("#!") or _PAGE.search(text) else "text/plain"


def _as_text(head: bytes) -> str | None:
    """The head as text (UTF-8, UTF-16 with its mark, else Windows-1251), or None when it is none. A character cut in two is passed."""
    bom = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if bom else ["utf-8-sig", "cp1251"]:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return None if not text or _NOT_TEXT.search(text) else text.lstrip()
    return None
