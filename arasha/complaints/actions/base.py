"""What every verb of the road has in common: lock, right, procedure, version, change, step, journal entry, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import journal, vault
from arasha.bodies.actions import use_link
from arasha.complaints.book import current_book
from arasha.complaints.digest import digest
from arasha.complaints.doers import BodyContactPerson, Complainant, Doer, Staff
from arasha.complaints.joining import leads
from arasha.complaints.models import Complaint, Step
from arasha.complaints.terms import earliest_due, end_term
from arasha.errors import Conflict, NotFound, Refused
from arasha.law import REQUIREMENTS, RuleBook
from arasha.people import policy


class NotYours(Refused):
    """The rights table says no; or the code is another person's, the link was sent for something else."""

    message = _("This code or link is for something else. Nothing was changed.")


class NotPossibleNow(Conflict):
    """The road does not allow this verb in the present state, or what it requires is missing."""


class ChangedMeanwhile(Conflict):
    """Somebody else did a verb on the complaint since the page was shown."""

    message = _(
        "Somebody changed this complaint while you were writing. Nothing of yours was saved yet and nothing was overwritten: "
        "read what changed, then send again."
    )


class AlreadyDone(Conflict):
    """The button was pressed twice: what it does was done the first time."""

    message = _("This was done already.")


@dataclass
class Move:
    """One verb under way. The action changes `complaint`, sets `to` when the procedure leaves a choice, and fills `details`."""

    verb: str
    complaint: Complaint
    by: Doer
    at: datetime
    book: RuleBook
    to: str = ""
    target: UUID | None = None
    note: str | None = None
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def user(self) -> Any:
        return self.by.user

    def require(self, condition: bool, message: Any) -> None:
        """Refuse the whole verb, with a sentence for the person, unless `condition` holds."""
        if not condition:
            raise NotPossibleNow(message)


@contextmanager
def doing(verb: str, complaint_id: UUID, *, by: Doer, at: datetime, version: int | None = None) -> Iterator[Move]:
    """Run one verb: everything inside happens wholly or not at all, and leaves one journal entry.

    Raises NotFound, AlreadyDone, NotYours, NotPossibleNow, ChangedMeanwhile. `at` is aware, UTC. `version` is what the page showed.
    """
    book = current_book()
    with transaction.atomic():
        complaint = _locked(complaint_id)
        if done_before(by):
            raise AlreadyDone
        _check_right(book, by, verb, complaint)
        _check_procedure(book, verb, complaint, version)
        vault.load_keys([complaint.key_id])
        move = Move(verb=verb, complaint=complaint, by=by, at=at, book=book)
        yield move
        _finish(move)


def also(move: Move, other: UUID, *, verb: str = "") -> AbstractContextManager[Move]:
    """The same verb (or `verb`) on another complaint's chain, by the same person, at the same instant. The press names the first step
    only."""
    assert isinstance(move.by, Staff)
    return doing(verb or move.verb, other, by=replace(move.by, press=None), at=move.at)


