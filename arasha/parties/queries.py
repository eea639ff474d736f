"""Questions about people and their consent."""

from __future__ import annotations

from uuid import UUID

from arasha.parties.models import Consent, Purpose


def consent_on_record(complaint_id: UUID, purpose: str = Purpose.NAME_TO_BODY) -> Consent | None:
    """The newest word of the person on `purpose`, or None when they were never asked. One statement."""
    return Consent.objects.filter(complaint_id=complaint_id, purpose=purpose).order_by("-said_at", "-id").first()


def may_name(complaint_id: UUID) -> bool:
    """Whether the person's identity may leave the office: only with a consent that was given and not withdrawn since."""
    consent = consent_on_record(complaint_id)
    return bool(consent and consent.given)
