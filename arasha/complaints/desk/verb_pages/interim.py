"""Interim measures: asked, answered, lifted, ended."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import interim
from arasha.complaints.desk.disclosing import shown
from arasha.complaints.desk.verb_pages.examination import _to_body, add_contact_button, new_contact
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import interim as forms
from arasha.complaints.queries.disclosure import Going


def _request(ask: Ask, form: Any) -> dict[str, Any]:
    return {"disclosures": _to_body(ask, form, "what", "why"), **new_contact(ask, form)}


def _lifting(ask: Ask, form: Any) -> dict[str, Any]:
    """The body is told why it need not wait any more; that letter names nobody and goes by post."""
    row = form.rows.get(form.chosen("measure"))
    going = [Going(row.body, None, [form.chosen("reason")], named=False, by_link=False)] if row else []
    return {"disclosures": shown(ask, going), **_asked(ask, form)}


def _asked(ask: Ask, form: Any) -> dict[str, Any]:
    """What was asked, beside the form of a verb on it."""
    rows = list(form.rows.values())
    for row in rows:
        row.complaint = ask.complaint
    return {"told": [{"label": forms.measure_in_words(row, ask.language), "value": row.what} for row in rows]}


PAGES = (
    VerbPage(
        verb="request_interim_measure",
        form=forms.InterimForm,
        call=lambda ask: interim.request_interim_measure(
            ask.id, **ask.usual, body=ask.data["body"], contact=ask.data["contact"], what=ask.data["what"], why=ask.data["why"],
            until=ask.data["until"], named=bool(ask.data.get("named")), text=ask.data["text"],
        ),
        lead=_("Ask the body to wait, until an hour. The letter goes out at once and cannot be recalled."),
        submit=_("Sign and send at once"),
        done=_("Sent. The body's hours run."),
        shows_letter="typed",
        template="to_body.html",
        more=_request,
        discloses=True,
        buttons={"_add_contact": add_contact_button},
    ),
    VerbPage(
        verb="record_interim_reply",
        form=forms.InterimReplyForm,
        call=lambda ask: interim.record_interim_reply(
            ask.data["measure"].id, **ask.usual, reply=ask.data["reply"], text=ask.data["text"], came_by=ask.data["came_by"]
        ),
        lead=_("What the body said by telephone, post or e-mail. A refusal ends the measure."),
        submit=_("Record"),
        done=_("Recorded."),
        more=_asked,
    ),
    VerbPage(
        verb="lift_interim_measure",
        form=forms.LiftForm,
        call=lambda ask: interim.lift_interim_measure(ask.data["measure"].id, **ask.usual, reason=ask.data["reason"]),
        lead=_("The danger is over: the body is told that it need not wait any more."),
        submit=_("Lift and tell the body"),
        done=_("Lifted. The body is told."),
        shows_letter="typed",
        more=_lifting,
        discloses=True,
    ),
    VerbPage(
        verb="end_interim_measure",
        form=forms.EndMeasureForm,
        call=lambda ask: interim.end_interim_measure(
            ask.data["measure"].id, **ask.usual, kept=ask.data["kept"] == "yes", account=ask.data["account"]
        ),
        lead=_("Its time is over, or it was not kept. Say what happened."),
        submit=_("Record"),
        done=_("Recorded."),
        more=_asked,
    ),
)  # fmt: skip
