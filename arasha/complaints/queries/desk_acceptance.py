"""Why a complaint was taken up: who accepted it, the reasons, what spoke against it and what else was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from arasha.complaints.models import Complaint, Screening
from arasha.complaints.queries.desk_words import cited_in_words
from arasha.complaints.terms import office_day
from arasha.law import RuleBook, UnknownRule


@dataclass(frozen=True)
class Looked:
    """One ground that was looked at; `verified` as it was on that day."""

    name: str
    citation: str
    verified: bool


@dataclass(frozen=True)
class Acceptance:
    at: datetime
    by: str
    reasoning: str
    against: list[Looked]
    others: list[Looked]


def acceptance_of(complaint: Complaint, book: RuleBook, language: str) -> Acceptance | None:
    """The acceptance that stands; None where there is none, or it was taken back. One statement; the complaint's key is loaded."""
    rows = Screening.objects.filter(complaint=complaint.id, decision="accepted", sent_back_at=None)
    row = rows.select_related("by", "check_of_grounds").order_by("-at", "-id").first()
    if row is None:
        return None
    row.complaint = complaint
    check = getattr(row, "check_of_grounds", None)  # what was accepted before these were kept has none
    looked = [(one["against"], _looked(one, book, language, row.at)) for one in (check.grounds if check else ())]
    return Acceptance(
        at=row.at,
        by=row.by.name,
        reasoning=row.reasoning or "",
        against=[ground for against, ground in looked if against],
        others=[ground for against, ground in looked if not against],
    )


def _looked(kept: Mapping[str, Any], book: RuleBook, language: str, at: datetime) -> Looked:
    try:
        ground = book.ground(kept["ground"], office_day(at))
    except UnknownRule:  # a ground of the office's own that an upgrade left without its place
        return Looked(kept["ground"], "", kept["confirmed"])
    return Looked(ground.name(language), cited_in_words(ground.citation, language), kept["confirmed"])
