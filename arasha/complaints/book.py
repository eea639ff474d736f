"""The rule book in force: the shipped profile below, the office's overlay above."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

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
    newest = OverlayRow.objects.order_by("-at", "-id").values_list("id", flat=True).first()
    return _book(settings.PROFILE, (0, str(newest or "")))
