"""Advice without a complaint: writing it down, the list, and how often which right was asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import reception
from arasha.complaints.actions.advice import give_advice
from arasha.complaints.actions.base import AlreadyDone
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, front_office_tabs, page_language
from arasha.complaints.desk.paging import list_url, pager
from arasha.complaints.forms.front_office import AdviceForm
from arasha.complaints.models import Advice, Channel
from arasha.complaints.queries import front_office as queries
from arasha.complaints.queries.desk_paging import Key, count_to, page_of
from arasha.complaints.queries.desk_rows import region_name
from arasha.complaints.terms import office_day
from arasha.dates import write_date, write_month
from arasha.errors import DomainError
from arasha.ids import read_id
from arasha.law import RuleBook
from arasha.people import policy
from arasha.people.models import Office

MONTHS_COUNTED = 6
DONE = _("Written down and counted.")


@staff_page("advice")
def advice(request: HttpRequest) -> HttpResponse:
    """The newest advice, and the counts by right and month; `?office=`, `?month=` (2026-03) and `?topic=` choose."""
    language, book, today = page_language(), current_book(), office_day(timezone.now())
    months = queries.last_months(today, MONTHS_COUNTED)
    chosen = {name: request.GET.get(name, "")[:40] for name in ("office", "month", "topic")}
    month = next((one for one in months if f"{one:%Y-%m}" == chosen["month"]), None)
    chosen["month"] = f"{month:%Y-%m}" if month else ""
    found = queries.advice_of(request.user, office=chosen["office"], month=month, topic=chosen["topic"])
    page = page_of(found, before=Key.read(request.GET.get("before", "")), after=Key.read(request.GET.get("after", "")))
    total, inexact = count_to(found)
    rows = queries.opened_advice(page.rows)
    record_shown(request, "desk/advice", [row.id for row in rows])
    context = {
        "tabs": front_office_tabs(request, "advice"),
        "filters": _filters(request, chosen, months, language),
        "rows": [_row(row, book, language) for row in rows],
        "pager": pager(chosen, page, total, inexact),
        "months": [write_month(one, language) for one in months],
        "counts": _counts(request, chosen, months, book, language),
        "chosen": any(chosen.values()),
    }
    return desk_page(request, "advice.html", context, current="tray")


@staff_page("advice")
def new_advice(request: HttpRequest) -> HttpResponse:
    """A minute after the call. `?appointment=` names the visitor who was advised."""
    by, at, language = doer(request), timezone.now(), page_language()
    usual: dict[str, Any] = {"book": current_book(), "language": language, "today": office_day(at)}
    asked = read_id(request.GET.get("appointment"))
    visitor = reception.open_appointment(asked, by) if asked else None
    first: dict[str, Any] = {"region": by.user.office.region}
    if visitor:
        first |= {"channel": Channel.VISIT, "language": visitor.language}
    form, status = AdviceForm(request.POST if request.method == "POST" else None, initial=first, **usual), 200
    if "_language" in request.POST:
        form = AdviceForm(initial=form.typed(), **usual)
    elif request.method == "POST" and form.is_valid():
        press = form.cleaned_data.pop("press")
        try:
            give_advice(by=replace(by, press=press), at=at, appointment=visitor, **form.cleaned_data)
        except AlreadyDone:
            pass
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        if status == 200:
            messages.success(request, DONE)
            return redirect("desk:reception-day", visitor.day_id) if visitor else redirect("desk:advice")
    return desk_page(request, "new_advice.html", {"form": form, "form_id": "advice"}, current="tray", status=status)


def _row(row: Advice, book: RuleBook, language: str) -> dict[str, Any]:
    topic = book.topic(row.topic)
    return {
        "row": row,
        "topic": topic.name(language) if topic else row.topic,
        "day": write_date(row.given_on, language, "short"),
        "region": region_name(book, row.region, language),
        "office": row.office.name(language),
        "note": row.note or "",
        "complaint_url": reverse("desk:complaint", args=[row.complaint_id]) if row.complaint_id else "",
        "turn_url": "" if row.complaint_id else f"{reverse('desk:new')}?advice={row.id}",
    }


def _counts(
    request: HttpRequest, chosen: dict[str, str], months: list[date], book: RuleBook, language: str
) -> list[dict[str, Any]]:
    """Rows of the table; each number opens the list of that length."""
    counted = queries.counts_by_topic(queries.advice_of(request.user, office=chosen["office"]), months)
    names = {topic.code: topic.name(language) for topic in book.topics}
    rows = []
    for topic, numbers in counted.items():
        links = [
            list_url(chosen, topic=topic, month=f"{month:%Y-%m}") if number else ""
            for month, number in zip(months, numbers, strict=True)
        ]
        rows.append({"name": names.get(topic, topic), "cells": list(zip(numbers, links, strict=True)), "sum": sum(numbers)})
    return sorted(rows, key=lambda row: (-row["sum"], row["name"]))


def _filters(request: HttpRequest, chosen: dict[str, str], months: list[date], language: str) -> list[dict[str, Any]]:
    """Month, and for whoever sees several offices the office; the right is chosen in the table."""
    options = {"month": [(f"{month:%Y-%m}", write_month(month, language)) for month in months[::-1]]}
    names = {"month": gettext("Month"), "office": gettext("Office"), "topic": gettext("Right")}
    offices = [office for office in Office.objects.all() if policy.may_reach_office(request.user, office.id)]
    if len(offices) > 1:
        options["office"] = [(office.code, office.name(language)) for office in offices]
    if chosen["topic"]:
        topic = current_book().topic(chosen["topic"])
        options["topic"] = [(chosen["topic"], topic.name(language) if topic else chosen["topic"])]
    found = []
    for name, listed in options.items():
        value = chosen[name]
        found.append({
            "name": names[name],
            "value": dict(listed).get(value, ""),
            "clear_url": list_url(chosen, **{name: ""}) if value else "",
            "options": [{"label": label, "url": list_url(chosen, **{name: one}), "current": one == value} for one, label in listed],
        })  # fmt: skip
    return found
