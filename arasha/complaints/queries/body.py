"""What a body's contact sees behind a secure link: our letter, by when an answer is due and why, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from arasha import letters, vault
from arasha.bodies.models import SecureLink
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, Inquiry, InterimMeasure, Term
from arasha.complaints.queries.portal_terms import term_view
from arasha.letters.models import Letter
from arasha.recommendations.models import Recommendation


@dataclass(frozen=True)
class Asked:
    """What a link asks for. `term` is None where neither law nor policy sets one."""

    link: SecureLink
    target: Inquiry | Recommendation | InterimMeasure
    letter: Letter
    term: Term | None

    @property
    def is_inquiry(self) -> bool:
        return self.link.purpose == SecureLink.Purpose.INQUIRY

    @property
    def is_interim(self) -> bool:
        return self.link.purpose == SecureLink.Purpose.INTERIM

    @property
    def due(self) -> dict[str, Any] | None:
        return term_view(self.term) if self.term else None


def asked_by(link: SecureLink) -> Asked:
    """The inquiry, recommendation or interim measure behind a link, readable; four statements, the key's included."""
    target = _target_of(link)
    vault.load_keys([target.key_id])
    term = Term.objects.filter(complaint_id=link.complaint_id, target_id=link.target_id).order_by("-started_on", "-id").first()
    return Asked(link, target, letters.get_letter(target.letter_id), term)


def _target_of(link: SecureLink) -> Inquiry | Recommendation | InterimMeasure:
    if link.purpose == SecureLink.Purpose.RECOMMENDATION:
        return Recommendation.objects.get(pk=link.target_id)
    model = Inquiry if link.purpose == SecureLink.Purpose.INQUIRY else InterimMeasure
    return model.objects.select_related("complaint").get(pk=link.target_id)


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
    complaint = Complaint.objects.select_related("office").filter(pk=link.complaint_id).first() if link else None
    if link is None or complaint is None:
        return {}
    letter = letters.get_letter(_target_of(link).letter_id)
    return {"office": complaint.office.name(language), "number": letter.number, "contact": current_book().contact}


def used_link(token: str) -> SecureLink | None:
    """The link of this token if an answer was sent through it."""
    links = SecureLink.objects.select_related("body").filter(token_hash=vault.token_hash(token))
    return links.exclude(used_at=None).first()
