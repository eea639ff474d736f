"""What happens when a complaint is marked as urgent: the short term, and whoever is on duty told at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from arasha import letters
from arasha.complaints.models import Complaint
from arasha.complaints.terms import office_day, start_term
from arasha.law import RuleBook
from arasha.people import duty
from arasha.people.models import User


def become_urgent(complaint: Complaint, reasons: Sequence[str], *, book: RuleBook, at: datetime) -> dict[str, Any]:
    """Mark as urgent for `reasons`, codes of the profile's list: the office's short term starts, and whoever is on duty is told.

    Call it inside a verb; the complaint is saved by that. Returns what the journal keeps. Reasons that the list does not know are left
    out; where none is left, nothing happens and nothing is returned.
    """
    known = {one.code for one in book.urgent_reasons}
    chosen = [code for code in dict.fromkeys(reasons) if code in known]
    if not chosen:
        return {}
    complaint.urgent, complaint.urgent_reasons = True, chosen
    start_term(complaint, "urgent", book=book, at=at)
    return {"reasons": chosen, "told": [str(user.pk) for user in _tell_on_duty(complaint, at)]}


def whom_to_tell(complaint: Complaint, at: datetime) -> list[User]:
    """Who is on duty for the complaint at that moment; without a roster, those who lead its office."""
    recused = frozenset(complaint.recusals.values_list("user_id", flat=True))
    if complaint.about_office:
        return duty.leaders(without=recused)
    return duty.on_duty(complaint.office, office_day(at), without=recused)


def _tell_on_duty(complaint: Complaint, at: datetime) -> list[User]:
    """Put the complaint into the duty officer's work and a mail without a word of it into the outbox; returns who was told.

    Of a complaint about the office itself only the leaders hear. Somebody recused is not told.
    """
    told = whom_to_tell(complaint, at)
    complaint.duty = told[0] if told else None
    for user in told:
        if user.email:
            letters.put_duty(
                subject_id=complaint.id, key_id=complaint.key_id, office=complaint.office, address=user.email,
                language=user.language, at=at,
            )  # fmt: skip
    return told
