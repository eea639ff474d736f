"""Digests of state: how the journal notices a row that was altered behind the application's back.

A room registers how to compute the digest of what its chains are about, and gives the digest after each change to `record`. The verifier
compares the digest in a chain's last entry with that of the present state.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from arasha.journal.encoding import microseconds

One = Callable[[str], bytes | None]
Many = Callable[[Sequence[str]], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Digester:
    one: One
    many: Many | None
    ids: Callable[[], Iterable[str]] | None


_digesters: dict[str, Digester] = {}


def register_digest(
    subject_kind: str, one: One, *, many: Many | None = None, ids: Callable[[], Iterable[str]] | None = None
) -> None:
    """Says how the digest of a `subject_kind` is computed; call it in the room's `AppConfig.ready`.

    `one(id)` returns the digest of the present state, None where there is no such row. `many(ids)`, if given, does so for up to 500 ids in
    a fixed number of statements (ids without a row are left out): verifying a large office needs it. `ids()`, if given, yields the ids
    of all rows there are, so that a row which somebody inserted without a journal is found too.
    """
    _digesters[subject_kind] = Digester(one, many, ids)


def digester(subject_kind: str) -> Digester | None:
    return _digesters.get(subject_kind)


def digesters() -> dict[str, Digester]:
    return dict(_digesters)


def present(kind: str, ids: Sequence[str]) -> dict[str, bytes]:
    """The digests of the present state of `ids`; those without a row are left out."""
    how = _digesters[kind]
    if how.many is not None:
        return dict(how.many(ids))
    found = ((id, how.one(id)) for id in ids)
    return {id: digest for id, digest in found if digest is not None}


def state_digest(values: Mapping[str, Any]) -> bytes:
    """SHA-256 of named values, whatever their order: texts, numbers, bytes, dates, times, hours of the day, UUIDs, None, and lists and
    dictionaries of them.

    Give the values as the database returns them, so that the digest at the time of the change equals that of a later reading. A name
    whose value is None counts as absent, so that a new column which older rows leave empty alters no digest.
    """
    return hashlib.sha256(json.dumps(_told(values), default=_plain, sort_keys=True, separators=(",", ":")).encode()).digest()


def _told(value: Any) -> Any:
    """The value without names that hold nothing."""
    if isinstance(value, Mapping):
        return {name: _told(one) for name, one in value.items() if one is not None}
    return [_told(one) for one in value] if isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return ["time", microseconds(value)]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, time):
        return ["hour", value.isoformat()]
    if isinstance(value, bytes | bytearray | memoryview):
        return ["bytes", bytes(value).hex()]
    if isinstance(value, UUID | Decimal):
        return [type(value).__name__, str(value)]
    raise TypeError(f"A state's digest takes no {type(value).__name__}.")
