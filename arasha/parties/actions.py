"""Changes to people and their consent. Called inside a complaint's verb, which writes the journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from arasha.parties.models import Consent, Person, Purpose

CONTACT = ("email", "phone", "address", "safe", "contact_note")


def record_person(answers: Mapping[str, Any], *, key_id: UUID, language: str, at: datetime) -> Person:
    """Keep who somebody is, sealed under the person's own key."""
    person = Person(key_id=key_id, language=language, made_at=at)
    person.name = str(answers.get("name") or "")
    person.contact = {field: answers.get(field) for field in CONTACT}
    person.save(force_insert=True)
    return person


def record_consent(
    complaint_id: UUID, *, given: bool, how: str, by: UUID | None, at: datetime, purpose: str = Purpose.NAME_TO_BODY
) -> Consent:
    """Keep the person's newest word on `purpose`; the older words stay."""
    return Consent.objects.create(complaint_id=complaint_id, purpose=purpose, given=given, how=how, said_at=at, recorded_by=by)
