"""Admissibility: accept, ask for more, redirect, decline. A second person signs what turns somebody away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.models import Body
from arasha.bodies.queries import is_part_of
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, NotPossibleNow, doing, state_before
from arasha.complaints.actions.correspondence import keep_message
from arasha.complaints.doers import Complainant, Staff
from arasha.complaints.models import AdmissibilityCheck, Complaint, Screening
from arasha.complaints.terms import end_all_terms, end_term, office_day, start_term
from arasha.law import Ground, Way
from arasha.letters.models import Letter


def accept(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    reasoning: str = "",
    against: Collection[str] = (),
    looked: bool = False,
    tell: bool = False,
    version: int | None = None,
) -> Complaint:
    """The complaint is admissible: say so to the complainant; the head assigns it next.

    `looked`: whoever accepts states to have read every ground of the profile; refused without. `against` are those that speak against
    it, and then the reasoning says why it is taken up all the same: no other ground stands in the way. `tell`: the letter names these
    grounds with what they rest on, so an article that nobody confirmed keeps it from being signed.
    """
    with doing("accept", complaint_id, by=by, at=at, version=version) as move:
        move.require(looked, _("Read each ground, then say that none stands in the way but those you ticked."))
        grounds = move.book.grounds_against(office_day(at))
        standing = _standing(move, grounds, against, reasoning)
        letter = _letter_of_acceptance(move, standing if tell else [])
        screening = _screening(move, decision="accepted", letter_id=letter.id, reasoning=reasoning, signed_at=at)
        _keep_check(move, screening, grounds, standing)
        end_term(move.complaint, "admissibility", verb="accept", at=at)
        move.target, move.details["screening"] = letter.id, str(screening.id)
        move.details.update(looked=looked, checked=[ground.code for ground in grounds], against=[one.code for one in standing])
    return move.complaint


def _standing(move: Move, grounds: Sequence[Ground], against: Collection[str], reasoning: str) -> list[Ground]:
    """The grounds that speak against the complaint, in the order of the profile."""
    known = {ground.code for ground in grounds}
    move.require(known.issuperset(against), _("This ground is not among those of today. Look at the list again."))
    move.require(
        not against or bool(reasoning.strip()),
        _("Something speaks against it. Decline the complaint, or write why we take it up all the same."),
    )
    return [ground for ground in grounds if ground.code in against]


def _letter_of_acceptance(move: Move, told: Sequence[Ground]) -> Letter:
    names = "; ".join(ground.name(move.complaint.language) for ground in told)
    values = {**outgoing.due_values(outgoing.consideration_term(move.complaint)), "against": names}
    return outgoing.to_complainant(move, "accepted", values, citations=[ground.code for ground in told])


def _keep_check(move: Move, screening: Screening, grounds: Sequence[Ground], standing: Sequence[Ground]) -> None:
    day = office_day(move.at)
    kept = [
        {"ground": ground.code, "confirmed": ground.citation.confirmed_on(day), "against": ground in standing}
        for ground in grounds
    ]
    AdmissibilityCheck.objects.create(complaint=move.complaint, screening=screening, grounds=kept)


def ask_more(complaint_id: UUID, *, by: Staff, at: datetime, questions: str, version: int | None = None) -> Complaint:
    """Ask the complainant for what is missing. In `kz` the term goes on: no verified rule stops it."""
    with doing("ask_more", complaint_id, by=by, at=at, version=version) as move:
        values = {"questions": questions, **outgoing.due_values(outgoing.consideration_term(move.complaint))}
        letter = outgoing.to_complainant(move, "ask_more", values)
        screening = _screening(move, decision="ask_more", letter_id=letter.id, reasoning=questions, signed_at=at)
        move.target, move.details["screening"] = letter.id, str(screening.id)
    return move.complaint


def propose_decline(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    ground: str,
    reasoning: str,
    ways: Sequence[str] | None = None,
    own_ways: str = "",
    text: str = "",
    version: int | None = None,
) -> Complaint:
    """Draft the letter that declines on one `ground` of the profile; nothing reaches the complainant before it is signed.

    `ways` are codes of other remedies of the profile that the letter gives (None: all that fit), `own_ways` the staff's own, one a line.
    """
    with doing("propose_decline", complaint_id, by=by, at=at, version=version) as move:
        chosen = move.book.ground(ground, office_day(at))
        outcome = chosen.effect
        move.require(outcome in DECLINES, _("This ground does not end a complaint. Choose another, or redirect."))
        given = _ways(move, ground, ways)
        letter = outgoing.draft_to_complainant(
            move,
            f"decline_{outcome}",
            outgoing.ground_values(move.complaint, chosen, reasoning, _remedies(move, given, own_ways)),
            citations=[ground],
            beside=[way.rule for way in given if way.rule],
            text=text,
        )
        move.target = letter.id
        _screening(move, decision="decline", outcome=outcome, ground=ground, letter_id=letter.id, reasoning=reasoning)
        move.details.update(ground=ground, outcome=outcome, ways=[way.code for way in given])
    return move.complaint


DECLINES = ("not_considered", "returned", "explained", "filed")


def propose_redirect(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    ground: str,
    to_body: Body,
    summary: str,
    reasoning: str,
    ways: Sequence[str] | None = None,
    own_ways: str = "",
    text: str = "",
    version: int | None = None,
) -> Complaint:
    """Draft the letters that pass the complaint to the competent body: to the complainant and, without the person's name unless
    they allowed it, to the body. Never to the body complained of, nor to one below it. `ways`, `own_ways`: as for a decline.

    The term of passing on runs from the day of receipt (`kz`: KZ-C11, 3 working days, by analogy)."""
    with doing("propose_redirect", complaint_id, by=by, at=at, version=version) as move:
        _refuse_judge_of_itself(move, to_body)
        chosen = move.book.ground(ground, office_day(at))
        move.require(chosen.verb == "propose_redirect", _("This ground does not pass a complaint on. Choose another."))
        given = _ways(move, ground, ways)
        values = outgoing.ground_values(move.complaint, chosen, reasoning, _remedies(move, given, own_ways))
        values["to_body"] = to_body.name(move.complaint.language)
        letter = outgoing.draft_to_complainant(
            move, "redirect", values, citations=[ground], beside=[way.rule for way in given if way.rule], text=text
        )
        outgoing.refuse_identity(move.complaint, summary, reasoning)
        cover_values = {"summary": summary, "reasoning": reasoning, "complainant": outgoing.name_if_allowed(move.complaint)}
        cover = outgoing.draft_to_body(
            move, "redirect_body", to_body, cover_values, citations=[ground], language=move.complaint.language
        )
        move.target = letter.id
        _screening(
            move,
            decision="redirect",
            outcome=chosen.effect,
            ground=ground,
            to_body=to_body,
            letter_id=letter.id,
            cover_letter_id=cover.id,
            reasoning=reasoning,
        )
        start_term(move.complaint, "redirect", book=move.book, at=move.complaint.received_at)
        move.details.update(ground=ground, to_body=to_body.code, ways=[way.code for way in given])
    return move.complaint


def sign_outcome(complaint_id: UUID, *, by: Staff, at: datetime, version: int | None = None) -> Complaint:
    """Sign what the lawyer proposed: the letters go out and the consideration term ends.

    Refused while a cited rule is not verified by somebody of the office, and for the person who proposed it.
    """
    with doing("sign_outcome", complaint_id, by=by, at=at, version=version) as move:
        screening = pending(move.complaint)
        move.require(
            screening.by_id != by.user.pk, _("Somebody else signs what you proposed: two pairs of eyes for every refusal.")
        )
        if screening.to_body is not None:
            _refuse_judge_of_itself(move, screening.to_body)  # the body complained of may have been corrected since
        for letter_id in filter(None, (screening.letter_id, screening.cover_letter_id)):
            letter = letters.get_letter(letter_id)
            if letter.body is not None:  # to the body: consent may have been withdrawn since it was written
                outgoing.refuse_prepared(move.complaint, letter.body, letter.text, named=False)
            outgoing.sign_and_send(move, letter)
        screening.signed_at = at
        screening.save(update_fields=["signed_at"])
        move.to = "redirected" if screening.decision == "redirect" else "declined"
        move.complaint.outcome, move.complaint.decided_at, move.complaint.closed_at = screening.outcome, at, at
        end_all_terms(move.complaint, verb="sign_outcome", at=at)
        move.target = screening.letter_id
        move.details.update(outcome=screening.outcome, ground=screening.ground)
    return move.complaint


def _refuse_judge_of_itself(move: Move, to_body: Body) -> None:
    move.require(
        not is_part_of(to_body, move.complaint.body),
        _("A complaint is never passed to the body it is about, nor to one below it. Choose the body above it, or another."),
    )


def _ways(move: Move, ground: str, codes: Sequence[str] | None) -> list[Way]:
    """The chosen other remedies; those that fit when nobody chose."""
    if codes is None:
        return list(move.book.ways_for(ground, move.complaint.topic))
    return [way for way in move.book.ways if way.code in codes]


def _remedies(move: Move, given: Sequence[Way], own_words: str) -> list[str]:
    said = outgoing.remedies_in_words(move.complaint, move.book, given, own_words, office_day(move.at))
    move.require(bool(said), _("Say what else the person can do. Choose a remedy, or write one."))
    return said


def send_back_outcome(complaint_id: UUID, *, by: Staff, at: datetime, note: str, version: int | None = None) -> Complaint:
    """The head does not sign: back to screening, with the reason."""
    with doing("send_back_outcome", complaint_id, by=by, at=at, version=version) as move:
        screening = pending(move.complaint)
        screening.sent_back_at = at
        screening.save(update_fields=["sent_back_at"])
        outgoing.discard(screening.letter_id, screening.cover_letter_id)
        end_term(move.complaint, "redirect", verb="send_back_outcome", at=at)
        move.note = note
    return move.complaint


def supply_more(complaint_id: UUID, *, by: Complainant, at: datetime, text: str, uploads: list | None = None) -> Complaint:
    """The complainant answers what was asked; the work goes on where it stood when we asked."""
    with doing("supply_more", complaint_id, by=by, at=at) as move:
        keep_message(move, text, from_public=True, uploads=uploads or [])
        move.to = state_before(move.complaint, "ask_more")
    return move.complaint


def pending(complaint: Complaint) -> Screening:
    """The proposal that awaits a signature."""
    found = Screening.objects.filter(complaint=complaint, signed_at=None, sent_back_at=None).order_by("-at").first()
    if found is None:
        raise NotPossibleNow(_("Nothing awaits a signature here."))
    found.complaint = complaint
    return found


def _screening(move: Move, **fields: object) -> Screening:
    reasoning = fields.pop("reasoning", "")
    row = Screening(complaint=move.complaint, at=move.at, by=move.user, book_version=move.book.version, **fields)
    row.reasoning = reasoning
    row.save(force_insert=True)
    return row
