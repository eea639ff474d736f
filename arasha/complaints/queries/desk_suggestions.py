"""The step that usually comes next on a complaint, in the office's words. A complaint carries the facts of `desk_next.with_facts`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Suggestion:
    """A step. `brief` stands in the row of whoever can do it, `waits` in everybody else's; `text` is the sentence on the complaint's
    page. Without a verb it is the turn of somebody outside the office, and `brief` stands in every row."""

    when: Callable[[Any], bool]
    verb: str
    brief: Any
    waits: Any
    text: Any


def always(_complaint: Any) -> bool:
    return True


REASSIGN = Suggestion(
    lambda c: c.officer_id is None,
    "reassign",
    _("assign an officer"),
    _("waits for an officer"),
    _("Nobody works on it now. Give it to an officer."),
)
SUGGESTIONS: dict[str, tuple[Suggestion, ...]] = {
    "received": (
        Suggestion(
            always,
            "register",
            _("register"),
            _("waits to be registered"),
            _("Read it, say in a few words what it is about, and give it its number. The person gets an acknowledgement."),
        ),
    ),
    "screening": (
        Suggestion(
            always,
            "accept",
            _("decide admissibility"),
            _("waits for the lawyer"),
            _("Decide whether we can consider it. If something is missing, ask; if it is for another body, redirect."),
        ),
    ),
    "awaiting_complainant": (
        Suggestion(
            always,
            "",
            _("the complainant answers"),
            "",
            _("We asked the person for more. Their answer brings it back to where it stood."),
        ),
    ),
    "outcome_proposed": (
        Suggestion(
            always,
            "sign_outcome",
            _("sign the outcome or send it back"),
            _("waits for the head's signature"),
            _("An outcome is proposed. Read the letter and what it rests on, then sign it or send it back."),
        ),
    ),
    "accepted": (
        Suggestion(
            always,
            "assign",
            _("assign an officer"),
            _("waits for an officer"),
            _("It is admissible and nobody works on it yet. Give it to an officer."),
        ),
    ),
    "examination": (
        REASSIGN,
        Suggestion(
            lambda c: not c.asked and not c.hearing,
            "send_inquiry",
            _("send an inquiry to the body"),
            _("with the officer: inquiry to the body"),
            _("Ask the body for its explanation: it must be heard before anything is found against it."),
        ),
        Suggestion(
            lambda c: c.unanswered and not c.hearing,
            "",
            _("the body answers"),
            "",
            _("The body has been asked and has not answered yet. Findings can be recorded once there is enough."),
        ),
        Suggestion(
            always,
            "record_finding",
            _("record what was found"),
            _("with the officer: findings"),
            _("The body had the chance to explain itself. Record what was found on each right."),
        ),
    ),
    "findings": (
        REASSIGN,
        Suggestion(
            lambda c: c.breach and not c.drafted,
            "draft_recommendation",
            _("draft a recommendation"),
            _("with the officer: recommendation"),
            _("A breach was found. Draft what the body should do, then write the decision."),
        ),
        Suggestion(
            always,
            "propose_decision",
            _("write the decision"),
            _("with the officer: decision"),
            _("Write the reasoned decision letter and put it before the Commissioner."),
        ),
    ),
    "awaiting_signature": (
        Suggestion(
            always,
            "sign_decision",
            _("sign the decision or send it back"),
            _("waits for the Commissioner's signature"),
            _("The decision waits for a signature. With it the person gets the letter and the term of consideration ends."),
        ),
    ),
    "follow_up": (
        Suggestion(
            lambda c: c.unreported,
            "",
            _("the body reports"),
            "",
            _("The recommendation is with the body. Its report will come through its secure link."),
        ),
        Suggestion(
            always,
            "close_follow_up",
            _("assess and close the follow-up"),
            _("with the officer: follow-up"),
            _("The body has reported. Say what became of each recommendation and what changed for the person."),
        ),
    ),
    "decided": (
        Suggestion(
            always,
            "close",
            _("close"),
            _("with the officer: closing"),
            _("The decision has reached the person and there is no recommendation to follow. Close the complaint."),
        ),
    ),
    "withdrawn_pending": (
        Suggestion(
            always,
            "confirm_withdrawal",
            _("check the withdrawal"),
            _("the withdrawal is being checked"),
            _("The person asks to withdraw. Make sure by a safe channel that nobody pressed them, before anything closes."),
        ),
    ),
}
DONE = Suggestion(always, "", "", "", _("Nothing more is to be done on this complaint."))


def suggestion(complaint: Any) -> Suggestion:
    """The usual next step."""
    for candidate in SUGGESTIONS.get(complaint.state, ()):
        if candidate.when(complaint):
            return candidate
    return DONE
