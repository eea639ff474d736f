"""Approvals of a proposed letter: which it needs, who is waited for, and whether what was approved is still what goes out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import letters, vault
from arasha.complaints.actions.base import Move, NotPossibleNow, open_for_writing
from arasha.complaints.models import Approval, Complaint, Screening, Step
from arasha.complaints.queries.desk_next import Seen
from arasha.complaints.terms import office_day
from arasha.letters.models import Letter
from arasha.people import policy
from arasha.people.models import Role, User
from arasha.recommendations.actions import drafts_of

Answer = Approval.Answer
STEP_NAMES = {
    "lawyer": _("a lawyer"),
    "head": _("the head of the department or the regional representative"),
    "deputy": _("a deputy"),
}
STEP_ROLES = {"lawyer": (Role.LAWYER,), "head": (Role.HEAD, Role.REPRESENTATIVE), "deputy": (Role.DEPUTY,)}


def proposal_of(complaint: Complaint) -> tuple[list[UUID], UUID | None]:
    """(the letters that wait for a signature, the one that approvals are about first; who proposed them). Raises NotPossibleNow."""
    if complaint.state == "awaiting_signature":
        step = Step.objects.filter(complaint=complaint, verb="propose_decision").order_by("-at", "-id").first()
        found = ([step.target_id], step.by_id) if step else ([], None)
    else:
        row = Screening.objects.filter(complaint=complaint, signed_at=None, sent_back_at=None).order_by("-at").first()
        found = ([row.letter_id, row.cover_letter_id], row.by_id) if row else ([], None)
    ids = [letter for letter in found[0] if letter is not None]
    if not ids:
        raise NotPossibleNow(_("Nothing awaits a signature here."))
    return ids, found[1]


def ask_as_ordered(move: Move, letter: Letter, kind: str) -> None:
    """The approvals that the office's order of today wants for a letter that is being proposed."""
    steps = move.book.approval_steps(kind, office_day(move.at))
    for number, role in enumerate(steps, 1):
        Approval.objects.create(
            complaint=move.complaint, letter_id=letter.id, step=number, role=role, asked_at=move.at, asked_by=move.user
        )
    if steps:
        move.details["approvals"] = list(steps)


def approvals_of(letter_id: UUID) -> list[Approval]:
    """The approvals of a letter in their order; one statement."""
    return list(Approval.objects.filter(letter_id=letter_id).select_related("person", "answered_by", "asked_by"))


def going_out(complaint: Complaint, letter_ids: Sequence[UUID]) -> bytes:
    """A keyed fingerprint of the letters and of the drafted acts that go out with them; the keys of the complaint are loaded for it."""
    vault.load_keys([complaint.key_id])
    open_for_writing(complaint)
    said = [[one.title, one.text] for one in map(letters.get_letter, letter_ids)]
    acts = [[str(one.id), one.kind, str(one.body_id), one.text] for one in drafts_of(complaint.id)]
    return vault.blind("approval", json.dumps([said, sorted(acts)], ensure_ascii=False))


def awaited(rows: Sequence[Approval], fingerprint: bytes) -> list[Approval]:
    """Those that are not given for what goes out now, in their order."""
    return [row for row in rows if row.answer != Answer.APPROVED or bytes(row.going_out or b"") != fingerprint]


def require_approved(move: Move) -> None:
    """Refuse a signature while somebody's approval is waited for, saying whose; and that of whoever approved the letter."""
    ids, _proposer = proposal_of(move.complaint)
    rows = approvals_of(ids[0])
    if not rows:
        return
    missing = awaited(rows, going_out(move.complaint, ids))
    if missing:
        raise NotPossibleNow(why_waiting(missing))
    move.require(
        move.user.pk not in {row.answered_by_id for row in rows},
        _("You approved this letter. Somebody else signs it."),
    )


def cancel_given(move: Move) -> None:
    """What goes out with a proposed letter has changed: whoever approved it is asked once more."""
    if move.complaint.state == "awaiting_signature":
        ids, _proposer = proposal_of(move.complaint)
        given = Approval.objects.filter(letter_id=ids[0], answer=Answer.APPROVED)
        if cancelled := [str(row.id) for row in given]:
            given.update(answer="", answered_at=None, answered_by=None, going_out=None)
            move.details["approvals_cancelled"] = cancelled


def why_waiting(missing: Sequence[Approval]) -> str:
    """Whose approval a letter waits for, as a sentence; one that was given for something else says so."""
    first = missing[0]
    if first.answer == Answer.APPROVED:
        return gettext("It was changed after it was approved, so it waits for approval once more: %(who)s.") % {"who": who(first)}
    names = ", ".join(who(row) for row in missing)
    return gettext("It waits for approval before it can be signed: %(who)s.") % {"who": names}


def who(row: Approval) -> str:
    """Whose approval it is: a colleague by name, or a role."""
    return row.person.name if row.person else str(STEP_NAMES[row.role])


def may_answer(row: Approval, user: Any, proposer: UUID | None, rows: Sequence[Approval]) -> str:
    """Why this person does not answer this approval; empty when they may. The table of rights is asked apart."""
    if user.pk == proposer:
        return gettext("Nobody approves what they wrote. It waits for: %(who)s.") % {"who": who(row)}
    if (row.person_id and row.person_id != user.pk) or (row.role and not user.has_role(*STEP_ROLES[row.role])):
        return gettext("It is not your turn. It waits for: %(who)s.") % {"who": who(row)}
    if any(one.answered_by_id == user.pk for one in rows if one.pk != row.pk):
        return gettext("You approved it already in another step. It waits for somebody else: %(who)s.") % {"who": who(row)}
    return ""


def candidates(complaint: Complaint, proposer: UUID | None, asking: UUID) -> list[User]:
    """Colleagues who may be asked: lawyers, heads and leaders who read the complaint, but for who wrote it and who asks."""
    left_out = [one for one in (proposer, asking) if one]
    staff = (
        User.objects.filter(is_active=True).exclude(recusals__complaint=complaint.pk).exclude(pk__in=left_out).order_by("name")
    )
    return [one for one in staff if not policy.may(one, "approve_letter", Seen.of(complaint))]
