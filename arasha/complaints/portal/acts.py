"""What a complainant can do while following: write, answer our questions, withdraw, say who may know the name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from arasha.complaints import reviews
from arasha.complaints.actions import correspondence, screening
from arasha.complaints.actions.once import say_once
from arasha.complaints.actions.review import ask_review
from arasha.complaints.book import current_book
from arasha.complaints.doers import Complainant
from arasha.complaints.forms.follow import ConsentForm, ReviewForm, WithdrawForm, WriteForm
from arasha.complaints.forms.typed import TypedForm
from arasha.complaints.language import page_language
from arasha.complaints.letter_view import sheet
from arasha.complaints.models import Complaint, Identity, PortalSession
from arasha.complaints.portal.follow import with_code
from arasha.complaints.queries import portal_story as story
from arasha.complaints.queries.portal_terms import due_view
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.parties.models import Purpose
from arasha.parties.queries import consents_on_record

methods = require_http_methods(["GET", "HEAD", "POST"])


@methods
@with_code
def write(request: HttpRequest, visit: PortalSession) -> HttpResponse:
    """A message to the office, also from somebody anonymous."""
    make = _maker(WriteForm, heading=_("Write to us"), hint=_("Whoever works on your complaint reads it and answers here."))
    return _page(request, visit.complaint, make, _write, submit_label=_("Send"))


def _write(complaint: Complaint, form: TypedForm, at: datetime) -> None:
    _say(correspondence.write, complaint, form, at)


def _say(say: Callable[..., Any], complaint: Complaint, form: TypedForm, at: datetime) -> None:
    said = form.cleaned_data
    say_once(say, by=Complainant(complaint.id), at=at, text=said["text"], uploads=said["files"])


@methods
@with_code
def supply(request: HttpRequest, visit: PortalSession) -> HttpResponse:
    """The answer to what we asked."""
    make = _maker(WriteForm, heading=_("Your answer to our questions"))
    asked = story.newest_letter(visit.complaint, "ask_more")
    return _page(request, visit.complaint, make, _supply, submit_label=_("Send"), asked=asked)


def _supply(complaint: Complaint, form: TypedForm, at: datetime) -> None:
    _say(screening.supply_more, complaint, form, at)


@methods
@with_code
def withdraw(request: HttpRequest, visit: PortalSession) -> HttpResponse:
    """Ask to withdraw: nothing closes before somebody made sure that nobody pressed the person."""
    if visit.complaint.state == "withdrawn_pending":
        return HttpResponseRedirect(reverse("portal:complaint"))
    return _page(
        request, visit.complaint, _maker(WithdrawForm), _withdraw, template="withdraw", submit_label=_("Ask to withdraw")
    )


def _withdraw(complaint: Complaint, form: TypedForm, at: datetime) -> None:
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=at, reason=form.cleaned_data["reason"])


@methods
@with_code
def review(request: HttpRequest, visit: PortalSession) -> HttpResponse:
    """Ask that somebody else looks at our decision again. A decision that was reviewed already: what else one can do."""
    found, book = visit.complaint, current_book()
    if found.review or not book.procedure.is_allowed("ask_review", found.state):
        return HttpResponseRedirect(reverse("portal:complaint"))
    decision = reviews.decision_of(found)
    if decision is None or not decision.letter.has_left(timezone.now()):
        return HttpResponseRedirect(reverse("portal:complaint"))
    if found.reviews.filter(decision=decision.step).exists():
        ways = reviews.what_else(found, book, page_language(), office_day(timezone.now()))
        return render(request, "complaints/portal/reviewed.html", {"ways": ways, "back_url": reverse("portal:complaint")})
    until = reviews.time_to_ask(book, decision.step.at)
    make = _maker(ReviewForm)
    return _page(
        request, found, make, _review, template="review", submit_label=_("Ask for a review"), decision=sheet(decision.letter),
        until=due_view(until, _("Time to ask for a review")) if until else None,
        late=bool(until and until.due_on < office_day(timezone.now())),
    )  # fmt: skip


def _review(complaint: Complaint, form: TypedForm, at: datetime) -> None:
    _say(ask_review, complaint, form, at)


@methods
@with_code
def consent(request: HttpRequest, visit: PortalSession) -> HttpResponse:
    """What we may tell, to whom, and how we may reach the person, from now on. What was allowed may be taken back here."""
    known = {purpose: said.answer for purpose, said in consents_on_record(visit.complaint_id).items()}
    given = "yes" if visit.complaint.identity == Identity.NAMED else "no"
    return _page(
        request, visit.complaint, _maker(ConsentForm, initial={**known, "given": given}), _consent, submit_label=_("Save")
    )


def _consent(complaint: Complaint, form: TypedForm, at: datetime) -> None:
    known = {purpose: said.answer for purpose, said in consents_on_record(complaint.id).items()}
    known[Purpose.NAME_TO_BODY] = "yes" if complaint.identity == Identity.NAMED else "no"
    for purpose in Purpose.values:
        answer = form.cleaned_data["given" if purpose == Purpose.NAME_TO_BODY else purpose]
        if answer and answer != known.get(purpose):
            correspondence.record_consent(
                complaint.id, by=Complainant(complaint.id), at=at, purpose=purpose, answer=answer, how="portal"
            )


Maker = Callable[..., TypedForm]


def _maker(form: type[TypedForm], *, initial: dict[str, Any] | None = None, **kwargs: Any) -> Maker:
    def make(data: Any = None, files: Any = None, typed: dict[str, Any] | None = None) -> TypedForm:
        return form(data, files, initial={**(initial or {}), **(typed or {})}, **kwargs)

    return make


def _page(
    request: HttpRequest,
    complaint: Complaint,
    make: Maker,
    act: Callable[[Complaint, Any, datetime], None],
    *,
    template: str = "act",
    **context: Any,
) -> HttpResponse:
    """Show the form; do the verb; on a refusal show everything typed again with the reason."""
    form, status = make(), 200
    if request.method == "POST":
        form = make(request.POST, request.FILES)
        if "_language" in request.POST:
            form = make(typed=form.typed())
        elif form.is_valid():
            try:
                act(complaint, form, timezone.now())
                return HttpResponseRedirect(reverse("portal:complaint"))
            except DomainError as refusal:
                form.add_error(None, forms.ValidationError(str(refusal.message)))
                status = refusal.status
    lost = [upload.name for upload in request.FILES.getlist("files")] if request.method == "POST" else []
    context |= {
        "form": form,
        "title": form.fields[form.heading_field].label if form.heading_field else "",
        "form_id": "question",
        "files_lost": lost,
        "complaint": complaint,
        "back_url": reverse("portal:complaint"),
    }
    return render(request, f"complaints/portal/{template}.html", context, status=status)
