"""Approval of a proposed letter before it is signed: asked for, given, or the letter sent back with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha.complaints import approvals
from arasha.complaints.actions import decision, screening
from arasha.complaints.actions.base import Move, also, doing
from arasha.complaints.doers import Staff
from arasha.complaints.joining import joined_to
from arasha.complaints.models import Approval, Complaint
from arasha.people import policy
from arasha.people.models import User


def ask_approval(complaint_id: UUID, *, by: Staff, at: datetime, person: User, version: int | None = None) -> Approval:
    """Ask one more colleague to approve the letter that waits for a signature, beside those whom the office's order wants."""
    with doing("ask_approval", complaint_id, by=by, at=at, version=version) as move:
        ids, proposer = approvals.proposal_of(move.complaint)
        rows = approvals.approvals_of(ids[0])
        move.require(person.pk not in (proposer, by.user.pk), _("Ask somebody else: not yourself, nor whoever wrote the letter."))
        move.require(
            not policy.may(person, "approve_letter", move.complaint), _("This colleague cannot approve it. Choose another.")
        )
        move.require(
            person.pk not in {row.person_id for row in rows} | {row.answered_by_id for row in rows},
            _("This colleague was asked already. Choose another."),
        )
        asked = Approval.objects.create(
            complaint=move.complaint, letter_id=ids[0], step=len(rows) + 1, person=person, asked_at=at, asked_by=by.user
        )
        move.target = ids[0]
        move.details.update(approval=str(asked.id), person=str(person.pk))
    return asked


def approve_letter(complaint_id: UUID, *, by: Staff, at: datetime, version: int | None = None) -> Approval:
    """Approve the letter as it is now, with all that goes out beside it. Nobody approves what they wrote, nor twice."""
    with doing("approve_letter", complaint_id, by=by, at=at, version=version) as move:
        ids, row, rows = _mine(move)
        row.answer, row.answered_at, row.answered_by = Approval.Answer.APPROVED, at, by.user
        row.going_out = approvals.going_out(move.complaint, ids)
        row.save(update_fields=["answer", "answered_at", "answered_by", "going_out"])
        move.target = ids[0]
        left = len(approvals.awaited(rows, row.going_out))
        move.details.update(approval=str(row.id), turn=row.step, left=left)
    return row


def return_letter(complaint_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> Complaint:
    """Do not approve: the letter goes back to whoever wrote it, with the reason, which stays inside the office; with it the letters
    that wait for those joined to the complaint."""
    with transaction.atomic():
        with doing("return_letter", complaint_id, by=by, at=at, version=version) as move:
            _ids, row, _rows = _mine(move)
            row.answer, row.answered_at, row.answered_by = Approval.Answer.RETURNED, at, by.user
            row.save(update_fields=["answer", "answered_at", "answered_by"])
            if move.complaint.state == "awaiting_signature":
                decision.discard_decision(move, reason)
            else:
                screening.take_back_proposal(move)
                move.to, move.note = "screening", reason
            move.details.update(approval=str(row.id), turn=row.step)
        for joining in joined_to(complaint_id, "awaiting_signature"):
            with also(move, joining.complaint_id) as there:
                decision.discard_decision(there, reason)
                there.details["lead"] = str(complaint_id)
    return move.complaint


def _mine(move: Move) -> tuple[list[UUID], Approval, Sequence[Approval]]:
    """The letters, the approval whose turn it is, and all of them. Refused for whoever is not waited for."""
    ids, proposer = approvals.proposal_of(move.complaint)
    rows = approvals.approvals_of(ids[0])
    waiting = approvals.awaited(rows, approvals.going_out(move.complaint, ids)) if rows else []
    move.require(bool(waiting), _("This letter waits for nobody's approval."))
    if refusal := approvals.may_answer(waiting[0], move.user, proposer, rows):
        move.require(False, refusal)
    return ids, waiting[0], rows
