"""The first page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from arasha.complaints.book import current_book
from arasha.complaints.queries.portal_terms import answer_due, due_view
from arasha.law import RuleBook
from arasha.law.rules import Rule
from arasha.law.terms import Due


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Tell, or follow. Opens no session and sets no cookie; one statement (has the office's law changed?).

    It is the same for everybody, so it is written once a language, law and date of the answer.
    """
    book = current_book()
    due = answer_due(book, timezone.now())
    if request.META.get("QUERY_STRING"):  # stands in the addresses of the other languages
        return _first_page(request, book, due)
    same = (request.path, settings.DEMO, book.version, str(due.as_json()) if due else "")
    if same not in _first_pages:
        if len(_first_pages) >= FIRST_PAGES_KEPT:
            _first_pages.clear()
        _first_pages[same] = _first_page(request, book, due).content
    return HttpResponse(_first_pages[same])


FIRST_PAGES_KEPT = 16
_first_pages: dict[tuple[str, bool, str, str], bytes] = {}


def _first_page(request: HttpRequest, book: RuleBook, due: Due | None) -> HttpResponse:
    language = get_language() or "kk"
    context = {
        "tell_url": reverse("portal:tell"),
        "follow_url": reverse("portal:follow"),
        "detention_url": reverse("portal:detention"),
        "numbers": danger_numbers(book, language),
        "numbers_unchecked": any(not line.verified for line in book.danger_numbers),
        "offices": _offices(book, language),
        "answer_by": due.due_on if due else None,
        "answer_term": due_view(due) if due else None,
    }
    return render(request, "home.html", context)


def _offices(book: RuleBook, language: str) -> list[dict[str, str]]:
    """The offices, the centre with the telephone and the e-mail that the profile names; the profile has none of the others."""
    reach = {"phone": book.contact.phone, "email": book.contact.email}
    return [{"name": office.name(language), **({} if office.region else reach)} for office in book.offices]


@require_safe
def detention(request: HttpRequest) -> HttpResponse:
    """How to reach the office from a place one cannot leave."""
    book, language, day = current_book(), get_language() or "kk", timezone.localdate()
    rule = book.rule_for("detention_mail", day) if "detention_mail" in book.purposes else None
    context = {
        "tell_url": reverse("portal:tell"),
        "back_url": reverse("portal:home"),
        "institution": book.institution.name(language),
        "rule": _said(rule, language, day) if rule else None,
    }
    return render(request, "complaints/portal/detention.html", context)


def _said(rule: Rule, language: str, day: date) -> dict[str, Any]:
    """A rule as the page shows it: its text, where it stands, how sure that is."""
    cited = rule.citation
    return {
        "text": rule.name(language),
        "basis": rule.basis,
        "citation": cited.text(language),
        "analogy": rule.applies == "by_analogy",
        "verified": cited.confirmed_on(day),
    }


def danger_numbers(book: RuleBook, language: str) -> list[dict[str, Any]]:
    """Whom to call now; the page says once when some of the numbers were not checked."""
    return [
        {
            "number": line.number,
            "name": line.name(language),
            "checked": line.checked if line.verified else None,
        }
        for line in book.danger_numbers
    ]
