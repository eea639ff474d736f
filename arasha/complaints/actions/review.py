"""The review of a decision: asked for, given to somebody who took no part in it, answered, signed; and the reopening.

It runs beside the road: the complaint stays where it stands, with whatever goes on there, until `reopen` takes it up again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from arasha import letters
from arasha.complaints import outgoing, reviews
from arasha.complaints.actions.base import Move, NotPossibleNow, doing, open_for_writing
from arasha.complaints.actions.correspondence import keep_message
from arasha.complaints.doers import Complainant, Staff
from arasha.complaints.language import page_language
from arasha.complaints.models import Channel, Incoming, Message, Review, ReviewStage, Term
from arasha.complaints.terms import end_term, moment_on, office_day, start_term
from arasha.law import Way
from arasha.letters.templates import Template
from arasha.people.models import User

Answer = Review.Answer


class ReviewedBefore(NotPossibleNow):
    """A decision is reviewed once; the message says what else the person can do."""


def ask_review(complaint_id: UUID, *, by: Complainant, at: datetime, text: str, uploads: list[Any] | None = None) -> Review:
    """The complainant does not agree with the decision, and says why. After the last day it is taken all the same, and marked.

    The words and files are a message, which the code opens. Raises ReviewedBefore.
    """
    with doing("ask_review", complaint_id, by=by, at=at) as move:
        decision = _decision_to_review(move, office_day(at))
        message = keep_message(move, text, from_public=True, uploads=uploads or [], kind=Incoming.Kind.REVIEW)
        return _begin(move, decision, message, on=office_day(at), channel=Channel.PORTAL)


def record_review_request(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    channel: str = Channel.POST,
    received_on: date | None = None,
    text: str = "",
    uploads: list[Any] | None = None,
    message_id: UUID | None = None,
    version: int | None = None,
) -> Review:
    """Write down a request that came past the portal `received_on` that day of the office; or, with `message_id`, take a message in which
    the person asks for it as the request. Its term runs from the day when it came. Raises ReviewedBefore."""
    with doing("record_review_request", complaint_id, by=by, at=at, version=version) as move:
        if message_id is not None:
            message = _message_of(move, message_id)
            channel, on = Channel.PORTAL, office_day(message.at)
            decision = _decision_to_review(move, on)
        else:
            on = received_on or office_day(at)
            decision = _decision_to_review(move, on)
            message = keep_message(
                move, text, from_public=True, uploads=uploads or [], kind=Incoming.Kind.REVIEW, way=channel, received_on=on
            )
        return _begin(move, decision, message, on=on, channel=channel)


def assign_review(complaint_id: UUID, *, by: Staff, at: datetime, reviewer: User, version: int | None = None) -> Review:
    """Give the review to a case officer or lawyer who took no part in the decision; again: to another."""
    with doing("assign_review", complaint_id, by=by, at=at, version=version) as move:
        review = _open_review(move)
        move.require(move.complaint.review in (ReviewStage.ASKED, ReviewStage.GIVEN), _("Its answer is proposed already."))
        if reason := reviews.why_not_reviewer(move.complaint, reviewer, reviews.took_part(move.complaint)):
            raise NotPossibleNow(reason)
        before = review.reviewer_id
        review.reviewer, review.given_at = reviewer, at
        review.save(update_fields=["reviewer", "given_at"])
        reviews.to_stage(move.complaint, ReviewStage.GIVEN, reviewer)
        move.target = review.id
        move.details.update(review=str(review.id), reviewer=str(reviewer.pk), before=str(before or ""))
    return review


def propose_review(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    answer: str,
    reasoning: str,
    ways: Sequence[str] | None = None,
    own_ways: str = "",
    text: str = "",
    version: int | None = None,
) -> Review:
    """The reviewer puts the reasoned answer before a leader: the decision stands, a part of it changes, or the complaint is taken up again.

    `ways`, `own_ways`: what else the person can do, as for a decline. Nothing reaches the person before it is signed.
    """
    with doing("propose_review", complaint_id, by=by, at=at, version=version) as move:
        review = _open_review(move)
        move.require(move.complaint.review == ReviewStage.GIVEN, _("The review has been given to nobody yet."))
        given = [way for way in move.book.ways if ways and way.code in ways]
        letter = outgoing.draft_to_complainant(
            move, "review", _values(move, review, answer, reasoning, given, own_ways),
            beside=[way.rule for way in given if way.rule], text=text,
        )  # fmt: skip
        review.answer, review.reasoning, review.letter_id = Answer(answer), reasoning, letter.id
        review.save(update_fields=list(reviews.ANSWER))
        reopens = review.answer == Answer.REOPEN
        reviews.to_stage(move.complaint, ReviewStage.REOPENING if reopens else ReviewStage.PROPOSED, by.user)
        move.target = letter.id
        move.details.update(review=str(review.id), answer=answer, ways=[way.code for way in given])
    return review


def send_back_review(complaint_id: UUID, *, by: Staff, at: datetime, note: str, version: int | None = None) -> Review:
    """The answer is not signed: back to the reviewer, with the reason."""
    with doing("send_back_review", complaint_id, by=by, at=at, version=version) as move:
        review = _waiting(move, ReviewStage.PROPOSED, ReviewStage.REOPENING)
        reviews.discard_answer(review)
        review.save(update_fields=list(reviews.ANSWER))
        reviews.to_stage(move.complaint, ReviewStage.GIVEN, review.reviewer)
        move.note = note
        move.details["review"] = str(review.id)
    return review


def sign_review(complaint_id: UUID, *, by: Staff, at: datetime, version: int | None = None) -> Review:
    """Sign the answer: the person gets the letter, the review and its term end. The complaint stays where it stands."""
    with doing("sign_review", complaint_id, by=by, at=at, version=version) as move:
        review = _waiting(move, ReviewStage.PROPOSED)
        _sign(move, review, _signatory(move, review))
    return review


def reopen(complaint_id: UUID, *, by: Staff, at: datetime, version: int | None = None) -> Review:
    """Sign that the complaint is taken up again: it waits for an officer who took no part, and a new term of consideration runs, set by
    the profile's rule or the office's policy on reopened complaints. What runs with bodies goes on."""
    with doing("reopen", complaint_id, by=by, at=at, version=version) as move:
        review, complaint = _waiting(move, ReviewStage.REOPENING), move.complaint
        lines = _signatory(move, review)
        review.was = {
            "officer": str(complaint.officer_id or ""), "outcome": complaint.outcome, "reopened_at": _text(complaint.reopened_at),
            "decided_at": _text(complaint.decided_at), "closed_at": _text(complaint.closed_at),
        }  # fmt: skip
        complaint.officer = complaint.duty = complaint.decided_at = complaint.closed_at = None
        complaint.outcome, complaint.reopened_at = "", at
        term = start_term(complaint, "consideration", set_by="reconsideration", book=move.book, at=at)
        _sign(move, review, [*_until(move, term), *lines])
    return review


def take_back_answer(move: Move, letter_ids: Sequence[UUID], *, reopened: bool) -> None:
    """The letter was recalled before it went out: the answer waits for its signature again, the complaint stands where it stood."""
    review = Review.objects.select_related("reviewer").get(complaint=move.complaint, letter_id__in=letter_ids)
    review.complaint, complaint = move.complaint, move.complaint
    outgoing.take_out(letters.get_letter(review.letter_id), review.was.pop("lines", []))
    if reopened:
        complaint.officer_id = UUID(review.was["officer"]) if review.was["officer"] else None
        complaint.outcome = review.was["outcome"]
        for name in ("decided_at", "closed_at", "reopened_at"):
            setattr(complaint, name, datetime.fromisoformat(review.was[name]) if review.was[name] else None)
        end_term(complaint, "consideration", verb=move.verb, at=move.at)
    review.was, review.signed_by, review.ended_at = {}, None, None
    review.save(update_fields=["was", "signed_by", "ended_at"])
    reviews.to_stage(complaint, ReviewStage.REOPENING if reopened else ReviewStage.PROPOSED, review.reviewer)


# inside


def _decision_to_review(move: Move, on: date) -> reviews.Decision:
    """The decision that the request is about. Refuses a second review, kindly, and a request that came before the decision."""
    decision = reviews.decision_of(move.complaint)
    move.require(
        decision is not None and decision.letter.has_left(move.at) and move.complaint.erased_at is None,
        _("There is no decision of ours yet that could be reviewed."),
    )
    assert decision is not None
    move.require(move.complaint.review is None, _("A review of this decision is under way already. You need not ask again."))
    if Review.objects.filter(decision=decision.step).exists():
        raise ReviewedBefore(_reviewed_before(move))
    move.require(
        decision.on <= on <= office_day(move.at), _("This day lies before the decision, or in the future. Look at it again.")
    )
    return decision


def _reviewed_before(move: Move) -> str:
    ways = reviews.what_else(move.complaint, move.book, page_language(), office_day(move.at))
    return _("This decision was reviewed already, and a decision is reviewed once. What else can be done: %(ways)s") % {
        "ways": " ".join(ways)
    }


def _begin(move: Move, decision: reviews.Decision, message: Message, *, on: date, channel: str) -> Review:
    until = reviews.time_to_ask(move.book, decision.step.at)
    review = Review(
        complaint=move.complaint, decision=decision.step, message=message, asked_at=move.at, asked_on=on, channel=channel,
        by=move.user, last_day=until.due_on if until else None,
    )  # fmt: skip
    review.save(force_insert=True)
    start_term(move.complaint, "review", book=move.book, at=moment_on(on, move.at), target_id=review.id)
    reviews.to_stage(move.complaint, ReviewStage.ASKED)
    move.target = review.id
    move.details.update(
        review=str(review.id), decision=str(decision.step.id), message=str(message.id), asked_on=on.isoformat(), channel=channel,
        late=review.late,
    )  # fmt: skip
    return review


def _message_of(move: Move, message_id: UUID) -> Message:
    message = Message.objects.filter(pk=message_id, complaint=move.complaint, from_public=True).first()
    if message is None:
        raise NotPossibleNow(_("This is no message of the person. Choose theirs."))
    return message


def _open_review(move: Move) -> Review:
    review = reviews.review_of(move.complaint)
    if review is None:
        raise NotPossibleNow(_("Nobody asked for a review of this decision."))
    return review


def _waiting(move: Move, *stages: str) -> Review:
    """The review whose answer waits for a signature, in one of these stages."""
    review = _open_review(move)
    move.require(move.complaint.review in stages, _("Nothing awaits a signature here."))
    return review


def _values(move: Move, review: Review, answer: str, reasoning: str, given: Sequence[Way], own_ways: str) -> dict[str, Any]:
    """What the letter says by itself: what was decided when, when the person asked, the answer, why, and what else they can do."""
    decision = reviews.decision_of(move.complaint)
    return {
        "decided_on": office_day(review.decision.at),
        "decision_number": (decision.letter.number if decision else "") or "",
        "asked_on": review.asked_on,
        "reasoning": reasoning,
        **{name: answer == name for name in Answer.values},
        "remedies": outgoing.remedies_in_words(move.complaint, move.book, given, own_ways, office_day(move.at)),
    }


def _signatory(move: Move, review: Review) -> list[str]:
    """What the letter says of who signs: nothing, or that it is who signed the first time. Raises NotPossibleNow for who may not."""
    if reason := reviews.why_not_sign(move.complaint, review, move.user):
        raise NotPossibleNow(reason)
    if move.user.pk not in reviews.took_part(move.complaint):
        return []
    move.details["same_signatory"] = True
    return [move.book.text("letter.same_signatory", move.complaint.language)]


def _until(move: Move, term: Term | None) -> list[str]:
    """Until when the new decision comes; nothing where no term runs."""
    if term is None:
        return []
    language = move.complaint.language
    said = move.book.text("letter.considered_until", language)
    line = Template("review", language, "", said).fill({"due": term.due_on})[1]
    own = [move.book.text("letter.own_term", language)] if term.basis == Term.Basis.POLICY else []
    return [" ".join([line, *own])]


def _sign(move: Move, review: Review, lines: list[str]) -> None:
    """The letter goes out with these lines, the review and its term end."""
    open_for_writing(move.complaint)
    assert review.letter_id is not None
    letter = outgoing.put_in(letters.get_letter(review.letter_id), lines)
    outgoing.sign_and_send(move, letter)
    end_term(move.complaint, "review", verb=move.verb, at=move.at, target_id=review.id)
    review.signed_by, review.ended_at, review.was = move.user, move.at, {**review.was, "lines": lines}
    review.save(update_fields=["signed_by", "ended_at", "was"])
    reviews.to_stage(move.complaint, None)
    move.target = letter.id
    move.details.update(review=str(review.id), answer=review.answer, letter=str(letter.id))


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
