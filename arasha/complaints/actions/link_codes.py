"""The code of a body's secure link: told by staff, typed by the contact, wrong ones noted; and the link closed by the office."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal, vault
from arasha.bodies import actions as bodies
from arasha.bodies import codes
from arasha.bodies.errors import CodeWrong, LinkLocked
from arasha.bodies.models import CodeWay, SecureLink
from arasha.complaints import outgoing
from arasha.complaints.actions.base import Move, doing
from arasha.complaints.digest import digest
from arasha.complaints.doers import BodyContactPerson, Staff
from arasha.complaints.models import Complaint
from arasha.complaints.queries.body import letter_behind

CLOSED = _("This link is closed or used already: there is nothing to open with a code.")


def give_code(complaint_id: UUID, *, by: Staff, at: datetime, link: SecureLink, way: str, version: int | None = None) -> str:
    """Make a new code for a link that is open. By telephone it is returned, to be told once and forgotten; by post it goes in a letter
    and nothing is returned. An earlier code opens nothing any more; a link locked by wrong codes opens again."""
    with doing("give_code", complaint_id, by=by, at=at, version=version) as move:
        link = _open_link(move, link.id)
        move.details.update(link=str(link.id), way=way, unlocked=link.code_locked_at is not None)
        if way == CodeWay.POST:
            sent = outgoing.send_code(move, link, letter_behind(link))
            move.target = sent.id
            return ""
        return codes.show_code(bodies.give_code(link, way=CodeWay.PHONE, at=at))


def revoke_link(
    complaint_id: UUID, *, by: Staff, at: datetime, link: SecureLink, reason: str, version: int | None = None
) -> None:
    """Close a link: it went to the wrong person, or they no longer answer for the body. The term runs on."""
    with doing("revoke_link", complaint_id, by=by, at=at, version=version) as move:
        link = _open_link(move, link.id)
        SecureLink.objects.filter(pk=link.pk).update(revoked_at=at)
        move.note = reason
        move.details["link"] = str(link.id)


def enter_code(by: BodyContactPerson, typed: str, *, at: datetime) -> str:
    """The contact types the code; returns the pass that opens the page. A wrong code is counted and noted in the journal.

    Raises CodeWrong, LinkLocked (from the fifth wrong one), CodeNotGiven.
    """
    link = by.link
    key = Complaint.objects.values_list("key_id", flat=True).get(pk=link.complaint_id)
    vault.load_keys([key])
    with transaction.atomic():
        right = bodies.try_code(link, typed, at=at)
        if not right:
            _note_wrong(by, key, at)
    if right:
        return codes.pass_for(link, at=at)
    raise LinkLocked if link.code_locked_at is not None else CodeWrong


def _note_wrong(by: BodyContactPerson, key: UUID, at: datetime) -> None:
    """What was typed is not noted: it may be the code with one digit wrong."""
    link = by.link
    journal.record(
        "wrong_code",
        by=by.actor,
        chain=link.complaint_id,
        subject=("complaint", str(link.complaint_id)),
        key_id=key,
        details={"link": str(link.id), "tries": link.code_tries, "locked": link.code_locked_at is not None},
        at=at,
        digest=digest(str(link.complaint_id)),
    )


def _open_link(move: Move, link_id: UUID) -> SecureLink:
    rows = SecureLink.objects.select_for_update(of=("self",)).select_related("body", "contact__body")
    link = rows.filter(pk=link_id, complaint_id=move.complaint.id).first()
    move.require(link is not None and link.is_open, CLOSED)
    assert link is not None
    if link.contact is not None and link.contact.key_id:
        vault.load_keys([link.contact.key_id])
    return link
