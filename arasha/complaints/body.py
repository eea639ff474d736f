"""The page behind a body's secure link: the code, our letter, the answer. No account, no cookie: the page carries a pass that the
code gives. The link takes one answer."""

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
from arasha.bodies import codes
from arasha.bodies import queries as links
from arasha.bodies.errors import CodeWrong, LinkClosed, LinkRevoked, LinkUsed
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import examination, follow_up, interim, link_codes, more_time
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.forms.body import AnswerForm, CodeForm, InterimAnswerForm, MoreTimeForm, ReportForm
from arasha.complaints.forms.typed import TypedForm
from arasha.complaints.letter_view import sheet
from arasha.complaints.queries import body as queries
from arasha.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Type the code; read our letter; answer it. An unknown, expired or used link says so, and what was typed is shown to be copied."""
    at = timezone.now()
    try:
        link = links.find_link(token, at)
    except LinkClosed as refusal:
        return _too_late(request, token, refusal)
    given = request.POST.get("pass", "")
    if link.code_way and not codes.is_pass(link, given, at=at):
        return _behind_code(request, link, at)
    asked = queries.asked_by(link)
    if request.method != "POST":
        return _open(request, asked, FORMS[link.purpose](), at)
    if "_language" in request.POST:
        return _page(request, asked, _as_typed(request, link))
    if "_more_time" in request.POST and asked.may_ask_time:
        return _ask_time(request, token, asked, at)
    return _answered(request, token, asked, at)


def _answered(request: HttpRequest, token: str, asked: queries.Asked, at: datetime) -> HttpResponse:
    form = FORMS[asked.link.purpose](request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, asked, form)
    try:
        _send(BodyContactPerson(asked.link, _address(request)), form, at)
    except LinkClosed as refusal:
        return _too_late(request, token, refusal)
    except DomainError as refusal:
        form.add_error(None, forms.ValidationError(str(refusal.message)))
        return _page(request, asked, form, status=refusal.status)
    return HttpResponseRedirect(reverse("body:sent", args=[token]))


def _behind_code(request: HttpRequest, link: SecureLink, at: datetime) -> HttpResponse:
    """The page that asks for the code; with the right one, the letter. What was typed before a pass ran out goes along."""
    sent = request.method == "POST" and "code" in request.POST
    form = CodeForm(request.POST if sent else None)
    if "_language" in request.POST or not sent or not form.is_valid():
        form = CodeForm() if "_language" in request.POST else form
        return _code_page(request, link, form)
    try:
        given = link_codes.enter_code(BodyContactPerson(link, _address(request)), form.cleaned_data["code"], at=at)
    except CodeWrong as refusal:  # a field to mend, like any other
        form.add_error("code", forms.ValidationError(str(refusal.message)))
        return _code_page(request, link, form)
    except DomainError as refusal:
        form.add_error(None, forms.ValidationError(str(refusal.message)))
        return _code_page(request, link, form, status=refusal.status)
    return _open(request, queries.asked_by(link), _as_typed(request, link), at, given=given)


def _as_typed(request: HttpRequest, link: SecureLink) -> TypedForm:
    """The form of the answer as it was typed, unchecked."""
    make = FORMS[link.purpose]
    return make(initial=make(request.POST).typed())


def _code_page(request: HttpRequest, link: SecureLink, form: CodeForm, *, status: int = 200) -> HttpResponse:
    typed = _as_typed(request, link).initial if request.method == "POST" else {}
    context = {
        "form": form,
        "form_id": "code",
        "link": link,
        "body": link.body.name(request.LANGUAGE_CODE),
        "kept": [(name, value) for name, value in typed.items() if isinstance(value, str) and value],
        "files_lost": [upload.name for upload in request.FILES.getlist("files")],
        "ask": queries.office_behind(link, request.LANGUAGE_CODE),
    }
    return render(request, "complaints/body/code.html", context, status=status)


def _ask_time(request: HttpRequest, token: str, asked: queries.Asked, at: datetime) -> HttpResponse:
    """The contact asks for more time; what is typed of the answer stays on the page."""
    time_form = MoreTimeForm(request.POST, prefix="time")
    form = _as_typed(request, asked.link)
    if not time_form.is_valid():
        return _page(request, asked, form, time_form=time_form)
    said = time_form.cleaned_data
    by = BodyContactPerson(asked.link, _address(request))
    try:
        more_time.ask_more_time(asked.link.target_id, by=by, at=at, until=said["until"], reason=said["reason"])
    except LinkClosed as refusal:
        return _too_late(request, token, refusal)
    except DomainError as refusal:
        time_form.add_error(None, forms.ValidationError(str(refusal.message)))
        return _page(request, asked, form, status=refusal.status, time_form=time_form)
    return _page(request, queries.asked_by(asked.link), form)


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


def _open(request: HttpRequest, asked: queries.Asked, form: TypedForm, at: datetime, *, given: str = "") -> HttpResponse:
    """The page is opened: counted, and noted in the journal with the address (it is kept of bodies) before it leaves."""
    bodies.count_opening(asked.link)
    by = BodyContactPerson(asked.link, _address(request))
    journal.record_reading(by.actor, page="answer", ids=[asked.link.complaint_id], at=at)
    return _page(request, asked, form, given=given)


def _page(
    request: HttpRequest,
    asked: queries.Asked,
    form: TypedForm,
    *,
    status: int = 200,
    given: str = "",
    time_form: MoreTimeForm | None = None,
) -> HttpResponse:
    """`given` is the pass that the page carries from one request to the next."""
    context = {
        "form": form,
        "pass": given or request.POST.get("pass", ""),
        "time_form": time_form or MoreTimeForm(prefix="time"),
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
    context = {
        "used_at": link.used_at,
        "late": asked.came_late,
        "number": asked.letter.number,
        "body": link.body.name(request.LANGUAGE_CODE),
    }
    return render(request, "complaints/body/sent.html", context)


def _address(request: HttpRequest) -> str:
    """The address that the journal keeps of bodies."""
    return str(request.META.get("REMOTE_ADDR", ""))
