"""What a body's contact sees behind a secure link: our letter, by when an answer is due and why, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from arasha import letters, vault
from arasha.bodies.models import SecureLink
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, Inquiry, InterimMeasure, MoreTime, Term
from arasha.complaints.models.casework import was_kept
from arasha.complaints.queries.portal_terms import term_view
from arasha.complaints.terms import office_day
from arasha.letters.models import Letter
from arasha.recommendations.models import Recommendation


@dataclass(frozen=True)
class Asked:
    """What a link asks for. `term` is None where neither law nor policy sets one."""

    link: SecureLink
    target: Inquiry | Recommendation | InterimMeasure
    letter: Letter
    term: Term | None
    at: datetime
    more_time: list[MoreTime] = field(default_factory=list)

    @property
    def is_inquiry(self) -> bool:
        return self.link.purpose == SecureLink.Purpose.INQUIRY

    @property
    def is_interim(self) -> bool:
        return self.link.purpose == SecureLink.Purpose.INTERIM

    @property
    def due(self) -> dict[str, Any] | None:
        return term_view(self.term) if self.term else None

    @property
    def is_late(self) -> bool:
        """The day has passed; an answer is still taken, and marked."""
        term = self.term
        return term is not None and term.ended_on is None and not was_kept(term.due_on, office_day(self.at), term.due_at, self.at)

    @property
    def came_late(self) -> bool:
        return self.term is not None and self.term.kept is False

    @property
    def may_ask_time(self) -> bool:
        """Before the day has passed, and while no other request waits."""
        waits = any(one.decided_at is None for one in self.more_time)
        return self.is_inquiry and self.term is not None and not self.is_late and not waits


def asked_by(link: SecureLink) -> Asked:
    """The inquiry, recommendation or interim measure behind a link, readable; five statements, the key's included."""
    target = _target_of(link)
    vault.load_keys([target.key_id])
    term = Term.objects.filter(complaint_id=link.complaint_id, target_id=link.target_id).order_by("-started_on", "-id").first()
    return Asked(link, target, letters.get_letter(target.letter_id), term, timezone.now(), _more_time(target))


def _more_time(target: Inquiry | Recommendation | InterimMeasure) -> list[MoreTime]:
    """What was asked and decided about more time, in order; only inquiries have it."""
    if not isinstance(target, Inquiry):
        return []
    rows = list(MoreTime.objects.filter(inquiry=target.id))
    for row in rows:
        row.complaint = target.complaint
    return rows


def _target_of(link: SecureLink) -> Inquiry | Recommendation | InterimMeasure:
    if link.purpose == SecureLink.Purpose.RECOMMENDATION:
        return Recommendation.objects.get(pk=link.target_id)
    model = Inquiry if link.purpose == SecureLink.Purpose.INQUIRY else InterimMeasure
    return model.objects.select_related("complaint").get(pk=link.target_id)


def letter_behind(link: SecureLink) -> Letter:
    """The letter of ours that a link leads to."""
    return letters.get_letter(_target_of(link).letter_id)


def said_already(link: SecureLink, text: str) -> bool:
    """Whether just this was answered through the link: the button was pressed twice."""
    asked = asked_by(link)
    if isinstance(asked.target, Inquiry):
        return asked.target.answer == text
    if isinstance(asked.target, InterimMeasure):
        return asked.target.reply_text == text
    newest = asked.target.reports.order_by("-at", "-id").first()
    return newest is not None and newest.text == text


def whom_to_ask(token: str, language: str) -> dict[str, Any]:
    """The office that sent the letter, the letter's number, and how the office is reached, as far as its profile says so."""
    link = SecureLink.objects.filter(token_hash=vault.token_hash(token)).first()
    return office_behind(link, language) if link else {}


def office_behind(link: SecureLink, language: str) -> dict[str, Any]:
    """As `whom_to_ask`, for a link that was found."""
    complaint = Complaint.objects.select_related("office").filter(pk=link.complaint_id).first()
    if complaint is None:
        return {}
    letter = letter_behind(link)
    return {"office": complaint.office.name(language), "number": letter.number, "contact": current_book().contact}


def used_link(token: str) -> SecureLink | None:
    """The link of this token if an answer was sent through it."""
    links = SecureLink.objects.select_related("body").filter(token_hash=vault.token_hash(token))
    return links.exclude(used_at=None).first()
