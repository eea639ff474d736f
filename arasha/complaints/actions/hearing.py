"""The body's right to be heard: a step before a finding of breach, where the profile says so (`kz`: KZ-C18)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body
from arasha.complaints.actions.base import Move, NotPossibleNow, doing
from arasha.complaints.actions.correspondence import attach
from arasha.complaints.actions.examination_acts import ACT_FILES, name_act, took_place
from arasha.complaints.doers import Staff
from arasha.complaints.language import page_language
from arasha.complaints.models import ExaminationAct
from arasha.complaints.queries.heard import Way, came_back, heard, inquiries_of, standing, what_is_missing
from arasha.complaints.terms import office_day


def record_hearing(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    body: Body,
    way: str,
    record: str,
    held_on: date | None = None,
    held_at: time | None = None,
    place: str = "",
    people: str = "",
    uploads: list[Any] | None = None,
    version: int | None = None,
) -> ExaminationAct:
    """Record that a body explained itself, in writing or in person, or that it let its term pass in silence.

    Of silence the day is the last day of the term of the newest inquiry to it; where no term runs for that inquiry it is `held_on`, the
    day that our letter named. A hearing is part of the file: it may be disclosed.
    """
    with doing("record_hearing", complaint_id, by=by, at=at, version=version) as move:
        act = ExaminationAct(complaint=move.complaint, made_at=at, made_by=by.user, kind=ExaminationAct.Kind.HEARING)
        act.body, act.way, act.disclosable = body, Way(way), True
        if act.way == Way.SILENCE:
            _silent(move, act, held_on)
        else:
            move.require(held_on is not None, _("Write on which day the body explained itself."))
            took_place(move, act, held_on, held_at)  # type: ignore[arg-type]  # required above
        act.place, act.people, act.record = place or None, people or None, record
        act.save(force_insert=True)
        attach(move, uploads or [], part=ACT_FILES, target_id=act.id, added_by="staff")
        name_act(move, act)
        move.details.update(body=body.code, way=str(act.way), on=act.held_on.isoformat() if act.held_on else "")
    return act


def require_heard(move: Move, body: Body | None) -> None:
    """Refuse a finding of breach against a body that had no chance to explain itself, where the profile asks for it.

    The journal entry of the finding says how the body was heard, also where nothing asks for it.
    """
    how = heard(move.complaint.pk, body) if body else None
    move.details["heard"] = how.way if how else ""
    if not move.book.hearing_required:
        return
    move.require(
        body is not None, _("Choose the body against which the breach is found: it must have had the chance to explain itself.")
    )
    if body and how and not how.way:
        language = page_language()
        raise NotPossibleNow(what_is_missing(body, how, book=move.book, language=language, at=move.at))


def _silent(move: Move, act: ExaminationAct, stated: date | None) -> None:
    """Silence counts only after the term of an inquiry that reached the body."""
    assert act.body is not None
    how = standing(act.body, inquiries_of(move.complaint.pk))
    move.require(how.way == "", _("This body answered. Its answer is here, so there is no silence to record."))
    asked = how.asked
    if asked is None:
        raise NotPossibleNow(_("This body was not asked. Send it an inquiry first."))
    move.require(not came_back(asked), _("Our letter did not reach the body. Send it again before its silence means anything."))
    day = how.until or stated
    move.require(day is not None, _("No term runs for the answer. Write the day until which our letter asked for it."))
    move.require(
        day is not None and day < office_day(move.at),
        _("The body may still answer: its last day is not over. Wait, or hear it."),
    )
    act.inquiry_id, act.held_on = asked.id, day
