"""Reading the journal as it is stored, in bulk and without models: the verifier reads millions of rows.

Nothing here fails on a value of the wrong type, which SQLite takes in any column: such a value comes out as it is, or as
one that no entry has, and the check that it then does not pass names its entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain as flatten
from typing import Any
from uuid import UUID

from django.db import connections

from arasha.journal.encoding import HASHED, microseconds

COLUMNS = (*HASHED, "hash", "mac")
AT_ONCE = 2000  # rows
_IMPOSSIBLE = -1  # microseconds: a time before the journal's first year
Range = tuple[UUID | None, UUID | None]  # above the first, up to and including the second; None is open

_AT, _KEY = HASHED.index("at"), HASHED.index("key_id")


def stored_entries(part: Range, *, only: UUID | None = None) -> Iterator[tuple[Any, ...]]:
    """COLUMNS of the entries of a range of chains (or of one), in order; times as microseconds, ids of keys as bytes."""
    where, values = _where("chain_id", part, only)
    last_raw, last = None, None
    for row in _rows(f"SELECT {_columns(COLUMNS)} FROM journal_entry{where} ORDER BY chain_id, seq", values):  # noqa: S608
        if row[0] != last_raw:
            last_raw, last = row[0], _uuid(row[0])
        key = row[_KEY]
        yield (last, row[1], _time(row[_AT]), *row[_AT + 1 : _KEY], None if key is None else _uuid_bytes(key), *row[_KEY + 1 :])


def stored_openings() -> Iterator[tuple[bytes, int, UUID, int]]:
    """The index of openings: the subject's bytes, time in microseconds, chain, number."""
    chains: dict[Any, Any] = {}
    columns = _columns(("subject", "at", "chain", "seq"))
    for subject, at, chain, seq in _rows(f"SELECT {columns} FROM journal_opening", []):  # noqa: S608
        if chain not in chains:
            chains[chain] = _uuid(chain)
        yield _uuid_bytes(subject), _time(at), chains[chain], seq


def _columns(names: Sequence[str]) -> str:
    """SQLite would parse a column declared as a time, and fail on one that is none; a cast one comes as the text it is."""
    sqlite = connections["default"].vendor == "sqlite"
    return ", ".join(f"CAST({name} AS text)" if name == "at" and sqlite else name for name in names)


def _where(column: str, part: Range, only: UUID | None) -> tuple[str, list[Any]]:
    bounds = [("=", only), (">", part[0]), ("<=", part[1])]
    asked = [(f"{column} {sign} %s", _as_stored(value)) for sign, value in bounds if value is not None]
    return (" WHERE " + " AND ".join(text for text, _ in asked) if asked else ""), [value for _, value in asked]


def _rows(statement: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
    connection = connections["default"]
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        yield from flatten.from_iterable(iter(lambda: cursor.fetchmany(AT_ONCE), []))


def _as_stored(value: UUID) -> Any:
    return value if connections["default"].features.has_native_uuid_field else value.hex


def _time(stored: Any) -> int:
    try:
        if isinstance(stored, str):  # SQLite: UTC without saying so
            stored = datetime.fromisoformat(stored).replace(tzinfo=UTC)
        return microseconds(stored)
    except (ValueError, TypeError):
        return _IMPOSSIBLE


def _uuid(stored: Any) -> Any:
    try:
        return UUID(stored) if isinstance(stored, str) else stored
    except ValueError:
        return stored


def _uuid_bytes(stored: Any) -> bytes:
    try:
        return bytes.fromhex(stored) if isinstance(stored, str) else stored.bytes
    except (ValueError, AttributeError):
        return b""
