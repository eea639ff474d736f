"""Writing down what somebody says by telephone, at a visit or on paper; then the code, where they want one, and the receipt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

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
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.doers import Staff
from arasha.complaints.forms.take_down import TakeDownForm
from arasha.complaints.models import Advice, Appointment, Channel, Complaint, Incoming, SystemicIssue
from arasha.complaints.portal.receipt import receipt_context
from arasha.complaints.queries.portal import receipt_of
from arasha.complaints.terms import office_day
from arasha.errors import DomainError, NotFound
from arasha.ids import read_id
from arasha.people import policy

TWICE = _("It was taken down already. A code is shown once only: if nobody noted it, give another on the complaint's page.")


@staff_page("take_down")
def new(request: HttpRequest) -> HttpResponse:
    """The page that is filled while somebody speaks. `?advice=`, `?appointment=` and `?issue=` name what it grows out of."""
    by, status = doer(request), 200
    source = _source(request, by)
    usual: dict[str, Any] = {"book": current_book(), "language": page_language(), "today": office_day(timezone.now())}
    usual["own_initiative"] = policy.may_open(request.user, "own_initiative")
    form = TakeDownForm(request.POST if request.method == "POST" else None, initial=_first(by, source), **usual)
    if "_language" in request.POST:
        form = TakeDownForm(initial=form.typed(), **usual)
    elif request.method == "POST" and form.is_valid():
        by = replace(by, press=form.cleaned_data["press"])
        try:
            return _done(request, form, by, source)
        except AlreadyDone:
            return _again(request, by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
    return desk_page(request, "take_down.html", {"form": form, "form_id": "take-down"}, current="tray", status=status)


@staff_page("take_down")
def taken(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """The receipt for the person, to print; whoever wrote the complaint down sees it, also when it went to another office."""
    complaint = Complaint.objects.filter(pk=complaint_id, steps__verb="take_down", steps__by=request.user.pk).first()
    found = receipt_of(complaint.id, at=timezone.now()) if complaint else None
    if complaint is None or found is None:
        raise NotFound(_("You took down no such complaint."))
    number = Incoming.objects.filter(complaint=complaint, kind=Incoming.Kind.SUBMISSION).values_list("number", flat=True).first()
    with translation.override(complaint.language):
        receipt = receipt_context(found, current_book())["receipt"]
        receipt["rows"].insert(0, {"label": gettext("Incoming number"), "value": number or ""})
        shown = {"receipt": receipt, "receipt_language": complaint.language}
    mine = policy.visible(request.user, Complaint.objects.filter(pk=complaint.pk)).exists()
    record_shown(request, "desk/taken", [complaint.id])
    context = {**shown, "complaint": complaint, "mine": mine, "office": complaint.office.name(page_language()), "number": number}
    return desk_page(request, "taken.html", context, current="tray")


def _done(request: HttpRequest, form: TakeDownForm, by: Staff, source: dict[str, Any]) -> HttpResponse:
    data = form.cleaned_data
    named = ("channel", "language", "received_on", "urgent", "channel_number", "channel_date", "with_code")
    done = take_down(form.answers(), by=by, at=timezone.now(), **{name: data[name] for name in named}, **source)
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


def _first(by: Staff, source: dict[str, Any]) -> dict[str, Any]:
    """What the page holds before anything is typed: the office's region, and what is known from the advice or the appointment."""
    first: dict[str, Any] = {"region": by.user.office.region}
    earlier: Advice | None = source.get("advice")
    if earlier:
        first |= {
            "channel": earlier.channel, "language": earlier.language, "story": earlier.note or "",
            "region": earlier.region or first["region"],
        }  # fmt: skip
    visitor: Appointment | None = source.get("appointment")
    if visitor:
        first |= {"channel": Channel.VISIT, "language": visitor.language, "name": visitor.name, "phone": visitor.phone or ""}
    issue: SystemicIssue | None = source.get("issue")
    if issue:
        kind, _, _place = (issue.body.code if issue.body else "").partition(
            ":"
        )  # the form names a kind of body and its region apart
        where = issue.regions[0] if len(issue.regions) == 1 else issue.body.region if issue.body else ""
        first |= {
            "channel": Channel.OWN, "story": "\n\n".join(filter(None, [issue.title, issue.account])),
            "body": kind, "region": where or first["region"],
        }  # fmt: skip
    return first
