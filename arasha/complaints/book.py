"""The rule book in force: the shipped profile below, the office's overlay above."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.db import connection

from arasha.complaints.models import OverlayRow
from arasha.law import OverlayEntry, RuleBook, load_book


@lru_cache(maxsize=4)
def _book(profile: str, stamp: tuple[int, str]) -> RuleBook:
    rows = OverlayRow.objects.select_related("by")
    return load_book(profile, tuple(_entry(row) for row in rows))


def _entry(row: OverlayRow) -> OverlayEntry:
    return OverlayEntry(
        kind=row.kind,
        target=row.target,
        values=row.values,
        in_force_from=row.in_force_from,
        by=str(row.by),
        at=row.at,
        source=row.source,
    )


def current_book() -> RuleBook:
    """The merged rule book. One statement asks whether the overlay grew since this process merged it last."""
    with connection.cursor() as cursor:  # as SQL: every page asks it, and putting the query together costs more than running it
        cursor.execute(_NEWEST)
        newest = cursor.fetchone()
    return _book(settings.PROFILE, (0, str(newest[0]) if newest else ""))


_NEWEST = f'SELECT "id" FROM "{OverlayRow._meta.db_table}" ORDER BY "at" DESC, "id" DESC LIMIT 1'  # noqa: S608 (our own words)
