"""The review of a decision: recorded, given to somebody, answered, signed; the reopening."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import letters, vault
from arasha.complaints import reviews
from arasha.complaints.actions import review
from arasha.complaints.desk.verb_pages.screening import to_sign
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import desk as forms
from arasha.complaints.forms.review import AssignReviewForm, ProposeReviewForm, ReviewRequestForm
from arasha.complaints.letter_view import sheet
from arasha.complaints.models import Message, Review
from arasha.dates import write_date


def _asked(ask: Ask, form: Any) -> dict[str, Any]:
    """Beside the form: what the person asks for, and since when."""
    asked = reviews.review_of(ask.complaint)
    return {"told": _request_rows(ask, asked.message, asked)} if asked else {}


def _request(ask: Ask, form: Any) -> dict[str, Any]:
    """The message that is taken as a request, and until when one may ask."""
    message = getattr(form, "message_row", None)
    decision = reviews.decision_of(ask.complaint)
    rows = _request_rows(ask, message, None) if message else []
    until = reviews.time_to_ask(ask.book, decision.step.at) if decision else None
    if until:
        day = write_date(until.due_on, ask.language, "until")
        said = gettext("until %(day)s; what comes later is taken too, and marked") % {"day": day}
        rows.append({"label": gettext("One may ask"), "value": said})
    return {"told": rows}


def _request_rows(ask: Ask, message: Message, asked: Review | None) -> list[dict[str, Any]]:
    message.complaint = ask.complaint
    vault.load_keys([message.key_id])
    rows = [{"label": gettext("What the person asks"), "value": message.text}]
    if asked is not None:
        came = f"{write_date(asked.asked_on, ask.language)} · {asked.get_channel_display()}"
        rows.append({"label": gettext("Came on"), "value": f"{came} · {gettext('after the last day')}" if asked.late else came})
    return rows


def _decided(ask: Ask, form: Any) -> dict[str, Any]:
    """The decision under review stands above the form."""
    decision = reviews.decision_of(ask.complaint)
    return {**_asked(ask, form), "decision_letter": sheet(decision.letter) if decision else None}


def _to_sign(ask: Ask, form: Any) -> dict[str, Any]:
    asked = reviews.review_of(ask.complaint)
    if asked is None or asked.letter_id is None:
        return {}
    vault.load_keys([letters.get_letter(asked.letter_id).key_id])
    shown = to_sign(ask, asked.letter_id)
    return {
        **shown,
        **_asked(ask, form),
        "blocked": shown["blocked"] or reviews.why_not_sign(ask.complaint, asked, ask.by.user),
        "proposed_by": asked.reviewer.name if asked.reviewer else "",
    }


PAGES = (
    VerbPage(
        verb="record_review_request",
        form=ReviewRequestForm,
        call=lambda ask: review.record_review_request(
            ask.id, **ask.usual, message_id=ask.data.get("message"), channel=ask.data.get("channel", ""),
            received_on=ask.data.get("received_on"), text=ask.data.get("text", ""), uploads=ask.data.get("files"),
        ),
        lead=_("The person does not agree with our decision. Somebody who took no part in it looks at the complaint anew."),
        submit=_("Take it as a request for a review"),
        done=_("Recorded. The head gives the review to somebody."),
        more=_request,
    ),
    VerbPage(
        verb="assign_review",
        form=AssignReviewForm,
        call=lambda ask: review.assign_review(ask.id, **ask.usual, reviewer=ask.data["reviewer"]),
        lead=_("Whoever was the officer, wrote the decision or signed it cannot do the review."),
        submit=_("Give the review"),
        done=_("Given. It stands in their work now."),
        more=_asked,
    ),
    VerbPage(
        verb="propose_review",
        form=ProposeReviewForm,
        call=lambda ask: review.propose_review(
            ask.id, **ask.usual, answer=ask.data["answer"], reasoning=ask.data["reasoning"], ways=ask.data["ways"],
            own_ways=ask.data["own_ways"], text=ask.data["text"],
        ),
        lead=_("Look at everything anew, as if nobody had decided yet. A leader signs your answer before it goes out."),
        submit=_("Propose"),
        done=_("Proposed. The letter waits for a signature."),
        shows_letter="typed",
        template="propose_review.html",
        more=_decided,
    ),
    VerbPage(
        verb="send_back_review",
        form=forms.SendBackForm,
        call=lambda ask: review.send_back_review(ask.id, **ask.usual, note=ask.data["note"]),
        lead=_("The draft is thrown away, and the reviewer writes the answer once more."),
        submit=_("Send back"),
        done=_("Sent back to the reviewer."),
        template="sign.html",
        more=lambda ask, form: {**_to_sign(ask, form), "blocked": ""},
    ),
    VerbPage(
        verb="sign_review",
        form=forms.SignForm,
        call=lambda ask: review.sign_review(ask.id, **ask.usual),
        lead=_("With your signature the person gets the answer, and the review ends. The complaint stays where it stands."),
        submit=_("Sign and send"),
        done=_("Signed. The letter is on its way."),
        template="sign.html",
        more=_to_sign,
    ),
    VerbPage(
        verb="reopen",
        form=forms.SignForm,
        call=lambda ask: review.reopen(ask.id, **ask.usual),
        lead=_("With your signature the person gets the answer, and the complaint waits for a new officer. What runs with bodies goes on."),
        submit=_("Sign and take it up again"),
        done=_("Signed. The complaint waits for an officer who took no part in the first decision."),
        template="sign.html",
        more=_to_sign,
    ),
)  # fmt: skip
