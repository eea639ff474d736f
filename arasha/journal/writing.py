"""The few statements that every change and every page view costs, written out: through models each would take several times as long."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Field, Model

from arasha.journal.encoding import START, head_mac
from arasha.journal.models import Chain, Entry, Opening

_READING = "SELECT kind, seq, head, mac FROM journal_chain WHERE id = %s"
_LOCKING = f"{_READING} FOR UPDATE"
AT_ONCE = 200  # rows in one statement: SQLite may have been built to take as few as 999 values


def locked_head(chain: UUID) -> Chain | None:
    """The head of a chain, locked until the transaction ends (SQLite has locked the whole database already)."""
    connection = connections["default"]
    statement = _LOCKING if connection.features.has_select_for_update else _READING
    with connection.cursor() as cursor:
        cursor.execute(statement, [_id(chain)])
        row = cursor.fetchone()
    return Chain(id=chain, kind=row[0], seq=row[1], head=bytes(row[2]), mac=bytes(row[3])) if row else None


def begin_chain(chain: UUID, kind: str, secret: bytes) -> None:
    """Makes the head of a chain without entries, unless another writer was first."""
    fresh = Chain(id=chain, kind=kind, seq=0, head=START, mac=head_mac(secret, chain, kind, 0, START))
    Chain.objects.using("default").bulk_create([fresh], ignore_conflicts=True)


def move_head(head: Chain, moved: Chain) -> bool:
    """Moves the head; False, and nothing moved, where it is not as `head` says."""
    values: list[Any] = [moved.seq, moved.head, moved.mac, _id(head.id), head.seq, head.head, head.mac]
    statement = "UPDATE journal_chain SET seq = %s, head = %s, mac = %s WHERE id = %s AND seq = %s AND head = %s AND mac = %s"
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount == 1


def insert(row: Model) -> None:
    """Inserts one row as its model would."""
    connection = connections["default"]
    fields = _fields(type(row))
    _insert(
        row._meta.db_table,
        [str(field.column) for field in fields],
        [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]],
    )
    row._state.adding, row._state.db = False, "default"


def insert_openings(entry: Entry, ids: Sequence[UUID]) -> None:
    """Inserts the lines of the index that say which rows a reading entry lists."""
    at = connections["default"].ops.adapt_datetimefield_value(entry.at)
    chain = _id(entry.chain_id)
    for start in range(0, len(ids), AT_ONCE):
        rows = [[_id(id), at, chain, entry.seq] for id in ids[start : start + AT_ONCE]]
        _insert(Opening._meta.db_table, ["subject", "at", "chain", "seq"], rows)


def _insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    connection = connections["default"]
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES {places}", [value for row in rows for value in row])  # noqa: S608


@cache
def _fields(model: type[Model]) -> list[Field]:
    return list(model._meta.local_concrete_fields)


def _id(chain: UUID) -> UUID | str:
    return chain if connections["default"].features.has_native_uuid_field else chain.hex
