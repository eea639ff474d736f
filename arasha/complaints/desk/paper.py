"""A letter that came on paper: its scans dropped in, several at once, and it waits in the tray like everything else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.arrivals import receive_on_paper
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.forms.paper import PaperForm
from arasha.complaints.terms import office_day
from arasha.errors import DomainError


@staff_page("tray")
def paper(request: HttpRequest) -> HttpResponse:
    """The form, or the complaint that it makes. A file that is not taken is named, and what was typed stays."""
    at, status = timezone.now(), 200
    around: dict[str, Any] = {"book": current_book(), "in_language": page_language(), "today": office_day(at)}
    around["near"] = doer(request).user.office.region
    form = PaperForm(request.POST, request.FILES, **around) if request.method == "POST" else PaperForm(**around)
    if "_language" in request.POST:
        form = PaperForm(initial=form.typed(), **around)
    elif request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        sender = {name: told.pop(name) for name in ("name", "address")}
        try:
            complaint = receive_on_paper(
                told.pop("files"), sender=sender, office=doer(request).user.office, by=doer(request), at=at, **told
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("The letter is in the tray. The term of consideration starts when it is registered."))
            return redirect("desk:complaint", complaint.id)
    return desk_page(request, "paper.html", {"form": form, "form_id": "paper"}, current="tray", status=status)
