"""Who is concerned in a complaint, for every action and page: reading them, making them on receipt, the marks by which the same person
or the same matter is found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from arasha import vault
from arasha.complaints.models import Attachment, Complaint, Identity, MatterToken, Party, SafetyNote
from arasha.parties.actions import record_person
from arasha.parties.models import Person
from arasha.parties.tokens import SIZE, fold_name
from arasha.people.models import User

Role = Party.Role


def parties_of(complaint: Complaint) -> list[Party]:
    """Everybody concerned now, the lead complainant first; one statement. Their persons' keys are not loaded."""
    warned = SafetyNote.objects.filter(party=OuterRef("pk"))
    rows = list(complaint.parties.filter(removed_at=None).select_related("person").annotate(warned=Exists(warned)))
    for row in rows:
        row.complaint = complaint
    return sorted(rows, key=lambda row: row.person_id is None or row.person_id != complaint.complainant_id)


def open_parties(parties: Sequence[Party]) -> None:
    """Load the keys of the persons among them, in one statement."""
    vault.load_keys([party.person.key_id for party in parties if party.person])


def signers(complaint: Complaint) -> int:
    """How many people complain together; one statement."""
    return complaint.parties.filter(role=Role.COMPLAINANT, removed_at=None).count()


def keys_for_receipt(answers: Mapping[str, Any], *, at: datetime) -> UUID | None:
    """A key for the affected person of a complaint that is about to be received; None where nobody else is told of, and for an anonymous
    complaint, which leaves no record of anybody. Call it before the transaction begins."""
    named = answers.get("identity") != Identity.ANONYMOUS
    return vault.create_key("person", at) if named and _tells_of_another(answers) else None


def receive_parties(
    complaint: Complaint, answers: Mapping[str, Any], *, affected_key: UUID | None, at: datetime, by: User | None = None
) -> None:
    """Make the parties of a complaint that was just received, whatever way it came: the complainant, whose `Person` stands in
    `complaint.complainant` (None for an anonymous one), and the affected person where somebody else complains.

    `answers` are those of the portal's form (name, about, affected_name, relation, child, detention). Call it inside the transaction,
    with the complaint saved and its files attached; `affected_key` is what `keys_for_receipt` gave. The files must be open to read.
    """
    if complaint.complainant:
        said = {} if _tells_of_another(answers) else _circumstances(answers)
        add(
            complaint,
            role=Role.COMPLAINANT,
            person=complaint.complainant,
            name=str(answers.get("name") or ""),
            said=said,
            at=at,
            by=by,
        )
    if _tells_of_another(answers):
        name = str(answers.get("affected_name") or "")
        made = affected_key and record_person({"name": name}, key_id=affected_key, language=complaint.language, at=at)
        said = {**_circumstances(answers), "relation": str(answers.get("relation") or "")}
        add(complaint, role=Role.AFFECTED, person=made or None, name=name, said=said, at=at, by=by)
    write_matter_tokens(complaint)


def add(
    complaint: Complaint, *, role: str, person: Person | None, name: str, said: dict[str, Any], at: datetime, by: User | None
) -> Party:
    """One more party. Called inside a verb or on receipt."""
    party = Party(complaint=complaint, role=role, person=person, added_at=at, added_by=by)
    party.name, party.said = name, said
    party.save(force_insert=True)
    return party


def write_matter_tokens(complaint: Complaint) -> None:
    """The marks by which the same matter is found: body, place and day together; each file by its content."""
    answers = complaint.story or {}
    place, day = fold_name(f"place {answers.get('place') or ''}"), str(answers.get("date") or answers.get("when") or "")
    found = []
    if place and day and complaint.body_id:
        event = f"{complaint.body_id} {place} {fold_name(f'day {day}')}"
        found.append((MatterToken.Kind.EVENT, vault.blind("matter event", event)))
    for file in Attachment.objects.filter(complaint=complaint).select_related("blob"):
        if not file.blob.erased:
            found.append((MatterToken.Kind.FILE, vault.blind("matter file", file.blob.sha256)))
    MatterToken.objects.filter(complaint=complaint).delete()
    MatterToken.objects.bulk_create(MatterToken(complaint=complaint, kind=kind, value=value[:SIZE]) for kind, value in found)


def _tells_of_another(answers: Mapping[str, Any]) -> bool:
    return answers.get("about") == "other" or bool(answers.get("affected_name"))


def _circumstances(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: True for name in ("child", "detention") if answers.get(name)}
