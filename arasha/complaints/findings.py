"""The findings on which a decision rests."""

from __future__ import annotations

from django.db.models import QuerySet

from arasha.complaints.joining import joining_of
from arasha.complaints.models import Complaint, Finding


def findings_now(complaint: Complaint) -> QuerySet[Finding]:
    """Those of the present consideration: what was found before a complaint was reopened belongs to the decision that fell. For a
    complaint that is joined to another the lead's count."""
    joining = joining_of(complaint)
    if joining is not None:
        return findings_now(joining.lead)
    found = Finding.objects.filter(complaint=complaint)
    return found.filter(at__gte=complaint.reopened_at) if complaint.reopened_at else found
