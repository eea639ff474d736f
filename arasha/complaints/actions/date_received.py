"""The date of its first term, written on complaints that were received before one was written at once.

No migration does this: the journal remembers a digest of every row, and a row that changes without an entry is an alteration. So the
night's job writes the date as the system, one entry a complaint. What has its date is never looked at again.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from arasha import journal, vault
from arasha.complaints.digest import digest
from arasha.complaints.doers import System
from arasha.complaints.models import Complaint, Term
from arasha.complaints.terms import earliest_due


def date_received(*, at: datetime) -> int:
    """Give every complaint in the tray that has an open term and no date the day on which its first one ends; returns how many.

    Whatever left the tray has its date, as every verb writes it. Each in a transaction of its own, so that nobody waits long.
    May run twice at once and at any time again.
    """
    running = Term.objects.filter(complaint=OuterRef("pk"), ended_on=None)
    undated = Complaint.objects.filter(Exists(running), state="received", due_on=None).order_by("pk").values_list("pk", flat=True)
    return sum(_date(complaint_id, at) for complaint_id in list(undated))


def _date(complaint_id: UUID, at: datetime) -> bool:
    with transaction.atomic():
        complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint_id)
        first = earliest_due(complaint)
        if first is None or complaint.due_on is not None:
            return False  # somebody did a step meanwhile, which wrote it
        complaint.due_on = first
        complaint.save(update_fields=["due_on"])
        vault.load_keys([complaint.key_id])
        journal.record(
            "date_received",
            by=System().actor,
            chain=complaint.id,
            subject=("complaint", str(complaint.id)),
            key_id=complaint.key_id,
            details={"due_on": first.isoformat()},
            at=at,
            digest=digest(str(complaint.id)),
        )
    return True
