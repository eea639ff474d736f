"""Cryptographic erasure: derived files and index rows first, then the keys. Figures stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from arasha import files, letters, vault
from arasha.complaints.actions import advice, reception
from arasha.complaints.actions.base import doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint, MatterToken, Party, PortalSession
from arasha.complaints.sketches import erase_sketch
from arasha.files.models import Blob
from arasha.parties.models import Person
from arasha.parties.tokens import erase_tokens

AT_ONCE = 500  # keys asked for in one statement


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
        blobs = _blobs_of(complaint)
        PortalSession.objects.filter(complaint=complaint).delete()
        MatterToken.objects.filter(complaint=complaint).delete()
        erase_sketch(complaint)
        erase_tokens(Party.objects.filter(complaint=complaint).values("person"))
        advice.forget(complaint, by=by, at=at)
        reception.forget(complaint, by=by, at=at)
        complaint.locator, complaint.erased_at = None, at
        transaction.on_commit(lambda: _erase_for_good(complaint, blobs))
    return certificate(complaint)


def certificate(complaint: Complaint) -> Certificate:
    """The certificate of an erased complaint."""
    assert complaint.erased_at is not None
    return Certificate(number=str(complaint), erased_at=complaint.erased_at, final_on=vault.final_on(complaint.erased_at))


def erase_again() -> int:
    """Finish erasures that a kill interrupted, and do again those that a restored backup of the key store undid (run by the
    schedule); returns how many complaints it had to finish. A partial index finds the erased ones among all."""
    erased = Complaint.objects.filter(erased_at__isnull=False).order_by("erased_at")
    keys = list(erased.values_list("key_id", flat=True))
    interrupted = 0
    for start in range(0, len(keys), AT_ONCE):
        if alive := vault.existing_keys(keys[start : start + AT_ONCE]):
            for complaint in erased.filter(key_id__in=alive).select_related("complainant"):
                _erase_for_good(complaint, _blobs_of(complaint))
                interrupted += 1
    return interrupted


def _blobs_of(complaint: Complaint) -> list[Blob]:
    """The evidence and the letters' files: whatever lies in files of its own."""
    blobs = [one.blob for one in complaint.attachments.select_related("blob")]
    blobs += [one.blob for one in complaint.exports.select_related("blob") if one.blob is not None]
    known = letters.letters_about(complaint.id)
    return blobs + [file for letter in known for file in (letter.pdf, letter.docx) if file is not None]


def _erase_for_good(complaint: Complaint, blobs: list[Blob]) -> None:
    for blob in blobs:
        files.erase_content(blob)
    before = [*complaint.advice.values_list("key_id", flat=True), *complaint.appointments.values_list("key_id", flat=True)]
    keys = [complaint.key_id, complaint.postbox_id, *_keys_of_people(complaint), *before]
    vault.erase_keys([key for key in keys if key])


def _keys_of_people(complaint: Complaint) -> list[UUID]:
    """The own keys of everybody concerned, as far as no other complaint that is not erased holds the same record."""
    people = Person.objects.filter(Q(parties__complaint=complaint) | Q(complaints=complaint)).distinct()
    elsewhere = Q(complaints__erased_at=None, complaints__isnull=False) | Q(
        parties__complaint__erased_at=None, parties__isnull=False
    )
    kept = Person.objects.filter(elsewhere).values("pk")
    return [person.key_id for person in people.exclude(pk__in=kept)]
