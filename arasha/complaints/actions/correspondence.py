"""Notes, messages, consent, withdrawal, conflicts of interest: what may happen at any point of the road."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import files
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing, open_for_writing, state_before
from arasha.complaints.actions.incoming import book_in
from arasha.complaints.doers import Complainant, Staff
from arasha.complaints.models import Attachment, Channel, Complaint, Identity, Incoming, Message, Note, Recusal
from arasha.complaints.terms import end_all_terms
from arasha.parties.actions import record_consent as keep_consent
from arasha.parties.models import Consent, Purpose


def add_note(complaint_id: UUID, *, by: Staff, at: datetime, text: str) -> Note:
    """An internal note; nobody outside the office sees it."""
    with doing("note", complaint_id, by=by, at=at) as move:
        note = Note(complaint=move.complaint, at=at, by=by.user)
        note.text = text
        note.save(force_insert=True)
        move.target = note.id
    return note


def send_message(complaint_id: UUID, *, by: Staff, at: datetime, text: str) -> Message:
    """Write to the complainant; they read it with the code. Where they said that it is safe, an e-mail says that there is news."""
    with doing("message", complaint_id, by=by, at=at) as move:
        message = keep_message(move, text, from_public=False)
        outgoing.tell_of_news(move)
    return message


def write(complaint_id: UUID, *, by: Complainant, at: datetime, text: str, uploads: list | None = None) -> Message:
    """The complainant writes to the office, also anonymously, and may add files."""
    with doing("write", complaint_id, by=by, at=at) as move:
        return keep_message(move, text, from_public=True, uploads=uploads or [])


def record_consent(
    complaint_id: UUID, *, by: Staff | Complainant, at: datetime, answer: str, how: str, purpose: str = Purpose.NAME_TO_BODY
) -> Complaint:
    """Record the person's newest word on one purpose: yes, no, only without the name, or that they were asked. The next letter obeys
    it, also one that was prepared before."""
    with doing("record_consent", complaint_id, by=by, at=at) as move:
        move.require(move.complaint.identity != Identity.ANONYMOUS, _("An anonymous person has no name that could be told."))
        consent = keep_consent(complaint_id, purpose=purpose, answer=answer, how=how, by=by.user.pk if by.user else None, at=at)
        if purpose == Purpose.NAME_TO_BODY and answer != Consent.Answer.ASKED:
            move.complaint.identity = Identity.NAMED if consent.given else Identity.CONFIDENTIAL
        move.target = consent.id
        move.details.update(purpose=purpose, answer=answer, how=how)
    return move.complaint


def ask_withdrawal(complaint_id: UUID, *, by: Complainant, at: datetime, reason: str = "") -> Complaint:
    """The complainant asks to withdraw. Nothing closes by itself: somebody first makes sure, by a safe channel, that nobody
    pressed them. The terms go on meanwhile."""
    with doing("ask_withdrawal", complaint_id, by=by, at=at) as move:
        move.note = reason
    return move.complaint


def confirm_withdrawal(complaint_id: UUID, *, by: Staff, at: datetime, note: str, version: int | None = None) -> Complaint:
    """The withdrawal is the person's own will: close, and tell them so."""
    with doing("confirm_withdrawal", complaint_id, by=by, at=at, version=version) as move:
        letter = outgoing.to_complainant(move, "withdrawal_checked", {})
        end_all_terms(move.complaint, verb="confirm_withdrawal", at=at)
        move.complaint.outcome, move.complaint.closed_at = "withdrawn", at
        move.target, move.note = letter.id, note
    return move.complaint


def refuse_withdrawal(complaint_id: UUID, *, by: Staff, at: datetime, note: str, version: int | None = None) -> Complaint:
    """There was pressure, or the person changed their mind: the work goes on where it stood."""
    with doing("refuse_withdrawal", complaint_id, by=by, at=at, version=version) as move:
        move.to = state_before(move.complaint, "ask_withdrawal")
        move.note = note
    return move.complaint


def recuse(complaint_id: UUID, *, by: Staff, at: datetime, reason: str) -> None:
    """Declare a conflict of interest. From now on this member of staff does not see the complaint; an assigned one is released."""
    with doing("recuse", complaint_id, by=by, at=at) as move:
        recusal = Recusal(complaint=move.complaint, user=by.user, at=at)
        recusal.reason = reason
        recusal.save(force_insert=True)
        if move.complaint.officer_id == by.user.pk:
            move.complaint.officer = None
        move.target = recusal.id


def keep_message(move: Move, text: str, *, from_public: bool, uploads: list | tuple = ()) -> Message:
    """Store a message under the post-box key, with its files under the complaint's."""
    open_for_writing(move.complaint)
    message = Message(complaint=move.complaint, at=move.at, from_public=from_public, by=move.user)
    message.text = text
    message.save(force_insert=True)
    attach(move, uploads, part="message", target_id=message.id, added_by="public" if from_public else "staff")
    if from_public:
        book_in(move.complaint, Incoming.Kind.MESSAGE, way=Channel.PORTAL, at=move.at, by=None, target_id=message.id)
    move.target = message.id
    return message


def attach(move: Move, uploads: Any, *, part: str, target_id: UUID, added_by: str) -> None:
    """Keep files as evidence of the complaint, as they came."""
    for upload in uploads:
        blob = files.keep(upload, key_id=move.complaint.key_id, at=move.at)
        Attachment.objects.create(
            complaint=move.complaint, blob=blob, part=part, target_id=target_id, added_at=move.at, added_by=added_by
        )
    if uploads:
        move.details["files"] = len(uploads)
