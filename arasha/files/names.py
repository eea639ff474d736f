"""File names: what a person's device called a file, made harmless."""

from __future__ import annotations

import re
import unicodedata

from arasha.files.types import ALLOWED, suffix

LONGEST = 120  # characters; in UTF-8 below the 255 bytes that file systems allow
# Control, format (bidirectional overrides make "exe.jpg" of "gpj.exe"), lone surrogates, private use, line and paragraph breaks.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_RESERVED = re.compile(r'[:*?"<>|]')


def clean_name(name: str) -> str:
    """The name without path and unwanted signs, at most 120 characters, its suffix kept; "file" when nothing is left."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in name)
    name = "".join(sign for sign in name if unicodedata.category(sign) not in _UNWANTED)
    name = " ".join(_RESERVED.sub("_", name).split()).strip(". ")
    if len(name) > LONGEST:
        ending = f".{suffix(name)}" if 0 < len(suffix(name)) < 10 else ""
        name = name[: LONGEST - len(ending)].rstrip(". ") + ending
    return name or "file"


def download_name(name: str, content_type: str) -> str:
    """The name under which a file leaves: its suffix says what the content is, whatever it was called."""
    suffixes = ALLOWED[content_type][1] if content_type in ALLOWED else ()
    return name if not suffixes or suffix(name) in suffixes else f"{name}.{suffixes[0]}"
