"""Open terms that the changed calendar would end on another day: listed, ticked, confirmed by a person, complaint by complaint."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from arasha.complaints.actions.recount import recount_term
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_recount import Row, TermKey, moved_terms, recount_rows
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.people import policy

Chosen = dict[UUID, dict[UUID, date]]


@staff_page("recount")
def recount(request: HttpRequest) -> HttpResponse:
    """GET: one page of what would move. POST: one verb a complaint; what failed is named with its reason, the rest is done."""
    failed: list[tuple[str, Any]] = []
    if request.method == "POST" and "_language" not in request.POST:
        chosen = read_choice(request.POST.getlist("terms"))
        done, failed = _recount(request, chosen)
        if done:
            text = ngettext("%(count)s complaint has its new dates.", "%(count)s complaints have their new dates.", done)
            messages.success(request, text % {"count": done})
        elif not failed:
            messages.warning(request, _("Nothing was ticked, and nothing was changed."))
        if not failed:
            return redirect("desk:recount")
    return _list(request, failed)


def _list(request: HttpRequest, failed: list[tuple[str, Any]]) -> HttpResponse:
    book, language, today = current_book(), page_language(), office_day(timezone.now())
    moved = moved_terms(request.user, book)
    rows, more = recount_rows(request.user, book, moved, language, TermKey.read(request.GET.get("after", "")))
    record_shown(request, "desk/law/recount", {row.term.complaint_id for row in rows})
    context = {
        "rows": [_line(row, today) for row in rows],
        "total": sum(kind.count for kind in moved),
        "failed": [{"number": number, "why": why} for number, why in failed],
        "next_url": f"?after={TermKey(rows[-1].term.due_on, rows[-1].term.id)}" if rows and more else "",
        "form_id": "recount",
    }
    return desk_page(request, "recount.html", context, current="law", status=409 if failed else 200)


def _line(row: Row, today: date) -> dict[str, Any]:
    """A term that would be late at once is not ticked beforehand: somebody looks at it first."""
    late = row.due_on < today <= row.term.due_on
    return {"row": row, "complaint": row.term.complaint, "late": late, "ticked": not late}


def read_choice(values: list[str]) -> Chosen:
    """The ticked boxes by complaint; what makes no sense is left out."""
    found: Chosen = defaultdict(dict)
    for value in values:
        try:
            complaint, term, day = value.split("/")
            found[UUID(complaint)][UUID(term)] = date.fromisoformat(day)
        except ValueError:
            continue
    return dict(found)


def _recount(request: HttpRequest, chosen: Chosen) -> tuple[int, list[tuple[str, Any]]]:
    """How many complaints were done, and of each other one its number (where its reader may know it) and why it was not."""
    readable = policy.visible(request.user, Complaint.objects.filter(pk__in=list(chosen)))
    numbers = dict(readable.values_list("pk", "number"))
    done, failed = 0, []
    for complaint, shown in chosen.items():
        try:
            recount_term(complaint, by=doer(request), at=timezone.now(), shown=shown)
        except DomainError as refusal:
            failed.append((numbers.get(complaint) or "", refusal.message))
        else:
            done += 1
    return done, failed
