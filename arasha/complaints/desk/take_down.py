"""Writing down what somebody says by telephone, at a visit or on paper; then the code, where they want one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.actions import advice, issues, reception
from arasha.complaints.actions.base import AlreadyDone
from arasha.complaints.actions.take_down import take_down, taken_before
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.taken import first_like, first_of, like_of
from arasha.complaints.doers import Staff
from arasha.complaints.forms.take_down import TakeDownForm
from arasha.complaints.models import Advice, Appointment, Channel, Complaint, SystemicIssue
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.ids import read_id
from arasha.people import policy

TWICE = _("It was taken down already. A code is shown once only: if nobody noted it, give another on the complaint's page.")


@staff_page("take_down")
def new(request: HttpRequest) -> HttpResponse:
    """The page that is filled while somebody speaks. `?advice=`, `?appointment=` and `?issue=` name what it grows out of, `?like=` the
    complaint that this one is like."""
    by, status = doer(request), 200
    source, like = _source(request, by), like_of(request)
    usual: dict[str, Any] = {"book": current_book(), "language": page_language(), "today": office_day(timezone.now())}
    usual |= {"region": by.user.office.region, "own_initiative": policy.may_open(request.user, "own_initiative")}
    first = {**_first(source), **(first_like(like) if like else {})}
    form = TakeDownForm(request.POST if request.method == "POST" else None, initial=first, **usual)
    if "_language" in request.POST:
        form = TakeDownForm(initial=form.typed(), **usual)
    elif request.method == "POST" and form.is_valid():
        by = replace(by, press=form.cleaned_data["press"])
        try:
            return _done(request, form, by, source, like)
        except AlreadyDone:
            return _again(request, by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
    context = {"form": form, "form_id": "take-down", "like": like}
    return desk_page(request, "take_down.html", context, current="tray", status=status)


def _done(request: HttpRequest, form: TakeDownForm, by: Staff, source: dict[str, Any], like: Complaint | None) -> HttpResponse:
    data, answers = form.cleaned_data, {**form.answers(), "like": first_of(like)}
    named = ("channel", "language", "received_on", "channel_number", "channel_date", "with_code")
    usual: dict[str, Any] = {name: data[name] for name in named}
    done = take_down(answers, by=by, at=timezone.now(), urgent=form.reasons, **usual, **source)
    url = reverse("desk:taken", args=[done.complaint.id])
    if not done.code:
        return redirect(url)
    back = {"back_url": url, "back_label": gettext("On to the receipt")}
    with translation.override(done.complaint.language):
        return render(request, "complaints/desk/taken_code.html", {"code": vault.show_code(done.code), **back})


def _again(request: HttpRequest, by: Staff) -> HttpResponse:
    complaint = taken_before(by)
    messages.success(request, TWICE)
    return redirect("desk:taken", complaint.id) if complaint else redirect("desk:new")


def _source(request: HttpRequest, by: Staff) -> dict[str, Any]:
    """The advice or appointment that the address names, if this person may see it."""
    found: dict[str, Any] = {}
    if asked := read_id(request.GET.get("advice")):
        found["advice"] = advice.open_advice(asked, by)
    if asked := read_id(request.GET.get("appointment")):
        found["appointment"] = reception.open_appointment(asked, by)
    if asked := read_id(request.GET.get("issue")):
        found["issue"] = issues.open_for(asked, by)
    return found


def _first(source: dict[str, Any]) -> dict[str, Any]:
    """What the page holds before anything is typed, as far as it is known from the advice or the appointment."""
    first: dict[str, Any] = {}
    earlier: Advice | None = source.get("advice")
    if earlier:
        first |= {
            "channel": earlier.channel, "language": earlier.language, "story": earlier.note or "",
            **({"region": earlier.region} if earlier.region else {}),
        }  # fmt: skip
    visitor: Appointment | None = source.get("appointment")
    if visitor:
        first |= {"channel": Channel.VISIT, "language": visitor.language, "name": visitor.name, "phone": visitor.phone or ""}
    issue: SystemicIssue | None = source.get("issue")
    if issue:
        where = issue.regions[0] if len(issue.regions) == 1 else issue.body.region if issue.body else ""
        first |= {
            "channel": Channel.OWN, "story": "\n\n".join(filter(None, [issue.title, issue.account])),
            "body": issue.body.code if issue.body else "", **({"region": where} if where else {}),
        }  # fmt: skip
    return first
