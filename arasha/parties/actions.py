"""Changes to people and their consent. Called inside a complaint's verb, which writes the journal entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from arasha.parties.models import Consent, Merge, Person, Purpose
from arasha.parties.tokens import write_tokens

CONTACT = ("email", "phone", "address", "safe", "contact_note", "iin", "large_print")
CHANNELS = ("portal", "email", "phone", "post", "visit")


def record_person(
    answers: Mapping[str, Any],
    *,
    key_id: UUID,
    language: str,
    at: datetime,
    kind: str = Person.Kind.PERSON,
    findable: bool = True,
) -> Person:
    """Keep who somebody is, sealed under the person's own key. `findable`: whether the same person may be found again by tokens."""
    person = Person(key_id=key_id, language=language, made_at=at, kind=kind)
    person.same = person.id
    person.name = str(answers.get("name") or "")
    person.contact = {field: answers[field] for field in CONTACT if answers.get(field) is not None}
    person.save(force_insert=True)
    if findable:
        write_tokens(person)
    return person


def correct_person(person: Person, *, name: str, contact: Mapping[str, Any], kind: str) -> None:
    """What was written wrong, or has changed. The rules of contact stay; tokens follow, where there were any."""
    findable = person.tokens.exists()
    person.name, person.kind = name, kind
    person.contact = {**(person.contact or {}), **contact}
    person.save(update_fields=["name", "kind", "contact"])
    if findable:
        write_tokens(person)


def set_reading(person: Person, *, language: str, large_print: bool) -> None:
    """In which language and in which print the person reads what we write."""
    person.language = language
    person.contact = {**(person.contact or {}), "large_print": large_print}
    person.save(update_fields=["language", "contact"])


def set_contact_rules(person: Person, *, channels: Iterable[str], calls: str, not_with: str, note: str) -> None:
    """How one may reach the person: `channels` that are safe, when one may call, with whom one must not speak."""
    allowed = [channel for channel in CHANNELS if channel in set(channels)]
    person.contact = {
        **(person.contact or {}),
        "safe": bool(set(allowed) - {"portal"}),
        "contact_note": note,
        "rules": {"channels": allowed, "calls": calls, "not_with": not_with},
    }
    person.save(update_fields=["contact"])


def record_consent(
    complaint_id: UUID, *, answer: str, how: str, by: UUID | None, at: datetime, purpose: str = Purpose.NAME_TO_BODY
) -> Consent:
    """Keep the person's newest word on `purpose`; the older words stay."""
    return Consent.objects.create(
        complaint_id=complaint_id,
        purpose=purpose,
        answer=answer,
        given=answer == Consent.Answer.YES,
        how=how,
        said_at=at,
        recorded_by=by,
    )


def merge(one: Person, other: Person, *, by: UUID, at: datetime) -> Merge:
    """Say that two records are one person. Nothing moves: both records, their keys and their complaints stay as they are."""
    made = Merge.objects.create(one=one, other=other, by=by, at=at)
    _join_again({one.same, other.same})
    return made


def unmerge(done: Merge, *, by: UUID, at: datetime) -> None:
    """Take a merge back, whatever was merged before or after it: what is still merged otherwise stays together."""
    done.undone_at, done.undone_by = at, by
    done.save(update_fields=["undone_at", "undone_by"])
    _join_again(set(Person.objects.filter(pk__in=[done.one_id, done.other_id]).values_list("same", flat=True)))


def _join_again(groups: set[UUID]) -> None:
    """Give each set of persons that merges hold together its one mark: the smallest identifier among them."""
    people = set(Person.objects.filter(same__in=groups).values_list("id", flat=True))
    near: dict[UUID, set[UUID]] = defaultdict(set)
    for one, other in Merge.objects.filter(undone_at=None, one__in=people).values_list("one_id", "other_id"):
        near[one].add(other)
        near[other].add(one)
    while people:
        together, edge = set(), {people.pop()}
        while edge:
            together |= edge
            edge = {neighbour for person in edge for neighbour in near[person]} - together
        people -= together
        Person.objects.filter(pk__in=together).update(same=min(together))
