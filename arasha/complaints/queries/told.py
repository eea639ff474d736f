"""What somebody was told of terms that still run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from arasha.complaints.models import Complaint, TermWarning
from arasha.people import policy
from arasha.people.models import Role, User

To = TermWarning.To
COUNTED_TO = 1000


def told_to(user: Any) -> QuerySet[TermWarning]:
    """The warnings to this person of terms that still run and were not extended since."""
    mine = Q(to=To.OFFICER, term__complaint__officer=user.id)
    if user.has_role(Role.HEAD, Role.REPRESENTATIVE):
        mine |= Q(to=To.HEAD, term__complaint__office=user.office_id)
    if user.has_role(Role.DEPUTY):
        mine |= Q(to=To.DEPUTY)
    readable = policy.visible(user, Complaint.objects.all()).order_by().values("pk")
    return TermWarning.objects.filter(mine, term__ended_on=None, term__due_on=F("due_on"), term__complaint__in=readable)


def count_told(user: Any) -> int:
    """How many running terms this person was told of, at most COUNTED_TO and one more; one statement."""
    return told_to(user).order_by().values("term").distinct()[: COUNTED_TO + 1].count()


def stages_of(terms: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The stages at which somebody was told of each of these terms as they stand now, in order; one statement."""
    found: dict[UUID, list[str]] = {}
    rows = TermWarning.objects.filter(term__in=terms, term__due_on=F("due_on")).order_by("told_on", "pk")
    for term, stage in rows.values_list("term", "stage"):
        found.setdefault(term, []).append(stage)
    return found


def to_be_mailed(day: date) -> list[User]:
    """Everybody with an address who was told of something on that day; four statements."""
    told = TermWarning.objects.filter(told_on=day)
    officers = set(told.filter(to=To.OFFICER).values_list("term__complaint__officer", flat=True).distinct())
    offices = set(told.filter(to=To.HEAD).values_list("term__complaint__office", flat=True).distinct())
    deputies = told.filter(to=To.DEPUTY).exists()
    return [
        user
        for user in User.objects.filter(is_active=True).exclude(email="")
        if user.id in officers
        or (user.office_id in offices and user.has_role(Role.HEAD, Role.REPRESENTATIVE))
        or (deputies and user.has_role(Role.DEPUTY))
    ]


def told_on(user: Any, day: date) -> int:
    """Of how many running terms this person was told on that day; one statement."""
    return told_to(user).filter(told_on=day).order_by().values("term").distinct().count()
