"""Extending the term of consideration, where the profile has a rule for it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.complaints import outgoing
from arasha.complaints.actions.base import doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Term
from arasha.complaints.terms import office_day


def extend_term(
    complaint_id: UUID, *, by: Staff, at: datetime, reason: str, number: int | None = None, version: int | None = None
) -> Term:
    """Extend the term of consideration by `number` units of the profile's rule (wholly without), and tell the complainant why.

    Refused when no rule allows it, after the term ended, or beyond what the rule gives. The head decides; the reason is kept.
    """
    with doing("extend_term", complaint_id, by=by, at=at, version=version) as move:
        term = outgoing.consideration_term(move.complaint)
        move.require(term is not None, _("No term runs that could be extended."))
        assert term is not None
        longer = move.book.extended(term.why, "consideration", decided_on=office_day(at), number=number)
        before, term.due_on, term.why = term.due_on, date.fromisoformat(longer["due"]), longer
        term.save(update_fields=["due_on", "why"])
        letter = outgoing.to_complainant(move, "extension", {"reason": reason, **outgoing.due_values(term)})
        move.target, move.note = letter.id, reason
        move.details.update(before=before.isoformat(), after=term.due_on.isoformat())
    return term
