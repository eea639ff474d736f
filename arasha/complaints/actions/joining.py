"""Complaints about one matter: joined under a lead, taken out again, related."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, NotPossibleNow, also, doing, lock_in_order, state_before
from arasha.complaints.doers import Staff
from arasha.complaints.joining import JOINED, LEADING, TO_BE_JOINED, current, leads
from arasha.complaints.models import Complaint, Joining, Relation
from arasha.errors import DomainError, NotFound
from arasha.law import REQUIREMENTS
from arasha.people import policy


def join_complaints(
    lead_id: UUID, *, by: Staff, at: datetime, members: Sequence[UUID], reason: str, version: int | None = None
) -> list[Joining]:
    """Consider `members` together with the lead, on which an officer works: what is found on the lead stands for each of them.

    Each keeps its number, its people, its terms and a letter of its own; each is told so. All of them or none. Raises as `doing` does,
    with the number of the complaint that stands in the way.
    """
    with transaction.atomic():
        lock_in_order([lead_id, *members])
        with doing("join_complaints", lead_id, by=by, at=at, version=version) as move:
            move.require(bool(members), _("Choose at least one complaint."))
            move.require(
                move.complaint.state in LEADING and move.complaint.officer_id is not None,
                gettext(REQUIREMENTS["leading"]),
            )
            made = [_join(move, member, reason) for member in dict.fromkeys(members)]
            move.note, move.details["joined"] = reason, [str(one.complaint_id) for one in made]
            move.target = made[0].id
    return made


def separate_complaints(
    lead_id: UUID, *, by: Staff, at: datetime, members: Sequence[UUID], reason: str, version: int | None = None
) -> list[Joining]:
    """Take `members` out of what is considered together: each stands where it stood before, with the officer it had then, and goes on by
    itself. Their terms ran on all the time. All of them or none."""
    with transaction.atomic():
        lock_in_order([lead_id, *members])
        with doing("separate_complaints", lead_id, by=by, at=at, version=version) as move:
            move.require(bool(members), _("Choose at least one complaint."))
            ended = [_separate(move, member, reason) for member in dict.fromkeys(members)]
            move.note, move.details["separated"] = reason, [str(one.complaint_id) for one in ended]
    return ended


def relate(
    complaint_id: UUID, *, by: Staff, at: datetime, other: UUID, kind: str, note: str = "", version: int | None = None
) -> Relation:
    """Note that two complaints belong together, and how. Nothing else follows from it; both journals have it."""
    with transaction.atomic():
        lock_in_order([complaint_id, other])
        with doing("relate", complaint_id, by=by, at=at, version=version) as move:
            _require_other(move, other)
            move.require(_relation(complaint_id, other) is None, _("These complaints are related already."))
            made = Relation(complaint=move.complaint, other_id=other, kind=Relation.Kind(kind), at=at, by=by.user)
            made.note = note or None
            made.save(force_insert=True)
            _on_both(move, other, made, note)
    return made


def unrelate(complaint_id: UUID, *, by: Staff, at: datetime, other: UUID, reason: str, version: int | None = None) -> Relation:
    """They do not belong together after all."""
    with transaction.atomic():
        lock_in_order([complaint_id, other])
        with doing("unrelate", complaint_id, by=by, at=at, version=version) as move:
            _require_other(move, other)
            found = _relation(complaint_id, other)
            if found is None:
                raise NotFound(_("These complaints are not related any more."))
            found.ended_at = at
            found.save(update_fields=["ended_at"])
            _on_both(move, other, found, reason)
    return found


# inside


@contextmanager
def _there(move: Move, other: UUID) -> Iterator[Move]:
    """The same verb on another complaint's chain; what stands in its way is said with its number."""
    number = policy.visible(move.user, Complaint.objects.filter(pk=other)).values_list("number", flat=True).first()
    if number is None:
        raise NotFound(_("You have no such complaint, or it has no number yet: register it first."))
    try:
        with also(move, other) as there:
            yield there
    except DomainError as refusal:
        said = gettext("Complaint %(number)s: %(why)s") % {"number": number, "why": refusal.message}
        raise type(refusal)(said) from refusal


def _join(move: Move, member: UUID, reason: str) -> Joining:
    lead = move.complaint
    move.require(member != lead.pk, _("A complaint cannot be joined to itself."))
    with _there(move, member) as there:
        one = there.complaint
        there.require(one.state in TO_BE_JOINED, _("It can be joined only while it is screened, accepted or examined."))
        there.require(not leads(one), _("Others are joined to it. Take them out first."))
        there.require(one.about_office == lead.about_office, _("A complaint about the office has its own route."))
        there.require(
            lead.officer is not None and not one.recused(lead.officer.pk),
            _("The officer of the complaint that leads declared a conflict of interest."),
        )
        Joining.objects.filter(complaint=one, ended_at=None).update(ended_at=move.at)  # from before it was reopened
        made = Joining(complaint=one, lead=lead, at=move.at, by=move.user, officer_before=one.officer)
        made.save(force_insert=True)
        one.officer, one.duty = lead.officer, None
        there.to, there.target, there.note = JOINED, made.id, reason
        there.details.update(joining=str(made.id), lead=str(lead.pk), before=str(made.officer_before_id or ""))
        _tell(there, "joined")
    return made


def _separate(move: Move, member: UUID, reason: str) -> Joining:
    found = current().filter(complaint=member, lead=move.complaint).select_related("officer_before").first()
    if found is None:
        raise NotPossibleNow(_("It is not joined to this complaint any more."))
    with _there(move, member) as there:
        there.require(
            there.complaint.state == JOINED, _("Its decision is being signed or it has one: it cannot be taken out now.")
        )
        found.complaint, found.ended_at = there.complaint, move.at
        found.save(update_fields=["ended_at"])
        there.complaint.officer = found.officer_before
        there.to, there.target, there.note = state_before(there.complaint, "join_complaints"), found.id, reason
        there.details.update(joining=str(found.id), lead=str(move.complaint.pk))
        _tell(there, "separated")
    return found


def _tell(there: Move, code: str) -> None:
    """The person learns that others told of the same, never who; nobody is there to read it of some."""
    if outgoing.has_reader(there.complaint):
        letter = outgoing.to_complainant(there, code, outgoing.due_values(outgoing.consideration_term(there.complaint)))
        there.details["letter"] = str(letter.id)


def _require_other(move: Move, other: UUID) -> None:
    move.require(other != move.complaint.pk, _("A complaint cannot be related to itself."))


def _relation(one: UUID, other: UUID) -> Relation | None:
    """The relation of two complaints, on whichever side it was noted."""
    rows = Relation.objects.filter(ended_at=None, complaint__in=[one, other], other__in=[one, other])
    return rows.select_related("complaint").first()


def _on_both(move: Move, other: UUID, relation: Relation, note: str) -> None:
    move.note, move.target = note or None, relation.id
    move.details.update(relation=str(relation.id), other=str(other), kind=relation.kind)
    with _there(move, other) as there:
        there.note, there.target = note or None, relation.id
        there.details.update(relation=str(relation.id), other=str(move.complaint.pk), kind=relation.kind)
