"""Which complaints are about the same matter: joined, related, and perhaps the same; each within what the reader may read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from arasha import vault
from arasha.complaints.joining import current, joining_of
from arasha.complaints.models import Complaint, Relation
from arasha.complaints.queries.desk_alike import alike
from arasha.complaints.queries.desk_same import Likely, same_matter
from arasha.people import policy


@dataclass(frozen=True)
class Other:
    """Another complaint as a list names it."""

    id: UUID
    number: str | None
    state: str
    received_at: datetime


@dataclass
class Group:
    """What is considered together with a complaint. `hidden`: how many more there are that the reader may not read."""

    lead: Other | None = None  # empty where the reader may not read it, and on the lead itself
    leads: bool = False
    members: list[Other] = field(default_factory=list)
    hidden: int = 0


@dataclass(frozen=True)
class Related:
    """A complaint to which somebody related this one: how, when and why."""

    other: Other
    kind: str
    at: datetime
    note: str


def group_of(user: Any, complaint: Complaint) -> Group:
    """Who leads and what is joined; at most three statements."""
    joining = joining_of(complaint)
    lead = joining.lead_id if joining else complaint.pk
    members = list(current().filter(lead=lead).order_by("at", "id").values_list("complaint_id", flat=True))
    if not members:
        return Group()
    seen = _readable(user, [lead, *members])
    return Group(
        lead=seen.get(lead) if joining else None,
        leads=joining is None,
        members=[seen[pk] for pk in members if pk in seen and pk != complaint.pk],
        hidden=len({lead, *members} - seen.keys() - {complaint.pk}),
    )


def related_to(user: Any, complaint: Complaint) -> list[Related]:
    """The relations whose other side the reader may read; two statements and the keys."""
    rows = Relation.objects.filter(Q(complaint=complaint) | Q(other=complaint), ended_at=None).select_related("complaint")
    found = list(rows.order_by("-at", "-id"))
    seen = _readable(user, [row.other_id if row.complaint_id == complaint.pk else row.complaint_id for row in found])
    shown = [(row, seen.get(row.other_id if row.complaint_id == complaint.pk else row.complaint_id)) for row in found]
    vault.load_keys([row.complaint.key_id for row, other in shown if other])
    return [Related(other, row.get_kind_display(), row.at, row.note or "") for row, other in shown if other]


def likely_same(user: Any, complaint: Complaint) -> list[Likely]:
    """Complaints that are perhaps about the same matter, with what matches: body, place and day, a file, the text. Nothing is joined by
    it. A fixed number of statements."""
    found = {one.id: one for one in same_matter(user, complaint)}
    for one in alike(user, complaint):
        known = found.setdefault(one.id, Likely(one.id, one.number, one.state, one.received_at))
        known.percent = one.percent
        known.why.append(gettext("%(percent)s %% of the text") % {"percent": one.percent})
    return sorted(found.values(), key=lambda one: (one.percent, len(one.why), one.received_at), reverse=True)


def _readable(user: Any, ids: list[UUID]) -> dict[UUID, Other]:
    rows = policy.visible(user, Complaint.objects.filter(pk__in=ids))
    return {pk: Other(pk, *rest) for pk, *rest in rows.values_list("id", "number", "state", "received_at")}
