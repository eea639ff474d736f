"""Letting the term stand still for a time, where a rule of the profile allows it, and letting it go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Term
from arasha.complaints.terms import office_day
from arasha.law import Due, pause_on


def pause_term(
    complaint_id: UUID, *, by: Staff, at: datetime, until: date, reason: str, version: int | None = None
) -> list[Term]:
    """Let every open term that a rule lets pause stand still from today to `until`, both included (days of the office), and tell the
    complainant why. It goes on by itself on the next day, so that no pause is forgotten.

    Raises PauseNotAllowed where the profile lets none pause, PausedAlready, BadPause; refused after the term ran out.
    """
    with doing("pause_term", complaint_id, by=by, at=at, version=version) as move:
        today = office_day(at)
        terms = pausable(move)
        move.require(bool(terms), _("No rule here lets a term stand still."))
        move.require(all(term.due_on >= today for term in terms), _("The term ran out. What has run out cannot stand still."))
        _take(move, terms, lambda term: move.book.paused(term.why, term.purpose, first=today, last=until), until)
        _tell(move, "paused", {"reason": reason, "goes_on": until + timedelta(days=1)})
        move.note = reason
    return terms


def resume_term(complaint_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> list[Term]:
    """Let the terms that stand still go on: today counts again (day of the office). The complainant is told the new date and why."""
    with doing("resume_term", complaint_id, by=by, at=at, version=version) as move:
        today = office_day(at)
        terms = [term for term in pausable(move) if pause_on(term.why, today)]
        move.require(bool(terms), _("No term stands still."))
        _take(move, terms, lambda term: move.book.resumed(term.why, today), None)
        _tell(move, "resumed", {"reason": reason})
        move.note = reason
    return terms


def pausable(move: Move) -> list[Term]:
    """The open terms of the complaint that a rule of the profile lets stand still."""
    codes = [code for code, purpose in move.book.purposes.items() if purpose.may_pause]
    return list(Term.objects.filter(complaint=move.complaint, purpose__in=codes, ended_on=None).order_by("due_on", "pk"))


def _take(move: Move, terms: list[Term], again: Callable[[Term], Due], paused_until: date | None) -> None:
    """Set each term to its new sum; the journal keeps the date before and after."""
    changes = []
    for term in terms:
        due, before = again(term), term.due_on
        term.due_on, term.why, term.book_version = due.due_on, due.as_json(), move.book.version
        term.paused_until = paused_until
        term.save(update_fields=["due_on", "why", "book_version", "paused_until"])
        changes.append({"term": term.purpose, "before": before.isoformat(), "after": term.due_on.isoformat()})
    move.details["terms"] = changes


def _tell(move: Move, code: str, values: dict[str, object]) -> None:
    due = outgoing.due_values(outgoing.consideration_term(move.complaint))
    move.target = outgoing.to_complainant(move, code, {**values, **due}).id
