"""One complaint for the desk: the row that this person may read, with the facts and the consent that its page needs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_next import with_facts
from arasha.errors import NotFound
from arasha.people import policy


def open_complaint(user: Any, complaint_id: UUID) -> Complaint:
    """The complaint with office, officer, body, complainant and facts, if this person may read it; one statement.

    Raises NotFound, the same whether it does not exist or is not theirs.
    """
    rows = with_facts(policy.visible(user, Complaint.objects.all())).select_related("office", "officer", "body", "complainant")
    complaint = rows.filter(pk=complaint_id).first()
    if complaint is None:
        raise NotFound(_("We have no such complaint, or it is not yours to read."))
    return complaint


def load_keys_of(complaint: Complaint) -> None:
    """Everything that a page of one complaint may open: its own key, the post-box's and the person's, in one statement."""
    person = complaint.complainant.key_id if complaint.complainant else None
    vault.load_keys([key for key in (complaint.key_id, complaint.postbox_id, person) if key])


def earlier_of(user: Any, complaint: Complaint) -> list[Complaint]:
    """Other complaints of the same person that this member of staff may read, the newest first; one statement."""
    if complaint.complainant_id is None:
        return []
    others = Complaint.objects.filter(complainant=complaint.complainant_id).exclude(pk=complaint.pk)
    return list(policy.visible(user, others).order_by("-received_at", "-id")[:50])
