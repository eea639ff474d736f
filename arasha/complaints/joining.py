"""Complaints that are considered together: who leads, who is joined, whose findings count, and that no letter tells one of another."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Q, QuerySet

from arasha import vault
from arasha.complaints.carried import told_of
from arasha.complaints.models import Complaint, Joining, Party

JOINED = "joined"
LEADING = frozenset({"examination", "findings", "awaiting_complainant"})  # with an officer: others can be joined to it
TO_BE_JOINED = frozenset({"screening", "accepted", "examination"})
UNDECIDED = (JOINED, "awaiting_signature", "withdrawn_pending")


def current() -> QuerySet[Joining]:
    """What is joined now. A complaint that was reopened after its decision is considered by itself again."""
    reopened = Q(complaint__reopened_at__isnull=False, at__lt=F("complaint__reopened_at"))
    return Joining.objects.filter(ended_at=None).exclude(reopened)


def joining_of(complaint: Complaint) -> Joining | None:
    """How the complaint is joined now, with its lead; one statement."""
    found = current().filter(complaint=complaint).select_related("lead").first()
    if found is not None:
        found.complaint = complaint
    return found


def joined_to(lead_id: UUID, *states: str) -> list[Joining]:
    """What is joined to a lead now, in the order in which it was; with `states` only what stands in one of them. One statement."""
    rows = current().filter(lead=lead_id)
    if states:
        rows = rows.filter(complaint__state__in=states)
    return list(rows.select_related("complaint").order_by("at", "id"))


def leads(complaint: Complaint) -> bool:
    """Whether the decision on any other complaint waits for this one."""
    return current().filter(lead=complaint, complaint__state__in=UNDECIDED).exists()


def word_of_others(complaint: Complaint, group: Iterable[UUID], *texts: str) -> str:
    """The first name or contact of somebody of the `group`'s other complaints that `texts` tell, as it stands there; else empty. Who is
    concerned in `complaint` itself is no other. Two statements and the keys."""
    parties = list(
        Party.objects.filter(complaint__in=[*group, complaint.pk], removed_at=None).select_related("complaint", "person")
    )
    vault.load_keys(
        [key for party in parties for key in (party.complaint.key_id, party.person.key_id if party.person else None) if key]
    )
    own = [party for party in parties if party.complaint_id == complaint.pk]
    others = [party for party in parties if party.complaint_id != complaint.pk]
    return told_of(others, "\n".join(texts), besides=own)
