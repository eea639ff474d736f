"""The tray: from received to registered, and the corrections that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.models import Body
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint
from arasha.complaints.terms import end_term, office_day, start_term
from arasha.complaints.urgent import become_urgent
from arasha.law import TermStart


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
    """Give the complaint its number, acknowledge it, and start the term of consideration, and that of admissibility where there is one.

    They start on the office's calendar day of `at` (`kz`: KZ-C01, 15 working days from registration).
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
        started = {one.purpose: start_term(complaint, one.purpose, book=move.book, at=at) for one in _starts(move)}
        move.details["number"] = complaint.number
        if outgoing.has_reader(complaint):
            move.target = outgoing.to_complainant(move, "acknowledgement", outgoing.due_values(started.get("consideration"))).id
    return complaint


def _starts(move: Move) -> tuple[TermStart, ...]:
    return move.book.procedure.verb(move.verb).starts


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


def mark_urgent(
    complaint_id: UUID, *, by: Staff, at: datetime, reasons: Sequence[str], reason: str = "", version: int | None = None
) -> Complaint:
    """Mark as urgent for `reasons` of the profile's list: the office's short term starts, and whoever is on duty is told at once."""
    with doing("mark_urgent", complaint_id, by=by, at=at, version=version) as move:
        marked = become_urgent(move.complaint, reasons, book=move.book, at=at)
        move.require(bool(marked), _("Choose from the list what makes it urgent."))
        move.details.update(marked)
        move.note = reason or None
    return move.complaint


def unmark_urgent(complaint_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> Complaint:
    """The danger is over: the usual order again. The short term ends, and it is no longer the duty officer's."""
    with doing("unmark_urgent", complaint_id, by=by, at=at, version=version) as move:
        move.details["before"] = move.complaint.urgent_reasons
        move.complaint.urgent, move.complaint.urgent_reasons, move.complaint.duty = False, [], None
        move.note = reason
    return move.complaint
