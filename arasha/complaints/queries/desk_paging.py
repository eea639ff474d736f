"""Pages by key: newest first by (received_at, id). No page is counted off from the beginning, so the last costs what the first does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

COUNTED_TO = 1000


@dataclass(frozen=True)
class Key:
    """A place in the list: the complaint there, by what it is sorted by."""

    received_at: datetime
    id: UUID

    @classmethod
    def read(cls, text: str) -> Key | None:
        """From an address ("2026-11-24T04:00:00.123456+00:00~<uuid>"); None when it is no place."""
        moment, _tilde, identifier = text.partition("~")
        try:
            key = cls(datetime.fromisoformat(moment), UUID(identifier))
        except ValueError:
            return None
        return key if key.received_at.tzinfo else None

    def __str__(self) -> str:
        return f"{self.received_at.isoformat()}~{self.id}"

    @classmethod
    def of(cls, row: Any) -> Key:
        return cls(row.received_at, row.id)


@dataclass(frozen=True)
class Page:
    """Rows of one page and the keys that lead on; None at an end."""

    rows: list[Any]
    newer: Key | None
    older: Key | None


def page_of(complaints: QuerySet, *, before: Key | None = None, after: Key | None = None, size: int = 50) -> Page:
    """One page, one statement. `before`: the rows older than the key; `after`: the rows newer than it; neither: the newest."""
    if after is not None:
        rows = list(complaints.filter(_newer_than(after)).order_by("received_at", "id")[: size + 1])
        more = len(rows) > size
        rows = rows[:size][::-1]
        return Page(rows, Key.of(rows[0]) if more else None, Key.of(rows[-1]) if rows else None)
    if before is not None:
        complaints = complaints.filter(_older_than(before))
    rows = list(complaints.order_by("-received_at", "-id")[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, Key.of(rows[0]) if rows and before else None, Key.of(rows[-1]) if more else None)


def count_to(complaints: QuerySet, limit: int = COUNTED_TO) -> tuple[int, bool]:
    """(how many, whether there are more than `limit`): exact up to the limit, one statement."""
    return counts_to({"": complaints}, limit)[""]


def counts_to(found: Mapping[str, QuerySet], limit: int = COUNTED_TO) -> dict[str, tuple[int, bool]]:
    """What `count_to` tells, of each of these, in one statement together."""
    counted: list[str] = []
    given: list[Any] = []
    for rows in found.values():
        try:
            sql, params = rows.order_by().values("pk")[: limit + 1].query.sql_with_params()
        except EmptyResultSet:  # nothing can match, so there is no SQL
            sql, params = "SELECT 1 WHERE 1 = 0", ()
        counted.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608 (Django's own SQL, its values apart)
        given.extend(params)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", given)
        numbers = cursor.fetchone()
    return {name: (min(number, limit), number > limit) for name, number in zip(found, numbers, strict=True)}


def _older_than(key: Key) -> Q:
    return Q(received_at__lte=key.received_at) & (Q(received_at__lt=key.received_at) | Q(id__lt=key.id))


def _newer_than(key: Key) -> Q:
    return Q(received_at__gte=key.received_at) & (Q(received_at__gt=key.received_at) | Q(id__gt=key.id))
