"""Questions about people and their consent."""

from __future__ import annotations

from uuid import UUID

from arasha.parties.models import Consent, Merge, Person, Purpose

ASKED = Consent.Answer.ASKED


def consents_on_record(complaint_id: UUID) -> dict[str, Consent]:
    """The newest answer on each purpose; a purpose on which nobody answered is missing. One statement."""
    rows = Consent.objects.filter(complaint_id=complaint_id).exclude(answer=ASKED).order_by("said_at", "id")
    return {row.purpose: row for row in rows}


def consent_on_record(complaint_id: UUID, purpose: str = Purpose.NAME_TO_BODY) -> Consent | None:
    """The newest answer of the person on `purpose`, or None when they never answered. One statement."""
    rows = Consent.objects.filter(complaint_id=complaint_id, purpose=purpose).exclude(answer=ASKED)
    return rows.order_by("-said_at", "-id").first()


def may(complaint_id: UUID, purpose: str) -> bool:
    """Whether the person allowed this and has not withdrawn it since. Never asked means no."""
    consent = consent_on_record(complaint_id, purpose)
    return bool(consent and consent.given)


def refused(complaint_id: UUID, purpose: str) -> bool:
    """Whether the person said no to this. Never asked is no refusal: what they wrote in the form counts then."""
    consent = consent_on_record(complaint_id, purpose)
    return bool(consent and not consent.given)


def may_name(complaint_id: UUID) -> bool:
    """Whether the person's identity may leave the office: only with a consent that was given and not withdrawn since."""
    return may(complaint_id, Purpose.NAME_TO_BODY)


def merges_of(person: Person) -> list[Merge]:
    """The merges that hold this person together with others, the newest first; one statement."""
    rows = Merge.objects.filter(undone_at=None, one__same=person.same).select_related("one", "other")
    return list(rows.order_by("-at", "-id"))
