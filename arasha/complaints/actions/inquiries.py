"""Inquiries to several bodies at once, reminders, and going on without an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.models import Body, BodyContact, SecureLink
from arasha.bodies.queries import superior_of
from arasha.complaints import outgoing
from arasha.complaints.actions.base import AlreadyDone, ChangedMeanwhile, Move, doing
from arasha.complaints.actions.examination import complaint_of, let_go, send_inquiry
from arasha.complaints.doers import Staff, System
from arasha.complaints.models import Complaint, Inquiry, Reminder, Term
from arasha.errors import DomainError
from arasha.letters.models import Letter

Addressee = tuple[Body, BodyContact | None]
ANSWERED = _("The answer is here, or nobody waits for it any longer.")


@dataclass
class Sent:
    """What became of inquiries to several bodies: those sent, and why each of the others was not."""

    inquiries: list[Inquiry] = field(default_factory=list)
    refused: list[tuple[Body, str]] = field(default_factory=list)


def send_inquiries(
    complaint_id: UUID, *, by: Staff, at: datetime, to: Sequence[Addressee], version: int | None = None, **said: Any
) -> Sent:
    """Send the same inquiry to each of these bodies: its own letter, number, link, term and journal entry each.

    One that is refused does not hold up the others; it is named with the reason. When none can be sent, the first refusal is raised.
    `said` is what `send_inquiry` takes.
    """
    sent, first = Sent(), None
    for place, (body, contact) in enumerate(to):
        doer = by if place == 0 or by.press is None else replace(by, press=uuid5(by.press, body.code))
        known = version if place == 0 else None  # our own letters have moved the complaint on
        moment = at + timedelta(microseconds=place)  # a letter is recalled with those of its own moment
        try:
            sent.inquiries.append(
                send_inquiry(complaint_id, by=doer, at=moment, body=body, contact=contact, version=known, **said)
            )
        except (AlreadyDone, ChangedMeanwhile):
            raise
        except DomainError as refusal:
            first = first or refusal
            sent.refused.append((body, str(refusal.message)))
    if first is not None and not sent.inquiries:
        raise first
    return sent


def remind_body(
    inquiry_id: UUID, *, by: Staff | System, at: datetime, kind: str = Reminder.Kind.BY_HAND, version: int | None = None
) -> Reminder:
    """Remind a body that an answer is awaited. Its contact gets a mail that names the number of our letter and nothing of what it says;
    after the term the superior contact gets it, where the directory has one. Without a contact a letter goes by post, by hand only.
    """
    complaint_id = complaint_of(inquiry_id)
    with doing("remind_body", complaint_id, by=by, at=at, version=version) as move:
        inquiry = awaited(move, inquiry_id)
        term = term_of(inquiry)
        late = term is not None and term.due_on < move.book.office_day(at)
        contact = (superior_of(inquiry.body) if late else None) or contact_for(inquiry)
        reminder = Reminder(
            complaint=move.complaint, inquiry=inquiry, kind=kind, at=at, by=by.user, contact=contact,
            due_on=term.due_on if term else None,
        )  # fmt: skip
        letter = letters.get_letter(inquiry.letter_id)
        if contact is not None:
            letters.put_reminder(letter, contact, late=late, at=at)
        else:
            move.require(isinstance(by, Staff), _("Nobody at the body has an e-mail address: remind it by post."))
            reminder.letter_id = move.target = _by_post(move, inquiry, letter, term, late=late).id
        reminder.save(force_insert=True)
        move.details.update(inquiry=str(inquiry.id), kind=str(kind), contact=str(contact.id) if contact else "")
    return reminder


def go_on_without(inquiry_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> Inquiry:
    """The office does not wait for this answer any longer; its term ends. The link stays: an answer that still comes is taken."""
    complaint_id = complaint_of(inquiry_id)
    with doing("go_on_without", complaint_id, by=by, at=at, version=version) as move:
        inquiry = awaited(move, inquiry_id)
        let_go(move, inquiry)
        move.target, move.note = inquiry.id, reason
        move.details["inquiry"] = str(inquiry.id)
    return inquiry


def awaited(move: Move, inquiry_id: UUID) -> Inquiry:
    """The inquiry, locked, while its answer is awaited."""
    rows = Inquiry.objects.select_for_update(of=("self",)).select_related("body", "contact__body")
    inquiry = rows.get(pk=inquiry_id)
    inquiry.complaint = move.complaint
    move.require(inquiry.is_awaited, ANSWERED)
    return inquiry


def contact_for(inquiry: Inquiry) -> BodyContact | None:
    """Whoever has the newest link to the inquiry, while they answer for the body; None when nobody can be written to by e-mail."""
    links = SecureLink.objects.filter(target_id=inquiry.id, used_at=None, revoked_at=None).exclude(contact=None)
    newest = links.select_related("contact__body").order_by("-made_at", "-id").first()
    contact = newest.contact if newest else None
    return contact if contact is not None and contact.ended_at is None else None


def inquiries_awaited(complaint: Complaint) -> list[Inquiry]:
    """Those whose answer is awaited, in order; one statement."""
    rows = Inquiry.objects.filter(complaint=complaint, answered_at=None, let_go_at=None).select_related("body", "contact__body")
    return list(rows)


def term_of(inquiry: Inquiry) -> Term | None:
    return Term.objects.filter(complaint=inquiry.complaint_id, target_id=inquiry.id, ended_on=None).first()


def _by_post(move: Move, inquiry: Inquiry, letter: Letter, term: Term | None, *, late: bool) -> Letter:
    values = {
        "number": letter.number,
        "sent_on": move.book.office_day(inquiry.sent_at),
        "late": late,
        **outgoing.due_values(term),
    }
    language = letter.language
    made = outgoing.draft_to_body(move, "inquiry_reminder", inquiry.body, values, language=language)
    return outgoing.sign_and_send(move, made)
