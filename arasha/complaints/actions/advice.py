"""Advice without a complaint: written down in a minute, so that it is counted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal, vault
from arasha.complaints.actions import reception
from arasha.complaints.actions.base import AlreadyDone, NotPossibleNow, NotYours
from arasha.complaints.digest_front_office import advice_digest
from arasha.complaints.doers import Staff
from arasha.complaints.models import Advice, Appointment, Complaint
from arasha.complaints.terms import office_day
from arasha.errors import NotFound
from arasha.ids import new_id
from arasha.people import policy

ALREADY = _("A complaint grew out of this advice already. Nothing was changed.")


def give_advice(
    *,
    by: Staff,
    at: datetime,
    given_on: date,
    channel: str,
    topic: str,
    kind: str,
    language: str,
    region: str = "",
    note: str = "",
    appointment: Appointment | None = None,
) -> Advice:
    """Keep that somebody was advised on `given_on` (calendar day of the office). The note is sealed under a key of its own.

    Raises NotYours, NotPossibleNow for a day that has not come, AlreadyDone when the same press was served before.
    """
    _check_right(by)
    if given_on > office_day(at):
        raise NotPossibleNow(_("This day has not come yet. Write the day on which the advice was given."))
    row = Advice(
        id=by.press or new_id(), key_id=vault.create_key("advice", at), office=by.user.office, by=by.user, received_at=at,
        given_on=given_on, channel=channel, topic=topic, kind=kind, language=language, region=region,
    )  # fmt: skip
    row.note = note or None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _record("give_advice", row, by, at)
            reception.becomes(appointment, by=by, at=at, advice=row)
    except IntegrityError:
        if Advice.objects.filter(pk=row.pk, by=by.user).exists():
            raise AlreadyDone from None
        raise
    return row


def open_advice(advice_id: UUID, by: Staff) -> Advice:
    """One that this member of staff may read, its key loaded. Raises NotFound."""
    row = policy.of_reach(by.user, Advice.objects.select_related("office", "by"), "advice").filter(pk=advice_id).first()
    if row is None:
        raise NotFound(_("We have no such advice, or it is another office's."))
    vault.load_keys([row.key_id])
    return row


def becomes(advice: Advice | None, complaint: Complaint, *, by: Staff, at: datetime) -> None:
    """A complaint grew out of it. Called in the transaction that takes the complaint down; does nothing without an advice."""
    if advice is None:
        return
    if not Advice.objects.filter(pk=advice.pk, complaint=None).update(complaint=complaint):
        raise NotPossibleNow(ALREADY)
    _record("advice_to_complaint", Advice.objects.get(pk=advice.pk), by, at)


def forget(complaint: Complaint, *, by: Staff, at: datetime) -> None:
    """The complaint is erased: what was noted of it before it was one goes too; that somebody was advised stays counted."""
    for row in Advice.objects.filter(complaint=complaint).order_by("pk"):
        row.note = None
        row.save(update_fields=["note"])
        _record("erase", row, by, at)


def _check_right(by: Staff) -> None:
    if not policy.may_open(by.user, "advice"):
        raise NotYours(_("Your role does not include this step."))


def _record(verb: str, row: Advice, by: Staff, at: datetime) -> None:
    """Names of things only: the note is not in the journal."""
    details = {"topic": row.topic, "kind": row.kind, "channel": row.channel, "complaint": str(row.complaint_id or "")}
    journal.record(
        verb, by=by.actor, chain=journal.office_chain("advice", str(row.id)), subject=("advice", str(row.id)), key_id=None,
        details=details, at=at, digest=advice_digest(str(row.id)),
    )  # fmt: skip
