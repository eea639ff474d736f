"""Complaints whose text is like this one's: looked up by bands, measured by their sealed signatures, within what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, QuerySet, Value

from arasha import vault
from arasha.complaints import sketching
from arasha.complaints.models import Band, Complaint, Sketch
from arasha.people import policy

MOST = 100  # complaints looked at: those that share most bands, the newest of them
LIKE_ENOUGH = 0.22  # of their runs of words; two letters that share only formulas mostly stay below 0.18
ALIKE = "alike"
COLUMNS = ("id", "number", "state", "received_at", "key_id", "sketch__id", "sketch__values")

SketchRow = tuple[Any, ...]  # COLUMNS and the word ALIKE


@dataclass(frozen=True)
class Alike:
    """Another complaint and how much of the text is the same, in hundredths."""

    id: UUID
    number: str | None
    state: str
    received_at: datetime
    percent: int


def alike(user: Any, complaint: Complaint) -> list[Alike]:
    """Those that this member of staff may read, the likest first. One statement and the keys."""
    rows = list(near(user, complaint))
    vault.load_keys(row[4] for row in rows)
    return measured(complaint, rows)


def near(user: Any, complaint: Complaint) -> QuerySet[Complaint, SketchRow]:
    """The MOST complaints that share most bands with this one, itself among them: their sealed signatures, as COLUMNS and ALIKE."""
    mine = Band.objects.filter(complaint=complaint).values("value")
    seen = policy.visible(user, Complaint.objects.filter(erased_at=None, bands__value__in=mine))
    nearest = seen.values("pk").annotate(shared=Count("bands")).order_by("-shared", "-received_at", "-pk").values("pk")[:MOST]
    return Complaint.objects.filter(pk__in=nearest).values_list(*COLUMNS, Value(ALIKE, CharField()))


def measured(complaint: Complaint, rows: Iterable[SketchRow]) -> list[Alike]:
    """How like each of them is, where it is like enough. The keys of the complaints must be loaded."""
    values = {row[0]: _signature(row) for row in rows}
    mine = values.pop(complaint.pk, ())
    found = []
    for pk, number, state, received_at, *_rest in rows:
        like = sketching.likeness(mine, values.get(pk, ()))
        if like >= LIKE_ENOUGH:
            found.append(Alike(pk, number, state, received_at, round(like * 100)))
    return sorted(found, key=lambda one: one.percent, reverse=True)


def _signature(row: SketchRow) -> tuple[int, ...]:
    pk, _number, _state, _received, key_id, sketch_id, values, *_kind = row
    sketch = Sketch(pk=sketch_id, complaint=Complaint(pk=pk, key_id=key_id))
    sketch.values = values
    return sketching.read(sketch.values)
