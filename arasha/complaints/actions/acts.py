"""Acts that follow findings: drafted by the officer, signed by the Commissioner or a deputy with the decision or alone, followed up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.actions import revoke_links
from arasha.bodies.models import Body, BodyContact
from arasha.complaints import approvals, outgoing
from arasha.complaints.actions.base import Move, doing
from arasha.complaints.doers import Staff
from arasha.complaints.findings import findings_now
from arasha.complaints.models import Complaint, Finding, Term
from arasha.complaints.terms import end_term, office_day, start_term
from arasha.errors import NotFound
from arasha.law import ActKind, RuleBook
from arasha.letters.models import Letter
from arasha.recommendations import actions as recommendations
from arasha.recommendations.models import Recommendation


def draft_act(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    kind: str,
    body: Body | None,
    contact: BodyContact | None,
    topic: str,
    text: str,
    version: int | None = None,
) -> Recommendation:
    """Draft an act of one `kind` of the profile: to a body, or, for a plain explanation, to the complainant (`body` None).

    Nothing leaves before it is signed: with the decision, or alone (`sign_act`).
    """
    with doing("draft_act", complaint_id, by=by, at=at, version=version) as move:
        chosen = move.book.act_kinds.get(kind)
        move.require(chosen is not None, _("The profile has no such act. Choose another."))
        assert chosen is not None
        move.require(chosen.to_body == (body is not None), _("Choose the body that gets it; an explanation goes to the person."))
        return keep_draft(move, chosen, body=body, contact=contact, topic=topic, text=text)


def keep_draft(
    move: Move, kind: ActKind, *, body: Body | None, contact: BodyContact | None, topic: str, text: str
) -> Recommendation:
    """The draft of an act inside a verb; what rests on a breach needs one, and a text for a body does not name who did not allow it."""
    results = set(findings_now(move.complaint).values_list("result", flat=True))
    move.require(bool(results), _("An act rests on what was found. Record the finding first."))
    move.require(
        not kind.needs_breach or Finding.Result.BREACH in results,
        _("A recommendation rests on a breach that was found. Record the finding first."),
    )
    if body is not None:
        outgoing.refuse_identity(move.complaint, text)
    drafted = recommendations.draft(
        source_id=move.complaint.id, key_id=move.complaint.key_id, kind=kind.code, body=body, contact=contact, topic=topic,
        text=text, by=move.user, at=move.at,
    )  # fmt: skip
    move.target = drafted.id
    move.details.update(recommendation=str(drafted.id), kind=kind.code, body=body.code if body else "")
    return drafted


def sign_act(complaint_id: UUID, *, by: Staff, at: datetime, act_id: UUID, version: int | None = None) -> Recommendation:
    """Sign one drafted act alone: its letter goes out and its own term starts. Somebody else drafted it.

    After the decision the complaint is followed up from then on. Raises CitationNotConfirmed while a rule it cites is not verified.
    """
    with doing("sign_act", complaint_id, by=by, at=at, version=version) as move:
        act = _draft_of(move, act_id)
        move.require(act.drafted_by_id != by.user.pk, _("Somebody else signs what you drafted: two pairs of eyes for every act."))
        letter = issue(move, act)
        move.to = "follow_up" if act.body_id and move.complaint.state == "decided" else move.complaint.state
        move.target = letter.id
    return act


def discard_act(complaint_id: UUID, *, by: Staff, at: datetime, act_id: UUID, note: str, version: int | None = None) -> Complaint:
    """A draft is thrown away, with the reason; what it said does not stay."""
    with doing("discard_act", complaint_id, by=by, at=at, version=version) as move:
        act = _draft_of(move, act_id)
        move.details.update(recommendation=str(act.id), kind=act.kind)
        move.note = note
        act.delete()
        approvals.cancel_given(move)
    return move.complaint


def record_act_outcome(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    act_id: UUID,
    reply: str,
    on: date,
    account: str = "",
    version: int | None = None,
) -> Recommendation:
    """What became of an act: accepted, partly, refused, or no answer, as of the calendar day `on`. Its term ends on that day, and a
    secure link opens no more. A later outcome (an appeal, a second answer) takes the place of the earlier; the journal keeps both."""
    with doing("record_act_outcome", complaint_id, by=by, at=at, version=version) as move:
        act = recommendations.issued_to_bodies(complaint_id).filter(pk=act_id).first()
        if act is None or act.issued_at is None:
            raise NotFound
        move.require(on <= office_day(at), _("This day lies in the future. Write the day on which the answer came."))
        move.require(on >= office_day(act.issued_at), _("This day lies before the letter was sent."))
        move.details.update(recommendation=str(act.id), before=act.reply, reply=reply, on=on.isoformat())
        recommendations.set_reply(act, reply=reply, on=on)
        revoke_links(act.id, at=at)
        for purpose in ("recommendation_answer", "act_answer"):
            end_term(move.complaint, purpose, verb=move.verb, at=at, target_id=act.id, on=on)
        move.target, move.note = act.id, account or None
    return act


def issue(move: Move, act: Recommendation) -> Letter:
    """Number, letter, term and sending of a drafted act, inside the verb that signs it. What the person allows is asked again: without
    consent the name is left out, and a text that was written with it is refused (WithdrawnSince)."""
    if act.body is not None:
        outgoing.refuse_prepared(move.complaint, act.body, act.text, named=True)
    number = _number(move)
    letter, term = _letter(move, act, number)
    if act.body is None:
        letter = outgoing.sign_and_send(move, letter)
    else:
        letter = outgoing.sign_and_send_through_link(
            move, letter, purpose="recommendation", target_id=act.id, contact=act.contact, term=term
        )
    recommendations.issue(act, number=number, letter_id=letter.id, at=move.at)
    move.details.setdefault("acts", []).append({"id": str(act.id), "kind": act.kind, "number": number})
    return letter


def letters_of(
    complaint: Complaint, drafts: Sequence[Recommendation], *, by: Staff, at: datetime, book: RuleBook
) -> list[Letter]:
    """The letters of drafted acts as they would go out now, in the order of `drafts`. For a page that shows them before the signature:
    numbers and terms are taken for it, so call it only in a transaction that is taken back."""
    move = Move(verb="sign_act", complaint=complaint, by=by, at=at, book=book)
    return [_letter(move, act, _number(move))[0] for act in drafts]


def _number(move: Move) -> str:
    return letters.recommendation_number(move.complaint.office.code, office_day(move.at).year)


def _letter(move: Move, act: Recommendation, number: str) -> tuple[Letter, Term | None]:
    """The unsigned letter of an act, and the term of its answer."""
    kind = move.book.act_kinds[act.kind]
    if act.body is None:
        return outgoing.draft_to_complainant(move, kind.letter, {"act": act.text}, citations=kind.basis), None
    term = start_term(move.complaint, kind.purpose, book=move.book, at=move.at, target_id=act.id) if kind.purpose else None
    values: dict[str, Any] = {
        "number": number,
        "act": act.text,
        "recommendation": act.text,
        "complainant": outgoing.name_if_allowed(move.complaint),
        "has_link": act.contact is not None,
        **outgoing.due_values(term),
    }
    language = act.contact.language if act.contact else move.complaint.language
    return outgoing.draft_to_body(move, kind.letter, act.body, values, citations=kind.basis, language=language), term


def _draft_of(move: Move, act_id: UUID) -> Recommendation:
    drafts = {draft.id: draft for draft in recommendations.drafts_of(move.complaint.id)}
    if act_id not in drafts:
        raise NotFound(_("This draft is not here any more: it was signed or thrown away."))
    return drafts[act_id]
