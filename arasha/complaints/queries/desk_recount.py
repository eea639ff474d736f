"""Open terms that today's calendar would end on another day than they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, Min, Q, QuerySet
from django.db.models.functions import Cast

from arasha.complaints.models import Term
from arasha.complaints.terms import counted_again
from arasha.law import RuleBook
from arasha.people import policy

ALIKE = ("rule", "started_on", "first_due_on", "due_on")  # terms equal in these are looked at together
AT_ONCE = 50


@dataclass(frozen=True)
class TermKey:
    """A place in a list of terms: the term there, by what the list is sorted by."""

    due_on: date
    id: UUID

    @classmethod
    def read(cls, text: str) -> TermKey | None:
        """From an address ("2026-03-30~<uuid>"); None when it is no place."""
        day, _tilde, identifier = text.partition("~")
        try:
            return cls(date.fromisoformat(day), UUID(identifier))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.due_on.isoformat()}~{self.id}"

    @property
    def later(self) -> Q:
        return Q(due_on__gte=self.due_on) & (Q(due_on__gt=self.due_on) | Q(id__gt=self.id))

    @property
    def earlier(self) -> Q:
        return Q(due_on__lte=self.due_on) & (Q(due_on__lt=self.due_on) | Q(id__lt=self.id))


@dataclass(frozen=True)
class Moved:
    """Terms that began and end alike, and the day on which today's calendar ends one of them."""

    alike: tuple[Any, ...]
    due_on: date
    count: int

    @property
    def found_by(self) -> Q:
        return Q(**dict(zip(ALIKE, self.alike, strict=True)))

    @property
    def ends_on(self) -> date:
        return self.alike[-1]


@dataclass(frozen=True)
class Row:
    """One line of the list: a term with its complaint and officer, and the date it would get."""

    term: Term
    due_on: date
    purpose: str

    @property
    def value(self) -> str:
        """What the box on the page sends: which complaint, which term, and the date that was shown."""
        return f"{self.term.complaint_id}/{self.term.id}/{self.due_on.isoformat()}"


def moved_terms(user: Any, book: RuleBook) -> list[Moved]:
    """The terms of complaints that `user` may read whose date would be another one, those that end first before; two statements.

    Only terms taken by another version of the rule book are looked at. One of each kind that began and ends alike is counted.
    """
    kinds = list(
        _open(user, book).values(*ALIKE).order_by("due_on", "started_on", "rule")
        .annotate(sample=Min(Cast("id", CharField())), count=Count("id"))
    )  # fmt: skip
    samples = [UUID(kind["sample"]) for kind in kinds]
    whys = _sums(samples)
    found = []
    for kind, sample in zip(kinds, samples, strict=True):
        again = counted_again(book, whys[sample])
        if again is not None and again.due_on != kind["due_on"]:
            found.append(Moved(tuple(kind[name] for name in ALIKE), again.due_on, kind["count"]))
    return found


def _sums(ids: list[UUID]) -> dict[UUID, Any]:
    """The kept sums of these terms, 500 a statement."""
    parts = [ids[first : first + 500] for first in range(0, len(ids), 500)]
    return dict(row for part in parts for row in Term.objects.filter(pk__in=part).values_list("pk", "why"))


def recount_rows(
    user: Any, book: RuleBook, moved: list[Moved], language: str, after: TermKey | None = None
) -> tuple[list[Row], bool]:
    """Up to AT_ONCE of these terms behind `after`, each counted for itself, and whether more follow; one statement."""
    kinds = [kind for kind in moved if after is None or kind.ends_on >= after.due_on][: AT_ONCE + 1]
    if not kinds:
        return [], False
    terms = _open(user, book).filter(reduce(or_, (kind.found_by for kind in kinds)))
    if after is not None:
        terms = terms.filter(after.later)
    found = list(terms.select_related("complaint", "complaint__officer").order_by("due_on", "id")[: AT_ONCE + 1])
    return _rows(book, found[:AT_ONCE], language), len(found) > AT_ONCE


def moved_of(complaint_id: UUID, book: RuleBook, language: str) -> list[Row]:
    """The open terms of one complaint whose date would be another one; one statement."""
    terms = Term.objects.filter(complaint=complaint_id, ended_on=None).order_by("due_on", "id")
    return _rows(book, list(terms), language)


def _rows(book: RuleBook, terms: list[Term], language: str) -> list[Row]:
    counted = [(term, counted_again(book, term.why)) for term in terms]
    return [
        Row(term, again.due_on, purpose_name(book, term.purpose, language))
        for term, again in counted
        if again is not None and again.due_on != term.due_on
    ]


def _open(user: Any, book: RuleBook) -> QuerySet[Term]:
    return policy.visible(user, Term.objects.filter(ended_on=None), through="complaint__").exclude(book_version=book.version)


def purpose_name(book: RuleBook, purpose: str, language: str) -> str:
    """What a term is for, in words; its code when the rule book does not know it any more."""
    known = book.purposes.get(purpose)
    return known.name(language) if known else purpose
