"""What happens to a recommendation. Called inside the verb of the room that issues it, which writes the journal entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from arasha.bodies.models import Body, BodyContact, CameBy
from arasha.files.models import Blob
from arasha.people.models import User
from arasha.recommendations.models import MeasureReport, Recommendation

State, Reply = Recommendation.State, Recommendation.Reply


def draft(
    *,
    source_id: UUID,
    key_id: UUID,
    body: Body | None,
    contact: BodyContact | None,
    topic: str,
    text: str,
    at: datetime,
    by: User | None,
    kind: str = "recommendation",
) -> Recommendation:
    """A draft to one body (None: to the complainant); nobody outside sees it before it is issued."""
    row = Recommendation(
        source_id=source_id, key_id=key_id, kind=kind, body=body, contact=contact, topic=topic, drafted_at=at, drafted_by=by
    )
    row.text = text
    row.save(force_insert=True)
    return row


def drafts_of(source_id: UUID) -> list[Recommendation]:
    return list(Recommendation.objects.filter(source_id=source_id, state=State.DRAFT).select_related("body", "contact"))


def issued_of(source_id: UUID) -> list[Recommendation]:
    """Those sent to bodies, which are followed up."""
    return list(issued_to_bodies(source_id))


def issued_to_bodies(source_id: UUID) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.filter(source_id=source_id, body__isnull=False).exclude(state=State.DRAFT)
    return rows.select_related("body")


def issue(row: Recommendation, *, number: str, letter_id: UUID, at: datetime) -> None:
    """The recommendation was signed and sent."""
    row.number, row.letter_id, row.issued_at, row.state = number, letter_id, at, State.ISSUED
    row.save(update_fields=["number", "letter_id", "issued_at", "state"])


def add_report(
    row: Recommendation, *, accepted: bool, text: str, blob: Blob | None, at: datetime, came_by: str = CameBy.LINK
) -> MeasureReport:
    """Keep what the body says it did; earlier reports stay. `at` is when it reached the office."""
    report = MeasureReport(recommendation=row, at=at, accepted=accepted, blob=blob, came_by=came_by)
    report.text = text
    report.save(force_insert=True)
    row.state = State.REPORTED
    row.save(update_fields=["state"])
    set_reply(row, reply=Reply.ACCEPTED if accepted else Reply.REFUSED, on=at.astimezone(ZoneInfo(settings.TIME_ZONE)).date())
    return report


def set_reply(row: Recommendation, *, reply: str, on: date) -> None:
    """What the body answered (or that it did not), as of that calendar day of the office."""
    row.reply, row.replied_on = Reply(reply), on
    if row.state == State.ISSUED and row.reply != Reply.NO_ANSWER:
        row.state = State.REPORTED
    row.save(update_fields=["reply", "replied_on", "state"])


def assess(row: Recommendation, *, assessment: str, at: datetime) -> None:
    """The office's own judgement of what was done, whatever the body says."""
    row.assessment, row.assessed_at, row.state = Recommendation.Assessment(assessment), at, State.ASSESSED
    row.save(update_fields=["assessment", "assessed_at", "state"])


def take_back_issue(letter_ids: Sequence[UUID]) -> list[UUID]:
    """The letters with these recommendations were recalled before they went out: they are drafts again, their numbers stay used."""
    rows = Recommendation.objects.filter(letter_id__in=letter_ids, state=State.ISSUED)
    taken = list(rows.values_list("id", flat=True))
    rows.update(state=State.DRAFT, number=None, issued_at=None, letter_id=None)
    return taken


def take_back_assessment(source_id: UUID, *, at: datetime) -> None:
    """What was assessed at that moment waits to be assessed again, because the letter that told of it was recalled."""
    for row in Recommendation.objects.filter(source_id=source_id, assessed_at=at):
        row.state = State.REPORTED if row.reports.exists() else State.ISSUED
        row.assessment, row.assessed_at = "", None
        row.save(update_fields=["state", "assessment", "assessed_at"])
