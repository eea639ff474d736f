"""The inquiries of a complaint as its page shows them: each with its letter, term, reminders, requests for more time and its link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from arasha.bodies.models import SecureLink
from arasha.complaints.models import Complaint, Inquiry, MoreTime, Reminder
from arasha.complaints.models.casework import was_kept
from arasha.complaints.queries.desk_terms import TermView
from arasha.letters.models import Letter
from arasha.people.models import User


@dataclass
class InquiryView:
    """One inquiry. `term` is its newest, running or ended; `link` the newest that is neither used nor closed."""

    row: Any  # an Inquiry, with the numbers of its letter and of the one that it follows
    body: str
    term: TermView | None
    link: SecureLink | None
    reminders: list[Reminder] = field(default_factory=list)
    requests: list[MoreTime] = field(default_factory=list)

    @property
    def number(self) -> str:
        return self.row.number or ""

    @property
    def first_number(self) -> str:
        return self.row.first_number or ""

    @property
    def came_late(self) -> bool:
        """The answer came after the term."""
        term = self.term.row if self.term else None
        if self.row.answered_at is None or term is None or term.ended_on is None:
            return False
        return not was_kept(term.due_on, term.ended_on, term.due_at, term.ended_at)

    @property
    def may_ask_again(self) -> bool:
        """A second inquiry may follow: there was an answer, or nobody waits any longer, or the term is over."""
        late = self.term is None or self.term.state == "late"
        return not self.row.is_awaited or late


# What is joined to an inquiry, by the names of the columns.
REMINDER = ("id", "kind", "at", "due_on", "letter_id")
REQUEST = ("id", "asked_at", "asked_until", "came_by", "reason", "decided_at", "granted_until", "letter_id")
LINK = ("id", "opened_count", "code_way", "code_hash", "code_locked_at", "expires_at")


def inquiries_of(complaint: Complaint, language: str, terms: Sequence[TermView]) -> list[InquiryView]:
    """Every inquiry in order with all that belongs to it; one statement, sealed values left sealed. `terms` are the complaint's."""
    by_target = {term.row.target_id: term for term in sorted(terms, key=lambda term: term.row.started_on)}
    found: dict[UUID, InquiryView] = {}
    for row in _rows(complaint):
        row.complaint = complaint
        view = found.setdefault(row.id, InquiryView(row, row.body.name(language), by_target.get(row.id), _link(row)))
        _add(view.reminders, _reminder(row))
        _add(view.requests, _request(row))
    return list(found.values())


def _rows(complaint: Complaint) -> QuerySet[Inquiry]:
    """An inquiry once for each pair of its reminders and requests: both are few."""
    letters = Letter.objects.values("number").order_by()
    numbers = {
        "number": Subquery(letters.filter(pk=OuterRef("letter_id"))),
        "first_number": Subquery(letters.filter(pk=OuterRef("follows__letter_id"))),
    }
    joined = {f"reminder_{name}": F(f"reminders__{name}") for name in REMINDER}
    joined |= {f"request_{name}": F(f"more_time__{name}") for name in REQUEST} | {"reminder_by": F("reminders__by__name")}
    links = SecureLink.objects.filter(target_id=OuterRef("pk"), used_at=None, revoked_at=None).order_by("-made_at", "-id")
    newest = {f"link_{name}": Subquery(links.values(name)[:1]) for name in LINK}
    rows = Inquiry.objects.filter(complaint=complaint.id).select_related("body", "sent_by")
    ordered = ("sent_at", "id", "reminders__at", "reminders__id", "more_time__asked_at", "more_time__id")
    return rows.annotate(**numbers, **joined, **newest).order_by(*ordered)


def _link(row: Any) -> SecureLink | None:
    return SecureLink(**{name: getattr(row, f"link_{name}") for name in LINK}) if row.link_id else None


def _reminder(row: Any) -> Reminder | None:
    if row.reminder_id is None:
        return None
    by = User(name=row.reminder_by) if row.reminder_by else None
    return Reminder(inquiry=row, complaint=row.complaint, by=by, **{name: getattr(row, f"reminder_{name}") for name in REMINDER})


def _request(row: Any) -> MoreTime | None:
    if row.request_id is None:
        return None
    return MoreTime(inquiry=row, complaint=row.complaint, **{name: getattr(row, f"request_{name}") for name in REQUEST})


def _add(known: list[Any], one: Any) -> None:
    if one is not None and all(one.id != other.id for other in known):
        known.append(one)
