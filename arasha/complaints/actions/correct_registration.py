"""A wrong registration set right: with a reason, what stood there kept in the journal, terms counted anew where a date was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.models import Body
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing
from arasha.complaints.actions.take_down import SAID
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint, Identity, Incoming, Term
from arasha.complaints.terms import moment_on, office_day
from arasha.letters.numbering import counts_by_office
from arasha.parties.actions import record_consent
from arasha.parties.models import Consent
from arasha.people.models import Office

AWAITS_SIGNATURE = frozenset({"outcome_proposed", "awaiting_signature"})


@dataclass(frozen=True, kw_only=True)
class Registration:
    """How a complaint is registered. Days are the office's calendar days; `registered_on` is None before it has a number."""

    channel: str
    channel_number: str
    channel_date: date | None
    language: str
    identity: str
    region: str
    topic: str
    body: Body | None
    office: Office
    received_on: date
    registered_on: date | None

    @classmethod
    def of(cls, complaint: Complaint) -> Registration:
        return cls(
            channel=complaint.channel, channel_number=complaint.channel_number, channel_date=complaint.channel_date,
            language=complaint.language, identity=complaint.identity, region=complaint.region, topic=complaint.topic,
            body=complaint.body, office=complaint.office, received_on=office_day(complaint.received_at),
            registered_on=office_day(complaint.registered_at) if complaint.registered_at else None,
        )  # fmt: skip


def correct_registration(
    complaint_id: UUID, *, by: Staff, at: datetime, to: Registration, reason: str, version: int | None = None
) -> Complaint:
    """Set the registration right. The journal keeps the reason and what stood there, sealed with the complaint's key.

    A term that runs from a corrected day is counted anew by the rule book of today (`kz`: KZ-C01, from registration). Moved to another
    office, the complaint leaves the desk of an officer who is not of that office. The person gets a letter only when the number changes.
    Raises NotYours, NotPossibleNow, ChangedMeanwhile.
    """
    with doing("correct_registration", complaint_id, by=by, at=at, version=version) as move:
        before = Registration.of(move.complaint)
        changed = [name for name in Registration.__dataclass_fields__ if getattr(before, name) != getattr(to, name)]
        move.require(bool(changed), _("Nothing differs from what is registered. Nothing was changed."))
        _check(move, before, to)
        move.note = reason
        move.details["before"] = {name: _plain(getattr(before, name)) for name in changed}
        _write(move, before, to)
        if to.office != before.office:
            _move_to(move, to.office)
    return move.complaint


def _check(move: Move, before: Registration, to: Registration) -> None:
    today = office_day(move.at)
    move.require(to.received_on <= today, _("The day of receipt lies in the future. Write the day when it came."))
    if to.registered_on:
        move.require(
            to.received_on <= to.registered_on <= today,
            _("It is registered on the day when it came or later. Look at both days."),
        )
    has_name = move.complaint.complainant_id is not None
    move.require(
        to.identity == before.identity or (has_name and to.identity != Identity.ANONYMOUS),
        _("A name that we know is not forgotten by correcting, and an anonymous complaint has none. Choose another answer."),
    )
    if to.office != before.office:
        move.require(not move.complaint.about_office, _("A complaint about the office itself stays with its leaders."))
        move.require(
            move.complaint.state not in AWAITS_SIGNATURE,
            _("A letter waits for a signature. Send it back first, then move the complaint."),
        )


def _write(move: Move, before: Registration, to: Registration) -> None:
    complaint = move.complaint
    for name in ("channel", "channel_number", "channel_date", "language", "region", "topic", "body"):
        setattr(complaint, name, getattr(to, name))
    if to.language != before.language and complaint.complainant:
        complaint.complainant.language = to.language
        complaint.complainant.save(update_fields=["language"])
    if to.identity != before.identity:
        complaint.identity = to.identity
        answer = Consent.Answer.YES if to.identity == Identity.NAMED else Consent.Answer.NO
        how = SAID.get(to.channel, "paper")  # type: ignore[call-overload]
        record_consent(complaint.id, answer=answer, how=how, by=move.user.pk, at=move.at)
    if to.received_on != before.received_on:
        complaint.received_at = moment_on(to.received_on, move.at)
        Incoming.objects.filter(complaint=complaint, kind=Incoming.Kind.SUBMISSION).update(received_on=to.received_on)
        _count_anew(move, ["acknowledgement", "redirect"], to.received_on)
    if to.registered_on and to.registered_on != before.registered_on:
        complaint.registered_at = moment_on(to.registered_on, move.at)
        _count_anew(move, [start.purpose for start in move.book.procedure.verb("register").starts], to.registered_on)


def _count_anew(move: Move, purposes: list[str], day: date) -> None:
    """Open terms of these purposes, from `day`. One that was extended is left: whoever extended it decides."""
    for term in Term.objects.filter(complaint=move.complaint, purpose__in=purposes, ended_on=None):
        move.require(
            term.due_on == term.first_due_on,
            _("The term was extended or paused already. Its beginning cannot be corrected any more."),
        )
        due = move.book.term_for(term.purpose, start=day)
        move.require(due is not None, _("The rule book has no such term on that day. Look at the day again."))
        assert due is not None
        change = {"term": term.purpose, "id": str(term.id), "before": term.due_on.isoformat(), "after": due.due_on.isoformat()}
        move.details.setdefault("terms", []).append(change)
        term.started_on, term.due_on, term.first_due_on = day, due.due_on, due.due_on
        term.rule, term.basis, term.book_version, term.why = due.rule_id, due.basis, move.book.version, due.as_json()
        term.save()


def _move_to(move: Move, office: Office) -> None:
    complaint = move.complaint
    complaint.office = office
    if complaint.officer and complaint.officer.office_id != office.id:
        move.details["before"]["officer"] = str(complaint.officer_id)
        complaint.officer = None
    if complaint.number and counts_by_office("complaint"):
        old, complaint.number = complaint.number, letters.complaint_number(office.code, office_day(move.at).year)
        complaint.save()  # the letter names the number
        move.details["before"]["number"] = old
        if outgoing.has_reader(complaint):
            due = outgoing.due_values(outgoing.consideration_term(complaint))  # it may have been counted anew just now
            letter = outgoing.to_complainant(move, "new_number", {"old_number": old, **due})
            move.target = letter.id


def _plain(value: Any) -> Any:
    """For the journal: names of things and days as text."""
    if isinstance(value, Body | Office):
        return value.code
    return value.isoformat() if isinstance(value, date) else value
