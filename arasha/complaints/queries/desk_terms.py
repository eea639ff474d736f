"""Terms made ready to be shown: the date, what is left, and the reason line by line, as it was when the term was taken."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Case, F, OuterRef, QuerySet, Subquery, TextField, When
from django.db.models.functions import Cast
from django.utils.translation import gettext, ngettext

from arasha.complaints.models import Inquiry, Term
from arasha.complaints.models.casework import was_kept
from arasha.law import RuleBook, WorkingCalendar, pause_on
from arasha.law.explain import lines
from arasha.law.rules import cite

SOON = 2  # working days left from which a term is shown as "soon"; a matter of display, not of law


COLUMNS = (
    "complaint_id", "purpose", "rule", "basis", "book_version", "started_on", "first_due_on", "due_on", "due_at", "ended_on", "ended_at",
    "target_id", "paused_until",
)  # fmt: skip


class TermRow(Protocol):
    """A term as a page reads it, without the model around it; `sum` is the text of its `why`, which is read only when it is told."""

    complaint_id: UUID
    purpose: str
    rule: str
    basis: str
    book_version: str
    started_on: date
    first_due_on: date
    due_on: date
    due_at: datetime | None
    ended_on: date | None
    ended_at: datetime | None
    target_id: UUID | None
    paused_until: date | None
    sum: str


@dataclass(frozen=True)
class TermView:
    """What `components/term.html` shows. The sum is told only when a page asks for it. With `now` a term in hours tells its hours."""

    row: TermRow
    book: RuleBook
    language: str
    today: date
    now: datetime | None = None

    @cached_property
    def same_as(self) -> tuple[Any, ...]:
        """Everything that the term's look depends on, so that equal ones are rendered once."""
        row = self.row
        dates = (row.started_on, row.first_due_on, row.due_on, row.due_at, row.ended_on, self.hours_left, self.paused)
        return (self.book.version, row.book_version, self.today, row.purpose, row.rule, row.basis, *dates)

    @property
    def at(self) -> datetime | None:
        """The instant at which a term in hours ends; other terms end with their day."""
        return self.row.due_at

    @property
    def hours_left(self) -> str:
        """What is left of a term in hours, rounded down, in words; empty for a term in days, one that ended, or without `now`."""
        if self.row.due_at is None or self.now is None or self.row.ended_on:
            return ""
        hours = int((self.row.due_at - self.now) / timedelta(hours=1))
        if self.row.due_at <= self.now:
            return ngettext("%(count)s hour late", "%(count)s hours late", -hours) % {"count": -hours}
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}

    @property
    def due_on(self) -> date:
        return self.row.due_on

    @property
    def ended_on(self) -> date | None:
        return self.row.ended_on

    @cached_property
    def label(self) -> str:
        purpose = self.book.purposes.get(self.row.purpose)
        return purpose.name(self.language) if purpose else self.row.purpose

    @cached_property
    def days_left(self) -> int | None:
        return None if self.row.ended_on else working_days_left(self.book, self.today, self.row.due_on)

    @cached_property
    def paused(self) -> bool:
        """Whether it stands still today."""
        return self.row.paused_until is not None and pause_on(self._sum, self.today) is not None

    @property
    def state(self) -> str:
        if self.row.ended_on:
            return "ended"
        if self.paused:
            return "paused"
        if self.row.due_on < self.today or (self.row.due_at and self.now and self.row.due_at <= self.now):
            return "late"
        return "soon" if (self.days_left or 0) <= SOON else "running"

    @property
    def basis(self) -> str:
        return str(self.row.basis)

    @cached_property
    def _sum(self) -> dict[str, Any]:
        return json.loads(self.row.sum)

    @cached_property
    def _rule(self) -> dict[str, Any]:
        return next((fact for fact in self._sum.get("facts", ()) if fact["kind"] == "rule"), {})

    @property
    def analogy(self) -> bool:
        return self._rule.get("applies") == "by_analogy"

    @property
    def verified(self) -> bool:
        return self._rule.get("confidence") == "verified"

    @cached_property
    def citation(self) -> str:
        acts = self._rule.get("acts", {})
        return cite(acts.get(self.language) or acts.get("en", ""), self._rule.get("article", ""), self.language)

    @cached_property
    def why(self) -> list[str]:
        return lines(self._sum, gettext, plural=ngettext, language=self.language) if self._sum else []

    @property
    def note(self) -> str:
        if self.row.ended_on is None:
            return ""
        return (
            gettext("Kept: ended in time.")
            if was_kept(self.row.due_on, self.row.ended_on, self.row.due_at, self.row.ended_at)
            else gettext("Not kept: ended after the date.")
        )


def working_days_left(book: RuleBook, today: date, due: date) -> int:
    """Working days from `today` (left out) to `due` (counted in); negative when `due` has passed."""
    key = (book.version, today, due)
    if key not in _left:
        if len(_left) > 10_000:
            _left.clear()
        _left[key] = _count_left(book.counting.calendar, today, due)
    return _left[key]


_left: dict[tuple[str, date, date], int] = {}  # the same few days are asked for on every page


def _count_left(calendar: WorkingCalendar, today: date, due: date) -> int:
    first, last = sorted((today, due))
    days = sum(calendar.is_working_day(first + timedelta(days=index)) for index in range(1, (last - first).days + 1))
    if due >= today:
        return days
    return -max(days, 1)  # a term that ended on a Friday is late on the Saturday too


def _rows(terms: QuerySet[Term]) -> QuerySet:
    return terms.annotate(sum=Cast("why", TextField())).values_list(*COLUMNS, "sum", named=True)


def open_terms(complaints: Iterable[UUID], language: str) -> dict[UUID, list[Any]]:
    """The open terms of each complaint, the one that ends first on top; one statement. `asked` names the body whose answer to an
    inquiry the term is for, in one of the office's own languages."""
    inquiry = Inquiry.objects.filter(pk=OuterRef("target_id")).order_by().values(f"body__name_{language}")
    rows = Term.objects.filter(complaint_id__in=list(complaints), ended_on=None).annotate(
        sum=Cast("why", TextField()), asked=Case(When(purpose="body_answer", then=Subquery(inquiry)))
    )
    ordered = rows.order_by("due_on", F("due_at").asc(nulls_last=True), "started_on")
    found: dict[UUID, list[Any]] = defaultdict(list)
    for term in ordered.values_list(*COLUMNS, "sum", "asked", named=True):
        found[term.complaint_id].append(term)
    return found


def terms_of(complaint_id: UUID, *, book: RuleBook, language: str, today: date, now: datetime | None = None) -> list[TermView]:
    """All terms of a complaint, those that run first, then by the date they end; one statement."""
    rows = _rows(Term.objects.filter(complaint_id=complaint_id))
    ordered = sorted(rows, key=lambda row: (row.ended_on is not None, row.due_on, row.started_on))
    return [TermView(row, book, language, today, now) for row in ordered]
