"""Terms of a complaint: started from the rule book's purposes, ended by verbs, never invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min

from arasha.complaints.models import Complaint, Term
from arasha.law import Due, LawError, RuleBook

FROM_RECEIPT = "acknowledgement"  # the purpose of the term that a complaint has before anybody did anything


def office_day(at: datetime) -> date:
    """The calendar day in the office's time zone on which the instant `at` falls."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def start_of(day: date) -> datetime:
    """The first instant of a calendar day of the office, UTC."""
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def moment_on(day: date, at: datetime) -> datetime:
    """The moment that stands for a day of the office on which something came: `at` for its own day, else the end of that day."""
    if day == office_day(at):
        return at
    return datetime.combine(day, time(23, 59), tzinfo=ZoneInfo(settings.TIME_ZONE))


def first_due(book: RuleBook, received_at: datetime) -> date | None:
    """The day on which the term ends that runs from receipt; None where the rule book has none. A complaint is kept with it from its
    first row on, so that one which nobody registers is late in every count."""
    due = book.term_for(FROM_RECEIPT, start=received_at)
    return due.due_on if due else None


def start_term(
    complaint: Complaint, purpose: str, *, book: RuleBook, at: datetime, target_id: UUID | None = None, set_by: str = ""
) -> Term | None:
    """Start the term that the rule book has for `purpose` on that day; None where it has none (then there is no term).

    A term in hours runs from the instant `at` and ends at one (`due_at`). `set_by`: the purpose whose rule sets it, where that is another.
    """
    due = book.term_for(set_by or purpose, start=at)
    if due is None:
        return None
    return Term.objects.create(
        complaint=complaint,
        purpose=purpose,
        rule=due.rule_id,
        basis=due.basis,
        book_version=book.version,
        started_on=office_day(at),
        due_on=due.due_on,
        due_at=due.due if isinstance(due.due, datetime) else None,
        first_due_on=due.due_on,
        why=due.as_json(),
        target_id=target_id,
    )


def term_until(complaint: Complaint, purpose: str, *, book: RuleBook, at: datetime, until: datetime, target_id: UUID) -> Term:
    """A term that the office itself set until an instant (an interim measure): policy by nature, with no rule behind it."""
    zone = ZoneInfo(settings.TIME_ZONE)
    start, due = at.astimezone(zone), until.astimezone(zone)
    facts = [
        {"kind": "start_moment", "at": start.isoformat(), "triggers": {}},
        {"kind": "due_moment", "at": due.isoformat(), "zone": zone.key},
    ]
    why = {
        "rule": "",
        "from": start.isoformat(),
        "due": due.isoformat(),
        "unit": "hours",
        "basis": Term.Basis.POLICY,
        "facts": facts,
    }
    return Term.objects.create(
        complaint=complaint, purpose=purpose, rule="", basis=Term.Basis.POLICY, book_version=book.version, started_on=start.date(),
        due_on=due.date(), first_due_on=due.date(), due_at=until, why=why, target_id=target_id,
    )  # fmt: skip


def earliest_due(complaint: Complaint) -> date | None:
    """The day on which the open term ends that ends first, which the complaint itself bears; None where none runs."""
    return Term.objects.filter(complaint=complaint, ended_on=None).aggregate(first=Min("due_on"))["first"]


def end_term(
    complaint: Complaint, purpose: str, *, verb: str, at: datetime, target_id: UUID | None = None, on: date | None = None
) -> Term | None:
    """End the open term of `purpose` (of that inquiry or recommendation); returns it, or None when none runs.

    It ends `on` the day (calendar day of the office) when what it waited for came, which is that of `at` unless it was recorded later.
    """
    terms = Term.objects.filter(complaint=complaint, purpose=purpose, ended_on=None)
    if target_id is not None:
        terms = terms.filter(target_id=target_id)
    term = terms.first()
    if term is not None:
        term.ended_on, term.ended_by, term.ended_at = on or office_day(at), verb, _instant(term, at, on)
        term.save(update_fields=["ended_on", "ended_by", "ended_at"])
    return term


def _instant(term: Term, at: datetime, on: date | None) -> datetime | None:
    """When a term in hours ended, to the minute; of what was recorded on a later day only the day is known."""
    return at if term.due_at is not None and on in (None, office_day(at)) else None


def end_all_terms(complaint: Complaint, *, verb: str, at: datetime) -> None:
    """End whatever still runs: the complaint leaves the road."""
    running = Term.objects.filter(complaint=complaint, ended_on=None)
    running.exclude(due_at=None).update(ended_at=at)
    running.update(ended_on=office_day(at), ended_by=verb)


def counted_again(book: RuleBook, why: Mapping[str, Any]) -> Due | None:
    """A kept sum run anew by the calendar of `book`; None where its rule no longer gives such a term: then the kept date stands."""
    try:
        return book.taken_again(why)
    except (LawError, KeyError):
        return None
