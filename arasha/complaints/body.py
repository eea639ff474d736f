"""The page behind a body's secure link: our letter, and the answer. No account, no cookie; the link opens once."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from arasha import journal
from arasha.bodies import actions as bodies
from arasha.bodies import queries as links
from arasha.bodies.errors import LinkClosed, LinkRevoked, LinkUsed
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import examination, follow_up, interim
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.forms.body import AnswerForm, InterimAnswerForm, ReportForm
from arasha.complaints.forms.typed import TypedForm
from arasha.complaints.letter_view import sheet
from arasha.complaints.queries import body as queries
from arasha.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Read our letter; answer it. An unknown, expired or used link says so, and what was typed is shown to be copied."""
    at = timezone.now()
    try:
        link = links.find_link(token, at)
    except LinkClosed as refusal:
        return _too_late(request, token, refusal)
    asked = queries.asked_by(link)
    make = FORMS[asked.link.purpose]
    if request.method != "POST":
        return _open(request, asked, make(), at)
    form = make(request.POST, request.FILES)
    if "_language" in request.POST:
        return _page(request, asked, make(initial=form.typed()))
    if not form.is_valid():
        return _page(request, asked, form)
    try:
        _send(BodyContactPerson(link, _address(request)), form, at)
    except LinkClosed as refusal:
        return _too_late(request, token, refusal)
    except DomainError as refusal:
        form.add_error(None, forms.ValidationError(str(refusal.message)))
        return _page(request, asked, form, status=refusal.status)
    return HttpResponseRedirect(reverse("body:sent", args=[token]))


FORMS: dict[str, type[AnswerForm] | type[ReportForm] | type[InterimAnswerForm]] = {
    SecureLink.Purpose.INQUIRY: AnswerForm,
    SecureLink.Purpose.RECOMMENDATION: ReportForm,
    SecureLink.Purpose.INTERIM: InterimAnswerForm,
}


def _send(by: BodyContactPerson, form: TypedForm, at: datetime) -> None:
    said = form.cleaned_data
    if by.link.purpose == SecureLink.Purpose.INQUIRY:
        examination.answer_inquiry(by.link.target_id, by=by, at=at, text=said["text"], uploads=said["files"])
    elif by.link.purpose == SecureLink.Purpose.INTERIM:
        interim.answer_interim(by.link.target_id, by=by, at=at, reply=said["reply"], text=said["text"], uploads=said["files"])
    else:
        upload = said["files"][0] if said["files"] else None
        follow_up.report_measures(
            by.link.target_id, by=by, at=at, accepted=said["accepted"] == "yes", text=said["text"], upload=upload
        )


def _open(request: HttpRequest, asked: queries.Asked, form: TypedForm, at: datetime) -> HttpResponse:
    """The page is opened: counted, and noted in the journal with the address (it is kept of bodies) before it leaves."""
    bodies.count_opening(asked.link)
    by = BodyContactPerson(asked.link, _address(request))
    journal.record_reading(by.actor, page="answer", ids=[asked.link.complaint_id], at=at)
    return _page(request, asked, form)


def _page(request: HttpRequest, asked: queries.Asked, form: TypedForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "form_id": "answer",
        "asked": asked,
        "body": asked.link.body.name(request.LANGUAGE_CODE),
        "letter": sheet(asked.letter),
        "files_lost": [upload.name for upload in request.FILES.getlist("files")],
    }
    return render(request, "complaints/body/answer.html", context, status=status)


def _too_late(request: HttpRequest, token: str, refusal: DomainError) -> HttpResponse:
    """The link was used or has expired. Pressed twice, the same answer is not refused: it has arrived."""
    typed = _typed(request)
    if typed and isinstance(refusal, LinkUsed):
        used = queries.used_link(token)
        if used is not None and queries.said_already(used, typed):
            return HttpResponseRedirect(reverse("body:sent", args=[token]))
    titles: dict[type[DomainError], str] = {LinkUsed: _("This link was used already"), LinkRevoked: _("This link is closed")}
    title = titles.get(type(refusal), _("This link has expired"))
    context = {
        "heading": title,
        "lead": refusal.message,
        "typed": typed,
        "ask": queries.whom_to_ask(token, request.LANGUAGE_CODE),
    }
    return render(request, "complaints/body/too_late.html", context, status=refusal.status)


def _typed(request: HttpRequest) -> str:
    return str(AnswerForm(request.POST).typed().get("text") or "") if request.method == "POST" else ""


@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The answer has arrived; when, from whom, on which letter of ours."""
    link = queries.used_link(token)
    if link is None:
        return HttpResponseRedirect(reverse("body:answer", args=[token]))
    asked = queries.asked_by(link)
    context = {"used_at": link.used_at, "number": asked.letter.number, "body": link.body.name(request.LANGUAGE_CODE)}
    return render(request, "complaints/body/sent.html", context)


def _address(request: HttpRequest) -> str:
    """The address that the journal keeps of bodies."""
    return str(request.META.get("REMOTE_ADDR", ""))
