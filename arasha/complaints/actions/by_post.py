"""What a body sends past its secure link: its answer or report by post, e-mail or courier, and the new link that it asks for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import files, letters
from arasha.bodies import actions as bodies
from arasha.bodies.models import BodyContact, CodeWay, SecureLink
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing
from arasha.complaints.actions.correspondence import attach
from arasha.complaints.actions.examination import close_requests, complaint_of
from arasha.complaints.actions.incoming import book_in
from arasha.complaints.doers import Staff
from arasha.complaints.models import Incoming, Inquiry, Term
from arasha.complaints.terms import end_term, moment_on, office_day
from arasha.recommendations import actions as recommendations
from arasha.recommendations.models import MeasureReport, Recommendation

Target = Inquiry | Recommendation


def record_answer(
    inquiry_id: UUID,
    *,
    by: Staff,
    at: datetime,
    received_on: date,
    came_by: str,
    text: str,
    uploads: list[Any] | None = None,
    version: int | None = None,
) -> Inquiry:
    """Record a body's answer that came by post, e-mail or courier. As with an answer through the link, its term ends, here on the
    day when it was received (calendar day of the office), and the link opens no more."""
    complaint_id = complaint_of(inquiry_id)
    with doing("record_answer", complaint_id, by=by, at=at, version=version) as move:
        inquiry = Inquiry.objects.select_for_update().get(pk=inquiry_id)
        inquiry.complaint = move.complaint
        move.require(inquiry.answered_at is None, _("The answer to this inquiry is recorded already."))
        came_at = _came_at(move, received_on, inquiry.sent_at)
        inquiry.answer, inquiry.answered_at, inquiry.came_by = text, came_at, came_by
        inquiry.save(update_fields=["answer", "answered_at", "came_by"])
        attach(move, uploads or [], part="answer", target_id=inquiry.id, added_by="staff")
        book_in(
            move.complaint, Incoming.Kind.ANSWER, way=came_by, at=at, by=by.user, received_on=received_on, target_id=inquiry.id
        )
        _ended(move, inquiry, "body_answer", received_on)
        close_requests(inquiry, at=at, by=by.user)
        move.target = inquiry.id
        move.details.update(inquiry=str(inquiry.id), received_on=received_on.isoformat(), came_by=came_by)
    return inquiry


def record_report(
    recommendation_id: UUID,
    *,
    by: Staff,
    at: datetime,
    received_on: date,
    came_by: str,
    accepted: bool,
    text: str,
    upload: Any = None,
    version: int | None = None,
) -> MeasureReport:
    """Record a body's report on a recommendation that came past the link; its term ends on the day when it was received."""
    row = Recommendation.objects.select_related("body").get(pk=recommendation_id)
    with doing("record_report", row.source_id, by=by, at=at, version=version) as move:
        move.require(row.issued_at is not None, _("This recommendation was not sent yet."))
        came_at = _came_at(move, received_on, row.issued_at)
        blob = files.keep(upload, key_id=move.complaint.key_id, at=at) if upload else None
        report = recommendations.add_report(row, accepted=accepted, text=text, blob=blob, at=came_at, came_by=came_by)
        book_in(
            move.complaint, Incoming.Kind.REPORT, way=came_by, at=at, by=by.user, received_on=received_on, target_id=report.id
        )
        _ended(move, row, "recommendation_answer", received_on)
        move.target = report.id
        move.details.update(recommendation=str(row.id), accepted=accepted, received_on=received_on.isoformat(), came_by=came_by)
    return report


def send_new_link(
    complaint_id: UUID, *, by: Staff, at: datetime, target: Target, contact: BodyContact, version: int | None = None
) -> SecureLink:
    """Send a contact of the body a new link to an inquiry or recommendation that waits for its answer; earlier links open no more.

    Its last day is counted as for the first link, from today when the term is over. It needs a new code. Returns the new link.
    """
    with doing("send_new_link", complaint_id, by=by, at=at, version=version) as move:
        inquiry = isinstance(target, Inquiry)
        move.require(waits(target), _("This was answered already: there is nothing more to send."))
        move.require(contact.body_id == target.body_id, _("This person answers for another body. Choose again."))
        letter = letters.get_letter(target.letter_id)
        outgoing.refuse_sent_before(move.complaint, letter)
        term = Term.objects.filter(complaint=move.complaint, target_id=target.id, ended_on=None).first()
        bodies.revoke_links(target.id, at=at)
        link = letters.send_new_link(
            letter,
            purpose="inquiry" if inquiry else "recommendation",
            target_id=target.id,
            contact=contact,
            expires_at=outgoing.link_expires_at(term, at),
            at=at,
        )
        if link.code_way == CodeWay.POST:
            outgoing.send_code(move, link, letters.get_letter(target.letter_id))
        move.target = target.letter_id
        move.details.update({"inquiry" if inquiry else "recommendation": str(target.id), "contact": str(contact.id)})
    return link


def waits(target: Target) -> bool:
    """Whether the office still waits for what the body has to say."""
    if isinstance(target, Inquiry):
        return target.answered_at is None
    return target.state == Recommendation.State.ISSUED


def _came_at(move: Move, received_on: date, sent_at: datetime | None) -> datetime:
    """The moment that stands for the day of receipt: now for today, else the end of that office day, but never in the future."""
    today = office_day(move.at)
    move.require(received_on <= today, _("The day of receipt lies in the future. Write the day when it came."))
    move.require(
        sent_at is None or received_on >= office_day(sent_at), _("It cannot have come before our letter went out. Check the day.")
    )
    return moment_on(received_on, move.at)


def _ended(move: Move, target: Target, purpose: str, received_on: date) -> None:
    end_term(move.complaint, purpose, verb=move.verb, at=move.at, target_id=target.id, on=received_on)
    bodies.revoke_links(target.id, at=move.at)
