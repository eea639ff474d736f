"""Which part of a file a browser asks for (RFC 9110, 14.2): players jump about in a recording without fetching all of it."""

from __future__ import annotations

import re

_ONE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


class NoSuchPart(Exception):
    """The part lies behind the end of the file: 416."""


def asked_part(header: str | None, size: int) -> tuple[int, int] | None:
    """The part as (first byte, byte after the last) of a file of `size` bytes; None when the whole is to be sent.

    The whole is sent for no header, another unit, several parts at once and whatever cannot be read: a server may always ignore the
    header. Raises NoSuchPart.

    >>> asked_part("bytes=0-99", 1000), asked_part("bytes=990-", 1000), asked_part("bytes=-10", 1000), asked_part("lines=1-2", 1000)
    ((0, 100), (990, 1000), (990, 1000), None)
    """
    found = _ONE.fullmatch(header or "")
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start >= stop:
        raise NoSuchPart
    return start, stop
