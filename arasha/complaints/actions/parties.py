"""Who is concerned in a complaint: adding, correcting, removing, how one may reach them, who speaks for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints import parties
from arasha.complaints.actions.base import Move, NotYours, also, doing, lock_in_order
from arasha.complaints.doers import Staff
from arasha.complaints.models import Identity, Party, SafetyNote
from arasha.complaints.terms import office_day
from arasha.errors import NotFound
from arasha.parties import actions as people
from arasha.parties.models import Merge, Person
from arasha.parties.tokens import erase_tokens
from arasha.people import policy

ERASED = _("What was told here was erased. Nobody can be added or changed any more.")
NO_NAME = _("Nobody knows who wrote an anonymous complaint. Add an affected person or a witness instead.")
THE_LAST = _("The letters go to this person. Only another complainant can take their place; correct the name instead.")
Role = Party.Role


def add_party(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    role: str,
    name: str,
    contact: Mapping[str, Any],
    kind: str = Person.Kind.PERSON,
    relation: str = "",
    version: int | None = None,
) -> Party:
    """Add a complainant, affected person, representative or witness, a person or an organisation. Each gets a key of their own."""
    key_id = vault.create_key("person", at)
    with doing("add_party", complaint_id, by=by, at=at, version=version) as move:
        _whole(move)
        move.require(role != Role.COMPLAINANT or move.complaint.identity != Identity.ANONYMOUS, NO_NAME)
        said = {"relation": relation} if relation else {}
        party = _make(move, key_id, role=role, name=name, contact=contact, kind=kind, said=said)
        move.target = party.id
        move.details.update(party=str(party.id), role=role)
    return party


def add_complainants(
    complaint_id: UUID, *, by: Staff, at: datetime, rows: Sequence[Mapping[str, Any]], version: int | None = None
) -> list[Party]:
    """One letter with many signatures: each of `rows` (name, perhaps phone, address) becomes a complainant of this one complaint.

    Their number is in the journal; the letters go to the lead, and say that they are to all.
    """
    keys = vault.create_keys("person", len(rows), at)
    with doing("add_complainants", complaint_id, by=by, at=at, version=version) as move:
        _whole(move)
        move.require(move.complaint.identity != Identity.ANONYMOUS, NO_NAME)
        made = [
            _make(move, key, role=Role.COMPLAINANT, name=row["name"], contact=row, kind=Person.Kind.PERSON, said={})
            for key, row in zip(keys, rows, strict=True)
        ]
        move.details.update(added=len(made), complainants=parties.signers(move.complaint))
    return made


def correct_party(
    party_id: UUID,
    *,
    by: Staff,
    at: datetime,
    name: str,
    contact: Mapping[str, Any],
    kind: str,
    relation: str,
    version: int | None = None,
) -> Party:
    """Correct what is written of somebody; the journal keeps, sealed, what stood there before."""
    with doing("correct_party", _complaint_of(party_id), by=by, at=at, version=version) as move:
        party = _party(move, party_id)
        move.details["before"] = {"name": party.name, "relation": (party.said or {}).get("relation", "")}
        if party.person:
            person = _person(party)
            move.details["before"] |= {"kind": person.kind, **{key: (person.contact or {}).get(key) for key in contact}}
            people.correct_person(person, name=name, contact=contact, kind=kind)
        party.name, party.said = name, {**(party.said or {}), "relation": relation}
        party.save(update_fields=["name", "said"])
    return party


def remove_party(party_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> Party:
    """Somebody who was added by mistake, or no longer takes part. The row and its history stay; they are found by no token any more."""
    with doing("remove_party", _complaint_of(party_id), by=by, at=at, version=version) as move:
        party = _party(move, party_id)
        if party.person_id == move.complaint.complainant_id and party.person_id:
            others = [one for one in parties.parties_of(move.complaint) if one.role == Role.COMPLAINANT and one.pk != party.pk]
            move.require(bool(others), THE_LAST)
            move.complaint.complainant = others[0].person
            move.details["lead"] = str(others[0].id)
        Party.objects.filter(stands_for=party).update(stands_for=None)
        party.removed_at, party.removed_why = at, reason
        party.save(update_fields=["removed_at", "removed_why"])
        erase_tokens([party.person_id] if party.person_id else [])
        move.note = reason
    return party


def set_representative(
    party_id: UUID,
    *,
    by: Staff,
    at: datetime,
    basis: str,
    basis_date: date | None,
    basis_note: str,
    stands_for: Party | None,
    version: int | None = None,
) -> Party:
    """Record that somebody speaks for another, and on what basis. A paper needs its date; an association needs the person's written
    consent (`kz`: KZ-C05b)."""
    with doing("set_representative", _complaint_of(party_id), by=by, at=at, version=version) as move:
        party = _party(move, party_id)
        move.require(
            bool(basis_date) or basis in (Party.Basis.PARENT, Party.Basis.OTHER),
            _("Write the date of the paper that it rests on."),
        )
        move.require(
            not basis_date or basis_date <= office_day(at),
            _("This day has not come yet. Write the day that stands on the paper."),
        )
        move.require(stands_for is None or stands_for.complaint_id == move.complaint.id, NOT_HERE)
        move.require(stands_for is None or stands_for.pk != party.pk, _("Choose somebody else: nobody represents themselves."))
        move.details.update(basis=basis, date=basis_date.isoformat() if basis_date else "", before=party.basis)
        if party.person_id != move.complaint.complainant_id:
            party.role = Role.REPRESENTATIVE  # the lead complainant stays one: the letters go to them
        party.basis, party.basis_date, party.basis_note, party.stands_for = basis, basis_date, basis_note, stands_for
        party.save(update_fields=["role", "basis", "basis_date", "basis_note", "stands_for"])
    return party


def set_safe_contact(
    party_id: UUID,
    *,
    by: Staff,
    at: datetime,
    channels: Sequence[str],
    calls: str,
    not_with: str,
    note: str,
    version: int | None = None,
) -> Party:
    """How one may reach somebody: which channels are safe, when to call, with whom never to speak. It stands before every contact,
    and an e-mail that tells of news goes only where e-mail is among the safe channels."""
    with doing("set_safe_contact", _complaint_of(party_id), by=by, at=at, version=version) as move:
        person = _person(_party(move, party_id))
        old = person.contact or {}
        move.details.update(channels=list(channels), before={key: old.get(key) for key in ("rules", "safe", "contact_note")})
        people.set_contact_rules(person, channels=channels, calls=calls, not_with=not_with, note=note)
    return move.complaint.parties.get(pk=party_id)


def set_language(
    party_id: UUID, *, by: Staff, at: datetime, language: str, large_print: bool = False, version: int | None = None
) -> Party:
    """The language one speaks with somebody, and whether they read large print. Of the lead complainant: from now on the letters are
    written in it, and typeset so."""
    with doing("set_language", _complaint_of(party_id), by=by, at=at, version=version) as move:
        party = _party(move, party_id)
        person = _person(party)
        read = {"language": person.language, "large_print": bool((person.contact or {}).get("large_print"))}
        move.details.update(language=language, large_print=large_print, before=read)
        people.set_reading(person, language=language, large_print=large_print)
        if party.person_id == move.complaint.complainant_id:
            move.complaint.language = language
    return party


def mark_vulnerable(
    party_id: UUID,
    *,
    by: Staff,
    at: datetime,
    groups: Sequence[str],
    child: bool,
    detention: bool,
    place: str,
    version: int | None = None,
) -> Party:
    """What makes somebody vulnerable: groups of the profile, a child, deprived of liberty and where. The complaint's own marks follow."""
    with doing("mark_vulnerable", _complaint_of(party_id), by=by, at=at, version=version) as move:
        party = _party(move, party_id)
        move.details["before"] = party.said
        party.said = {**(party.said or {}), "groups": list(groups), "child": child, "detention": detention, "place": place}
        party.save(update_fields=["said"])
        said = [one.said or {} for one in move.complaint.parties.filter(removed_at=None).select_related("complaint")]
        move.complaint.child = any(one.get("child") for one in said)
        move.complaint.detention = any(one.get("detention") for one in said)
    return party


