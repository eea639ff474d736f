"""Complaints whose text is like this one's: looked up by bands, measured by their sealed signatures, within what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from arasha import vault
from arasha.complaints import sketching
from arasha.complaints.models import Band, Complaint, Sketch
from arasha.people import policy

MOST = 100  # complaints looked at: those that share most bands, the newest of them
LIKE_ENOUGH = 0.22  # of their runs of words; two letters that share only formulas mostly stay below 0.18


@dataclass(frozen=True)
class Alike:
    """Another complaint and how much of the text is the same, in hundredths."""

    id: UUID
    number: str | None
    state: str
    received_at: datetime
    percent: int


def alike(user: Any, complaint: Complaint) -> list[Alike]:
    """Those that this member of staff may read, the likest first. Three statements, whatever there is."""
    others = policy.visible(user, Complaint.objects.filter(erased_at=None)).exclude(pk=complaint.pk)
    marks = Band.objects.filter(complaint=complaint).values("value")
    nearest = others.filter(bands__value__in=marks).values("id").annotate(shared=Count("bands"))
    ids = [row["id"] for row in nearest.order_by("-shared", "-received_at", "-id")[:MOST]]
    sketches = {
        row.complaint_id: row for row in Sketch.objects.filter(complaint__in=[complaint.pk, *ids]).select_related("complaint")
    }
    vault.load_keys([row.complaint.key_id for row in sketches.values()])
    mine = sketches.get(complaint.pk)
    if mine is None:
        return []
    values, found = sketching.read(mine.values), []
    for pk in ids:
        if like := sketching.likeness(values, sketching.read(sketches[pk].values)) if pk in sketches else 0:
            one = sketches[pk].complaint
            found.append(Alike(pk, one.number, one.state, one.received_at, round(like * 100)))
    return sorted((one for one in found if one.percent >= LIKE_ENOUGH * 100), key=lambda one: one.percent, reverse=True)
