"""What somebody was told of terms that still run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from arasha.complaints.book import current_book
from arasha.complaints.models import Term, TermWarning
from arasha.complaints.queries.desk_paging import count_to
from arasha.law import RuleBook
from arasha.people import policy
from arasha.people.models import Role, User

To = TermWarning.To
COUNTED_TO = 99  # more than that is more than anybody reads; the list says how many


def told_to(user: Any, terms: QuerySet[Term], today: date, book: RuleBook | None = None) -> QuerySet[Term]:
    """Of these open terms those that this person was told of, as they stand now: extended, a term is forgotten until it is told anew.

    Nobody is told earlier than the reminders of the profile say: what ends much later is not looked at. `book` is the present one, where
    it is at hand.
    """
    told = TermWarning.objects.filter(term=OuterRef("pk"), due_on=OuterRef("due_on"))
    mine = Q(pk__in=[])
    for to, whose in _whose(user):
        mine |= whose & Q(Exists(told.filter(to=to)))
    furthest = today + timedelta(days=7 + 3 * max((book or current_book()).reminders.before, default=0))
    return terms.filter(mine, due_on__lte=furthest)


def _whose(user: Any) -> Iterator[tuple[str, Q]]:
    """To whom warnings go that reach this person, and of which terms."""
    if user.has_role(Role.OFFICER):
        yield To.OFFICER, Q(complaint__officer=user.id)
    if user.has_role(*policy.REVIEW_ROLES):
        yield To.REVIEWER, Q(complaint__reviewer=user.id)
    if user.has_role(Role.HEAD, Role.REPRESENTATIVE):
        yield To.HEAD, Q(complaint__office=user.office_id)
    if user.has_role(Role.DEPUTY):
        yield To.DEPUTY, Q()


def count_told(user: Any, today: date, book: RuleBook | None = None) -> tuple[int, bool]:
    """How many running terms this person was told of, and whether there are more than that; at most one statement."""
    if not list(_whose(user)):
        return 0, False
    return count_to(told_to(user, _open(user), today, book), COUNTED_TO)


def _open(user: Any) -> QuerySet[Term]:
    return policy.visible(user, Term.objects.filter(ended_on=None), through="complaint__")


def stages_of(terms: Sequence[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """(stage, to whom) of what was told of each of these terms as they stand now, in order; one statement."""
    found: dict[UUID, list[tuple[str, str]]] = {}
    rows = TermWarning.objects.filter(term__in=terms, term__due_on=F("due_on")).order_by("told_on", "pk")
    for term, stage, to in rows.values_list("term", "stage", "to"):
        found.setdefault(term, []).append((stage, to))
    return found


def to_be_mailed(day: date) -> list[User]:
    """Everybody with an address who was told of something on that day; five statements."""
    told = TermWarning.objects.filter(told_on=day)
    officers = set(told.filter(to=To.OFFICER).values_list("term__complaint__officer", flat=True).distinct())
    officers |= set(told.filter(to=To.REVIEWER).values_list("term__complaint__reviewer", flat=True).distinct())
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
    return told_to(user, _open(user).filter(warnings__told_on=day), day).order_by().values("pk").distinct().count()
