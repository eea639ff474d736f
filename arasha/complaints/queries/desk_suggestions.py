"""The step that usually comes next on a complaint, in the office's words. A complaint carries the facts of `desk_next.with_facts`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.models import Complaint


@dataclass(frozen=True)
class Suggestion:
    """The step that usually comes next: in a row's few words, and in a sentence. Without a verb it is somebody else's turn."""

    when: Callable[[Complaint], bool]
    verb: str
    brief: Any
    text: Any


def always(_complaint: Complaint) -> bool:
    return True


SUGGESTIONS: dict[str, tuple[Suggestion, ...]] = {
    "received": (
        Suggestion(
            always,
            "register",
            _("register"),
            _("Read it, say in a few words what it is about, and give it its number. The person gets an acknowledgement."),
        ),
    ),
    "screening": (
        Suggestion(
            always,
            "accept",
            _("decide admissibility"),
            _("Decide whether we can consider it. If something is missing, ask; if it is for another body, redirect."),
        ),
    ),
    "awaiting_complainant": (
        Suggestion(
            always,
            "",
            _("wait for the complainant"),
            _("We asked the person for more. Their answer will bring it back to the admissibility check."),
        ),
    ),
    "outcome_proposed": (
        Suggestion(
            always,
            "sign_outcome",
            _("sign the outcome or send it back"),
            _("An outcome is proposed. Read the letter and its citation, then sign it or send it back."),
        ),
    ),
    "accepted": (
        Suggestion(
            always, "assign", _("assign an officer"), _("It is admissible and nobody works on it yet. Give it to an officer.")
        ),
    ),
    "examination": (
        Suggestion(
            lambda c: c.officer_id is None,
            "reassign",
            _("assign an officer"),
            _("Nobody works on it now. Give it to an officer."),
        ),
        Suggestion(
            lambda c: not c.asked,
            "send_inquiry",
            _("send an inquiry to the body"),
            _("Ask the body for its explanation: it must be heard before anything is found against it."),
        ),
        Suggestion(
            lambda c: c.unanswered,
            "",
            _("wait for the body's answer"),
            _("The body has been asked and has not answered yet. You can record findings when you have enough."),
        ),
        Suggestion(
            always, "record_finding", _("record what was found"), _("The body has answered. Record what was found on each right.")
        ),
    ),
    "findings": (
        Suggestion(
            lambda c: c.officer_id is None,
            "reassign",
            _("assign an officer"),
            _("Nobody works on it now. Give it to an officer."),
        ),
        Suggestion(
            lambda c: c.breach and not c.drafted,
            "draft_recommendation",
            _("draft a recommendation"),
            _("A breach was found. Draft what the body should do, then write the decision."),
        ),
        Suggestion(
            always,
            "propose_decision",
            _("write the decision"),
            _("Write the reasoned decision letter and put it before the Commissioner."),
        ),
    ),
    "awaiting_signature": (
        Suggestion(
            always,
            "sign_decision",
            _("sign the decision or send it back"),
            _("The decision waits for a signature. With it the person gets the letter and the term of consideration ends."),
        ),
    ),
    "follow_up": (
        Suggestion(
            lambda c: c.unreported,
            "",
            _("wait for the body's report"),
            _("The recommendation is with the body. Its report will come through its secure link."),
        ),
        Suggestion(
            always,
            "close_follow_up",
            _("assess and close the follow-up"),
            _("The body has reported. Say what became of each recommendation and what changed for the person."),
        ),
    ),
    "decided": (
        Suggestion(
            always,
            "close",
            _("close"),
            _("The decision has reached the person and there is no recommendation to follow. Close the complaint."),
        ),
    ),
    "withdrawn_pending": (
        Suggestion(
            always,
            "confirm_withdrawal",
            _("check the withdrawal"),
            _("The person asks to withdraw. Make sure by a safe channel that nobody pressed them, before anything closes."),
        ),
    ),
}
DONE = Suggestion(always, "", "", _("Nothing more is to be done on this complaint."))


def suggestion(complaint: Complaint) -> Suggestion:
    """The usual next step. The complaint carries the facts of `with_facts`."""
    for candidate in SUGGESTIONS.get(complaint.state, ()):
        if candidate.when(complaint):
            return candidate
    return DONE
