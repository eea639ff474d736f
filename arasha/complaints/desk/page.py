"""The page of one complaint: the header that stays, what to do next, and one part of it at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.erasure import certificate
from arasha.complaints.book import current_book
from arasha.complaints.desk import tabs
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.header import subject_bar
from arasha.complaints.desk.matter_view import matter
from arasha.complaints.desk.verbs import verb_pages
from arasha.complaints.models import Complaint
from arasha.complaints.parties import parties_of
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.complaints.queries.desk_matter import matter_of
from arasha.complaints.queries.desk_next import Seen, choices
from arasha.complaints.queries.desk_plan import next_line
from arasha.complaints.queries.desk_suggestions import suggestion
from arasha.complaints.queries.desk_terms import TermView, terms_of
from arasha.complaints.terms import office_day
from arasha.law import RuleBook
from arasha.people import policy

TABS: dict[str, tuple[Any, Callable[[tabs.Open], dict[str, Any]]]] = {
    "story": (_("Story"), tabs.story),
    "people": (_("People"), tabs.people),
    "matter": (_("Same matter"), matter),
    "examination": (_("Examination"), tabs.examination),
    "rights": (_("Rights"), tabs.rights),
    "evidence": (_("Evidence"), tabs.evidence),
    "acts": (_("Acts"), tabs.acts),
    "results": (_("What came of it"), tabs.results),
    "terms": (_("Terms"), tabs.terms),
    "journal": (_("Journal"), tabs.journal),
}


@staff_page("complaints")
def complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """One part (`?tab=`) of a complaint; only what it shows is asked of the database. 404 for one that is not theirs."""
    name = request.GET.get("tab", "")
    name = name if name in TABS else "story"
    book, language, today = current_book(), page_language(), office_day(timezone.now())
    row = open_complaint(request.user, complaint_id, earlier=True)
    parties = parties_of(row) if name == "people" else []
    found = matter_of(request.user, row) if name == "matter" and row.erased_at is None else None
    load_keys_of(row, parties, found.keys if found else ())
    running = terms_of(row.id, book=book, language=language, today=today, now=timezone.now())
    _label, load = TABS[name]
    shown = load(tabs.Open(row, request.user, book, language, running, request.GET.dict(), parties, found))
    record_shown(request, f"desk/complaint/{name}", [row.id, *shown.pop("shown_ids", [])])
    planned = next_line(row, today)
    context = {
        "complaint": row,
        "subject": {**subject_bar(row, running, book, language), "tabs": _tabs(row, name), "earlier_url": _earlier(row)},
        "tab": f"complaints/desk/tabs/{name}.html",
        "certificate": certificate(row) if row.erased_at else None,
        "plan_next": planned,
        **next_step(request.user, row, running, book, language, beside="complaints/desk/plan_next.html" if planned else ""),
        **shown,
    }
    return desk_page(request, "complaint.html", context, current="complaints")


def _earlier(row: Complaint) -> str:
    """The address of the earlier complaints of the same person; empty when there is none that the reader may see."""
    return f"{reverse('desk:complaint', args=[row.id])}?tab=people#earlier" if row.has_earlier else ""


def _tabs(row: Complaint, current: str) -> list[dict[str, Any]]:
    url = reverse("desk:complaint", args=[row.id])
    return [
        {"label": label, "url": f"{url}?tab={name}", "current": name == current, "count": None}
        for name, (label, _load) in TABS.items()
    ]


def next_step(
    user: Any, row: Complaint, running: list[TermView], book: RuleBook, language: str, *, beside: str = ""
) -> dict[str, Any]:
    """What `components/next_step.html` shows: the usual step if this person can do it, the other possible verbs, the rest with why not.
    `beside` is the template of what else is due."""
    pages, usual = verb_pages(), suggestion(row)
    offered = [choice for choice in choices(user, row, book, language) if choice.verb in pages]
    possible = [choice for choice in offered if not choice.reason]
    main = next((choice for choice in possible if choice.verb == usual.verb), None)
    # Whose turn it is stands in the step's own sentence; only what hinders those who may do it is said beside it.
    mine = bool(usual.verb) and not policy.may(user, usual.verb, Seen.of(row))
    blocked = next((choice for choice in offered if mine and choice.verb == usual.verb and choice.reason), None)
    others = [{"label": choice.label, "url": _verb_url(row, choice.verb)} for choice in possible if choice is not main]
    step = {
        "text": usual.text,
        "label": main.label if main else "",
        "url": _verb_url(row, main.verb) if main else "",
        "note": blocked.reason if blocked else "",
        "beside": beside,
    }
    impossible = [{"label": choice.label, "reason": choice.reason} for choice in offered if choice.reason]
    return {"step": step, "others": others, "impossible": impossible}


def _verb_url(row: Complaint, verb: str) -> str:
    return reverse("desk:verb", args=[row.id, verb])
