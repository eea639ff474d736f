"""From findings to the reasoned decision letter, which ends the term of consideration."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import letters, vault
from arasha.bodies.models import Body, BodyContact
from arasha.complaints import approvals, outgoing, standards
from arasha.complaints.actions.acts import issue, keep_draft
from arasha.complaints.actions.base import Move, NotPossibleNow, also, doing
from arasha.complaints.doers import Staff
from arasha.complaints.findings import findings_now
from arasha.complaints.joining import JOINED, joined_to, joining_of, word_of_others
from arasha.complaints.models import Complaint, Finding, Step
from arasha.complaints.terms import end_all_terms, office_day
from arasha.law import RuleBook
from arasha.recommendations import actions as recommendations
from arasha.recommendations.models import Recommendation


class NamesAnother(NotPossibleNow):
    """The findings name somebody of one complaint, and would be told to the people of another that is joined to it."""

    text = _(
        "The letter on %(number)s would tell “%(word)s”, who is somebody of another complaint. Put the finding or the recommendation "
        "so that it names nobody, or take this complaint out. Nothing was changed."
    )


def draft_recommendation(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    body: Body,
    contact: BodyContact | None,
    topic: str,
    text: str,
    version: int | None = None,
) -> Recommendation:
    """Draft a recommendation to a body; it is issued when the Commissioner signs the decision."""
    with doing("draft_recommendation", complaint_id, by=by, at=at, version=version) as move:
        kind = move.book.act_kinds["recommendation"]
        return keep_draft(move, kind, body=body, contact=contact, topic=topic, text=text)


def propose_decision(complaint_id: UUID, *, by: Staff, at: datetime, text: str = "", version: int | None = None) -> Complaint:
    """Put the reasoned decision letter before the Commissioner. It needs at least one finding.

    For each complaint that is joined to this one a letter of its own is drafted from the same findings, and put before the Commissioner
    beside it. Refused where it would tell one of the people of another: NamesAnother.
    """
    with transaction.atomic():
        with doing("propose_decision", complaint_id, by=by, at=at, version=version) as move:
            if move.complaint.state == JOINED:
                _with_its_lead(move)
            _draft_decision(move, text)
        for joining in joined_to(complaint_id, JOINED):
            with also(move, joining.complaint_id) as there:
                _draft_decision(there)
                there.details["lead"] = str(complaint_id)
    return move.complaint


def _draft_decision(move: Move, text: str = "") -> None:
    move.require(findings_now(move.complaint).exists(), _("A decision rests on findings. Record one first."))
    letter = outgoing.draft_to_complainant(move, "decision", decision_values(move.complaint, move.book), text=text)
    approvals.ask_as_ordered(move, letter, "decision")
    joining = joining_of(move.complaint)
    if joining is not None:
        group = [joining.lead_id, *(one.complaint_id for one in joined_to(joining.lead_id))]
        if word := word_of_others(move.complaint, group, letter.text):
            raise NamesAnother(str(NamesAnother.text) % {"number": move.complaint, "word": word})
    move.target = letter.id


def _with_its_lead(move: Move) -> None:
    """One that is joined is proposed with its lead; by itself only when it stayed behind."""
    joining = joining_of(move.complaint)
    waits = joining is not None and joining.lead.state not in ("awaiting_signature", "decided", "follow_up", "closed")
    move.require(
        not waits,
        _("It is decided together with the complaint that leads: propose that decision, and its letter is drafted too."),
    )


def send_back_decision(complaint_id: UUID, *, by: Staff, at: datetime, note: str, version: int | None = None) -> Complaint:
    """The Commissioner does not sign: back to the officer, with the reason; with it the letters that wait for those joined to it."""
    with transaction.atomic():
        with doing("send_back_decision", complaint_id, by=by, at=at, version=version) as move:
            discard_decision(move, note)
        for joining in joined_to(complaint_id, "awaiting_signature"):
            with also(move, joining.complaint_id) as there:
                discard_decision(there, note)
    return move.complaint


def discard_decision(move: Move, note: str) -> None:
    """The proposed letter is thrown away; the officer writes another. What is joined waits for its lead again."""
    outgoing.discard(awaiting(move.complaint).target_id)
    move.note, move.to = note, JOINED if joining_of(move.complaint) else "findings"


def sign_decision(complaint_id: UUID, *, by: Staff, at: datetime, version: int | None = None) -> Complaint:
    """Sign the decision: the complainant gets the letter, the consideration term ends, and every drafted act is issued
    on its own term (`kz`: KZ-R01, 15 working days from receipt; a letter by secure link counts as received on the day it is sent)."""
    with doing("sign_decision", complaint_id, by=by, at=at, version=version) as move:
        proposal = awaiting(move.complaint)
        move.require(
            proposal.by_id != by.user.pk, _("Somebody else signs what you proposed: two pairs of eyes for every decision.")
        )
        approvals.require_approved(move)
        joining = joining_of(move.complaint)
        move.require(
            joining is None or joining.lead.decided_at is not None,
            _("Sign the decision on the complaint that leads first: this letter rests on it."),
        )
        letter = outgoing.sign_and_send(move, letters.get_letter(proposal.target_id))
        end_all_terms(move.complaint, verb="sign_decision", at=at)
        drafted = recommendations.drafts_of(complaint_id)
        for act in drafted:
            issue(move, act)
        move.complaint.decided_at = at
        move.complaint.outcome = outcome_of(move.complaint)
        move.to = "follow_up" if recommendations.issued_of(complaint_id) else "decided"
        move.target = letter.id
        move.details.update(letter=str(letter.id), recommendations=[str(one.id) for one in drafted])
    return move.complaint


def decision_values(complaint: Complaint, book: RuleBook) -> dict[str, Any]:
    """What the decision letter says by itself, in the complainant's language: what was told, asked, found and recommended."""
    language, joining = complaint.language, joining_of(complaint)
    lead = joining.lead if joining else complaint
    vault.load_keys([lead.key_id])
    with translation.override(language):
        found = [
            " ".join(
                filter(
                    None,
                    [f"{_right(book, row, language)}: {row.get_result_display()}. {row.reasoning}", _cited(row, book, language)],
                )
            )
            for row in findings_now(complaint).select_related("complaint").order_by("at", "id")
        ]
    asked = [row.body.name(language) for row in lead.inquiries.select_related("body")]
    return {
        "registered_on": office_day(complaint.registered_at or complaint.received_at),
        "told": str(complaint.story.get("story") or "") or complaint.subject,
        "asked": asked,
        "findings": found,
        "recommendations": [_act_in_words(book, row, language) for row in _recommended(lead) if row.body_id],
    }