def note_safety(party_id: UUID, *, by: Staff, at: datetime, text: str, until: date, version: int | None = None) -> SafetyNote:
    """A warning for colleagues who meet this person, until a day. It never leaves the office; who wrote it stands beside it."""
    with doing("note_safety", _complaint_of(party_id), by=by, at=at, version=version) as move:
        party = _party(move, party_id)
        move.require(until >= office_day(at), _("This day is over already. Write until when the note should stand."))
        note = SafetyNote(complaint=move.complaint, party=party, at=at, by=by.user, until=until)
        note.text = text
        note.save(force_insert=True)
        move.target = note.id
        move.details["until"] = until.isoformat()
    return note


def merge_persons(party_id: UUID, other_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None) -> Merge:
    """Decide that two records are one person. Both complaints' journals say so; nothing moves, so that it can be taken back exactly."""
    pair = [_complaint_of(party_id), _complaint_of(other_id)]
    with transaction.atomic():
        lock_in_order(pair)
        with doing("merge_persons", pair[0], by=by, at=at, version=version) as move:
            move.require(pair[0] != pair[1], _("Both stand in this complaint. Remove the one that is too many."))
            one, other = _person(_party(move, party_id)), _person(_party_elsewhere(by, "merge_persons", other_id))
            move.require(one.same != other.same, _("These records are together already."))
            done = people.merge(one, other, by=by.user.pk, at=at)
            _on_both(move, "merge_persons", pair[1], done, reason)
    return done


