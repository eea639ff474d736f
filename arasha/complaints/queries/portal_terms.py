"""Terms made ready for people outside the office: the date, where it comes from, and the sum behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from arasha.complaints.language import page_language
from arasha.complaints.models import Term
from arasha.complaints.plain_words import TERMS
from arasha.law import RuleBook, explain
from arasha.law.rules import cite
from arasha.law.terms import Due


def due_view(due: Due, label: str = "") -> dict[str, Any]:
    """A date that the rule book gives, as components/why.html shows it."""
    return _view(due.as_json(), due_on=due.due_on, label=label)


def answer_due(book: RuleBook, told_at: datetime | date) -> Due | None:
    """When the answer to a complaint told at that time is due at the latest: as if it were registered on the last day for that."""
    registered = book.term_for("acknowledgement", told_at)
    return book.term_for("consideration", registered.due_on if registered else told_at)


def term_view(term: Term) -> dict[str, Any]:
    """A term of a complaint with the sum as it was when it was taken."""
    return _view(term.why, due_on=term.due_on, label=str(TERMS.get(term.purpose, "")))


def _view(why: Mapping[str, Any], *, due_on: date, label: str) -> dict[str, Any]:
    language = page_language()
    rule: Mapping[str, Any] = next((fact for fact in why.get("facts", ()) if fact["kind"] == "rule"), {})
    acts = rule.get("acts", {})
    return {
        "label": label,
        "due_on": due_on,
        "why": explain.lines(why, gettext, plural=ngettext, language=language) if why.get("facts") else [],
        "basis": why.get("basis", "policy"),
        "analogy": rule.get("applies") == "by_analogy",
        "verified": rule.get("confidence") == "verified",
        "citation": cite(acts.get(language) or acts.get("en", ""), rule.get("article", ""), language),
    }
