"""Cryptographic erasure: derived files and index rows first, then the keys. Figures stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from arasha import files, letters, vault
from arasha.complaints.actions.base import doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint, PortalSession
from arasha.complaints.terms import office_day


@dataclass(frozen=True)
class Certificate:
    """What was erased and from which day on nobody can restore it (calendar day of the office)."""

    number: str
    erased_at: datetime
    final_on: date


def erase(complaint_id: UUID, *, by: Staff, at: datetime, reason: str) -> Certificate:
    """Erase what a complaint says, for good. Its number, dates, classification and journal chain remain and still verify.

    The keys go after the transaction: killed in between, `erase_again` finishes the work from `erased_at`.
    """
    with doing("erase", complaint_id, by=by, at=at) as move:
        complaint = move.complaint
        move.details["reason"] = reason
        blobs = [one.blob for one in complaint.attachments.select_related("blob")]
        blobs += [letter.pdf for letter in letters.letters_about(complaint_id) if letter.pdf_id]
        PortalSession.objects.filter(complaint=complaint).delete()
        complaint.locator, complaint.erased_at = None, at
        transaction.on_commit(lambda: _erase_for_good(complaint, blobs, at))
    return certificate(complaint)


def certificate(complaint: Complaint) -> Certificate:
    """The certificate of an erased complaint; backups of the key store expire KEY_BACKUP_DAYS calendar days after it."""
    final = office_day(complaint.erased_at) + timedelta(days=settings.KEY_BACKUP_DAYS)
    return Certificate(number=str(complaint), erased_at=complaint.erased_at, final_on=final)


def erase_again(*, at: datetime) -> int:
    """Finish erasures that a kill interrupted (run by the schedule); returns how many keys were still there."""
    rows = Complaint.objects.exclude(erased_at=None).values_list("key_id", "postbox_id")
    return vault.erase_keys([key for row in rows for key in row if key], at)


def _erase_for_good(complaint: Complaint, blobs: list[files.Blob], at: datetime) -> None:
    for blob in blobs:
        files.erase_content(blob)
    keys = [complaint.key_id, complaint.postbox_id, *_key_of_person(complaint)]
    vault.erase_keys([key for key in keys if key], at)


def _key_of_person(complaint: Complaint) -> list[UUID]:
    """The person's own key, when this was their only complaint that is not erased."""
    person = complaint.complainant
    if person is None or person.complaints.filter(erased_at=None).exists():
        return []
    return [person.key_id]
