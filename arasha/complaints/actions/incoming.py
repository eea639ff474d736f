"""The register of incoming correspondence: whatever reaches the office gets the next number of its office and year, without gaps."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from arasha.complaints.models import Complaint, Incoming
from arasha.complaints.terms import office_day
from arasha.letters.numbering import incoming_number
from arasha.people.models import User


def book_in(
    complaint: Complaint,
    kind: str,
    *,
    way: str,
    at: datetime,
    by: User | None,
    received_on: date | None = None,
    target_id: UUID | None = None,
) -> Incoming:
    """Write what came into the register, inside the transaction that keeps it: if that fails, the number is given back.

    The year is that of `at` on the office's calendar, so that numbers and the order of the register agree; `received_on` is the day on
    which it came, where that was earlier.
    """
    office, today = complaint.office, office_day(at)
    return Incoming.objects.create(
        complaint=complaint,
        office=office,
        number=incoming_number(office.code, today.year),
        kind=kind,
        way=way,
        received_on=received_on or today,
        received_at=at,
        by=by,
        target_id=target_id,
    )
