"""Interim measures: asked of a body at once and until an hour, answered, lifted, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arasha.bodies import actions as bodies
from arasha.bodies.models import Body, BodyContact, CameBy
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing, spend_link
from arasha.complaints.actions.correspondence import attach
from arasha.complaints.actions.examination import NOT_NAMED
from arasha.complaints.doers import BodyContactPerson, Staff
from arasha.complaints.models import Complaint, InterimMeasure
from arasha.complaints.terms import end_term, start_term, term_until
from arasha.dates import write_moment
from arasha.parties.queries import may_name

ANSWER, RUNS = "interim_answer", "interim_measure"
End, Reply = InterimMeasure.End, InterimMeasure.Reply


def request_interim_measure(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    body: Body,
    contact: BodyContact | None,
    what: str,
    why: str,
    until: datetime,
    named: bool,
    text: str = "",
    version: int | None = None,
) -> InterimMeasure:
    """Ask a body that something does not happen (or does) until the instant `until`, aware, UTC. The letter goes out at once.

    Two terms in hours run: the body's answer (the office's policy) and the measure itself. The person's name goes only with consent.
    """
    with doing("request_interim_measure", complaint_id, by=by, at=at, version=version) as move:
        move.require(until > at, _("This hour is over. Write until when it is asked."))
        move.require(not named or may_name(complaint_id), NOT_NAMED)
        measure = InterimMeasure(
            complaint=move.complaint, body=body, contact=contact, sent_at=at, sent_by=by.user, named=named, until=until
        )
        term = start_term(move.complaint, ANSWER, book=move.book, at=at, target_id=measure.id)
        language = contact.language if contact else move.complaint.language
        values = {
            "what": what,
            "why": why,
            "until_moment": in_office_time(until, language),
            "complainant": outgoing.person_name(move.complaint) if named else "",
            "has_link": contact is not None,
            "answer_by": in_office_time(term.due_at, language) if term and term.due_at else "",
        }
        letter = outgoing.draft_to_body(move, "interim_measure", body, values, text=text, language=language)
        outgoing.refuse_identity(move.complaint, text, what, why, named=named)
        outgoing.sign_and_send_through_link(
            move, letter, purpose="interim", target_id=measure.id, contact=contact, term=term, at_once=True
        )
        measure.letter_id, measure.what = letter.id, what
        measure.save(force_insert=True)
        term_until(move.complaint, RUNS, book=move.book, at=at, until=until, target_id=measure.id)
        move.target = letter.id
        move.details.update(measure=str(measure.id), body=body.code, until=until.isoformat(), named=named)
    return measure


def answer_interim(
    measure_id: UUID, *, by: BodyContactPerson, at: datetime, reply: str, text: str, uploads: list[Any] | None = None
) -> InterimMeasure:
    """The body answers through its secure link, once."""
    with doing("answer_interim", _complaint_of(measure_id), by=by, at=at) as move:
        spend_link(by, measure_id, at=at)
        measure = _open_measure(move, measure_id)
        _keep_reply(move, measure, reply=reply, text=text, came_by=CameBy.LINK)
        attach(move, uploads or [], part="answer", target_id=measure.id, added_by="body")
    return measure


def record_interim_reply(
    measure_id: UUID, *, by: Staff, at: datetime, reply: str, text: str, came_by: str, version: int | None = None
) -> InterimMeasure:
    """Record what the body said by telephone, post or e-mail; the secure link opens no more."""
    with doing("record_interim_reply", _complaint_of(measure_id), by=by, at=at, version=version) as move:
        measure = _open_measure(move, measure_id)
        move.require(measure.replied_at is None, _("The body's answer is recorded already."))
        bodies.revoke_links(measure.id, at=at)
        _keep_reply(move, measure, reply=reply, text=text, came_by=came_by)
    return measure


def lift_interim_measure(measure_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> InterimMeasure:
    """The measure is not needed any more: the body is told by a letter, and its terms end."""
    with doing("lift_interim_measure", _complaint_of(measure_id), by=by, at=at, version=version) as move:
        measure = _open_measure(move, measure_id)
        language = measure.contact.language if measure.contact else move.complaint.language
        values = {"until_moment": in_office_time(measure.until, language), "reason": reason}
        letter = outgoing.draft_to_body(move, "interim_lifted", measure.body, values, language=language)
        outgoing.refuse_identity(move.complaint, reason)
        outgoing.sign_and_send(move, letter, at_once=True)
        bodies.revoke_links(measure.id, at=at)
        _end(move, measure, End.LIFTED, reason)
        move.target = letter.id
    return measure


def end_interim_measure(
    measure_id: UUID, *, by: Staff, at: datetime, kept: bool, account: str, version: int | None = None
) -> InterimMeasure:
    """Its time is over, or it was not kept: say what happened."""
    with doing("end_interim_measure", _complaint_of(measure_id), by=by, at=at, version=version) as move:
        measure = _open_measure(move, measure_id)
        move.require(
            not kept or measure.until <= at, _("It is asked until a later hour. Lift it, or wait until its time is over.")
        )
        bodies.revoke_links(measure.id, at=at)
        _end(move, measure, End.KEPT if kept else End.BROKEN, account)
        move.target = measure.id
    return measure


def in_office_time(moment: datetime, language: str) -> str:
    """An instant as a letter writes it: day, hour and minute in the office's time zone."""
    return write_moment(moment.astimezone(ZoneInfo(settings.TIME_ZONE)), language)


def open_measures(complaint: Complaint) -> list[InterimMeasure]:
    """Those that have not ended, the newest first; one statement."""
    return list(
        InterimMeasure.objects.filter(complaint=complaint, ended_at=None).select_related("body").order_by("-sent_at", "-id")
    )


def _complaint_of(measure_id: UUID) -> UUID:
    return InterimMeasure.objects.values_list("complaint_id", flat=True).get(pk=measure_id)


def _open_measure(move: Move, measure_id: UUID) -> InterimMeasure:
    rows = InterimMeasure.objects.select_for_update(of=("self",)).select_related("body", "contact")
    measure = rows.get(pk=measure_id)
    measure.complaint = move.complaint
    move.require(measure.ended_at is None, _("This interim measure has ended."))
    move.details["measure"] = str(measure.id)
    return measure


def _keep_reply(move: Move, measure: InterimMeasure, *, reply: str, text: str, came_by: str) -> None:
    """The answer ends its own term, and a refusal the measure."""
    measure.reply, measure.reply_text, measure.replied_at, measure.came_by = Reply(reply), text, move.at, came_by
    measure.save(update_fields=["reply", "reply_text", "replied_at", "came_by"])
    end_term(move.complaint, ANSWER, verb=move.verb, at=move.at, target_id=measure.id)
    if measure.reply == Reply.REFUSED:
        _end(move, measure, End.REFUSED, "")
    move.target = measure.id
    move.details.update(reply=reply, came_by=came_by)


def _end(move: Move, measure: InterimMeasure, how: str, words: str) -> None:
    measure.end, measure.end_text, measure.ended_at = how, words or None, move.at
    measure.save(update_fields=["end", "end_text", "ended_at"])
    for purpose in (ANSWER, RUNS):
        end_term(move.complaint, purpose, verb=move.verb, at=move.at, target_id=measure.id)
    move.details["end"] = str(how)
