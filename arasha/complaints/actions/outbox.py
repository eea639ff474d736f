"""What may still happen to what is on its way out: recalled, tried again, handed to the post, come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from arasha import letters
from arasha.bodies.actions import revoke_links
from arasha.bodies.models import SecureLink
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, NotYours, doing, open_for_writing
from arasha.complaints.actions.decision import outcome_of
from arasha.complaints.actions.review import take_back_answer
from arasha.complaints.doers import Staff, System
from arasha.complaints.models import Complaint, Inquiry, Proceeding, Remedy, Screening, Step, Term
from arasha.complaints.reviews import take_up_dropped
from arasha.complaints.terms import office_day
from arasha.errors import NotFound
from arasha.letters import outbox
from arasha.letters.models import Letter, Outgoing
from arasha.people import policy
from arasha.recommendations.actions import take_back_assessment, take_back_issue

# What stays where recalling a letter does not take its step back.
STAYS = {
    "register": _(
        "The complaint stays registered, with its number and its term. Correct its description, or write to the person."
    ),
    "pause_term": _("The term stays paused. Let it go on, or write to the person why it stands still."),
    "resume_term": _("The term goes on. Write to the person."),
    "extend_term": _("The term stays extended. Write to the person why."),
}
OTHERWISE_STAYS = _("What was done stays done; only the letter does not go out.")
MOVED_ON = _("The complaint has moved on since. It stays where it stands; only the letter does not go out.")


def recall_letter(complaint_id: UUID, *, by: Staff, at: datetime, letter_id: UUID, reason: str) -> Complaint:
    """Take back a letter that is still held back, with the others that were sent in the same step.

    Its number stays used and is shown as recalled. The complaint goes back where it stood before the step, with its terms, unless
    something came after it or the step is one that stays (`what_stays`). Raises LetterLeft, NotYours for a letter somebody else signed.
    """
    with doing("recall_letter", complaint_id, by=by, at=at) as move:
        letter = _letter_of(move.complaint, letter_id)
        if refusal := policy.may_recall(by.user, letter.signed_by_id):
            raise NotYours(refusal)
        outbox.held_letter(letter, at)
        open_for_writing(move.complaint)
        step = step_of(letter)
        together = list(Letter.objects.filter(subject_id=complaint_id, sent_at=letter.sent_at, status=Letter.Status.SENT))
        for one in together:
            outbox.take_back(one, at=at)
        move.target, move.note = letter.id, reason
        move.details.update(letters=[str(one.id) for one in together], numbers=[one.number for one in together])
        if step is not None and not what_stays(step):
            _undo(move, step, together)
    return move.complaint


def what_stays(step: Step | None) -> object:
    """What recalling the step's letter does not take back, as a sentence; empty when the complaint goes back where it stood."""
    if step is None or step.verb not in _UNDO:
        return STAYS.get(step.verb, OTHERWISE_STAYS) if step else OTHERWISE_STAYS
    later = Step.objects.filter(complaint=step.complaint_id).filter(Q(at__gt=step.at) | Q(at=step.at, id__gt=step.id))
    moved = later.exclude(from_state=F("to_state")).exists()
    return MOVED_ON if moved else ""


def step_of(letter: Letter) -> Step | None:
    """The step in which a letter was sent."""
    if letter.sent_at is None:
        return None
    steps = list(Step.objects.filter(complaint=letter.subject_id, at=letter.sent_at).order_by("-id"))
    return next((step for step in steps if step.target_id == letter.id), steps[0] if steps else None)


def send_again(complaint_id: UUID, *, by: Staff, at: datetime, entry_id: UUID) -> Outgoing:
    """Try once more what failed or came back; a mail goes to the address that the complainant calls safe today."""
    with doing("send_again", complaint_id, by=by, at=at) as move:
        entry = _entry_of(move.complaint, entry_id)
        if entry.letter is not None:
            outgoing.refuse_sent_before(move.complaint, entry.letter)
        _give_address(move, entry)
        outbox.again(entry, at=at)
        _tell(move, entry)
    return entry


def mark_posted(complaint_id: UUID, *, by: Staff, at: datetime, entry_id: UUID, on: date, tracking: str = "") -> Outgoing:
    """The letter was handed to the post `on` that calendar day of the office, under its number there if it has one."""
    with doing("mark_posted", complaint_id, by=by, at=at) as move:
        move.require(on <= office_day(at), _("This day lies in the future. Write the day on which the letter was posted."))
        entry = _entry_of(move.complaint, entry_id)
        outbox.posted(entry, on=on, tracking=tracking, at=at)
        _tell(move, entry, on=on.isoformat())
    return entry


def mark_returned(complaint_id: UUID, *, by: Staff | System, at: datetime, entry_id: UUID, on: date, reason: str) -> Outgoing:
    """A letter or mail came back `on` that calendar day. It stands in the officer's work until it is sent once more."""
    with doing("mark_returned", complaint_id, by=by, at=at) as move:
        move.require(on <= office_day(at), _("This day lies in the future. Write the day on which it came back."))
        entry = _entry_of(move.complaint, entry_id)
        outbox.returned(entry, on=on, reason=reason, at=at)
        move.note = reason
        _tell(move, entry, on=on.isoformat())
    return entry


def _tell(move: Move, entry: Outgoing, **more: str) -> None:
    move.target = entry.letter_id
    move.details.update(entry=str(entry.id), kind=entry.kind, **more)


