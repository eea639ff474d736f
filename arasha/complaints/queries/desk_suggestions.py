"""The step that usually comes next on a complaint, in the office's words. A complaint carries the facts of `desk_next.with_facts`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.models import ReviewStage


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
TELL_CODE = Suggestion(
    lambda c: c.code_due,
    "give_code",
    _("give the body the code of its link"),
    _("with the officer: the code of the body's link"),
    _("A body has our link and cannot open it yet. Call its contact and tell the code, or send it by post."),
)
TELL_REPORT_CODE = replace(TELL_CODE, when=lambda c: c.report_code_due)
DECIDE_TIME = Suggestion(
    lambda c: c.time_asked,
    "grant_more_time",
    _("decide on more time for the body"),
    _("with the officer: more time for the body"),
    _("A body asks for more time to answer. Give it, perhaps for less, or refuse it with a reason."),
)
APPROVE = Suggestion(
    lambda c: c.approval_awaited,
    "approve_letter",
    _("approve the letter or return it"),
    _("waits for approval before it is signed"),
    _("The letter waits for approval before it can be signed. Its page says whose."),
)
INTERIM = Suggestion(
    lambda c: c.interim,
    "end_interim_measure",
    _("say how the interim measure ended"),
    _("with the officer: the interim measure"),
    _("An interim measure is still asked for. Record how it ended, or lift it: before that the complaint cannot be closed."),
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
        APPROVE,
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
        TELL_CODE,
        DECIDE_TIME,
        Suggestion(
            lambda c: c.awaited and not c.link_open and not c.hearing,
            "",
            _("the body answers by post; remind it yourself"),
            "",
            _(
                "We asked by post, and nobody is reminded by itself: no e-mail address is known. When the term nears, remind by a letter."
            ),
        ),
        Suggestion(
            lambda c: c.awaited and not c.hearing,
            "",
            _("the body answers"),
            "",
            _("Somebody who was asked has not answered yet. Findings can be recorded once there is enough."),
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
    "joined": (
        Suggestion(
            always,
            "",
            _("is decided together with others"),
            "",
            _(
                "It is considered together with others: what is found on the complaint that leads stands for it. Its terms run on."
            ),
        ),
    ),
    "awaiting_signature": (
        APPROVE,
        Suggestion(
            always,
            "sign_decision",
            _("sign the decision or send it back"),
            _("waits for the Commissioner's signature"),
            _("The decision waits for a signature. With it the person gets the letter and the term of consideration ends."),
        ),
    ),
    "follow_up": (
        TELL_REPORT_CODE,
        Suggestion(
            lambda c: c.unreported,
            "",
            _("the body reports"),
            "",
            _("The recommendation is with the body. Its report will come through its secure link."),
        ),
        INTERIM,
        Suggestion(
            always,
            "close_follow_up",
            _("assess and close the follow-up"),
            _("with the officer: follow-up"),
            _("The body has reported. Say what became of each recommendation and what changed for the person."),
        ),
    ),
    "decided": (
        INTERIM,
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
# While a review is under way it comes before what else may be done in the complaint's state.
REVIEW: dict[str, Suggestion] = {
    ReviewStage.ASKED: Suggestion(
        always,
        "assign_review",
        _("give the review to somebody"),
        _("the review waits for somebody to do it"),
        _("The person asks us to look at our decision again. Give it to somebody who took no part in the decision."),
    ),
    ReviewStage.GIVEN: Suggestion(
        always,
        "propose_review",
        _("do the review"),
        _("the review is being done"),
        _("Look at the whole complaint anew, as if nobody had decided, and write a reasoned answer."),
    ),
    ReviewStage.PROPOSED: Suggestion(
        always,
        "sign_review",
        _("sign the answer to the review or send it back"),
        _("the answer to the review waits for a signature"),
        _("The answer to the review is proposed. Read the letter and the request, then sign it or send it back."),
    ),
    ReviewStage.REOPENING: Suggestion(
        always,
        "reopen",
        _("sign the reopening or send it back"),
        _("the reopening waits for a signature"),
        _("The reviewer proposes to take the complaint up again. Read why, then sign it or send it back."),
    ),
}
DONE = Suggestion(always, "", "", "", _("Nothing more is to be done on this complaint."))


def suggestion(complaint: Any) -> Suggestion:
    """The usual next step."""
    if complaint.review and complaint.state != "withdrawn_pending":
        return REVIEW[complaint.review]
    for candidate in SUGGESTIONS.get(complaint.state, ()):
        if candidate.when(complaint):
            return candidate
    return DONE