def lock_in_order(ids: Sequence[UUID]) -> None:
    """The rows of several complaints, in one order for everybody: two who lock the same ones wait for each other and none for both."""
    list(Complaint.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def done_before(by: Doer) -> bool:
    """Whether this very press of a button was served already: its verb's step bears the name of the press."""
    press = by.press if isinstance(by, Staff) else None
    return press is not None and Step.objects.filter(pk=press, by=by.user).exists()


def open_for_writing(complaint: Complaint) -> UUID:
    """Load the post-box key (letters and messages to the complainant) with the complaint's own; returns its id."""
    if complaint.postbox_id is None:
        return complaint.key_id
    vault.open_postbox_with_key(complaint.postbox_id)
    return complaint.postbox_id


def state_before(complaint: Complaint, *verbs: str) -> str:
    """Where the complaint stood when one of `verbs` was last done on it: there the work goes on."""
    step = Step.objects.filter(complaint=complaint, verb__in=verbs).order_by("-at", "-id").first()
    if step is None:
        raise NotPossibleNow(_("This step is not possible now: the complaint has moved on. Nothing was changed."))
    return step.from_state


def _locked(complaint_id: UUID) -> Complaint:
    try:
        return Complaint.objects.select_for_update(of=("self",)).select_related("office").get(pk=complaint_id)
    except Complaint.DoesNotExist:
        raise NotFound(_("We have no such complaint.")) from None


# What the person says with their code, and staff write down when they hear it.
SAID_BY_BOTH = frozenset({"record_consent"})


def _check_right(book: RuleBook, by: Doer, verb: str, complaint: Complaint) -> None:
    """Staff by the table of rights; whoever has a code or a link only on its own complaint, and only what is theirs to do."""
    if isinstance(by, Staff) and (reason := policy.may(by.user, verb, complaint)):
        raise NotYours(reason)
    actor = book.procedure.verb(verb).actor
    if isinstance(by, Complainant) and (by.complaint_id != complaint.id or not (actor == "complainant" or verb in SAID_BY_BOTH)):
        raise NotYours
    if isinstance(by, BodyContactPerson) and (by.link.complaint_id != complaint.id or actor != "body"):
        raise NotYours


def spend_link(by: BodyContactPerson, target_id: UUID, *, at: datetime) -> None:
    """Use the body's link up for `target_id`, which it must have been sent for. Raises NotYours, LinkUsed, LinkRevoked."""
    require_own(by, target_id)
    use_link(by.link, at=at)


def require_own(by: BodyContactPerson, target_id: UUID) -> None:
    """A link speaks only for what it was sent for, not for all of the complaint. Raises NotYours."""
    if by.link.target_id != target_id:
        raise NotYours


def _check_procedure(book: RuleBook, verb: str, complaint: Complaint, version: int | None) -> None:
    if not book.procedure.is_allowed(verb, complaint.state):
        raise NotPossibleNow(_("This step is not possible now: the complaint has moved on. Nothing was changed."))
    if complaint.review is not None and "no_review" in book.procedure.verb(verb).requires:
        raise NotPossibleNow(gettext(REQUIREMENTS["no_review"]))
    if "no_joined" in book.procedure.verb(verb).requires and leads(complaint):
        raise NotPossibleNow(gettext(REQUIREMENTS["no_joined"]))
    if "no_interim" in book.procedure.verb(verb).requires and complaint.interim_measures.filter(ended_at=None).exists():
        raise NotPossibleNow(gettext(REQUIREMENTS["no_interim"]))
    if version is not None and version != complaint.version:
        raise ChangedMeanwhile


def _finish(move: Move) -> None:
    complaint, before = move.complaint, move.complaint.state
    complaint.state = move.to or move.book.procedure.verb(move.verb).to or before
    complaint.version += 1
    if "urgent" in move.book.procedure.verb(move.verb).ends:
        end_term(complaint, "urgent", verb=move.verb, at=move.at)
    complaint.due_on = earliest_due(complaint)
    complaint.save()
    step = write_step(move, before)
    journal.record(
        move.verb,
        by=move.by.actor,
        chain=complaint.id,
        subject=("complaint", str(complaint.id)),
        key_id=complaint.key_id,
        details={"step": str(step.id), "from": before, "to": complaint.state, "book": move.book.version, **move.details},
        at=move.at,
        digest=digest(str(complaint.id)),
    )


def write_step(move: Move, before: str) -> Step:
    """The line of the timeline that this verb leaves."""
    press = move.by.press if isinstance(move.by, Staff) else None
    return Step.objects.create(
        **({"id": press} if press else {}),
        complaint=move.complaint,
        at=move.at,
        verb=move.verb,
        from_state=before,
        to_state=move.complaint.state,
        by_kind=move.by.actor.kind,
        by=move.user,
        book_version=move.book.version,
        target_id=move.target,
        note=move.note,
    )
