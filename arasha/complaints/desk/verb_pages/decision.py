"""The decision, its signature, and what came of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import decision
from arasha.complaints.actions.base import NotPossibleNow
from arasha.complaints.actions.extension import extend_term
from arasha.complaints.actions.follow_up import close, close_follow_up
from arasha.complaints.desk.verb_pages.acts import going_out
from arasha.complaints.desk.verb_pages.screening import approvals_view, to_sign
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import desk as forms
from arasha.complaints.queries.desk_acts import recommendations_of
from arasha.recommendations.actions import drafts_of


def to_be_signed(ask: Ask, form: forms.VerbForm) -> dict[str, Any]:
    try:
        proposal = decision.awaiting(ask.complaint)
    except NotPossibleNow:
        return {}
    acts = going_out(ask, drafts_of(ask.id))
    shown = {**to_sign(ask, proposal.target_id), **approvals_view(ask)}
    return {
        **shown,
        "citations": [*shown["citations"], *acts["citations"]],
        "blocked": shown["waiting"] or shown["blocked"] or acts["blocked"],
        "proposed_by": proposal.by.name if proposal.by else "",
        "acts": acts["acts"],
    }


OPENED = ("disciplinary", "administrative", "criminal")
PAGES = (
    VerbPage(
        verb="propose_decision",
        form=forms.DecisionForm,
        call=lambda ask: decision.propose_decision(ask.id, **ask.usual, text=ask.data.get("text", "")),
        lead=_("The letter is made from your findings. Change its words where you need to, then put it before the Commissioner."),
        submit=_("Put it before the Commissioner"),
        done=_("The decision waits for a signature."),
        shows_letter="at once",
        template="propose_decision.html",
    ),
    VerbPage(
        verb="sign_decision",
        form=forms.SignForm,
        call=lambda ask: decision.sign_decision(ask.id, **ask.usual),
        lead=_("With your signature the person gets the letter, the term of consideration ends, and each recommendation goes to its body."),
        submit=_("Sign and send"),
        done=_("Signed. The letter is on its way."),
        template="sign.html",
        more=to_be_signed,
        discloses=True,
    ),
    VerbPage(
        verb="send_back_decision",
        form=forms.SendBackForm,
        call=lambda ask: decision.send_back_decision(ask.id, **ask.usual, note=ask.data["note"]),
        lead=_("The letter goes back to the officer with your words."),
        submit=_("Send back"),
        done=_("Sent back to the officer."),
        template="sign.html",
        more=lambda ask, form: {**to_be_signed(ask, form), "blocked": ""},
    ),
    VerbPage(
        verb="close_follow_up",
        form=forms.RemedyForm,
        call=lambda ask: close_follow_up(
            ask.id, **ask.usual, **{name: ask.data[name] for name in ("remedy", "account", "counted", *OPENED)},
            assessments={one.id: ask.data[f"assess-{one.id}"] for one in ask.recommendations},
        ),
        lead=_("Judge what the body did, whatever it says itself, and tell the person what came of it."),
        submit=_("Close the follow-up"),
        done=_("Closed. The person has our last letter."),
        shows_letter="typed",
        template="close_follow_up.html",
        more=lambda ask, form: {"recommendations": recommendations_of(ask.id, ask.book, ask.language), "complaint": ask.complaint},
    ),
    VerbPage(
        verb="close",
        form=forms.CloseForm,
        call=lambda ask: close(ask.id, **ask.usual, account=ask.data["account"]),
        lead=_("The decision has reached the person, and there is nothing to follow up."),
        submit=_("Close"),
        done=_("Closed. The person has our last letter."),
        shows_letter="typed",
    ),
    VerbPage(
        verb="extend_term",
        form=forms.ExtensionForm,
        call=lambda ask: extend_term(ask.id, **ask.usual, reason=ask.data["reason"]),
        lead=_("Only where a rule allows it. The person is told why, and until when."),
        submit=_("Extend the term"),
        done=_("Extended. The person has been told."),
        shows_letter="typed",
    ),
)  # fmt: skip
