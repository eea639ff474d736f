"""The secret code as a square for cameras, and as a small picture to keep: digits and square, not a word that says what for.

Drawn by hand in black and white, because nothing that loads an image library belongs into the web process.
"""

from __future__ import annotations

import struct
import zlib

import segno

# Five by seven dots a digit.
_DIGITS = {
    "0": "01110 10001 10011 10101 11001 10001 01110", "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00010 00100 01000 11111", "3": "11111 00010 00100 00010 00001 10001 01110",
    "4": "00010 00110 01010 10010 11111 00010 00010", "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "00110 01000 10000 11110 10001 10001 01110", "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110", "9": "01110 10001 10001 01111 00001 00010 01100",
    " ": "00000 00000 00000 00000 00000 00000 00000",
}  # fmt: skip
_SCALE = 8
Rows = list[list[int]]


def square(code: str) -> str:
    """The square (QR) as an address that stands in the page itself: no request of its own, nothing kept anywhere."""
    return segno.make(code, error="m", micro=False).svg_data_uri(scale=4, border=4, dark="#000", light="#fff")


def picture(shown: str) -> bytes:
    """A PNG with the code in groups (`shown`) and the square of its digits below."""
    rows = _beside_margin([*_lines(shown), *_gap(4), *_qr(shown.replace(" ", ""))])
    return _png([[dot for dot in row for _ in range(_SCALE)] for row in rows for _ in range(_SCALE)])


def _lines(shown: str) -> Rows:
    """The groups, three to a line."""
    groups = shown.split(" ")
    lines = [" ".join(groups[start : start + 3]) for start in range(0, len(groups), 3)]
    return [row for line in lines for row in [*_text(line), *_gap(3)]]


def _text(line: str) -> Rows:
    glyphs = [_DIGITS[sign].split(" ") for sign in line]
    return [[int(dot) for glyph in glyphs for dot in glyph[row] + "0"] for row in range(7)]


def _qr(digits: str) -> Rows:
    return [[int(dot) for dot in row] for row in segno.make(digits, error="m", micro=False).matrix_iter(border=0)]


def _gap(rows: int) -> Rows:
    return [[] for _ in range(rows)]


def _beside_margin(rows: Rows) -> Rows:
    """Every row in the middle of a white field with a margin of six dots."""
    width = max(map(len, rows)) + 12
    centred = [[*([0] * ((width - len(row)) // 2)), *row] for row in rows]
    border = [[0] * width for _ in range(6)]
    return [*border, *(row + [0] * (width - len(row)) for row in centred), *border]


def _png(rows: Rows) -> bytes:
    """Black dots (1) on white as a PNG of one bit a dot (RFC 2083)."""
    width, height = len(rows[0]), len(rows)
    raw = b"".join(b"\0" + _packed(row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(raw, 9)) + _chunk(b"IEND", b"")


def _packed(row: list[int]) -> bytes:
    bits = "".join("0" if dot else "1" for dot in row)
    bits += "1" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
