"""More time for a body's answer: asked on its page or told to staff, granted within what the profile's rule or the office's policy
allows, or refused. The body reads the result on its page; a letter says it, and a mail that there is one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.errors import LinkRevoked, LinkUsed
from arasha.bodies.models import CameBy, SecureLink
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing, require_own
from arasha.complaints.actions.examination import complaint_of
from arasha.complaints.actions.inquiries import awaited, contact_for, term_of
from arasha.complaints.doers import BodyContactPerson, Staff
from arasha.complaints.language import page_language
from arasha.complaints.models import Inquiry, MoreTime, Term
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.law import LawError
from arasha.letters.models import Letter

PURPOSE = "body_answer"
LONGEST_LOOK = 400  # units of a rule: more than any term


def ask_more_time(inquiry_id: UUID, *, by: BodyContactPerson, at: datetime, until: date, reason: str) -> MoreTime:
    """The body asks for time until a day, before its term has passed; one request at a time. The link stays open."""
    with doing("ask_more_time", complaint_of(inquiry_id), by=by, at=at) as move:
        require_own(by, inquiry_id)
        _require_open(by.link)
        inquiry = awaited(move, inquiry_id)
        term = term_of(inquiry)
        move.require(
            term is not None and office_day(at) <= term.due_on, _("The day has passed. Send your answer: it is still taken.")
        )
        assert term is not None
        move.require(until > term.due_on, _("You have time until then anyway. Write a later day."))
        move.require(_waiting(inquiry) is None, _("You have asked already. We tell you what we decide."))
        request = MoreTime(complaint=move.complaint, inquiry=inquiry, asked_at=at, asked_until=until, came_by=CameBy.LINK)
        request.reason = reason
        request.save(force_insert=True)
        move.target = inquiry.id
        move.details.update(inquiry=str(inquiry.id), until=until.isoformat())
    return request


def grant_more_time(
    inquiry_id: UUID,
    *,
    by: Staff,
    at: datetime,
    until: date,
    words: str = "",
    came_by: str = CameBy.PHONE,
    version: int | None = None,
) -> Term:
    """Give time until a day, or the first working day from it on; the term of the answer is extended and the link with it.

    A request that waits is answered by it; without one the body asked in another way (`came_by`). Refused where no rule in force and
    no policy of the office lets the term be extended that far.
    """
    with doing("grant_more_time", complaint_of(inquiry_id), by=by, at=at, version=version) as move:
        inquiry = awaited(move, inquiry_id)
        term = term_of(inquiry)
        move.require(term is not None, _("No term runs that could be extended."))
        assert term is not None
        request = _waiting(inquiry) or MoreTime(
            complaint=move.complaint, inquiry=inquiry, asked_at=at, asked_until=until, came_by=came_by, reason=""
        )
        before, longer = term.due_on, _extended(move, term, until, office_day(request.asked_at))
        term.due_on, term.why = date.fromisoformat(longer["due"]), longer
        term.save(update_fields=["due_on", "why"])
        expires_at = outgoing.link_expires_at(term, at)
        SecureLink.objects.filter(target_id=inquiry.id, used_at=None, revoked_at=None).update(expires_at=expires_at)
        request.granted_until = term.due_on
        _decide(move, inquiry, request, {"granted": True, "words": words, **outgoing.due_values(term)}, words)
        move.details.update(before=before.isoformat(), after=term.due_on.isoformat())
    return term


def refuse_more_time(inquiry_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> MoreTime:
    """Refuse what was asked; the term stays as it is."""
    with doing("refuse_more_time", complaint_of(inquiry_id), by=by, at=at, version=version) as move:
        inquiry = awaited(move, inquiry_id)
        request = _waiting(inquiry)
        move.require(request is not None, _("No body asks for more time."))
        assert request is not None
        _decide(move, inquiry, request, {"granted": False, "words": reason, **outgoing.due_values(term_of(inquiry))}, reason)
    return request


def longest(book: Any, term: Term, *, asked_on: date) -> date | None:
    """The last day that the rule or the office's policy gives, by a request of `asked_on`; None where nothing lets the term be extended."""
    try:
        return date.fromisoformat(book.extended(term.why, PURPOSE, decided_on=min(asked_on, term.due_on))["due"])
    except LawError:
        return None


def _extended(move: Move, term: Term, until: date, asked_on: date) -> dict[str, Any]:
    """The term's sum with as many units of the rule as reach `until`. Who asked in time does not lose by the office's being slow:
    the extension counts as decided on the day of the request."""
    move.require(until > term.due_on, _("This is no later than the term that runs. Write a later day."))
    most = longest(move.book, term, asked_on=asked_on)
    move.require(most is not None, _("No rule in force and no policy of the office lets this term be extended."))
    assert most is not None
    move.require(until <= most, _("The longest that may be given is until %(day)s.") % {"day": write_date(most, page_language())})
    decided = min(asked_on, term.due_on)
    for number in range(1, LONGEST_LOOK):
        longer = _by(move, term, decided, number)
        if longer is not None and date.fromisoformat(longer["due"]) >= until:
            return longer
    return move.book.extended(term.why, PURPOSE, decided_on=decided)


def _by(move: Move, term: Term, decided: date, number: int) -> dict[str, Any] | None:
    try:
        return move.book.extended(term.why, PURPOSE, decided_on=decided, number=number)
    except LawError:
        return None


def _decide(move: Move, inquiry: Inquiry, request: MoreTime, values: dict[str, Any], words: str) -> None:
    """Close the request, write the letter, tell the contact by mail that there is one."""
    about = letters.get_letter(inquiry.letter_id)
    letter = outgoing.draft_to_body(move, "more_time", inquiry.body, {"number": about.number, **values}, language=about.language)
    outgoing.refuse_identity(move.complaint, words)
    letters.sign_letter(letter, by=move.user, book=move.book, at=move.at)
    contact = contact_for(inquiry)
    letters.send_letter(letter, at=move.at, channel=Letter.Channel.LINK if contact else Letter.Channel.POST, hold=timedelta(0))
    if contact is not None:
        letters.put_told(about, contact, at=move.at)
    request.decided_at, request.decided_by, request.letter_id, request.answer = move.at, move.user, letter.id, words or None
    request.save()
    move.target, move.note = letter.id, words or None
    move.details.update(inquiry=str(inquiry.id), request=str(request.id))


def _require_open(link: SecureLink) -> None:
    now = SecureLink.objects.select_for_update().get(pk=link.pk)
    if not now.is_open:
        raise LinkUsed if now.used_at is not None else LinkRevoked


def _waiting(inquiry: Inquiry) -> MoreTime | None:
    found = MoreTime.objects.filter(inquiry=inquiry.id, decided_at=None).first()
    if found is not None:
        found.complaint = inquiry.complaint
    return found
