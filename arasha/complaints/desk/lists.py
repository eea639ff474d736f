"""The list of complaints: filters as words in a line, pages by key, the look-up of a number."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.filter_line import filter_line, removable
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.paging import pager
from arasha.complaints.forms.days import read_day
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_filters import Filters
from arasha.complaints.queries.desk_lookup import find_number
from arasha.complaints.queries.desk_paging import Key, Page, count_to, page_of
from arasha.complaints.queries.desk_rows import for_rows, rows_of
from arasha.complaints.terms import office_day, start_of
from arasha.people import policy

LAST_ID = UUID(int=2**128 - 1)


@staff_page("complaints")
def complaints(request: HttpRequest) -> HttpResponse:
    """One page of the list. The address holds the whole state: filters, the choice that is open, the place."""
    language, book, today = page_language(), current_book(), office_day(timezone.now())
    filters = Filters.read(request.GET)
    kept = filters.apply(policy.visible(request.user, Complaint.objects.all()), today=today)
    jump, wrong_date = _jump(request.GET.get("from", ""))
    before = Key.read(request.GET.get("before", "")) or jump
    after = Key.read(request.GET.get("after", ""))
    page = page_of(for_rows(kept, language), before=before, after=after)
    total, inexact = count_to(kept)
    rows = rows_of(page.rows, user=request.user, book=book, language=language, now=timezone.now())
    record_shown(request, "desk/complaints", [row.id for row in rows])
    context = {
        "rows": rows,
        "filters": filter_line(filters, request.GET.get("choose", ""), request.user, page.rows, book, language),
        "pager": _pager(request, filters, page, total, inexact),
        "wrong_date": wrong_date,
        "removable": removable(filters, request.user, today, book, language) if not rows else [],
        "chosen": bool(filters.chosen),
    }
    return desk_page(request, "complaints.html", context, current="complaints")


@staff_page("complaints")
def find(request: HttpRequest) -> HttpResponse:
    """A number typed into the bar: opens the complaint, or says that there is none for this person."""
    typed = request.GET.get("q", "").strip()[:40]
    found = find_number(request.user, typed) if typed else None
    if found is not None:
        return redirect("desk:complaint", found)
    context = {"find_q": typed, "typed": typed}
    return desk_page(request, "not_found_number.html", context, current="complaints", status=404 if typed else 200)


def _pager(request: HttpRequest, filters: Filters, page: Page, total: int, inexact: bool) -> dict[str, Any]:
    return {
        **pager(filters.chosen, page, total, inexact),
        "jump_action": reverse("desk:complaints"),
        "jump_date": request.GET.get("from", "")[:20],
        "kept": list(filters.chosen.items()),
    }


def _jump(typed: str) -> tuple[Key | None, bool]:
    """The place from which the complaints received on that day or earlier are shown, and whether a date was typed that is none."""
    if not typed.strip():
        return None, False
    day = read_day(typed)
    if day is None:
        return None, True
    return Key(start_of(day + timedelta(days=1)) - timedelta(microseconds=1), LAST_ID), False
