"""The office's overlay on the shipped law: a lawyer confirms what a rule or ground cites."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal
from arasha.complaints.actions.base import NotYours
from arasha.complaints.book import current_book
from arasha.complaints.doers import Staff
from arasha.complaints.models import OverlayRow
from arasha.complaints.terms import office_day
from arasha.errors import BadRequest
from arasha.law import OverlayEntry, check_entry
from arasha.people import policy


def confirm_citation(target: str, *, by: Staff, at: datetime, act: str, article: str, source: str, read_on: date) -> OverlayRow:
    """A lawyer read the act and confirms that `target` (a rule or a ground) stands on this article.

    `read_on` is the calendar day of reading; the confirmation counts from that day. The journal keeps who said so.
    """
    if not policy.may_open(by.user, "confirm_law"):
        raise NotYours(_("A lawyer of the office confirms citations."))
    if read_on > office_day(at):
        raise BadRequest(_("The day on which you read the act lies in the future. Write the day on which you read it."))
    values = {"act": act, "article": article}
    entry = OverlayEntry(
        kind="confirm_citation", target=target, values=values, in_force_from=read_on, by=str(by.user), at=at, source=source
    )
    check_entry(current_book(), entry)
    with transaction.atomic():
        row = OverlayRow.objects.create(
            kind="confirm_citation", target=target, values=values, in_force_from=read_on, source=source, by=by.user, at=at
        )
        journal.record(
            "confirm_citation",
            by=by.actor,
            chain=journal.office_chain("law", target),
            subject=("law", target),
            key_id=None,
            details={**values, "source": source, "row": str(row.id)},
            at=at,
        )
    return row
