"""Who answers for a body: recorded by the staff, with an entry in the journal on the body's own chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal
from arasha.bodies import actions as bodies
from arasha.bodies.digest import digest
from arasha.bodies.models import Body, BodyContact
from arasha.complaints.actions.base import NotYours
from arasha.complaints.doers import Staff
from arasha.people import policy


def add_contact(
    body: Body, *, by: Staff, at: datetime, name: str, email: str, language: str, position: str = "", **more: Any
) -> BodyContact:
    """Record a person who answers for `body`; `more` as in `arasha.bodies.actions.add_contact`.

    The journal keeps that it was done and by whom, not who the contact is.
    """
    _check_right(by)
    with transaction.atomic():
        contact = bodies.add_contact(body, name=name, email=email, language=language, position=position, at=at, **more)
        _record("add_contact", body, contact, by, at)
    return contact


def end_contact(contact: BodyContact, *, by: Staff, at: datetime) -> None:
    """The person no longer answers for the body; what was sent to them stays readable."""
    _check_right(by)
    with transaction.atomic():
        bodies.end_contact(contact, at=at)
        _record("end_contact", contact.body, contact, by, at)


def _check_right(by: Staff) -> None:
    if not policy.may_open(by.user, "bodies"):
        raise NotYours(_("Whoever works on complaints keeps the contacts of bodies."))


def _record(verb: str, body: Body, contact: BodyContact, by: Staff, at: datetime) -> None:
    journal.record(
        verb,
        by=by.actor,
        chain=journal.office_chain("body", str(body.pk)),
        subject=("body", str(body.pk)),
        key_id=None,
        details={"body": body.code, "contact": str(contact.pk)},
        at=at,
        digest=digest(str(body.pk)),
    )
