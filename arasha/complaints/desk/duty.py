"""The duty roster of an office, the coming two weeks: heads of their own office, leaders of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.desk.access import doer, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.forms.duty import RosterForm
from arasha.complaints.terms import office_day
from arasha.people import duty
from arasha.people.models import Office
from arasha.people.policy import INTEGRITY_ROLES


@staff_page("duty")
def roster(request: HttpRequest) -> HttpResponse:
    """Show the roster, or write it."""
    offices = _offices(request)
    office = next((one for one in offices if one.code == request.GET.get("office")), offices[0])
    language, first = page_language(), office_day(timezone.now())
    asked: dict[str, Any] = {
        "days": duty.roster(office, first=first), "staff": duty.candidates(office), "language": language
    }  # fmt: skip
    form = RosterForm(request.POST if request.method == "POST" else None, **asked)
    if "_language" in request.POST:
        form = RosterForm(initial=form.typed(), **asked)
    elif request.method == "POST" and form.is_valid():
        duty.set_roster(office, form.chosen(), by=doer(request).actor, at=timezone.now())
        messages.success(request, _("The roster is saved."))
        return redirect(f"{reverse('desk:duty')}?office={office.code}")
    options = [{"label": one.name(language), "url": f"?office={one.code}", "current": one == office} for one in offices]
    context = {"form": form, "form_id": "duty", "office": office.name(language), "offices": options if len(options) > 1 else []}
    return desk_page(request, "duty.html", context, current="team")


def _offices(request: HttpRequest) -> list[Office]:
    """The offices whose roster this person writes, their own first."""
    user: Any = request.user
    if not user.has_role(*INTEGRITY_ROLES):
        return [user.office]
    return sorted(Office.objects.all(), key=lambda one: (one.pk != user.office_id, one.code))
