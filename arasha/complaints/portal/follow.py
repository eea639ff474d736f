"""Following a complaint with the code: entering it, the page, letters, and what one can do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from arasha import files, letters, vault
from arasha.complaints.actions import visits
from arasha.complaints.book import current_book
from arasha.complaints.forms.follow import CodeForm
from arasha.complaints.letter_view import sheet
from arasha.complaints.models import Complaint, PortalSession
from arasha.complaints.portal import cookies
from arasha.complaints.portal.limits import TooManyGuesses, guesses
from arasha.complaints.portal.receipt import receipt_context
from arasha.complaints.queries import portal as queries
from arasha.complaints.queries import portal_story as story
from arasha.errors import NotFound
from arasha.letters.errors import NoSuchLetter
from arasha.letters.models import Letter

View = Callable[..., HttpResponse]


def with_code(view: View) -> View:
    """Only while a visit lasts; the view gets the visit. Otherwise the page to enter the code, with a word why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            visit = visits.resume(cookies.token_in(request, cookies.FOLLOW), at=timezone.now())
        except visits.VisitOver as over:
            return _over(request, over)
        return view(request, visit, *args, **kwargs)

    return guarded


def _over(request: HttpRequest, over: visits.VisitOver) -> HttpResponse:
    """The visit ended, perhaps while somebody was writing: what they wrote is shown so that they can copy it."""
    typed = request.POST.get("text", "").replace("\0", "") if request.method == "POST" else ""
    known = bool(cookies.token_in(request, cookies.FOLLOW))
    response = _code_page(request, CodeForm(), notice=str(over.message) if known or typed else "", typed=typed, status=403)
    cookies.drop(response, cookies.FOLLOW)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The page to enter the code."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    if "_language" in request.POST:
        return _code_page(request, CodeForm(initial=CodeForm(request.POST).typed()))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form)
    at, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
    try:
        guesses.check(address, at=at)
        _visit, token = visits.open_with_code(form.cleaned_data["code"], at=at)
    except (vault.CodeMistyped, visits.NoSuchCode, TooManyGuesses) as refusal:
        if isinstance(refusal, visits.NoSuchCode):
            guesses.note_wrong(address, at=at)
        form.add_error("code", refusal.message)
        return _code_page(request, form, status=refusal.status)
    response = HttpResponseRedirect(reverse("portal:complaint"))
    cookies.put_visit(response, token)
    cookies.drop(response, cookies.RECEIPT)
    return response


def _code_page(request: HttpRequest, form: CodeForm, *, notice: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "form_id": "question", "notice": notice, "typed": typed, "back_url": reverse("portal:home")}
    return render(request, "complaints/portal/enter.html", context, status=status)


@require_safe
@with_code
def complaint(request: HttpRequest, visit: PortalSession) -> HttpResponse:
    """The complaint as its complainant sees it."""
    return render(request, "complaints/portal/complaint.html", story.page(visit.complaint, current_book(), at=timezone.now()))


@require_safe
@with_code
def letter(request: HttpRequest, visit: PortalSession, letter_id: UUID) -> HttpResponse:
    """One letter, as it was sent."""
    found = _own_letter(visit.complaint, letter_id)
    context = {
        "letter": sheet(found),
        "pdf_url": reverse("portal:letter-pdf", args=[found.id]) if found.pdf_id else "",
        "back_url": reverse("portal:complaint"),
    }
    return render(request, "complaints/portal/letter.html", context)


@require_safe
@with_code
def letter_pdf(request: HttpRequest, visit: PortalSession, letter_id: UUID) -> Any:
    """The same letter as a file."""
    found = _own_letter(visit.complaint, letter_id)
    if found.pdf is None:
        raise NoSuchLetter
    return files.download(found.pdf)


def _own_letter(complaint: Complaint, letter_id: UUID) -> Letter:
    """A letter that was sent to this complainant. Raises NoSuchLetter for any other."""
    found = letters.get_letter(letter_id)
    if (
        found.subject_id != complaint.id
        or found.recipient_kind != Letter.Recipient.COMPLAINANT
        or not found.has_left(timezone.now())
    ):
        raise NoSuchLetter
    return found


@require_safe
@with_code
def receipt(request: HttpRequest, visit: PortalSession) -> HttpResponse:
    """The receipt again: it proves that one complained and opens nothing."""
    found = queries.receipt_of(visit.complaint_id, at=timezone.now())
    if found is None:
        raise NotFound
    context = receipt_context(found, current_book())
    return render(request, "complaints/portal/receipt.html", {**context, "back_url": reverse("portal:complaint")})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit and leave nothing in this browser."""
    visits.leave(cookies.token_in(request, cookies.FOLLOW))
    response = HttpResponseRedirect(reverse("portal:left"))
    cookies.drop(response, cookies.FOLLOW, cookies.RECEIPT)
    return response


@require_safe
def left(request: HttpRequest) -> HttpResponse:
    context = {"home_url": reverse("portal:home"), "follow_url": reverse("portal:follow")}
    return render(request, "complaints/portal/left.html", context)