def unmerge_persons(
    complaint_id: UUID, merge_id: UUID, *, by: Staff, at: datetime, reason: str, version: int | None = None
) -> Merge:
    """They are two people after all: both records stand again as they were before."""
    done = Merge.objects.filter(pk=merge_id, undone_at=None).select_related("one", "other").first()
    found = {party.complaint_id: party for party in Party.objects.filter(person__in=[done.one_id, done.other_id])} if done else {}
    if done is None or not found:
        raise NotFound(_("These records are not together any more."))
    others = sorted(set(found) - {complaint_id})
    with transaction.atomic():
        lock_in_order([complaint_id, *others])
        with doing("unmerge_persons", complaint_id, by=by, at=at, version=version) as move:
            for other in others:
                _party_elsewhere(by, "unmerge_persons", found[other].id)
            people.unmerge(done, by=by.user.pk, at=at)
            _on_both(move, "unmerge_persons", others[0], done, reason)
            for other in others[1:]:
                _on_both(move, "unmerge_persons", other, done, reason)
    return done


NOT_HERE = _("This person is not part of the complaint any more.")


def _on_both(move: Move, verb: str, other: UUID, done: Merge, reason: str) -> None:
    """The same on the other complaint's chain."""
    move.note = reason
    move.details.update(merge=str(done.id), other=str(other))
    with also(move, other, verb=verb) as there:
        there.note = reason
        there.details.update(merge=str(done.id), other=str(move.complaint.id))


def _complaint_of(party_id: UUID) -> UUID:
    found = Party.objects.filter(pk=party_id, removed_at=None).values_list("complaint_id", flat=True).first()
    if found is None:
        raise NotFound(NOT_HERE)
    return found


def _party(move: Move, party_id: UUID) -> Party:
    _whole(move)
    party = move.complaint.parties.select_related("person").filter(pk=party_id, removed_at=None).first()
    if party is None:
        raise NotFound(NOT_HERE)
    party.complaint = move.complaint
    return party


def _party_elsewhere(by: Staff, verb: str, party_id: UUID) -> Party:
    """A party of another complaint, which whoever merges must be allowed to work on as well."""
    party = Party.objects.select_related("person", "complaint").get(pk=party_id)
    if reason := policy.may(by.user, verb, party.complaint):
        raise NotYours(reason)
    return party


def _person(party: Party) -> Person:
    if party.person is None:
        raise NotFound(_("Nothing is known of this person beyond what was told."))
    vault.load_keys([party.person.key_id])
    return party.person


def _whole(move: Move) -> None:
    move.require(move.complaint.erased_at is None, ERASED)


def _make(
    move: Move, key_id: UUID, *, role: str, name: str, contact: Mapping[str, Any], kind: str, said: dict[str, Any]
) -> Party:
    complaint = move.complaint
    findable = role in (Role.COMPLAINANT, Role.AFFECTED) and complaint.identity != Identity.ANONYMOUS
    person = people.record_person(
        {**contact, "name": name}, key_id=key_id, language=complaint.language, at=move.at, kind=kind, findable=findable
    )
    return parties.add(complaint, role=role, person=person, name=name, said=said, at=move.at, by=move.user)
