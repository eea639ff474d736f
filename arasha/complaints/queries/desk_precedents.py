"""How the office decided on the same right before, as far as this reader may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from arasha.complaints.models import Complaint, Finding
from arasha.people import policy

NEWEST = 5


@dataclass(frozen=True)
class Earlier:
    """A decided complaint with what was found on the right."""

    id: UUID
    number: str
    result: str


@dataclass(frozen=True)
class Precedents:
    """Decided complaints by result (label, how many), and the newest of them."""

    counts: list[tuple[str, int]]
    newest: list[Earlier]


def precedents(user: Any, topic: str, *, without: UUID) -> Precedents:
    """Of the decided complaints that `user` may read, the one at hand left out, what was found on the right; two statements."""
    if not topic:
        return Precedents([], [])
    labels = dict(Finding.Result.choices)
    found = _decided(user, topic, without)
    counted = dict(found.order_by().values_list("result").annotate(Count("complaint", distinct=True)))
    rows = found.order_by("-complaint__decided_at", "-id").values_list("complaint_id", "complaint__number", "result")
    newest: dict[UUID, Earlier] = {}
    for complaint_id, number, result in rows[: NEWEST * 4]:
        newest.setdefault(complaint_id, Earlier(complaint_id, number, str(labels.get(result, result))))
    counts = [(str(label), counted[code]) for code, label in labels.items() if code in counted]
    return Precedents(counts, list(newest.values())[:NEWEST])


def _decided(user: Any, topic: str, without: UUID) -> QuerySet:
    mine = policy.visible(user, Complaint.objects.exclude(decided_at=None).exclude(pk=without))
    return Finding.objects.filter(topic=topic, complaint__in=mine.values("pk"))