def _recommended(lead: Complaint) -> list[Recommendation]:
    """What is recommended with this decision: drafted yet, or issued with it already (for one that is decided after its lead)."""
    return recommendations.drafts_of(lead.id) or (recommendations.issued_of(lead.id) if lead.decided_at else [])


def _act_in_words(book: RuleBook, act: Recommendation, language: str) -> str:
    """A recommendation by its text; another act by its name too, and to whom it goes."""
    kind = book.act_kinds[act.kind]
    return act.text if act.kind == "recommendation" else f"{kind.name(language)}, {act.recipient(language)}: {act.text}"


def _cited(finding: Finding, book: RuleBook, language: str) -> str:
    """The articles that the finding rests on, where somebody read them; in the language of the letter."""
    found = standards.cited(finding, book, language)
    return gettext("We measured it by: %(standards)s.") % {"standards": "; ".join(found)} if found else ""


def _right(book: RuleBook, finding: Finding, language: str) -> str:
    topic = book.topic(finding.topic)
    return topic.name(language) if topic else finding.topic


def outcome_of(complaint: Complaint) -> str:
    """The decision in one word: a breach outweighs everything, then what could not be established, then what was settled."""
    results = set(findings_now(complaint).values_list("result", flat=True))
    order = (Finding.Result.BREACH, Finding.Result.NOT_ESTABLISHED, Finding.Result.SETTLED, Finding.Result.NO_BREACH)
    return next(str(result) for result in order if result in results)


def awaiting(complaint: Complaint) -> Step:
    """The step that proposed the decision now awaiting a signature."""
    step = Step.objects.filter(complaint=complaint, verb="propose_decision").order_by("-at", "-id").first()
    if step is None:
        raise NotPossibleNow(_("Nothing awaits a signature here."))
    return step
