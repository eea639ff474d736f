"""Letters that wait for a signature."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from arasha.complaints.approvals import STEP_ROLES
from arasha.complaints.models import Approval, Complaint, ReviewStage, Step
from arasha.complaints.queries.desk_rows import Listed, for_rows
from arasha.letters.models import Letter
from arasha.people import policy

SHOWN_AT_MOST = 50


def to_sign(user: Any, language: str) -> list[Listed]:
    """Complaints whose letter this person's role may sign, what is due first on top; one statement."""
    states = [
        state
        for state, verb in (("outcome_proposed", "sign_outcome"), ("awaiting_signature", "sign_decision"))
        if _grants(user, verb)
    ]
    mine = Q(state__in=states)
    if _grants(user, "sign_review"):
        mine |= Q(review__in=(ReviewStage.PROPOSED, ReviewStage.REOPENING))
    waiting = policy.visible(user, Complaint.objects.filter(mine))
    return list(for_rows(waiting, language).order_by(F("due_on").asc(nulls_last=True), "received_at", "id")[: SHOWN_AT_MOST + 1])


def to_approve(user: Any, language: str) -> list[Listed]:
    """Complaints whose letter waits for this person's approval, by name or by their role, what is due first on top; one statement.

    Whose turn it is within one letter the page of the verb says.
    """
    if not _grants(user, "approve_letter"):
        return []
    roles = [step for step, of in STEP_ROLES.items() if user.has_role(*of)]
    mine = Approval.objects.filter(Q(person=user.pk) | Q(role__in=roles), answer="", letter_id__in=_drafts())
    mine = mine.exclude(letter_id__in=Step.objects.filter(by=user.pk, verb__startswith="propose_").values("target_id"))
    waiting = policy.visible(user, Complaint.objects.filter(pk__in=mine.values("complaint")))
    return list(for_rows(waiting, language).order_by(F("due_on").asc(nulls_last=True), "received_at", "id")[: SHOWN_AT_MOST + 1])


def approvals_waiting(complaints: Sequence[UUID]) -> dict[UUID, list[Approval]]:
    """The approvals that the unsigned letters of each complaint wait for; one statement."""
    found: dict[UUID, list[Approval]] = defaultdict(list)
    rows = Approval.objects.filter(complaint__in=complaints, answer="", letter_id__in=_drafts()).select_related("person")
    for row in rows if complaints else ():
        found[row.complaint_id].append(row)
    return found


def _drafts() -> Any:
    return Letter.objects.filter(status=Letter.Status.DRAFT).values("id")


def signing_verb(complaint: Any) -> str:
    """The verb that signs what waits on a complaint (or its row); empty when nothing does."""
    in_review = {ReviewStage.PROPOSED: "sign_review", ReviewStage.REOPENING: "reopen"}
    by_state = {"awaiting_signature": "sign_decision", "outcome_proposed": "sign_outcome"}
    return in_review.get(complaint.review) or by_state.get(complaint.state, "")


def _grants(user: Any, verb: str) -> bool:
    return any(role in user.roles for role in policy.GRANTS[verb])


def citations_waiting(complaints: Sequence[UUID]) -> dict[UUID, list[str]]:
    """What the unsigned letters of each complaint cite; one statement, nothing is opened."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Letter.objects.filter(subject_id__in=complaints, status=Letter.Status.DRAFT).values_list("subject_id", "citations")
    for subject, refs in rows if complaints else ():
        found[subject] += [ref for ref in refs if ref not in found[subject]]
    return found
