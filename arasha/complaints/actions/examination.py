"""Examination: who works on it, what the body says, what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies import actions as bodies
from arasha.bodies.models import Body, BodyContact, CameBy
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing, spend_link
from arasha.complaints.actions.correspondence import attach
from arasha.complaints.actions.hearing import require_heard
from arasha.complaints.actions.incoming import book_in
from arasha.complaints.actions.plan import pass_on_plan
from arasha.complaints.doers import BodyContactPerson, Staff
from arasha.complaints.models import Complaint, Finding, Incoming, Inquiry, MoreTime, Term
from arasha.complaints.reviews import took_part_before_reopening
from arasha.complaints.standards import kept
from arasha.complaints.terms import end_term, office_day, start_term
from arasha.parties.queries import may_name
from arasha.people.models import Role, User

NOT_NAMED = _(
    "The person has not allowed us to tell the body who they are. Send the inquiry without the name, or record their consent first."
)

OTHER_BODY = _("A second inquiry goes to the body that was asked first. Choose that body.")
NOT_LATE = _("The body still has time to answer the first inquiry. Remind it, or wait until its term is over.")


def assign(complaint_id: UUID, *, by: Staff, at: datetime, officer: User, version: int | None = None) -> Complaint:
    """Give the complaint to a case officer (again: to another). Somebody recused cannot get it."""
    verb = "assign" if Complaint.objects.filter(pk=complaint_id, state="accepted").exists() else "reassign"
    with doing(verb, complaint_id, by=by, at=at, version=version) as move:
        move.require(officer.is_active and officer.has_role(Role.OFFICER), _("Choose somebody who works as a case officer."))
        move.require(not move.complaint.recused(officer.pk), _("This officer declared a conflict of interest. Choose another."))
        move.require(
            officer.pk not in took_part_before_reopening(move.complaint),
            _("It was reopened after a review: somebody who took no part in the first decision works on it now. Choose another."),
        )
        move.details.update(officer=str(officer.pk), before=str(move.complaint.officer_id or ""))
        move.complaint.officer, move.complaint.duty = officer, None  # from now on it is the officer's, also when it is urgent
        pass_on_plan(move, officer)
    return move.complaint


def send_inquiry(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    body: Body,
    contact: BodyContact | None,
    summary: str,
    questions: str,
    named: bool,
    text: str = "",
    follows: Inquiry | None = None,
    version: int | None = None,
) -> Inquiry:
    """Ask a body for its explanation. Its answer has a term of its own; the contact gets a secure link by e-mail.

    The person's name goes only with their consent on record, and a text that carries it without consent is refused. `follows` makes
    it the second inquiry to that one: its answer did not suffice, or did not come in its term.
    """
    with doing("send_inquiry", complaint_id, by=by, at=at, version=version) as move:
        move.require(not named or may_name(complaint_id), NOT_NAMED)
        earlier = _followed(move, follows, body) if follows else {}
        inquiry = Inquiry(
            complaint=move.complaint, body=body, contact=contact, sent_at=at, sent_by=by.user, named=named, follows=follows
        )
        term = start_term(move.complaint, "body_answer", book=move.book, at=at, target_id=inquiry.id)
        values = {
            "summary": summary,
            "questions": questions,
            "complainant": outgoing.person_name(move.complaint) if named else "",
            "has_link": contact is not None,
            **earlier,
            **outgoing.due_values(term),
        }
        language = contact.language if contact else move.complaint.language
        template = "inquiry_second" if follows else "inquiry"
        letter = outgoing.draft_to_body(move, template, body, values, text=text, language=language)
        outgoing.refuse_identity(move.complaint, text, summary, questions, named=named)
        outgoing.sign_and_send_through_link(move, letter, purpose="inquiry", target_id=inquiry.id, contact=contact, term=term)
        inquiry.letter_id, inquiry.questions = letter.id, questions
        inquiry.save(force_insert=True)
        move.target = letter.id
        move.details.update(inquiry=str(inquiry.id), body=body.code, named=named)
        if follows:
            move.details["follows"] = str(follows.id)
    return inquiry


def _followed(move: Move, follows: Inquiry, body: Body) -> dict[str, Any]:
    """Let the first inquiry go where it was not answered, its link closed, and answer what the second letter says of it."""
    first = Inquiry.objects.select_for_update().get(pk=follows.pk)
    move.require(first.complaint_id == move.complaint.id and first.body_id == body.id, OTHER_BODY)
    first.complaint = move.complaint
    term = Term.objects.filter(complaint=move.complaint, target_id=first.id).order_by("-started_on", "-id").first()
    late = term is None or term.due_on < office_day(move.at)
    move.require(first.answered_at is not None or first.let_go_at is not None or late, NOT_LATE)
    if first.is_awaited:
        let_go(move, first)
        bodies.revoke_links(first.id, at=move.at)
    sent = letters.get_letter(first.letter_id)
    return {
        "first_number": sent.number,
        "first_on": office_day(first.sent_at),
        "answered_on": office_day(first.answered_at) if first.answered_at else None,
    }


def let_go(move: Move, inquiry: Inquiry) -> None:
    """The answer is not awaited any longer, and its term ends; more time that was asked is not decided any more."""
    inquiry.let_go_at = move.at
    inquiry.save(update_fields=["let_go_at"])
    end_term(move.complaint, "body_answer", verb=move.verb, at=move.at, target_id=inquiry.id)
    close_requests(inquiry, at=move.at, by=move.user)


def close_requests(inquiry: Inquiry, *, at: datetime, by: User | None) -> None:
    """A request for more time that waits is past: the answer came, or nobody waits for it."""
    MoreTime.objects.filter(inquiry=inquiry.id, decided_at=None).update(decided_at=at, decided_by=by)


def complaint_of(inquiry_id: UUID) -> UUID:
    """The complaint of an inquiry."""
    return Inquiry.objects.values_list("complaint_id", flat=True).get(pk=inquiry_id)


def answer_inquiry(inquiry_id: UUID, *, by: BodyContactPerson, at: datetime, text: str, uploads: list | None = None) -> Inquiry:
    """The body answers through its secure link, once; the link is used up with it."""
    complaint_id = complaint_of(inquiry_id)
    with doing("answer_inquiry", complaint_id, by=by, at=at) as move:
        inquiry = Inquiry.objects.select_for_update().get(pk=inquiry_id)
        inquiry.complaint = move.complaint
        spend_link(by, inquiry_id, at=at)
        inquiry.answer, inquiry.answered_at, inquiry.came_by = text, at, CameBy.LINK
        inquiry.save(update_fields=["answer", "answered_at", "came_by"])
        attach(move, uploads or [], part="answer", target_id=inquiry.id, added_by="body")
        book_in(move.complaint, Incoming.Kind.ANSWER, way=CameBy.LINK, at=at, by=None, target_id=inquiry.id)
        end_term(move.complaint, "body_answer", verb="answer_inquiry", at=at, target_id=inquiry.id)
        close_requests(inquiry, at=at, by=None)
        move.target = inquiry.id
        move.details["inquiry"] = str(inquiry.id)
    return inquiry


def record_finding(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    topic: str,
    result: str,
    reasoning: str,
    body: Body | None = None,
    standards: Sequence[str] = (),
    own_standards: str = "",
    standards_read: bool = False,
    version: int | None = None,
) -> Finding:
    """Record what was found on one right. A breach needs the body's chance to explain itself first where the
    profile says so (`kz`: KZ-C18).

    `standards` are codes of articles that the profile lists for the right, `own_standards` typed ones, one a line. The decision letter
    cites them only with `standards_read`: whoever records the finding says that they read them in their text.
    """
    with doing("record_finding", complaint_id, by=by, at=at, version=version) as move:
        if result == Finding.Result.BREACH:
            require_heard(move, body or move.complaint.body)
        finding = Finding(
            complaint=move.complaint, at=at, by=by.user, topic=topic, result=result, body=body or move.complaint.body
        )
        listed = {one.code for one in move.book.standards_for(topic)}
        move.require(set(standards) <= listed, _("The profile does not list this article for this right. Write it yourself."))
        finding.reasoning, finding.standards = reasoning, kept(standards, own_standards) or None
        finding.standards_read = standards_read and bool(finding.standards)
        finding.save(force_insert=True)
        move.target = finding.id
        move.details.update(
            finding=str(finding.id), topic=topic, result=result, standards=list(standards), read=finding.standards_read
        )
    return finding
