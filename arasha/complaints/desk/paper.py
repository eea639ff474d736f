"""A letter that came on paper: its scans dropped in, several at once, and it waits in the tray like everything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from arasha.complaints.actions.arrivals import OnPaper, receive_on_paper
from arasha.complaints.actions.base import AlreadyDone
from arasha.complaints.actions.take_down import taken_before
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.taken import first_like, first_of, like_of
from arasha.complaints.doers import Staff
from arasha.complaints.forms.paper import PaperForm
from arasha.complaints.models import Complaint
from arasha.complaints.terms import office_day
from arasha.errors import DomainError


@staff_page("tray")
def paper(request: HttpRequest) -> HttpResponse:
    """The form, or the complaint that it makes. A file that is not taken is named, and what was typed stays. `?like=` names the letter
    that this one is like."""
    at, status, like = timezone.now(), 200, like_of(request)
    around = around_paper(request, at)
    first = first_on_paper(like)
    sent = request.method == "POST"
    form = PaperForm(request.POST, request.FILES, **around) if sent else PaperForm(initial=first, **around)
    if "_language" in request.POST:
        form = PaperForm(initial=form.typed(), **around)
    elif sent and form.is_valid():
        by = replace(doer(request), press=form.cleaned_data["press"])
        try:
            files, letter = form.cleaned_data["files"], letter_of(form, like)
            return redirect("desk:taken", receive_on_paper(files, letter, office=by.user.office, by=by, at=at).id)
        except AlreadyDone:
            return taken_once(by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
    return desk_page(request, "paper.html", {"form": form, "form_id": "paper", "like": like}, current="tray", status=status)


def around_paper(request: HttpRequest, at: datetime) -> dict[str, Any]:
    """What every form of a letter on paper is made with."""
    region = doer(request).user.office.region
    return {"book": current_book(), "language": page_language(), "today": office_day(at), "region": region}


def letter_of(form: PaperForm, like: Complaint | None) -> OnPaper:
    """What the action keeps of a form that is right."""
    data, answers = form.cleaned_data, {**form.answers(), "like": first_of(like)}
    return OnPaper(data["channel"], data["language"], answers, received_on=data["received_on"], urgent=form.reasons)


def first_on_paper(like: Complaint | None) -> dict[str, Any]:
    """What the fields hold before anything is typed; the postmark as people write it."""
    first = first_like(like) if like else {}
    if first.get("postmarked_on"):
        first["postmarked_on"] = f"{date.fromisoformat(first['postmarked_on']):%d %m %Y}"
    return first


def taken_once(by: Staff) -> HttpResponse:
    """The same press was served before: its complaint."""
    complaint = taken_before(by)
    return redirect("desk:taken", complaint.id) if complaint else redirect("desk:tray")
