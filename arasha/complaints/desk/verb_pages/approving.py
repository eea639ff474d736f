"""Approval of a proposed letter: asked of a colleague, given, or the letter returned."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints import approvals
from arasha.complaints.actions import approving
from arasha.complaints.actions.base import NotPossibleNow
from arasha.complaints.desk.verb_pages import decision, screening
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import approving as forms


def _read(ask: Ask, form: Any) -> dict[str, Any]:
    """The letter as whoever signs will see it. Approving is not signing: an open citation or a missing approval does not block it."""
    page = decision if ask.complaint.state == "awaiting_signature" else screening
    return {**page.to_be_signed(ask, form), "blocked": _not_mine(ask)}


def _not_mine(ask: Ask) -> str:
    """Why this person does not approve it; empty when it is their turn."""
    try:
        ids, proposer = approvals.proposal_of(ask.complaint)
    except NotPossibleNow as refusal:
        return str(refusal.message)
    rows = approvals.approvals_of(ids[0])
    waiting = approvals.awaited(rows, approvals.going_out(ask.complaint, ids)) if rows else []
    return approvals.may_answer(waiting[0], ask.by.user, proposer, rows) if waiting else ""


PAGES = (
    VerbPage(
        verb="approve_letter",
        form=forms.ApproveForm,
        call=lambda ask: approving.approve_letter(ask.id, **ask.usual),
        lead=_("Read the letter and all that goes out with it. You approve it as it is now; if it changes, you are asked once more."),
        submit=_("Approve"),
        done=_("Approved."),
        template="sign.html",
        more=_read,
    ),
    VerbPage(
        verb="return_letter",
        form=forms.ReturnForm,
        call=lambda ask: approving.return_letter(ask.id, **ask.usual, reason=ask.data["reason"]),
        lead=_("The letter goes back to whoever wrote it, with your words. They stay inside the office."),
        submit=_("Return it"),
        done=_("Returned to whoever wrote it."),
        template="sign.html",
        more=_read,
    ),
    VerbPage(
        verb="ask_approval",
        form=forms.AskApprovalForm,
        call=lambda ask: approving.ask_approval(ask.id, **ask.usual, person=ask.data["person"]),
        lead=_("One more colleague reads the letter before it is signed. Until they approve it, nobody can sign it."),
        submit=_("Ask"),
        done=_("Asked. The letter waits for their approval."),
    ),
)  # fmt: skip
