"""Checking, sending, the code, the receipt."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arasha import vault
from arasha.complaints.actions import intake, visits
from arasha.complaints.book import current_book
from arasha.complaints.forms.portal import IDENTIFYING, CodeSavedForm, Question
from arasha.complaints.models import Draft
from arasha.complaints.portal import cookies, picture, summary
from arasha.complaints.portal.receipt import receipt_context
from arasha.complaints.portal.steps import ORDER, STEPS
from arasha.complaints.portal.tell import draft_of, elsewhere, files_of, make_form, no_draft
from arasha.complaints.queries import portal as queries


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Everything that was answered, each with a way to change it; the button sends."""
    at = timezone.now()
    draft = draft_of(request, at)
    if draft is None:
        return no_draft(request)
    if draft.sent_at:
        return HttpResponseRedirect(reverse("portal:code"))
    if request.method == "POST" and (other := elsewhere(request, draft, STEPS["check"])):
        return other
    pages = _pages(draft, at)
    missing = _missing(pages)
    if request.method == "POST" and not missing:
        return _send(draft, at)
    intake.code_of(draft)  # made here once, so that sending twice at the same moment finds the same code
    return _check_page(request, draft, pages, missing)


def _pages(draft: Draft, at: datetime) -> dict[str, Question]:
    """Every page's form, filled with what is kept."""
    book = current_book()
    steps = [(STEPS[slug], form) for slug in ORDER[:-1] if (form := STEPS[slug].form)]
    return {step.slug: make_form(step, at, form.from_answers(draft.answers), book=book) for step, form in steps}


def _missing(pages: dict[str, Question]) -> list[tuple[str, str]]:
    """(address of the field, what is wrong there) of everything that keeps the complaint from being sent."""
    return [
        (f"{STEPS[slug].url}?check=1#{form[name].auto_id}", str(error))
        for slug, form in pages.items()
        for name, errors in form.errors.items()
        for error in errors
    ]


def _send(draft: Draft, at: datetime) -> HttpResponse:
    if summary.is_anonymous(draft.answers):
        nobody = {**dict.fromkeys(IDENTIFYING, ""), "safe": None}
        intake.save_answers(draft, nobody, language=draft.language, at=at)
    intake.submit(draft, at=at)
    return HttpResponseRedirect(reverse("portal:code"))


def _check_page(request: HttpRequest, draft: Draft, pages: dict[str, Question], missing: list[tuple[str, str]]) -> HttpResponse:
    step, anonymous = STEPS["check"], summary.is_anonymous(draft.answers)
    context = {
        "form_id": "question",
        "title": step.heading,
        "heading": step.heading,
        "step": step.number,
        "steps": len(ORDER),
        "expires_on": timezone.localdate(draft.expires_at),
        "missing": missing,
        "tried": request.method == "POST",
        "groups": summary.groups(pages, files_of(draft), anonymous=anonymous),
        "anonymous": anonymous,
        "will_forget": anonymous and any(draft.answers.get(name) for name in IDENTIFYING),
    }
    return render(request, "complaints/portal/check.html", context)


def _sent_draft(request: HttpRequest, at: datetime) -> Draft | HttpResponse:
    """The draft of a complaint that was sent and whose code was not put away yet; otherwise where to go instead."""
    draft = draft_of(request, at)
    if draft is None:
        return HttpResponseRedirect(reverse("portal:done")) if cookies.receipt_in(request) else no_draft(request)
    if not draft.sent_at:
        return HttpResponseRedirect(STEPS["check"].url)
    if not draft.code:
        return _to_receipt(draft)
    return draft


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The secret code, shown here and nowhere else, until the person says that they saved it."""
    at = timezone.now()
    draft = _sent_draft(request, at)
    if isinstance(draft, HttpResponse):
        return draft
    if request.method == "POST" and "_language" in request.POST:
        return HttpResponseRedirect(request.path)
    form = CodeSavedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        visits.put_code_away(draft, at=at)
        return _to_receipt(draft)
    context = {
        "form": form,
        "form_id": "question",
        "code": vault.show_code(draft.code or ""),
        "qr": picture.square(draft.code or ""),
        "slip_url": reverse("portal:slip"),
        "picture_url": reverse("portal:picture"),
        "anonymous": summary.is_anonymous(draft.answers),
        "expires_on": timezone.localdate(draft.expires_at),
    }
    return render(request, "complaints/portal/code.html", context)


def _to_receipt(draft: Draft) -> HttpResponse:
    """To the receipt; the draft's cookie has served."""
    complaint_id = queries.complaint_of_draft(draft.id)
    response = HttpResponseRedirect(reverse("portal:done" if complaint_id else "portal:home"))
    cookies.drop(response, cookies.DRAFT)
    if complaint_id:
        cookies.put_receipt(response, complaint_id)
    return response


@require_safe
def slip(request: HttpRequest) -> HttpResponse:
    """The code on a page of its own, to print: not a word that says what it is for."""
    draft = _sent_draft(request, timezone.now())
    if isinstance(draft, HttpResponse):
        return draft
    return render(
        request, "complaints/portal/slip.html", {"code": vault.show_code(draft.code or ""), "back_url": reverse("portal:code")}
    )


@require_safe
def code_picture(request: HttpRequest) -> HttpResponse:
    """The code as a picture to keep, under a name that says nothing."""
    draft = _sent_draft(request, timezone.now())
    if isinstance(draft, HttpResponse):
        return draft
    response = HttpResponse(picture.picture(vault.show_code(draft.code or "")), content_type="image/png")
    response.headers["Content-Disposition"] = 'attachment; filename="picture.png"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """What happens next, with dates, and the receipt. POST leaves no trace of it in this browser."""
    if request.method == "POST" and "_language" not in request.POST:
        response = HttpResponseRedirect(reverse("portal:home"))
        cookies.drop(response, cookies.RECEIPT)
        return response
    complaint_id = cookies.receipt_in(request)
    receipt = queries.receipt_of(complaint_id, at=timezone.now()) if complaint_id else None
    if receipt is None:
        return no_draft(request)
    context = {**receipt_context(receipt, current_book()), "form_id": "question", "follow_url": reverse("portal:follow")}
    return render(request, "complaints/portal/done.html", context)
