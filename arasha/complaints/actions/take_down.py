"""What is told by telephone, at a visit or on paper becomes a complaint in the tray, written down by a member of staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.actions import advice as advices
from arasha.complaints.actions import reception
from arasha.complaints.actions.base import AlreadyDone, NotPossibleNow, NotYours, done_before
from arasha.complaints.actions.intake import described, receive
from arasha.complaints.actions.issues import grow_out_of
from arasha.complaints.book import current_book
from arasha.complaints.doers import Staff
from arasha.complaints.models import Advice, Appointment, Channel, Complaint, Identity, SystemicIssue
from arasha.complaints.parties import keys_for_receipt
from arasha.complaints.terms import moment_on, office_day
from arasha.people import policy

# How the person said whether the body may know the name, as consents know it.
SAID = {Channel.VISIT: "visit", Channel.PHONE: "phone"}
WITH_NUMBER = (Channel.PLATFORM, Channel.REDIRECTED)


@dataclass(frozen=True)
class TakenDown:
    """The complaint, and the person's code where they wanted one: it is kept nowhere, show it once."""

    complaint: Complaint
    code: str = ""


def take_down(
    answers: Mapping[str, Any],
    *,
    by: Staff,
    at: datetime,
    channel: str,
    language: str,
    received_on: date,
    with_code: bool = False,
    urgent: Sequence[str] = (),
    channel_number: str = "",
    channel_date: date | None = None,
    advice: Advice | None = None,
    appointment: Appointment | None = None,
    issue: SystemicIssue | None = None,
) -> TakenDown:
    """Receive what a member of staff wrote down; `answers` are named as those of the portal's form.

    It goes to the office that is competent, which need not be the one of `by`. `received_on` is the day on which it came (calendar day
    of the office); the term of registering runs from it. `urgent` are the reasons of the profile's list for which it cannot wait: the
    short term starts and whoever is on duty is told, in the same step. An own-initiative inquiry has no complainant.
    `advice`, `appointment` or a systemic `issue` is what it grew out of. Raises NotYours, NotPossibleNow, AlreadyDone when the same press
    was served before.

    The code is derived and the keys are made before the transaction begins.
    """
    _check(by, at, channel, received_on, channel_number)
    answers, book = _told(answers, channel), current_book()
    code = vault.new_code() if with_code and channel != Channel.OWN else ""
    derived = vault.derive(code) if code else None
    named = answers["identity"] != Identity.ANONYMOUS
    keys = vault.create_complaint_keys(derived, with_person=named, at=at)
    affected_key = keys_for_receipt(answers, at=at)
    complaint = described(
        answers, book=book, keys=keys, channel=channel, language=language, received_at=moment_on(received_on, at)
    )
    complaint.locator = derived.locator if derived else None
    complaint.channel_number, complaint.channel_date = channel_number, channel_date
    try:
        with transaction.atomic():
            how = SAID.get(Channel(channel), "paper")
            receive(
                complaint, book=book, keys=keys, affected_key=affected_key, verb="take_down", by=by, at=at, how=how, urgent=urgent,
                files_of=lambda: grow_out_of(issue, complaint, by=by, at=at),
            )  # fmt: skip
            advices.becomes(advice, complaint, by=by, at=at)
            reception.becomes(appointment, by=by, at=at, complaint=complaint)
    except IntegrityError:
        if done_before(by):
            raise AlreadyDone from None
        raise
    return TakenDown(complaint, code)


def taken_before(by: Staff) -> Complaint | None:
    """The complaint that this very press of the button took down, when it was served before."""
    return Complaint.objects.filter(steps__id=by.press, steps__by=by.user).first() if by.press else None


def _check(by: Staff, at: datetime, channel: str, received_on: date, channel_number: str) -> None:
    if not policy.may_open(by.user, "take_down"):
        raise NotYours(_("Your role does not include this step."))
    if channel == Channel.OWN and not policy.may_open(by.user, "own_initiative"):
        raise NotYours(_("A head of the office or the Commissioner opens an inquiry of the office's own initiative."))
    if done_before(by):
        raise AlreadyDone
    if received_on > office_day(at):
        raise NotPossibleNow(_("The day of receipt lies in the future. Write the day when it came."))
    if channel in WITH_NUMBER and not channel_number:
        raise NotPossibleNow(_("Write the number that the platform or the other body gave it: by it one finds it again."))


def _told(answers: Mapping[str, Any], channel: str) -> dict[str, Any]:
    """The answers that were given; nobody complains in an own-initiative inquiry, and who stays anonymous leaves no name."""
    identity = Identity.ANONYMOUS if channel == Channel.OWN else answers.get("identity") or Identity.CONFIDENTIAL
    left_out = ("name", "email", "phone", "address", "contact_note", "safe") if identity == Identity.ANONYMOUS else ()
    told = {name: value for name, value in answers.items() if value not in ("", None, False) and name not in left_out}
    if "safe" in answers and "safe" not in left_out and answers["safe"] is False:
        told["safe"] = False
    if channel == Channel.DETENTION:
        told["detention"] = True
    return {**told, "identity": str(identity)}
