"""The header of a complaint, which stays in sight on each of its pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from arasha.complaints.models import Channel, Complaint, Identity
from arasha.complaints.queries.desk_rows import first_line, region_name
from arasha.complaints.queries.desk_terms import TermView
from arasha.dates import write_date
from arasha.law import RuleBook


def subject_bar(complaint: Complaint, terms: list[TermView], book: RuleBook, language: str) -> dict[str, Any]:
    """What `components/subject_bar.html` shows. `terms` are all; the header shows those that run."""
    return {
        "number": complaint.number or "",
        "title": title_of(complaint),
        "state": complaint.state,
        "urgent": complaint.urgent,
        "confidential": complaint.identity == Identity.CONFIDENTIAL,
        "anonymous": complaint.identity == Identity.ANONYMOUS and complaint.channel != Channel.OWN,
        "child": complaint.child,
        "detention": complaint.detention,
        "terms": [term for term in terms if term.ended_on is None],
        "facts": _facts(complaint, book, language),
    }


def title_of(complaint: Complaint) -> str:
    """The subject in the officer's words; before there is one, the beginning of what was told."""
    if complaint.erased_at is not None:
        return gettext("Erased complaint")
    return complaint.subject or first_line(complaint.story) or gettext("No subject yet")


def _facts(complaint: Complaint, book: RuleBook, language: str) -> list[str]:
    officer = complaint.officer.name if complaint.officer else gettext("nobody works on it yet")
    body = complaint.body.name(language) if complaint.body else gettext("body not known yet")
    facts = [officer, complaint.office.name(language), body, region_name(book, complaint.region, language)]
    if complaint.channel_number or complaint.channel == Channel.OWN:
        dated = write_date(complaint.channel_date, language, "short") if complaint.channel_date else ""
        facts.append(" ".join(filter(None, [complaint.get_channel_display(), complaint.channel_number, dated])))
    if complaint.outcome in book.procedure.outcomes:
        facts.append(book.procedure.outcome_name(complaint.outcome, language))
    if complaint.review:
        facts.append(_review(complaint))
    if complaint.about_office:
        facts.append(gettext("about the office itself"))
    return list(dict.fromkeys(fact for fact in facts if fact))


def _review(complaint: Complaint) -> str:
    """That a review is under way, and with whom."""
    if complaint.reviewer is None:
        return gettext("a review was asked for")
    return gettext("review: %(name)s") % {"name": complaint.reviewer.name}
