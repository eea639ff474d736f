"""Counting open terms again after the calendar changed: proposed by the rule book, confirmed by a person, journaled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import ChangedMeanwhile, Move, doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Term
from arasha.complaints.terms import counted_again


def recount_term(
    complaint_id: UUID, *, by: Staff, at: datetime, shown: Mapping[UUID, date], version: int | None = None
) -> list[Term]:
    """Give open terms of the complaint the dates that the calendar of today gives them; `shown` is the new date of each that the
    person saw and confirms. It may lie in the past, as a decree may: then the term is late from now on.

    The sum is kept anew with its reasons, the first date stays in `first_due_on`, the length stays as it was taken. Raises NotYours,
    NotPossibleNow when a term ended, ChangedMeanwhile when the calendar now gives another date than the one shown.
    """
    with doing("recount_term", complaint_id, by=by, at=at, version=version) as move:
        move.require(bool(shown), _("Choose at least one term."))
        terms = [_recount(move, term_id, day) for term_id, day in sorted(shown.items())]
        move.target = terms[0].id
    return terms


def _recount(move: Move, term_id: UUID, shown: date) -> Term:
    term = Term.objects.filter(pk=term_id, complaint=move.complaint, ended_on=None).first()
    move.require(term is not None, _("This term ended meanwhile. Its date stays as it was."))
    assert term is not None
    again = counted_again(move.book, term.why)
    if again is None or again.due_on != shown or again.due_on == term.due_on:
        raise ChangedMeanwhile(_("The calendar changed again meanwhile. Nothing was changed: look at the new dates."))
    before, term.due_on, term.why = term.due_on, again.due_on, again.as_json()
    term.book_version = move.book.version
    term.save(update_fields=["due_on", "why", "book_version"])
    change = {"term": term.purpose, "id": str(term.id), "before": before.isoformat(), "after": term.due_on.isoformat()}
    move.details.setdefault("calendar", []).append(change)
    return term
