"""The journal for auditors and leaders: when, who, which verb, on what number; never what a complaint says."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.journal_rows import change_rows, numbers_of
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_audit import changes_of
from arasha.journal.queries import Page, TimePlace, entries_by, readings_of
from arasha.people.models import User


@staff_page("journal")
def journal(request: HttpRequest) -> HttpResponse:
    """By a member of staff (`?who=`): what they changed and opened. By a number (`?number=`): what was changed, or with
    `&show=readings` who opened it."""
    who, number = request.GET.get("who", ""), request.GET.get("number", "").strip()[:40]
    show = "readings" if request.GET.get("show") == "readings" else "changes"
    before = _place(request.GET.get("before", ""))
    context: dict[str, Any] = {"who": who, "number": number, "show": show, "staff": _staff(), "asked": bool(who or number)}
    page, unknown = _page(who, number, show, before)
    if page is not None:
        book, language = current_book(), page_language()
        about = {**numbers_of(page.rows)}
        context["entries"] = change_rows(page.rows, book, language, about=about)
        context["pager"] = _pager(request, page)
    context["unknown"] = unknown
    return desk_page(request, "journal.html", context, current="journal")


def _page(who: str, number: str, show: str, before: TimePlace | None) -> tuple[Page[TimePlace] | None, str]:
    if number:
        complaint = Complaint.objects.filter(number__iexact=number).values_list("id", flat=True).first()
        if complaint is None:
            return None, gettext("No complaint has the number %(number)s.") % {"number": number}
        return (readings_of(complaint, before=before) if show == "readings" else changes_of(complaint, before=before)), ""
    if who and _uuid(who):
        return entries_by("staff", who, before=before), ""
    return None, ""


def _staff() -> list[dict[str, str]]:
    return [{"id": str(user.id), "name": user.name} for user in User.objects.order_by("name").only("id", "name")]


def _pager(request: HttpRequest, page: Page[TimePlace]) -> dict[str, Any]:
    kept = {name: value for name in ("who", "number", "show") if (value := request.GET.get(name))}
    older = ""
    if page.next:
        at, chain, seq = page.next
        older = "?" + urlencode({**kept, "before": f"{at.isoformat()}~{chain}~{seq}"})
    newest = "?" + urlencode(kept) if request.GET.get("before") else ""
    return {"newer_url": newest, "older_url": older, "shown": len(page.rows), "total": None}


def _place(text: str) -> TimePlace | None:
    """A place in the list from an address; None when it is none."""
    parts = text.split("~")
    if len(parts) != 3 or not parts[2].isdigit() or len(parts[2]) > 18:
        return None
    try:
        at = datetime.fromisoformat(parts[0])
        return (at, UUID(parts[1]), int(parts[2])) if at.tzinfo else None
    except ValueError:
        return None


def _uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
