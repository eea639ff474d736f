"""The reception of citizens: hours are planned, people are given a slot, they come or not, and what they said goes on from there."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal, vault
from arasha.complaints.actions.base import AlreadyDone, NotPossibleNow, NotYours
from arasha.complaints.digest_front_office import appointment_digest, reception_digest
from arasha.complaints.doers import Staff
from arasha.complaints.models import Advice, Appointment, Complaint, ReceptionDay
from arasha.complaints.terms import office_day
from arasha.errors import NotFound
from arasha.ids import new_id
from arasha.people import policy
from arasha.people.models import User

State = Appointment.State
NOT_INCLUDED = _("Your role does not include this step.")
# What may follow each state: who came by mistake of a click can be set right, a cancelled slot may be somebody else's by now.
FOLLOWS = {
    State.BOOKED: {State.CAME, State.MISSED, State.CANCELLED},
    State.CAME: {State.MISSED},
    State.MISSED: {State.CAME},
    State.CANCELLED: frozenset(),
}


def plan_reception(
    *, by: Staff, at: datetime, receives: User, day: date, begins: time, ends: time, minutes: int, place: str = ""
) -> ReceptionDay:
    """Open hours on a day of the office's calendar, in slots of `minutes`. Raises NotYours, NotPossibleNow, AlreadyDone."""
    if not policy.may_open(by.user, "plan_reception"):
        raise NotYours(NOT_INCLUDED)
    row = ReceptionDay(
        id=by.press or new_id(), office=receives.office, receives=receives, day=day, begins=begins, ends=ends, minutes=minutes,
        place=place, made_by=by.user, made_at=at,
    )  # fmt: skip
    _check_hours(row, by, at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            details = {"day": day.isoformat(), "receives": str(receives.pk), "slots": len(row.slots)}
            _record("plan_reception", "reception", row, by, at, details, reception_digest(str(row.id)))
    except IntegrityError:
        if ReceptionDay.objects.filter(pk=row.pk).exists():
            raise AlreadyDone from None
        raise NotPossibleNow(_("This person receives at that hour already. Choose another hour.")) from None
    return row


def make_appointment(
    day_id: UUID, *, by: Staff, at: datetime, slot: time, name: str, phone: str = "", language: str = "kk"
) -> Appointment:
    """Give somebody a slot. The name and telephone are sealed under a key of their own.

    Raises NotFound, NotYours, NotPossibleNow when the slot was taken meanwhile or is over, AlreadyDone for the same press again.
    """
    day = open_day(day_id, by)
    if slot not in day.slots:
        raise NotPossibleNow(_("There is no such slot on this day. Choose one of those shown."))
    if day.day < office_day(at):
        raise NotPossibleNow(_("This day is over. Choose a coming one."))
    row = Appointment(
        id=by.press or new_id(), key_id=vault.create_key("appointment", at), day=day, slot=slot, language=language,
        made_by=by.user, made_at=at,
    )  # fmt: skip
    row.name, row.phone = name, phone or None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _record_appointment("make_appointment", row, by, at)
    except IntegrityError:
        if Appointment.objects.filter(pk=row.pk).exists():
            raise AlreadyDone from None
        raise NotPossibleNow(_("Somebody else was given this slot meanwhile. Choose another one.")) from None
    return row


def set_appointment(appointment_id: UUID, *, by: Staff, at: datetime, state: str) -> Appointment:
    """They came, did not come, or cancelled. Raises NotFound, NotYours, NotPossibleNow."""
    with transaction.atomic():
        row = open_appointment(appointment_id, by, locked=True)
        if state == row.state:
            return row
        if State(state) not in FOLLOWS[State(row.state)]:
            raise NotPossibleNow(_("This cannot follow what is written there. Look at the list again."))
        if state != State.CANCELLED and row.on > office_day(at):
            raise NotPossibleNow(_("This day has not come yet."))
        if row.advice_id or row.complaint_id:
            raise NotPossibleNow(_("What this person said is written down already, so they came."))
        row.state = state
        row.save(update_fields=["state"])
        _record_appointment("set_appointment", row, by, at)
    return row


def becomes(
    appointment: Appointment | None, *, by: Staff, at: datetime, advice: Advice | None = None, complaint: Complaint | None = None
) -> None:
    """What the person said was written down: they came. Called in that transaction; does nothing without an appointment."""
    if appointment is None:
        return
    row = open_appointment(appointment.pk, by, locked=True)
    row.state = State.CAME
    row.advice, row.complaint = advice or row.advice, complaint or row.complaint
    row.save(update_fields=["state", "advice", "complaint"])
    _record_appointment("appointment_heard", row, by, at)


def forget(complaint: Complaint, *, by: Staff, at: datetime) -> None:
    """The complaint is erased: who came to tell of it goes too; that somebody came stays counted."""
    for row in Appointment.objects.filter(complaint=complaint).select_related("day").order_by("pk"):
        row.name = row.phone = None
        row.save(update_fields=["name", "phone"])
        _record_appointment("erase", row, by, at)


def open_day(day_id: UUID, by: Staff) -> ReceptionDay:
    """A day of an office that this member of staff may see. Raises NotFound."""
    rows = policy.of_reach(by.user, ReceptionDay.objects.select_related("office", "receives"), "reception")
    row = rows.filter(pk=day_id).first()
    if row is None:
        raise NotFound(_("We have no such reception day, or it is another office's."))
    return row


def open_appointment(appointment_id: UUID, by: Staff, *, locked: bool = False) -> Appointment:
    """One that this member of staff may see, its key loaded. Raises NotFound."""
    rows = Appointment.objects.select_for_update(of=("self",)) if locked else Appointment.objects.all()
    rows = policy.of_reach(by.user, rows.select_related("day__office", "day__receives"), "reception", "day__office")
    row = rows.filter(pk=appointment_id).first()
    if row is None:
        raise NotFound(_("We have no such appointment, or it is another office's."))
    vault.load_keys([row.key_id])
    return row


def _check_hours(row: ReceptionDay, by: Staff, at: datetime) -> None:
    if not policy.may_reach_office(by.user, row.office_id):
        raise NotYours(_("This person belongs to another office: its own people plan there."))
    if row.day < office_day(at):
        raise NotPossibleNow(_("This day is over. Choose a coming one."))
    if not row.slots:
        raise NotPossibleNow(_("No slot fits between these hours. Look at them again."))


def _record_appointment(verb: str, row: Appointment, by: Staff, at: datetime) -> None:
    details = {
        "day": row.on.isoformat(), "slot": row.slot.isoformat("minutes"), "state": row.state, "advice": str(row.advice_id or ""),
        "complaint": str(row.complaint_id or ""),
    }  # fmt: skip
    _record(verb, "appointment", row, by, at, details, appointment_digest(str(row.id)))


def _record(verb: str, kind: str, row: Any, by: Staff, at: datetime, details: dict[str, Any], digest: bytes | None) -> None:
    """When and what, never who: the journal holds no name of a visitor."""
    journal.record(
        verb, by=by.actor, chain=journal.office_chain(kind, str(row.id)), subject=(kind, str(row.id)), key_id=None,
        details=details, at=at, digest=digest,
    )  # fmt: skip
