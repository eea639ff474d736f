"""Identifiers made by the application before a row exists (a sealed value is bound to its row's identifier)."""

from __future__ import annotations

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """A time-ordered UUID (version 7, RFC 9562): milliseconds since 1970 UTC, then 74 random bits.

    Ordered identifiers keep B-tree inserts at the right edge; random ones would touch a page per row at a million rows.
    """
    value = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def read_id(text: str | None) -> UUID | None:
    """An identifier from an address or a form; None when it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
