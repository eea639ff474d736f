"""What comes and goes past a body's secure link, and a new code at the office."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import letters, vault
from arasha.complaints.actions.by_post import record_answer, record_report, send_new_link
from arasha.complaints.actions.new_code import give_new_code
from arasha.complaints.desk.disclosing import shown
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import by_post as forms
from arasha.complaints.queries.disclosure import Going


def _link(ask: Ask, form: Any) -> dict[str, Any]:
    """What each letter behind a link tells, and the bodies whose answer is awaited, so that a missing contact is one click away."""
    found = {target.body.code: target.body.name(ask.language) for target in form.awaited}
    target, contact = form.pairs.get(form.chosen("send"), (None, None))
    awaited = [target] if target else form.awaited
    sent = {one.letter_id: letters.get_letter(one.letter_id) for one in awaited}
    return {
        "bodies": [{"name": name, "url": reverse("desk:body", args=[code])} for code, name in found.items()],
        "disclosures": shown(ask, [Going(one.body, contact, [sent[one.letter_id].text], named=False) for one in awaited]),
    }


def _person(ask: Ask, form: Any) -> dict[str, Any]:
    """The name to compare with the document."""
    person = ask.complaint.complainant
    return {"name": person.name if person else ""}


def _slip(request: HttpRequest, ask: Ask, code: str) -> HttpResponse:
    """The code, once, in the complainant's language; only the neutral slip is printed."""
    back = {"back_url": reverse("desk:complaint", args=[ask.id]), "back_label": gettext("Back to the complaint")}
    with translation.override(ask.complaint.language):
        return render(request, "complaints/desk/new_code_slip.html", {"code": vault.show_code(code), **back})


PAGES = (
    VerbPage(
        verb="record_answer",
        form=forms.AnswerByPostForm,
        call=lambda ask: record_answer(
            ask.data["target"].id, **ask.usual, received_on=ask.data["received_on"], came_by=ask.data["came_by"],
            text=ask.data["text"], uploads=ask.data["files"],
        ),
        lead=_("The body answered by post, e-mail or courier. Its term ends on the day of receipt, and its secure link closes."),
        submit=_("Record the answer"),
        done=_("The answer is recorded. The body's link is closed."),
    ),
    VerbPage(
        verb="record_report",
        form=forms.ReportByPostForm,
        call=lambda ask: record_report(
            ask.data["target"].id, **ask.usual, received_on=ask.data["received_on"], came_by=ask.data["came_by"],
            accepted=ask.data["accepted"] == "yes", text=ask.data["text"], upload=ask.data["files"][0] if ask.data["files"] else None,
        ),
        lead=_("The body reported by post, e-mail or courier. Its term ends on the day of receipt, and its secure link closes."),
        submit=_("Record the report"),
        done=_("The report is recorded. The body's link is closed."),
    ),
    VerbPage(
        verb="send_new_link",
        form=forms.NewLinkForm,
        call=lambda ask: send_new_link(ask.id, **ask.usual, target=ask.data["send"][0], contact=ask.data["send"][1]),
        lead=_("The link was lost or has expired. A new one goes out by e-mail; the earlier ones open no more. The term stays as it is."),
        submit=_("Send the new link"),
        done=_("A new link is on its way. The earlier ones are closed."),
        template="new_link.html",
        more=_link,
        discloses=True,
    ),
    VerbPage(
        verb="new_code",
        form=forms.NewCodeForm,
        call=lambda ask: give_new_code(ask.id, **ask.usual, document=ask.data["document"]),
        lead=_("Only for the person who complained, here before you, with a document. The old code opens nothing any more."),
        submit=_("Give the new code"),
        done=_("The new code was given."),
        again=_("The new code was shown once and cannot be shown again. If nobody noted it, give another."),
        template="new_code.html",
        more=_person,
        then=_slip,
        danger=True,
    ),
)  # fmt: skip
