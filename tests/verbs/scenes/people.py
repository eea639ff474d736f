"""Who is concerned. None of it starts a term or sends a letter."""

from __future__ import annotations

from typing import Any

from arasha.complaints.actions import parties as verbs
from arasha.complaints.models import Complaint, Party
from tests.office import AT, TestOffice
from tests.verbs.scene import TODAY, WEDNESDAY, Scene, again, on, ready, registered, scene

CONTACT = {"phone": "+7 700 000 00 02", "email": "", "address": "Testville", "iin": ""}
OF_A_PERSON: dict[str, Any] = {"contact": CONTACT, "kind": "person"}


def lead(complaint: Complaint) -> Party:
    return again(complaint).parties.get(person=again(complaint).complainant)


def affected(complaint: Complaint) -> Party:
    return complaint.parties.get(role="affected")


@scene
def add_party(office: TestOffice) -> Scene:
    complaint = ready("registered")
    given = {"role": "witness", "name": "Example Witnessov", **OF_A_PERSON}
    return on(complaint, office.by("lawyer"), lambda by: verbs.add_party(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def add_complainants(office: TestOffice) -> Scene:
    complaint = ready("registered")
    rows = [{"name": "Example Second"}, {"name": "Example Third"}]
    return on(complaint, office.by("registrar"), lambda by: verbs.add_complainants(complaint.id, by=by, at=WEDNESDAY, rows=rows))


@scene
def correct_party(office: TestOffice) -> Scene:
    complaint = ready("registered")
    party, given = lead(complaint), {"name": "Example Corrected", "relation": "", **OF_A_PERSON}
    return on(complaint, office.by("registrar"), lambda by: verbs.correct_party(party.id, by=by, at=WEDNESDAY, **given))


@scene
def remove_party(office: TestOffice) -> Scene:
    complaint = ready("registered")
    party = affected(complaint)
    return on(complaint, office.by("lawyer"), lambda by: verbs.remove_party(party.id, by=by, at=WEDNESDAY, reason="Added twice."))


@scene
def set_representative(office: TestOffice) -> Scene:
    complaint = ready("registered")
    party = lead(complaint)
    given = {"basis": "parent", "basis_date": None, "basis_note": "", "stands_for": affected(complaint)}
    return on(complaint, office.by("lawyer"), lambda by: verbs.set_representative(party.id, by=by, at=WEDNESDAY, **given))


@scene
def set_safe_contact(office: TestOffice) -> Scene:
    complaint = ready("registered")
    party, given = lead(complaint), {"channels": ["phone"], "calls": "on Mondays", "not_with": "the husband", "note": ""}
    return on(complaint, office.by("registrar"), lambda by: verbs.set_safe_contact(party.id, by=by, at=WEDNESDAY, **given))


@scene
def set_language(office: TestOffice) -> Scene:
    complaint = ready("registered")
    party = lead(complaint)
    return on(complaint, office.by("registrar"), lambda by: verbs.set_language(party.id, by=by, at=WEDNESDAY, language="kk"))


@scene
def mark_vulnerable(office: TestOffice) -> Scene:
    complaint = ready("registered")
    party, given = affected(complaint), {"groups": ["disability"], "child": True, "detention": True, "place": "Test colony"}
    return on(complaint, office.by("lawyer"), lambda by: verbs.mark_vulnerable(party.id, by=by, at=WEDNESDAY, **given))


@scene
def note_safety(office: TestOffice) -> Scene:
    complaint = ready("registered")
    party, given = lead(complaint), {"text": "A large dog.", "until": TODAY.replace(month=6)}
    return on(complaint, office.by("registrar"), lambda by: verbs.note_safety(party.id, by=by, at=WEDNESDAY, **given))


@scene
def merge_persons(office: TestOffice) -> Scene:
    complaint, other = ready("registered"), registered(office)
    one, two = lead(complaint), lead(other)
    return on(
        complaint, office.by("lawyer"),
        lambda by: verbs.merge_persons(one.id, two.id, by=by, at=WEDNESDAY, reason="The same signature."),
    )  # fmt: skip


@scene
def unmerge_persons(office: TestOffice) -> Scene:
    complaint, other = ready("registered"), registered(office)
    done = verbs.merge_persons(lead(complaint).id, lead(other).id, by=office.by("lawyer"), at=AT, reason="A guess.")
    return on(
        complaint, office.by("lawyer"),
        lambda by: verbs.unmerge_persons(complaint.id, done.id, by=by, at=WEDNESDAY, reason="Two people after all."),
    )  # fmt: skip
