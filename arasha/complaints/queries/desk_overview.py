"""The picture for leaders: what is late, what flows in and out, which bodies do not answer, what waits for a signature."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from arasha.complaints.models import Complaint, Inquiry, Term
from arasha.complaints.queries.desk_filters import OPEN_STATES, due_condition, week_bounds, week_of
from arasha.people import policy

WEEKS = 12


@dataclass(frozen=True)
class Week:
    """Received and closed in one ISO week."""

    week: str
    monday: date
    received: int
    closed: int


@dataclass(frozen=True)
class Silent:
    """A body with answers that are late."""

    code: str
    name: str
    complaints: int
    oldest: date


def waiting(user: Any, *, today: date) -> dict[str, int]:
    """How many open complaints are late, due today, due within seven days, urgent, without an officer, or wait for a signature.

    One statement."""
    mine = _open(user)
    return mine.aggregate(
        all=_count(Q()),
        late=_count(due_condition("late", today)),
        today=_count(due_condition("today", today)),
        week=_count(due_condition("week", today)),
        urgent=_count(Q(urgent=True)),
        nobody=_count(Q(officer=None)),
        outcomes=_count(Q(state="outcome_proposed")),
        decisions=_count(Q(state="awaiting_signature")),
    )


def flow(user: Any, *, today: date) -> list[Week]:
    """Received and closed by week, the last WEEKS weeks, this one included; two statements."""
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    received, closed = (_by_week(user, column, mondays) for column in ("received_at", "closed_at"))
    return [Week(week_of(day), day, received[str(day)], closed[str(day)]) for day in mondays]


def silent_bodies(user: Any, *, today: date, language: str) -> list[Silent]:
    """Bodies whose answer to an inquiry is late, those with most complaints first; one statement."""
    late = Term.objects.filter(target_id=OuterRef("pk"), purpose="body_answer", ended_on=None, due_on__lt=today)
    rows = (
        Inquiry.objects.filter(answered_at=None, complaint__in=policy.visible(user, Complaint.objects.all()).values("pk"))
        .order_by()
        .annotate(due=Subquery(late.values("due_on")[:1]))
        .filter(due__isnull=False)
        .values_list("complaint_id", "due", "body__code", f"body__name_{language}")
    )
    found: dict[str, dict[str, Any]] = {}
    for complaint, due, code, name in rows:
        entry = found.setdefault(code, {"name": name, "complaints": set(), "oldest": due})
        entry["complaints"].add(complaint)
        entry["oldest"] = min(entry["oldest"], due)
    silent = [Silent(code, one["name"], len(one["complaints"]), one["oldest"]) for code, one in found.items()]
    return sorted(silent, key=lambda one: (-one.complaints, one.oldest))


def _open(user: Any) -> QuerySet:
    return policy.visible(user, Complaint.objects.filter(state__in=OPEN_STATES)).order_by()


def _count(condition: Q) -> Count:
    return Count("id", filter=condition) if condition else Count("id")


def _by_week(user: Any, column: str, mondays: list[date]) -> dict[str, int]:
    """Counted between the first instants of the office's weeks: no database knows Astana's weeks the same way."""
    bounds = {str(monday): week_bounds(week_of(monday)) for monday in mondays}
    counts = {day: Count("id", filter=Q(**{f"{column}__gte": b[0], f"{column}__lt": b[1]})) for day, b in bounds.items() if b}
    first = bounds[str(mondays[0])]
    since = Q(**{f"{column}__gte": first[0]}) if first else Q()
    return policy.visible(user, Complaint.objects.filter(since)).order_by().aggregate(**counts)
