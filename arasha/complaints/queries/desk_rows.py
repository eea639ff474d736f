"""Rows of the desk's lists, ready for `components/work_row.html`: two statements beside the one for the complaints themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from arasha import vault
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_next import Seen, with_facts
from arasha.complaints.queries.desk_suggestions import suggestion
from arasha.complaints.queries.desk_terms import TermView, first_open_terms
from arasha.law import RuleBook
from arasha.people import policy

FIRST_LINE = 120  # characters of the story that stand in for a subject in the tray

SHOWN = (
    "id", "key_id", "number", "office_id", "state", "outcome", "urgent", "identity", "child", "detention", "region", "language",
    "channel", "received_at", "closed_at", "erased_at", "due_on", "subject", "officer_id", "about_office",
    "body__name_kk", "body__name_ru", "body__name_en", "body__region", "officer__name",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One complaint in a list."""

    complaint: Complaint
    title: str
    place: str
    next: str
    term: TermView | None

    @property
    def id(self) -> UUID:
        return self.complaint.id

    @property
    def url(self) -> str:
        return reverse("desk:complaint", args=[self.complaint.id])

    @property
    def number(self) -> str:
        return self.complaint.number or ""

    @property
    def state(self) -> str:
        return self.complaint.state

    @property
    def urgent(self) -> bool:
        return self.complaint.urgent

    @property
    def people(self) -> str:
        return self.complaint.officer.name if self.complaint.officer else ""


def for_rows(complaints: QuerySet) -> QuerySet:
    """The complaints with only what a row shows, and the facts that its next step hangs on."""
    return with_facts(complaints.select_related("body", "officer").only(*SHOWN))


def rows_of(complaints: Sequence[Complaint], *, user: Any, book: RuleBook, language: str, today: date) -> list[Row]:
    """The complaints as rows, in their order. Two statements: the open terms and the keys."""
    if not complaints:
        return []
    terms = first_open_terms(one.id for one in complaints)
    vault.load_keys([one.key_id for one in complaints])
    return [_row(one, terms.get(one.id), user, book, language, today) for one in complaints]


def _row(complaint: Complaint, term: Any, user: Any, book: RuleBook, language: str, today: date) -> Row:
    erased = complaint.erased_at is not None
    return Row(
        complaint=complaint,
        title="" if erased else complaint.subject or "",
        place=place_of(complaint, book, language),
        next=_next(complaint, user),
        term=TermView(term, book, language, today) if term else None,
    )


def _next(complaint: Complaint, user: Any) -> str:
    """The next step for whoever can do it; for everybody else, whom it waits for."""
    usual = suggestion(complaint)
    if usual.verb and policy.may(user, usual.verb, Seen.of(complaint)):
        return str(usual.waits)
    return str(usual.brief)


def place_of(complaint: Complaint, book: RuleBook, language: str) -> str:
    """Where it is about: the body, or else the region."""
    if complaint.body:
        return complaint.body.name(language)
    return region_name(book, complaint.region, language)


def region_name(book: RuleBook, code: str, language: str) -> str:
    """The region's name; its code when the rule book does not know it any more, empty for none."""
    region = book.region(code) if code else None
    return region.name(language) if region else code


def for_tray(complaints: QuerySet) -> QuerySet:
    """As `for_rows`, with what was told: a complaint in the tray has no subject yet."""
    return with_facts(complaints.select_related("body", "officer").only(*SHOWN, "story"))


def tray_rows(complaints: Sequence[Complaint], *, user: Any, book: RuleBook, language: str, today: date) -> list[Row]:
    """Rows whose title is the first line of the story."""
    rows = rows_of(complaints, user=user, book=book, language=language, today=today)
    return [replace(row, title=first_line(row.complaint)) for row in rows]


def first_line(complaint: Complaint) -> str:
    """The beginning of what was told, cut at a word."""
    told = " ".join(str((complaint.story or {}).get("story") or "").split())
    if len(told) <= FIRST_LINE:
        return told
    return told[:FIRST_LINE].rsplit(" ", 1)[0] + " …"
