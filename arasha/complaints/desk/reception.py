"""The reception of citizens: the coming days, one day with its slots, who came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import AlreadyDone
from arasha.complaints.actions.reception import FOLLOWS, make_appointment, open_day, plan_reception, set_appointment
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, front_office_tabs, page_language
from arasha.complaints.forms.front_office import AppointmentForm, ReceptionForm
from arasha.complaints.forms.typed import TypedForm
from arasha.complaints.models import Appointment, ReceptionDay
from arasha.complaints.queries import front_office as queries
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.errors import DomainError
from arasha.people import policy

SHOWN_AT_MOST = 60
State = Appointment.State
BUTTONS = {State.CAME: _("Came"), State.MISSED: _("Did not come"), State.CANCELLED: _("Cancelled")}


@staff_page("reception")
def reception(request: HttpRequest) -> HttpResponse:
    """Today and what comes; whoever plans opens new hours here."""
    language, today = page_language(), office_day(timezone.now())
    form, status = None, 200
    if policy.may_open(request.user, "plan_reception"):
        staff = queries.who_may_receive(request.user)
        form = ReceptionForm(request.POST if request.method == "POST" else None, staff=staff)
        if "_language" in request.POST:
            form = ReceptionForm(initial=form.typed(), staff=staff)
        elif request.method == "POST":
            refused = _sent(request, form, plan_reception)
            if refused is None:
                messages.success(request, _("The hours are open. People can be given a slot now."))
                return redirect("desk:reception")
            status = refused
    days = queries.reception_days(request.user, since=today, most=SHOWN_AT_MOST)
    context = {
        "tabs": front_office_tabs(request, "reception"),
        "days": [_day(row, language, today) for row in days],
        "form": form,
        "form_id": "plan",
    }
    return desk_page(request, "reception.html", context, current="tray", status=status)


@staff_page("reception")
def reception_day(request: HttpRequest, day_id: UUID) -> HttpResponse:
    """The slots of one day with their people; one form for a new appointment, buttons for what became of each."""
    by, language, today = doer(request), page_language(), office_day(timezone.now())
    day, status = open_day(day_id, by), 200
    rows = queries.appointments_of(day)
    taken = {row.slot for row in rows if row.state != State.CANCELLED}
    first = {
        "slot": f"{free:%H:%M}" if (free := next((slot for slot in day.slots if slot not in taken), None)) else "",
        "language": language,
    }
    booking = request.method == "POST" and "_state" not in request.POST
    form = AppointmentForm(request.POST if booking else None, day=day, taken=taken, initial=first)
    if "_language" in request.POST:
        form = AppointmentForm(day=day, taken=taken, initial={**first, **form.typed()})
    elif request.method == "POST":
        done = _set(request) if not booking else _sent(request, form, lambda **data: make_appointment(day.id, **data))
        if done is None:
            return redirect("desk:reception-day", day.id)
        status = done
    record_shown(request, "desk/reception", [row.id for row in rows])
    context = {
        "day": _day(day, language, today),
        "slots": _slots(day, rows, today),
        "form": form if first["slot"] and day.day >= today else None,
        "form_id": "book",
    }
    return desk_page(request, "reception_day.html", context, current="tray", status=status)


def _sent(request: HttpRequest, form: TypedForm, do: Callable[..., Any]) -> int | None:
    """Do it with what was typed; None when it is done, else the status of the page that shows the form again."""
    if not form.is_valid():
        return 200
    data = dict(form.cleaned_data)
    try:
        do(by=replace(doer(request), press=data.pop("press")), at=timezone.now(), **data)
    except AlreadyDone:
        return None
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return refusal.status
    return None


def _set(request: HttpRequest) -> int | None:
    identifier, _colon, state = request.POST["_state"].partition(":")
    try:
        set_appointment(UUID(identifier), by=doer(request), at=timezone.now(), state=State(state))
    except ValueError:
        return 400
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return refusal.status
    return None


def _day(row: ReceptionDay, language: str, today: date) -> dict[str, Any]:
    return {
        "row": row,
        "url": reverse("desk:reception-day", args=[row.id]),
        "title": write_date(row.day, language, "long"),
        "date": write_date(row.day, language, "short"),
        "hours": f"{row.begins:%H:%M}–{row.ends:%H:%M}",
        "today": row.day == today,
        "receives": row.receives.name,
        "office": row.office.name(language),
        "slots": len(row.slots),
        "booked": getattr(row, "booked", None),
    }


def _slots(day: ReceptionDay, rows: list[Appointment], today: date) -> list[dict[str, Any]]:
    """Every slot in order: whoever is expected, or free. A cancelled appointment stands beside the one that took its place."""
    found = []
    for slot in sorted({*day.slots, *(row.slot for row in rows)}):
        here = [row for row in rows if row.slot == slot]
        found.append(
            {
                "time": f"{slot:%H:%M}",
                "people": [_person(row, today) for row in here],
                "free": all(row.state == State.CANCELLED for row in here),
            }
        )
    return found


def _person(row: Appointment, today: date) -> dict[str, Any]:
    heard = bool(row.advice_id or row.complaint_id)
    possible = [] if heard else [state for state in BUTTONS if state in FOLLOWS[State(row.state)]]
    if row.on > today:
        possible = [state for state in possible if state == State.CANCELLED]
    write = not heard and row.on <= today and row.state != State.CANCELLED
    return {
        "row": row,
        "name": row.name or gettext("erased"),
        "phone": row.phone or "",
        "state": row.get_state_display(),
        "buttons": [{"value": f"{row.id}:{state}", "label": BUTTONS[state]} for state in possible],
        "complaint_url": f"{reverse('desk:new')}?appointment={row.id}" if write else "",
        "advice_url": f"{reverse('desk:new-advice')}?appointment={row.id}" if write else "",
        "heard": heard,
        "heard_url": reverse("desk:complaint", args=[row.complaint_id]) if row.complaint_id else "",
    }
