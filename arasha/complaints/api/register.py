"""Reading the register: the list as the desk shows it, and one complaint with its terms and what can be done on it now."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.api.by_hand import why_by_hand
from arasha.complaints.api.gate import endpoint
from arasha.complaints.api.problem import answer
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown
from arasha.complaints.desk.frame import page_language
from arasha.complaints.desk.header import subject_bar
from arasha.complaints.desk.verbs import verb_pages
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.complaints.queries.desk_filters import Filters
from arasha.complaints.queries.desk_lookup import find_number
from arasha.complaints.queries.desk_next import why_not
from arasha.complaints.queries.desk_paging import Key, Page, count_to, page_of
from arasha.complaints.queries.desk_rows import Row, for_rows, rows_of
from arasha.complaints.queries.desk_suggestions import suggestion
from arasha.complaints.queries.desk_terms import TermView, terms_of
from arasha.complaints.terms import office_day
from arasha.errors import BadRequest, NotFound
from arasha.law import RuleBook
from arasha.people import policy

PLACES = ("before", "after")


@endpoint("complaints", "GET", "HEAD")
def complaints(request: HttpRequest) -> HttpResponse:
    """One page of the list. A filter that makes no sense is refused: a program must not take the whole register for its selection."""
    language, book, today = page_language(), current_book(), office_day(timezone.now())
    filters, places = _asked(request.GET)
    kept = filters.apply(policy.visible(request.user, Complaint.objects.all()), today=today)
    page = page_of(for_rows(kept, language), before=places.get("before"), after=places.get("after"))
    total, more = count_to(kept)
    rows = rows_of(page.rows, user=request.user, book=book, language=language, now=timezone.now())
    record_shown(request, "api/complaints", [row.id for row in rows])
    links = _links(filters, page, request.GET.get("lang", ""))
    return answer({"rows": [_row(row, book, language) for row in rows], "total": total, "more_than_total": more, **links})


@endpoint("complaints", "GET", "HEAD")
def complaint(request: HttpRequest, which: str) -> HttpResponse:
    """The header, the terms with their reasons, and every verb: possible now, or why not. `which` is an identifier or a number."""
    language, book, today = page_language(), current_book(), office_day(timezone.now())
    row = open_complaint(request.user, identifier(request.user, which))
    load_keys_of(row)
    terms = terms_of(row.id, book=book, language=language, today=today)
    record_shown(request, "api/complaint", [row.id])
    bar = subject_bar(row, terms, book, language)
    flags = ("urgent", "confidential", "anonymous", "child", "detention")
    return answer(
        {
            "id": str(row.id),
            "number": row.number,
            "version": row.version,
            **_state(row.state, book, language),
            "title": bar["title"],
            "facts": bar["facts"],
            **{name: bar[name] for name in flags},
            "terms": [{**term_values(term), "why": term.why} for term in terms],
            "next": str(suggestion(row).text),
            "verbs": _verbs(request.user, row, book, language),
        }
    )


def identifier(user: Any, which: str) -> UUID:
    """The complaint meant by an identifier or a number. Raises NotFound for a number that this person does not see."""
    try:
        return UUID(which)
    except ValueError:
        found = find_number(user, which[:40])
    if found is None:
        raise NotFound(_("We have no such complaint, or it is not yours to read."))
    return found


def term_values(term: TermView) -> dict[str, Any]:
    """A term with what it rests on: `basis` is statutory or policy; a rule that nobody verified, or that holds by analogy, says so."""
    return {
        "purpose": term.row.purpose,
        "label": term.label,
        "state": term.state,
        "started_on": term.row.started_on,
        "due_on": term.due_on,
        "ended_on": term.ended_on,
        "working_days_left": term.days_left,
        "basis": term.basis,
        "rule": term.row.rule or None,
        "citation": term.citation or None,
        "verified": term.verified,
        "by_analogy": term.analogy,
    }


def _asked(query: QueryDict) -> tuple[Filters, dict[str, Key]]:
    """The filters and the place in the list. Raises BadRequest naming what cannot be read."""
    filters = Filters.read(query)
    places = {name: key for name in PLACES if (key := Key.read(query.get(name, "")))}
    understood = {**filters.chosen, **{name: query[name] for name in places}, "lang": query.get("lang", "")}
    wrong = [name for name, values in query.lists() if values != [understood.get(name, "")]]
    if wrong:
        raise BadRequest(_("We could not read this in the address: %(names)s.") % {"names": ", ".join(sorted(wrong))[:200]})
    return filters, places


def _links(filters: Filters, page: Page, lang: str) -> dict[str, str | None]:
    """Addresses of the neighbouring pages with the same filters; null at an end."""
    kept = {**filters.chosen, **({"lang": lang} if lang else {})}
    here = reverse("api:complaints")
    places = {"newer": ("after", page.newer), "older": ("before", page.older)}
    return {name: f"{here}?{urlencode({**kept, at: str(key)})}" if key else None for name, (at, key) in places.items()}


def _row(row: Row, book: RuleBook, language: str) -> dict[str, Any]:
    """What a line of the desk's list shows."""
    return {
        "id": str(row.id),
        "number": row.number or None,
        **_state(row.state, book, language),
        "urgent": row.urgent,
        "title": row.title,
        "place": row.place,
        "officer": row.people,
        "next": row.next,
        "term": term_values(row.term) if row.term else None,
    }


def _state(code: str, book: RuleBook, language: str) -> dict[str, str]:
    return {"state": code, "state_name": book.procedure.state(code).name(language)}


def _verbs(user: Any, row: Complaint, book: RuleBook, language: str) -> list[dict[str, Any]]:
    """Every verb of the desk in the profile's order; `why_not` is empty when it is possible now."""
    pages = verb_pages()
    return [
        {
            "verb": verb.code,
            "label": verb.name(language),
            "possible": not (reason := why_not(user, verb, row, book, language)),
            "why_not": reason,
            "only_at_the_desk": why_by_hand(pages[verb.code]),
        }
        for verb in book.procedure.verbs.values()
        if verb.code in pages
    ]
