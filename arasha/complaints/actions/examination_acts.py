"""Acts of the examination: meetings, calls, interviews, site checks, documents, expert opinions. None of them is a letter, and none
moves a term. An act stays in the office until somebody marks it as one that may be disclosed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import Move, doing
from arasha.complaints.actions.correspondence import attach
from arasha.complaints.doers import Staff
from arasha.complaints.models import ExaminationAct
from arasha.complaints.terms import office_day
from arasha.errors import NotFound

Kind = ExaminationAct.Kind
ACT_FILES = "act"  # the part of the evidence that came with an act
NOT_YET = _("This day lies in the future. Record what has happened.")


def record_examination_act(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    kind: str,
    held_on: date,
    record: str,
    held_at: time | None = None,
    place: str = "",
    people: str = "",
    disclosable: bool = False,
    uploads: list[Any] | None = None,
    version: int | None = None,
) -> ExaminationAct:
    """Record what was done to learn the facts: when (office day and time), where, with whom, what was said or seen."""
    with doing("record_examination_act", complaint_id, by=by, at=at, version=version) as move:
        move.require(kind not in (Kind.OPINION, Kind.HEARING), _("An expert opinion and a hearing have steps of their own."))
        act = ExaminationAct(complaint=move.complaint, made_at=at, made_by=by.user, kind=Kind(kind), disclosable=disclosable)
        took_place(move, act, held_on, held_at)
        act.place, act.people, act.record = place or None, people or None, record
        act.save(force_insert=True)
        attach(move, uploads or [], part=ACT_FILES, target_id=act.id, added_by="staff")
        name_act(move, act)
    return act


def set_act_disclosure(
    act_id: UUID, *, by: Staff, at: datetime, disclosable: bool, reason: str, version: int | None = None
) -> ExaminationAct:
    """Say that an act may be disclosed outside the office, or that it stays in it; the reason stays with the complaint."""
    with doing("set_act_disclosure", _complaint_of(act_id), by=by, at=at, version=version) as move:
        act = _act(move, act_id)
        move.require(act.kind != Kind.HEARING, _("A hearing is part of the file and may always be shown."))
        move.require(act.disclosable != disclosable, _("It is marked so already."))
        act.disclosable = disclosable
        act.save(update_fields=["disclosable"])
        name_act(move, act)
        move.note = reason
        move.details["disclosable"] = disclosable
    return act


def order_expert_opinion(
    complaint_id: UUID, *, by: Staff, at: datetime, expert: str, question: str, due_on: date, version: int | None = None
) -> ExaminationAct:
    """Write down that an expert was asked, for what and by when. Nothing goes out by this step: how the expert is asked is the office's
    own business."""
    with doing("order_expert_opinion", complaint_id, by=by, at=at, version=version) as move:
        move.require(due_on >= office_day(at), _("This day is over. Choose a day on which it can still be done."))
        act = ExaminationAct(complaint=move.complaint, made_at=at, made_by=by.user, kind=Kind.OPINION, due_on=due_on)
        act.people, act.question = expert, question
        act.save(force_insert=True)
        name_act(move, act)
        move.note = question
        move.details["due_on"] = due_on.isoformat()
    return act


def receive_expert_opinion(
    act_id: UUID,
    *,
    by: Staff,
    at: datetime,
    received_on: date,
    opinion: str,
    disclosable: bool = False,
    uploads: list[Any] | None = None,
    version: int | None = None,
) -> ExaminationAct:
    """Record the opinion that came, on the day when it came (calendar day of the office)."""
    with doing("receive_expert_opinion", _complaint_of(act_id), by=by, at=at, version=version) as move:
        act = _awaited(move, act_id)
        took_place(move, act, received_on)
        move.require(received_on >= office_day(act.made_at), _("It cannot have come before it was ordered. Check the day."))
        act.record, act.disclosable = opinion, disclosable
        act.save(update_fields=["held_on", "held_at", "record", "disclosable"])
        attach(move, uploads or [], part=ACT_FILES, target_id=act.id, added_by="staff")
        name_act(move, act)
        move.details["in_time"] = act.due_on is not None and received_on <= act.due_on
    return act


def cancel_expert_opinion(act_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> ExaminationAct:
    """The opinion is not awaited any more."""
    with doing("cancel_expert_opinion", _complaint_of(act_id), by=by, at=at, version=version) as move:
        act = _awaited(move, act_id)
        act.cancelled_at, act.record = at, reason
        act.save(update_fields=["cancelled_at", "record"])
        name_act(move, act)
        move.note = reason
    return act


def took_place(move: Move, act: ExaminationAct, day: date, hour: time | None = None) -> None:
    """Set when it was; what lies in the future has not happened."""
    move.require(day <= office_day(move.at), NOT_YET)
    act.held_on, act.held_at = day, hour


def name_act(move: Move, act: ExaminationAct) -> None:
    """The timeline and the journal name the act by its identifier and kind, never by its words."""
    move.target = act.id
    move.details.update(act=str(act.id), kind=str(act.kind))


def _complaint_of(act_id: UUID) -> UUID:
    found = ExaminationAct.objects.filter(pk=act_id).values_list("complaint_id", flat=True).first()
    if found is None:
        raise NotFound(_("There is no such act of the examination."))
    return found


def _act(move: Move, act_id: UUID) -> ExaminationAct:
    act = ExaminationAct.objects.select_for_update().get(pk=act_id)
    act.complaint = move.complaint
    return act


def _awaited(move: Move, act_id: UUID) -> ExaminationAct:
    act = _act(move, act_id)
    move.require(act.is_awaited, _("This opinion is not awaited any more."))
    return act
