"""The nightly look at all open terms: warnings before they end, on the day, and up to head and deputy after they ran out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from arasha import journal
from arasha.complaints.book import current_book
from arasha.complaints.digest_told import digest
from arasha.complaints.doers import System
from arasha.complaints.models import Term, TermWarning
from arasha.complaints.terms import office_day
from arasha.ids import new_id
from arasha.law.reminders import Stage, stages

AT_ONCE = 2000  # warnings a transaction: others write in between
To = TermWarning.To


def check_terms(*, at: datetime) -> Counter[str]:
    """Give every warning that is due on the office's day of `at` and was not given yet; returns how many of each stage.

    May be run again at any time: what was told is not told twice. On a day off nothing is told; the next working day makes up for it.
    """
    book, today = current_book(), office_day(at)
    told: Counter[str] = Counter()
    for stage in stages(book.reminders, book.counting.calendar, today):
        for part in _parts(stage):
            _warn(stage, part, today, at)
            told[stage.code] += len(part)
    return told


def untold(stage: Stage) -> QuerySet[Term]:
    """The open terms of the stage of which nobody was told at this stage."""
    known = TermWarning.objects.filter(term=OuterRef("pk"), stage=stage.code, due_on=OuterRef("due_on"))
    terms = Term.objects.filter(~Exists(known), ended_on=None, due_on__lte=stage.last)
    return terms.filter(due_on__gte=stage.first) if stage.first else terms


def _parts(stage: Stage) -> Iterator[list[dict[str, Any]]]:
    """What is to be told, AT_ONCE terms at a time, by key."""
    rows = untold(stage).order_by("due_on", "pk").values(
        "pk", "due_on", "complaint_id", "purpose", officer=F("complaint__officer"), about_office=F("complaint__about_office"),
        reviewer=F("complaint__reviewer"),
    )  # fmt: skip
    terms = [dict(row) for row in rows]
    for first in range(0, len(terms), AT_ONCE):
        yield terms[first : first + AT_ONCE]


def _warn(stage: Stage, terms: list[dict[str, Any]], today: date, at: datetime) -> None:
    """One part of the night's check: the warnings and one entry of the journal, together."""
    check = new_id()
    warnings = [
        TermWarning(
            term_id=term["pk"], stage=stage.code, to=_whom(stage.to, term), due_on=term["due_on"], told_on=today, check_id=check
        )
        for term in terms
    ]  # fmt: skip
    with transaction.atomic():
        TermWarning.objects.bulk_create(warnings, batch_size=500)
        _record(check, stage, terms, at)


def _whom(to: str, term: dict[str, Any]) -> str:
    """A complaint without an officer goes to the head, a review to whoever does it; one about the office never to the office's own head."""
    if to == To.OFFICER and term["purpose"] == "review":
        to = To.REVIEWER if term["reviewer"] else To.HEAD
    elif to == To.OFFICER and term["officer"] is None:
        to = To.HEAD
    return To.DEPUTY if to == To.HEAD and term["about_office"] else to


def _record(check: UUID, stage: Stage, terms: list[dict[str, Any]], at: datetime) -> None:
    subject = ("term_check", str(check))
    journal.record(
        "check_terms",
        by=System().actor,
        chain=journal.office_chain(*subject),
        subject=subject,
        key_id=None,
        details={"stage": stage.code, "to": stage.to, "complaints": sorted({str(term["complaint_id"]) for term in terms})},
        at=at,
        digest=digest(str(check)),
    )
