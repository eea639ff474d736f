"""The whole complaint as one file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.exports import export_complaint
from arasha.complaints.desk.verbs import Ask, VerbForm, VerbPage
from arasha.complaints.forms.exports import ExportForm
from arasha.complaints.models import Identity
from arasha.parties.models import Purpose

ASKED = _("It is being prepared.")


def _call(ask: Ask) -> Any:
    return export_complaint(
        ask.id,
        **ask.unversioned,
        purpose=ask.data["purpose"],
        language=ask.data["language"],
        with_notes=ask.data["with_notes"],
        with_files=ask.data["with_files"],
    )


def _more(ask: Ask, form: VerbForm) -> dict[str, Any]:
    said = [ask.consents[purpose] for purpose in (Purpose.COPY_TO_BODY, Purpose.FILES_TO_BODY) if purpose in ask.consents]
    return {
        "complaint_id": ask.id,
        "unnamed": ask.complaint.identity != Identity.NAMED,
        "not_allowed": [f"{one.get_purpose_display()}: {one.get_answer_display()}" for one in said if not one.given],
    }


def _then(request: HttpRequest, ask: Ask, result: Any) -> HttpResponse:
    messages.success(request, ASKED)
    return redirect("desk:exports", ask.id)


PAGES = (
    VerbPage(
        verb="export_complaint",
        form=ExportForm,
        call=_call,
        lead=_(
            "One PDF with an index: what was told, what happened, letters as they were sent, findings, acts, evidence with fingerprints."
        ),
        submit=_("Prepare the file"),
        done=ASKED,
        template="export.html",
        more=_more,
        then=_then,
    ),
)  # fmt: skip
