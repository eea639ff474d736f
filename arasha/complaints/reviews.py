"""What holds for the review of a decision, whoever asks: which decision, until when, who took part in it, what else the person can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from arasha import letters
from arasha.complaints.models import Complaint, Review, ReviewStage, Screening, Step
from arasha.complaints.terms import office_day
from arasha.law import Due, RuleBook
from arasha.letters.models import Letter
from arasha.people.models import Role, User
from arasha.people.policy import LEADERS, REVIEW_ROLES

DECISIONS = ("sign_outcome", "sign_decision")
# Whoever did one of these took part in the decision: they wrote it, judged on it or signed it.
PART = frozenset({
    "record_finding", "draft_recommendation", "draft_act", "sign_act", "propose_decline", "propose_redirect", "propose_decision",
    "send_back_outcome", "send_back_decision", "approve_letter", "return_letter", *DECISIONS,
})  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """What can be reviewed: the step that signed it and the letter that the person got."""

    step: Step
    letter: Letter

    @property
    def on(self) -> date:
        return office_day(self.step.at)


def decision_of(complaint: Complaint) -> Decision | None:
    """The decision that stands, once its letter has left; None where there is none (a complaint taken over from a register)."""
    step = Step.objects.filter(complaint=complaint, verb__in=DECISIONS).order_by("-at", "-id").first()
    return Decision(step, letters.get_letter(step.target_id)) if step and step.target_id else None


def time_to_ask(book: RuleBook, decided_at: datetime) -> Due | None:
    """Until when one may ask for a review of a decision of that moment, by the profile's rule or the office's policy; None: no limit."""
    return book.term_for("ask_review", decided_at)


def review_of(complaint: Complaint) -> Review | None:
    """The review that is under way."""
    review = Review.objects.filter(complaint=complaint, ended_at=None).select_related("decision", "reviewer", "message").first()
    if review is not None:
        review.complaint = review.message.complaint = complaint
    return review


def took_part(complaint: Complaint) -> frozenset[UUID]:
    """Everybody who took part in deciding, also in an earlier decision that fell: the officers, the authors, the signatories."""
    return _who(complaint, Step.objects.filter(complaint=complaint), complaint.officer_id)


def took_part_before_reopening(complaint: Complaint) -> frozenset[UUID]:
    """Everybody who took part in the decision that fell; nobody when the complaint was never reopened."""
    if complaint.reopened_at is None:
        return frozenset()
    return _who(complaint, Step.objects.filter(complaint=complaint, at__lt=complaint.reopened_at), None)


def _who(complaint: Complaint, steps: QuerySet[Step], officer: UUID | None) -> frozenset[UUID]:
    done = steps.filter(verb__in=PART, by__isnull=False).values_list("by", flat=True)
    before = [UUID(was["officer"]) for was in complaint.reviews.values_list("was", flat=True) if was.get("officer")]
    return frozenset(filter(None, (*done, *before, officer)))


def why_not_reviewer(complaint: Complaint, user: User, part: frozenset[UUID]) -> str:
    """Why this member of staff cannot do the review, as a sentence; empty when they can."""
    if not (user.is_active and user.has_role(*REVIEW_ROLES)):
        return _("Choose a case officer or a lawyer.")
    if user.pk in part:
        return _("%(name)s took part in the decision. Choose somebody who did not.") % {"name": user.name}
    if complaint.recused(user.pk):
        return _("%(name)s declared a conflict of interest. Choose another.") % {"name": user.name}
    return ""


def reviewers(complaint: Complaint) -> list[User]:
    """Who can do the review: case officers and lawyers of the office and of the centre who took no part; of the office first."""
    part = took_part(complaint)
    staff = User.objects.filter(is_active=True).select_related("office")
    near = [user for user in staff if user.office_id == complaint.office_id or (user.office and user.office.region == "")]
    able = [user for user in near if not why_not_reviewer(complaint, user, part)]
    return sorted(able, key=lambda user: (user.office_id != complaint.office_id, user.name))


def other_signatories(complaint: Complaint, review: Review) -> list[User]:
    """Leaders who may sign the answer and took no part in the first decision."""
    part = took_part(complaint) | {review.reviewer_id}
    leaders = [user for user in User.objects.filter(is_active=True) if user.has_role(*LEADERS)]
    return [user for user in leaders if user.pk not in part and not complaint.recused(user.pk)]


def why_not_sign(complaint: Complaint, review: Review, user: User) -> str:
    """Why this leader cannot sign the answer, as a sentence; empty when they can. The Commissioner signs what they signed the first
    time only where nobody else may."""
    if user.pk == review.reviewer_id:
        return _("Somebody else signs what you proposed: two pairs of eyes for every decision.")
    if user.pk not in took_part(complaint):
        return ""
    others = other_signatories(complaint, review)
    if others:
        names = ", ".join(one.name for one in others)
        return _("You took part in the first decision. Somebody who did not signs this answer: %(names)s.") % {"names": names}
    return (
        "" if user.has_role(Role.COMMISSIONER) else _("You took part in the first decision. The Commissioner signs this answer.")
    )


def what_else(complaint: Complaint, book: RuleBook, language: str, on: date) -> list[str]:
    """What the person can still do once a decision was reviewed, by the profile's other remedies: those that rest on nothing, or on an
    article that somebody confirmed."""
    ground = Screening.objects.filter(complaint=complaint, signed_at__isnull=False).exclude(ground="").order_by("-at").first()
    fitting = book.ways_for(ground.ground if ground else "", complaint.topic)
    sure = [way.name(language) for way in fitting if not way.rule or _confirmed(book, way.rule, on)]
    return list(dict.fromkeys([book.text("remedy.new_facts", language), *sure]))


def _confirmed(book: RuleBook, rule: str, on: date) -> bool:
    cited = book.citation(rule, on)
    return cited is None or cited.confirmed_on(on)


def to_stage(complaint: Complaint, stage: str | None, reviewer: User | None = None) -> None:
    """Where the review stands, on the complaint itself: lists and rights read it there. Saved with the verb."""
    complaint.review, complaint.reviewer = stage, reviewer


def release_reviewer(complaint: Complaint) -> None:
    """The reviewer stepped aside: the review waits for another, and what they proposed is thrown away."""
    review = review_of(complaint)
    if review is None:
        return
    discard_answer(review)
    review.reviewer, review.given_at = None, None
    review.save(update_fields=["reviewer", "given_at", *ANSWER])
    to_stage(complaint, ReviewStage.ASKED)


ANSWER = ("answer", "reasoning", "letter_id")


def discard_answer(review: Review) -> None:
    """Throw a proposed answer away with its letter; the caller saves the columns of ANSWER."""
    if review.letter_id is not None:
        letters.discard_letter(letters.get_letter(review.letter_id))
    review.answer, review.reasoning, review.letter_id = "", None, None


def drop_review(complaint: Complaint, *, at: datetime) -> None:
    """The complaint is withdrawn, and with it the request for a review."""
    review = review_of(complaint)
    if review is None:
        return
    discard_answer(review)
    review.ended_at = at
    review.save(update_fields=["ended_at", *ANSWER])
    to_stage(complaint, None)


def take_up_dropped(complaint: Complaint, *, at: datetime) -> None:
    """The withdrawal that dropped a review at that moment was taken back: the review goes on."""
    review = Review.objects.filter(complaint=complaint, ended_at=at, signed_by=None).select_related("reviewer").first()
    if review is None:
        return
    review.ended_at = None
    review.save(update_fields=["ended_at"])
    to_stage(complaint, ReviewStage.GIVEN if review.reviewer else ReviewStage.ASKED, review.reviewer)
