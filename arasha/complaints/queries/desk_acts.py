"""What the office did on a complaint: inquiries, findings, recommendations with their reports, the remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F

from arasha.complaints.models import Complaint, Finding, InterimMeasure, Proceeding, Remedy, Review
from arasha.complaints.standards import in_words
from arasha.files.models import Blob
from arasha.law import RuleBook
from arasha.recommendations.models import MeasureReport, Recommendation


@dataclass
class Act:
    """A recommendation or an interim measure with what came back."""

    row: Any
    body: str
    name: str = ""
    reports: list[MeasureReport] = field(default_factory=list)


REPORT = ("id", "at", "accepted", "text")
BLOB = ("id", "key_id", "size", "content_type", "kept_at", "name")


def recommendations_of(complaint_id: UUID, book: RuleBook, language: str) -> list[Act]:
    """Recommendations and other acts, drafts included, with every report of the body and its file; one statement, sealed values
    left sealed."""
    columns = {f"report_{name}": F(f"reports__{name}") for name in REPORT} | {
        f"blob_{name}": F(f"reports__blob__{name}") for name in BLOB
    }
    rows = Recommendation.objects.filter(source_id=complaint_id).select_related("body").annotate(**columns)
    acts: dict[UUID, Act] = {}
    for row in rows.order_by("drafted_at", "id", "reports__at", "reports__id"):
        kind = book.act_kinds.get(row.kind)
        act = acts.setdefault(row.id, Act(row, row.recipient(language), kind.name(language) if kind else row.kind))
        if row.report_id is not None:
            act.reports.append(_report(row, act.row))
    return list(acts.values())


def _report(row: Any, recommendation: Recommendation) -> MeasureReport:
    """The report that was joined to the row."""
    blob = Blob(**{name: getattr(row, f"blob_{name}") for name in BLOB}) if row.blob_id else None
    return MeasureReport(recommendation=recommendation, blob=blob, **{name: getattr(row, f"report_{name}") for name in REPORT})


def interim_of(complaint: Complaint, language: str) -> list[Act]:
    """Interim measures in order; one statement."""
    rows = InterimMeasure.objects.filter(complaint=complaint.id).select_related("body", "sent_by")
    return [Act(_belongs(row, complaint), row.body.name(language)) for row in rows]


def findings_of(complaint: Complaint, book: RuleBook, language: str) -> list[dict[str, Any]]:
    """Findings by right, in order; one statement."""
    rows = Finding.objects.filter(complaint=complaint.id).select_related("body", "by")
    found = []
    for row in rows:
        topic = book.topic(row.topic)
        found.append(
            {
                "row": _belongs(row, complaint),
                "right": topic.name(language) if topic else row.topic,
                "body": row.body.name(language) if row.body else "",
                "standards": in_words(row.standards, book, language),
                "former": complaint.reopened_at is not None and row.at < complaint.reopened_at,
            }
        )
    return found


def remedies_of(complaint: Complaint) -> list[Remedy]:
    """What changed for the person; one statement."""
    return [_belongs(row, complaint) for row in Remedy.objects.filter(complaint=complaint.id).select_related("by").order_by("at")]


def proceedings_of(complaint: Complaint) -> list[Proceeding]:
    """Proceedings that were opened, with their end; one statement."""
    return [_belongs(row, complaint) for row in Proceeding.objects.filter(complaint=complaint.id)]


def reviews_of(complaint: Complaint) -> list[Review]:
    """Reviews of our decisions, in order; one statement."""
    rows = Review.objects.filter(complaint=complaint.id).select_related("reviewer", "signed_by")
    return [_belongs(row, complaint) for row in rows]


def _belongs(row: Any, complaint: Complaint) -> Any:
    """A sealed row finds its key through its complaint: give it the one at hand instead of a statement each."""
    row.complaint = complaint
    return row