def _give_address(move: Move, entry: Outgoing) -> None:
    if entry.kind == Outgoing.Kind.LINK:
        move.require(
            entry.letter is not None and entry.letter.notify is not None,
            _("A link is sent only once. Send the body a new link from the page of the complaint."),
        )
    if entry.kind in outbox.TO_BODIES:
        move.require(entry.address is not None, _("Remind the body again from the page of the complaint."))
    if entry.kind != Outgoing.Kind.NOTICE:
        return
    address = outgoing.safe_email(move.complaint)
    move.require(address != "", _("There is no e-mail address that the person calls safe. Reach them in another way."))
    if entry.letter is None:
        entry.address = address
    else:
        open_for_writing(move.complaint)
        entry.letter.notify = address
        entry.letter.save(update_fields=["notify"])


def _letter_of(complaint: Complaint, letter_id: UUID) -> Letter:
    letter = letters.get_letter(letter_id)
    if letter.subject_id != complaint.id:
        raise NotFound
    return letter


def _entry_of(complaint: Complaint, entry_id: UUID) -> Outgoing:
    found = Outgoing.objects.select_for_update(of=("self",)).select_related("letter").filter(pk=entry_id, subject_id=complaint.id)
    if (entry := found.first()) is None:
        raise NotFound
    return entry


# Taking a step back


def _undo(move: Move, step: Step, together: list[Letter]) -> None:
    """The complaint as it stood before the step: state, terms, and what the step itself wrote."""
    move.to = step.from_state
    Term.objects.filter(complaint=move.complaint, ended_by=step.verb, ended_on=office_day(step.at)).update(
        ended_on=None, ended_by=""
    )
    _UNDO[step.verb](move, step, together)
    move.details["undone"] = str(step.id)


def _undo_proposal(move: Move, step: Step, together: list[Letter]) -> None:
    """A proposal waits for its signature again, its letters as drafts; the recalled copies keep the numbers."""
    Screening.objects.filter(complaint=move.complaint, letter_id__in=[one.id for one in together]).update(signed_at=None)
    _open_again(move.complaint, decided=True)
    for letter in together:
        _draft_again(move, step, letter)


def _draft_again(move: Move, step: Step, letter: Letter) -> None:
    kept = outbox.draft_again(letter)
    Step.objects.filter(pk=step.pk, target_id=letter.id).update(target_id=kept.id)
    if move.target == letter.id:
        move.target = kept.id


def _undo_decision(move: Move, step: Step, together: list[Letter]) -> None:
    """The decision waits for its signature again; the acts are drafts, their numbers stay used."""
    _undo_act(move, step, together)
    _open_again(move.complaint, decided=True)
    for letter in together:
        if letter.code == "decision":
            _draft_again(move, step, letter)


def _undo_act(move: Move, step: Step, together: list[Letter]) -> None:
    """What was signed is a draft again, whoever it was for."""
    taken = take_back_issue([one.id for one in together])
    for recommendation in taken:
        revoke_links(recommendation, at=move.at)
        _end(move, recommendation)
    move.details["recommendations"] = [str(one) for one in taken]


def _undo_screening(move: Move, step: Step, together: list[Letter]) -> None:
    Screening.objects.filter(complaint=move.complaint, letter_id__in=[one.id for one in together]).update(sent_back_at=move.at)


def _undo_inquiry(move: Move, step: Step, together: list[Letter]) -> None:
    """The body was never asked."""
    for inquiry in Inquiry.objects.filter(complaint=move.complaint, letter_id__in=[one.id for one in together]):
        revoke_links(inquiry.id, at=move.at)
        _end(move, inquiry.id)
        move.details["inquiry"] = str(inquiry.id)
        _await_again(inquiry, step.at)
        inquiry.delete()


def _await_again(second: Inquiry, at: datetime) -> None:
    """The first inquiry is awaited again, where the second one let it go; its link opens as before."""
    if second.follows_id and Inquiry.objects.filter(pk=second.follows_id, let_go_at=at).update(let_go_at=None):
        SecureLink.objects.filter(target_id=second.follows_id, used_at=None, revoked_at=at).update(revoked_at=None)


def _undo_closing(move: Move, step: Step, together: list[Letter]) -> None:
    """Open again; the assessment and the remedy that came with the closing are taken back, and recorded anew with the next one."""
    if step.verb == "close_follow_up":
        take_back_assessment(move.complaint.id, at=step.at)
        Remedy.objects.filter(complaint=move.complaint, at=step.at).delete()
        Proceeding.objects.filter(complaint=move.complaint, at=step.at).delete()
    if step.verb == "confirm_withdrawal":
        take_up_dropped(move.complaint, at=step.at)
    _open_again(move.complaint, decided=False)


def _undo_review(move: Move, step: Step, together: list[Letter]) -> None:
    """The answer to a request for a review waits for its signature again; a complaint that it reopened stands where it stood."""
    for letter in together:
        _draft_again(move, step, letter)
    take_back_answer(move, [one.id for one in together], reopened=step.verb == "reopen")


def _open_again(complaint: Complaint, *, decided: bool) -> None:
    complaint.closed_at = None
    if decided:
        complaint.decided_at = None
    complaint.outcome = outcome_of(complaint) if complaint.decided_at else ""


def _end(move: Move, target_id: UUID) -> None:
    Term.objects.filter(complaint=move.complaint, target_id=target_id, ended_on=None).update(
        ended_on=office_day(move.at), ended_by=move.verb
    )


_UNDO: dict[str, Callable[[Move, Step, list[Letter]], None]] = {
    "sign_outcome": _undo_proposal,
    "sign_decision": _undo_decision,
    "sign_act": _undo_act,
    "accept": _undo_screening,
    "ask_more": _undo_screening,
    "send_inquiry": _undo_inquiry,
    "sign_review": _undo_review,
    "reopen": _undo_review,
    "close": _undo_closing,
    "close_follow_up": _undo_closing,
    "confirm_withdrawal": _undo_closing,
}
TAKEN_BACK = frozenset(_UNDO)
