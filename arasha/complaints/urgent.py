"""What happens when a complaint is marked as urgent: the short term, and whoever is on duty told at once."""

from __future__ import annotations

from datetime import datetime

from arasha import letters
from arasha.complaints.actions.base import Move
from arasha.complaints.models import Complaint
from arasha.complaints.terms import office_day
from arasha.people import duty
from arasha.people.models import User


def whom_to_tell(complaint: Complaint, at: datetime) -> list[User]:
    """Who is on duty for the complaint at that moment; without a roster, those who lead its office."""
    recused = frozenset(complaint.recusals.values_list("user_id", flat=True))
    if complaint.about_office:
        return duty.leaders(without=recused)
    return duty.on_duty(complaint.office, office_day(at), without=recused)


def tell_on_duty(move: Move) -> list[User]:
    """Put the complaint into the duty officer's work and a mail without a word of it into the outbox; returns who was told.

    Of a complaint about the office itself only the leaders hear. Somebody recused is not told.
    """
    complaint = move.complaint
    told = whom_to_tell(complaint, move.at)
    complaint.duty = told[0] if told else None
    for user in told:
        if user.email:
            letters.put_duty(
                subject_id=complaint.id, key_id=complaint.key_id, office=complaint.office, address=user.email,
                language=user.language, at=move.at,
            )  # fmt: skip
    move.details["told"] = [str(user.pk) for user in told]
    return told
