"""Systemic issues as their pages show them: only of complaints that the reader may read, and each figure with the list behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from arasha import vault
from arasha.complaints.models import Channel, Complaint, IssueLink, SystemicIssue
from arasha.complaints.queries.desk_filters import OPEN_STATES, Filters, due_condition
from arasha.people import policy
from arasha.people.models import Role

SHOWN_AT_MOST = 100
COUNTS = ("all", "open", "late", "closed")


@dataclass(frozen=True)
class Figures:
    """How many complaints that the reader may read show the issue in one region (empty: in all of them)."""

    region: str
    all: int
    open: int
    late: int
    closed: int


def issues_of(user: Any) -> QuerySet[SystemicIssue]:
    """Those of the reader's office, and those that a complaint shows which they may read; leaders see every one."""
    if not policy.may_open(user, "issues"):
        return SystemicIssue.objects.none()
    if user.has_role(Role.COMMISSIONER, Role.DEPUTY):
        return SystemicIssue.objects.all()
    shown = policy.visible(user, IssueLink.objects.filter(issue=OuterRef("pk"), ended_at=None), through="complaint__")
    return SystemicIssue.objects.filter(Q(office=user.office_id) | Q(Exists(shown)))


def listed(user: Any, complaint_id: UUID | None = None) -> tuple[list[SystemicIssue], bool]:
    """The newest with their keys loaded and `complaints`, how many the reader may read that show each; whether there are more. Two
    statements. With `complaint_id` only what this complaint shows, as far as it is theirs to read."""
    links = policy.visible(user, IssueLink.objects.filter(ended_at=None), through="complaint__")
    rows = issues_of(user)
    if complaint_id:
        rows = rows.filter(pk__in=links.filter(complaint=complaint_id).values("issue"))
    counted = rows.annotate(complaints=Count("links", filter=Q(links__in=links.values("pk"))))
    found: list[Any] = list(counted.select_related("office", "body").order_by("-opened_at", "-id")[: SHOWN_AT_MOST + 1])
    vault.load_keys([row.key_id for row in found])
    return found[:SHOWN_AT_MOST], len(found) > SHOWN_AT_MOST


def linked_issues(user: Any, complaint: Complaint) -> list[SystemicIssue]:
    """What a complaint shows, its keys loaded."""
    return _opened(issues_of(user).filter(pk__in=_links(complaint)))


def issues_to_link(user: Any, complaint: Complaint) -> list[SystemicIssue]:
    """What it does not show yet and is not settled, its keys loaded."""
    return _opened(issues_of(user).filter(settled_at=None).exclude(pk__in=_links(complaint)))


def _links(complaint: Complaint) -> QuerySet:
    return IssueLink.objects.filter(complaint=complaint, ended_at=None).values("issue")


def _opened(rows: QuerySet[SystemicIssue]) -> list[SystemicIssue]:
    found = list(rows.order_by("-opened_at", "-id")[:SHOWN_AT_MOST])
    vault.load_keys([row.key_id for row in found])
    return found


def figures(user: Any, issue: SystemicIssue, today: date) -> list[Figures]:
    """In all regions together, then by region, the largest first; one statement."""
    counts = {
        "all": Count("pk"),
        "open": Count("pk", filter=Q(state__in=OPEN_STATES)),
        "late": Count("pk", filter=due_condition("late", today)),
        "closed": Count("pk", filter=Q(state="closed")),
    }
    rows = _complaints(user, issue, today).order_by()
    counted: list[Any] = list(rows.values("region").annotate(**counts))
    found = [Figures(row["region"], *(row[name] for name in COUNTS)) for row in counted]
    whole = Figures("", *(sum(getattr(one, name) for one in found) for name in COUNTS))
    return [whole, *sorted((one for one in found if one.region), key=lambda one: (-one.all, one.region))]


def lists_of(issue: SystemicIssue, row: Figures) -> dict[str, str]:
    """The query of the list behind each figure of a row."""
    chosen = Filters(issue=str(issue.pk), region=row.region)
    return {
        "all": chosen.query(), "open": chosen.query(state="open"), "late": chosen.query(due="late"),
        "closed": chosen.query(state="closed"),
    }  # fmt: skip


def inquiries_of(user: Any, issue: SystemicIssue) -> list[Complaint]:
    """The inquiries of the office's own initiative that grew out of it, as far as the reader may read them; one statement."""
    rows = _complaints(user, issue, issue.opened_at.date()).filter(channel=Channel.OWN)
    return list(rows.order_by("-received_at", "-id"))


def _complaints(user: Any, issue: SystemicIssue, today: date) -> QuerySet[Complaint]:
    """As the list of complaints chooses them, so that its length is the figure."""
    return policy.visible(user, Filters(issue=str(issue.pk)).apply(Complaint.objects.all(), today=today))
