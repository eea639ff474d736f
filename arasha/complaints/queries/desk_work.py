"""My work: what this member of staff has to do, grouped by when it is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models import Complaint, ReviewStage
from arasha.complaints.queries.desk_filters import OPEN_STATES
from arasha.complaints.queries.desk_rows import Listed, Row, for_rows, with_story
from arasha.people import policy
from arasha.people.models import Role

SHOWN_AT_MOST = 100

SIGNED = (ReviewStage.PROPOSED, ReviewStage.REOPENING)  # a leader signs what the reviewer proposed

# Whose turn it is in a state, by role: what waits for a lawyer is the work of every lawyer of the office, and so on.
TURNS: dict[str, Q] = {
    Role.REGISTRAR: Q(state="received"),
    Role.LAWYER: Q(state__in=("screening", "withdrawn_pending")),
    Role.HEAD: Q(state__in=("outcome_proposed", "accepted"))
    | Q(state__in=("examination", "findings"), officer=None)
    | Q(review=ReviewStage.ASKED),
    Role.REPRESENTATIVE: Q(state__in=("received", "screening", "outcome_proposed", "accepted"))
    | Q(state__in=("examination", "findings"), officer=None)
    | Q(review=ReviewStage.ASKED),
    Role.DEPUTY: Q(state="awaiting_signature") | Q(review__in=SIGNED) | Q(about_office=True, review=ReviewStage.ASKED),
    Role.COMMISSIONER: Q(state="awaiting_signature")
    | Q(about_office=True, state__in=OPEN_STATES)
    | Q(review__in=SIGNED)
    | Q(about_office=True, review=ReviewStage.ASKED),
}

GROUPS = (
    ("late", _("Late")),
    ("today", _("Due today")),
    ("week", _("This week")),
    ("later", _("Later")),
    ("none", _("No date")),
)


def my_complaints(user: Any) -> QuerySet:
    """Open complaints on which it is this person's turn, which are assigned to them or given to them for review, or of which they
    were told on their duty."""
    turn = Q(officer=user.id, state__in=OPEN_STATES) | Q(duty=user.id, state__in=OPEN_STATES)
    turn |= Q(reviewer=user.id, review=ReviewStage.GIVEN)
    for role, condition in TURNS.items():
        if role in user.roles:
            turn |= condition
    return policy.visible(user, Complaint.objects.filter(turn))


def work_rows(user: Any, language: str) -> list[Listed]:
    """The rows of My work, what is due first on top, one statement; at most SHOWN_AT_MOST and one more, which says there are more."""
    ordered = for_rows(with_story(my_complaints(user)), language, "told").order_by(
        F("due_on").asc(nulls_last=True), "received_at", "id"
    )
    return list(ordered[: SHOWN_AT_MOST + 1])


@dataclass(frozen=True)
class Group:
    """One heading of My work with its rows."""

    code: str
    heading: Any
    rows: list[Row]

    @property
    def tone(self) -> str:
        return "late" if self.code == "late" else ""

    @property
    def count(self) -> int:
        return len(self.rows)


def grouped_by_due(rows: Iterable[Row], *, today: date) -> list[Group]:
    """The rows under late (a term in hours from its minute on), today, this week (to its Sunday), later, no date; empty groups are left
    out."""
    by_code: dict[str, list[Row]] = {code: [] for code, _heading in GROUPS}
    sunday = today + timedelta(days=7 - today.isoweekday())
    for row in rows:
        late = row.term is not None and row.term.state == "late"
        by_code["late" if late else _group_of(row.complaint.due_on, today, sunday)].append(row)
    return [Group(code, heading, by_code[code]) for code, heading in GROUPS if by_code[code]]


def _group_of(due: date | None, today: date, sunday: date) -> str:
    if due is None:
        return "none"
    if due < today:
        return "late"
    if due == today:
        return "today"
    return "week" if due <= sunday else "later"
