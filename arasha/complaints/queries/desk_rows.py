"""Rows of the desk's lists, ready for the tag `work_row`: two statements beside the one for the complaints themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from django.db.models import BinaryField, Case, F, QuerySet, When
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext

from arasha import vault
from arasha.complaints.models import Channel, Complaint
from arasha.complaints.queries.desk_next import FACTS, Seen, with_facts
from arasha.complaints.queries.desk_suggestions import suggestion
from arasha.complaints.queries.desk_terms import TermView, open_terms
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.law import RuleBook
from arasha.people import policy

NAMED_AT_MOST = 3  # bodies that a row waits for
FIRST_LINE = 120  # characters of the story that stand in for a subject in the tray

COLUMNS = (
    "id", "key_id", "number", "office_id", "officer_id", "duty_id", "reviewer_id", "review", "state", "urgent", "about_office", "region",
    "received_at", "erased_at", "due_on", "subject",
)  # fmt: skip


class Listed(Protocol):
    """A complaint as a list reads it: its columns and facts without the model around them, which would cost more than the page.

    `body_name` is in the language of the page; `subject` is sealed, and so is `told`, the story of what has no subject yet, which
    only the lists have that ask for it (`with_story`).
    """

    id: UUID
    key_id: UUID
    number: str | None
    office_id: UUID
    officer_id: UUID | None
    duty_id: UUID | None
    reviewer_id: UUID | None
    review: str | None
    state: str
    urgent: bool
    about_office: bool
    region: str
    received_at: datetime
    erased_at: datetime | None
    due_on: date | None
    subject: bytes | None
    body_name: str | None
    officer_name: str | None


@dataclass(frozen=True)
class Row:
    """One complaint in a list."""

    complaint: Listed
    title: str
    place: str
    next: str
    term: TermView | None
    verb: str = ""  # the next step, where this person can do it

    @property
    def id(self) -> UUID:
        return self.complaint.id

    @property
    def url(self) -> str:
        return complaint_url(self.complaint.id)

    @property
    def next_url(self) -> str:
        """The page of the next step; empty where it is not this person's turn."""
        return f"{self.url}do/{self.verb}/" if self.verb else ""

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
        return self.complaint.officer_name or ""


def complaint_url(complaint_id: UUID) -> str:
    """The address of a complaint's page in the language of the page. Resolved once a language: a list asks for fifty of them."""
    before, after = _around_id(get_language() or "", get_script_prefix())
    return f"{before}{complaint_id}{after}"


@lru_cache(maxsize=16)
def _around_id(language: str, prefix: str) -> tuple[str, str]:
    """What stands before and after the identifier in the address."""
    anyone = UUID(int=0)
    before, _id, after = reverse("desk:complaint", args=[anyone]).partition(str(anyone))
    return before, after


def for_rows(complaints: QuerySet, language: str, *more: str) -> QuerySet:
    """The complaints as Listed, with `more` columns; the facts that the next step hangs on come with them."""
    names = {"body_name": F(f"body__name_{language}"), "officer_name": F("officer__name")}
    return with_facts(complaints).annotate(**names).values_list(*COLUMNS, *names, *FACTS, *more, named=True)


def with_story(complaints: QuerySet) -> QuerySet:
    """The complaints with `told`: their story as it lies sealed, of those in the tray alone, which have no subject to be known by."""
    return complaints.annotate(told=Case(When(state="received", then=F("story")), output_field=BinaryField()))


def rows_of(complaints: Sequence[Listed], *, user: Any, book: RuleBook, language: str, now: datetime) -> list[Row]:
    """The complaints as rows, in their order, as they stand at the instant `now`. Two statements: the open terms and the keys."""
    if not complaints:
        return []
    terms = open_terms((one.id for one in complaints), language)
    vault.load_keys([one.key_id for one in complaints])
    return [_row(one, terms.get(one.id, []), user, book, language, now) for one in complaints]


def _row(complaint: Listed, terms: list[Any], user: Any, book: RuleBook, language: str, now: datetime) -> Row:
    told = _told(complaint)
    step, verb = _next(complaint, user)
    return Row(
        complaint=complaint,
        title="" if complaint.erased_at else _title(complaint, told),
        place=" · ".join(filter(None, [_place(complaint, book, language), _came(complaint, told, language)])),
        next="; ".join(filter(None, [step, _waits_for(terms, language)])),
        verb=verb,
        term=TermView(terms[0], book, language, office_day(now), now) if terms else None,
    )


def _place(complaint: Listed, book: RuleBook, language: str) -> str:
    return complaint.body_name or region_name(book, complaint.region, language)


def _waits_for(terms: list[Any], language: str) -> str:
    """Where several bodies are awaited: each with its term, the first ones by name."""
    awaited = [f"{term.asked} ({write_date(term.due_on, language, 'short')})" for term in terms if term.asked]
    if len(awaited) < 2:
        return ""
    named, more = "; ".join(awaited[:NAMED_AT_MOST]), len(awaited) - NAMED_AT_MOST
    who = gettext("%(bodies)s and %(count)s more") % {"bodies": named, "count": more} if more > 0 else named
    return gettext("waits for: %(bodies)s") % {"bodies": who}


def _title(complaint: Listed, told: Mapping[str, Any]) -> str:
    """The officer's words; where there are none yet, the beginning of what was told, in the lists that ask for it."""
    return _opened(complaint, "subject", complaint.subject) if complaint.subject else first_line(told)


def _told(complaint: Listed) -> dict[str, Any]:
    """What was told, in the lists that ask for it."""
    told = None if complaint.erased_at else getattr(complaint, "told", None)
    return dict(json.loads(_opened(complaint, "story", told))) if told else {}


def _came(complaint: Listed, told: Mapping[str, Any], language: str) -> str:
    """In the tray: how it came, and the postmark where there was one."""
    channel, day = getattr(complaint, "channel", ""), told.get("postmarked_on")
    way = str(Channel(channel).label) if channel else ""
    if not way or not day:
        return way
    return gettext("%(way)s, postmark %(day)s") % {"way": way, "day": write_date(date.fromisoformat(day), language, "short")}


def _opened(complaint: Listed, column: str, sealed: bytes) -> str:
    """What stands sealed in a column of the complaint."""
    return vault.open_sealed(sealed, place=f"{Complaint._meta.db_table}.{column}:{complaint.id}").decode()


def _next(complaint: Listed, user: Any) -> tuple[str, str]:
    """The next step and its verb for whoever can do it; for everybody else, whom it waits for."""
    usual = suggestion(complaint)
    if usual.verb and policy.may(user, usual.verb, Seen.of(complaint)):
        return str(usual.waits), ""
    return str(usual.brief), usual.verb


def region_name(book: RuleBook, code: str, language: str) -> str:
    """The region's name; its code when the rule book does not know it any more, empty for none."""
    region = book.region(code) if code else None
    return region.name(language) if region else code


def first_line(story: Mapping[str, Any] | None) -> str:
    """The beginning of what was told, cut at a word."""
    told = " ".join(str((story or {}).get("story") or "").split())
    if len(told) <= FIRST_LINE:
        return told
    return told[:FIRST_LINE].rsplit(" ", 1)[0] + " …"
