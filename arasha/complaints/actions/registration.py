"""The tray: from received to registered, and the corrections that go with it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from arasha import letters
from arasha.bodies.models import Body
from arasha.complaints import outgoing
from arasha.complaints.actions.base import doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint
from arasha.complaints.terms import end_term, office_day, start_term


def register_complaint(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    subject: str,
    topic: str = "",
    region: str = "",
    body: Body | None = None,
    version: int | None = None,
) -> Complaint:
    """Give the complaint its number, acknowledge it, and start the term of consideration.

    The term starts on the office's calendar day of `at` (`kz`: KZ-C01, 15 working days from registration).
    """
    with doing("register", complaint_id, by=by, at=at, version=version) as move:
        complaint = move.complaint
        complaint.subject, complaint.topic = subject, topic
        complaint.region = region or complaint.region
        complaint.body = body or complaint.body
        complaint.registered_at = at
        complaint.number = letters.complaint_number(complaint.office.code, office_day(at).year)
        complaint.save()  # the acknowledgement names the number
        end_term(complaint, "acknowledgement", verb="register", at=at)
        term = start_term(complaint, "consideration", book=move.book, at=at)
        move.details["number"] = complaint.number
        if outgoing.has_reader(complaint):
            move.target = outgoing.to_complainant(move, "acknowledgement", outgoing.due_values(term)).id
    return complaint


def correct_subject(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    subject: str,
    topic: str,
    region: str,
    body: Body | None,
    version: int | None = None,
) -> Complaint:
    """Correct how the complaint is described and classified; the journal keeps what stood there before."""
    with doing("correct_subject", complaint_id, by=by, at=at, version=version) as move:
        complaint = move.complaint
        move.details["before"] = {
            "subject": complaint.subject, "topic": complaint.topic, "region": complaint.region,
            "body": str(complaint.body_id or ""),
        }  # fmt: skip
        complaint.subject, complaint.topic, complaint.region, complaint.body = subject, topic, region, body
    return complaint


def set_urgent(
    complaint_id: UUID, *, by: Staff, at: datetime, urgent: bool, reason: str, version: int | None = None
) -> Complaint:
    """Mark or unmark as urgent: danger to life, health or liberty, or an act that cannot be undone."""
    with doing("mark_urgent" if urgent else "unmark_urgent", complaint_id, by=by, at=at, version=version) as move:
        move.complaint.urgent = urgent
        move.note = reason
    return move.complaint
