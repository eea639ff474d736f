"""Identifiers made by the application before a row exists (a sealed value is bound to its row's identifier)."""

from __future__ import annotations

import os
import time
from threading import Lock
from uuid import UUID


def new_id() -> UUID:
    """A time-ordered UUID (version 7, RFC 9562): milliseconds since 1970 UTC, then 74 random bits.

    Ordered identifiers keep B-tree inserts at the right edge; random ones would touch a page per row at a million rows. Within one
    process each is greater than the one before (RFC 9562, 6.2, method 2), so that rows made in one millisecond keep their order.
    """
    global _last
    value = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    with _lock:
        if value <= _last:
            value = _last + 1 + int.from_bytes(os.urandom(4), "big")
        _last = value
    return UUID(int=value)


_lock = Lock()
_last = 0


def read_id(text: str | None) -> UUID | None:
    """An identifier from an address or a form; None when it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
