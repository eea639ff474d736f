"""Follow-up: what the body did, and what came of it for the person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import files
from arasha.bodies.models import CameBy
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, also, doing, spend_link
from arasha.complaints.actions.decision import NamesAnother
from arasha.complaints.actions.incoming import book_in
from arasha.complaints.actions.remedies import Counted, keep_proceeding, keep_remedy
from arasha.complaints.doers import BodyContactPerson, Staff
from arasha.complaints.joining import joined_to, word_of_others
from arasha.complaints.models import Complaint, Incoming
from arasha.complaints.terms import end_all_terms, end_term, office_day
from arasha.recommendations import actions as recommendations
from arasha.recommendations.models import MeasureReport, Recommendation


def report_measures(
    recommendation_id: UUID, *, by: BodyContactPerson, at: datetime, accepted: bool, text: str, upload: Any = None
) -> MeasureReport:
    """The body reports what it did on a recommendation, through its secure link; its term ends."""
    recommendation = Recommendation.objects.select_related("body").get(pk=recommendation_id)
    with doing("report_measures", recommendation.source_id, by=by, at=at) as move:
        spend_link(by, recommendation_id, at=at)
        blob = files.keep(upload, key_id=move.complaint.key_id, at=at) if upload else None
        report = recommendations.add_report(recommendation, accepted=accepted, text=text, blob=blob, at=at)
        book_in(move.complaint, Incoming.Kind.REPORT, way=CameBy.LINK, at=at, by=None, target_id=report.id)
        end_term(move.complaint, "recommendation_answer", verb="report_measures", at=at, target_id=recommendation.id)
        move.target = report.id
        move.details.update(recommendation=str(recommendation.id), accepted=accepted)
    return report


def close_follow_up(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    assessments: Mapping[UUID, str],
    remedy: str,
    account: str,
    counted: Counted | None = None,
    disciplinary: int = 0,
    administrative: int = 0,
    criminal: int = 0,
    version: int | None = None,
) -> Complaint:
    """Assess every recommendation, record the remedy, tell the complainant what came of it, and close.

    `disciplinary`, `administrative`, `criminal`: how many proceedings of each kind were opened and are not recorded yet.
    """
    with doing("close_follow_up", complaint_id, by=by, at=at, version=version) as move:
        issued = recommendations.issued_of(complaint_id)
        missing = [one for one in issued if one.id not in assessments]
        move.require(not missing, _("Say of every recommendation what became of it."))
        for one in issued:
            recommendations.assess(one, assessment=assessments[one.id], at=at)
        keep_remedy(move, kind=remedy, counted=counted or Counted(), account=account)
        opened = {"disciplinary": disciplinary, "administrative": administrative, "criminal": criminal}
        for kind, number in opened.items():
            for _each in range(number):
                keep_proceeding(move, kind=kind, opened_on=office_day(at))
        _close(move, account)
        _close_joined(move, account)
        move.details.update(assessments={str(key): value for key, value in assessments.items()}, opened=opened)
    return move.complaint


def close(complaint_id: UUID, *, by: Staff, at: datetime, account: str, version: int | None = None) -> Complaint:
    """Close a decided complaint that left no recommendation."""
    with doing("close", complaint_id, by=by, at=at, version=version) as move:
        _close(move, account)
        _close_joined(move, account)
    return move.complaint


def _close_joined(move: Move, account: str) -> None:
    """Whoever was joined hears the same, each in a letter of their own. One under review, or not decided yet, is closed by itself."""
    lead = move.complaint
    for joining in joined_to(lead.id, "decided"):
        if joining.complaint.review is None:
            if word := word_of_others(joining.complaint, [lead.id], account):
                raise NamesAnother(str(NamesAnother.text) % {"number": joining.complaint, "word": word})
            with also(move, joining.complaint_id, verb="close") as there:
                _close(there, account)
                there.details["lead"] = str(lead.id)


def _close(move: Move, account: str) -> None:
    letter = outgoing.to_complainant(move, "closing", {"account": account})
    end_all_terms(move.complaint, verb=move.verb, at=move.at)
    move.complaint.closed_at = move.at
    move.target = letter.id
