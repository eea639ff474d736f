"""The people of the example complaints: a mother for her child, an advocate, forty signatures, somebody who must be reached with care."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from arasha.complaints.actions import parties
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint, Party
from arasha.complaints.terms import office_day

FIRST = ("Мысал", "Үлгі", "Пример", "Образец", "Exampla")
SECOND = ("Суатов", "Құдықова", "Колодезный", "Арықбаев", "Wellova", "Бұлақбек", "Ручьёва", "Көлбай")


def add_people(complaint: Complaint, row: dict[str, Any], doing: dict[str, Any]) -> None:
    """What the row's `people` says; `doing` are the doer and the moment."""
    lead = Party.objects.filter(complaint=complaint, role=Party.Role.COMPLAINANT).first()
    affected = Party.objects.filter(complaint=complaint, role=Party.Role.AFFECTED).first()
    if count := row.get("signatures"):
        names = [f"{FIRST[n % 5]} {SECOND[n // 5]}" for n in range(count)]
        parties.add_complainants(complaint.id, rows=[{"name": name} for name in names], **doing)
    if lead and row.get("parent"):
        parties.set_representative(lead.id, basis="parent", basis_date=None, basis_note="", stands_for=affected, **doing)
    if affected and row.get("groups"):
        _vulnerable(affected, row["groups"], row.get("place", ""), doing)
    if lead and row.get("lead_groups"):
        _vulnerable(lead, row["lead_groups"], "", doing)
    if row.get("advocate"):
        _advocate(complaint, affected, row["advocate"], doing)
    if lead and row.get("channels"):
        _with_care(lead, row, doing)


def _vulnerable(party: Party, groups: list[str], place: str, doing: dict[str, Any]) -> None:
    parties.mark_vulnerable(party.id, groups=groups, child="child" in groups, detention=bool(place), place=place, **doing)


def _advocate(complaint: Complaint, affected: Party | None, name: str, doing: dict[str, Any]) -> None:
    made = parties.add_party(
        complaint.id, role=Party.Role.REPRESENTATIVE, name=name, contact={"phone": "+7 700 000 11 22"}, **doing
    )
    day = office_day(doing["at"]) - timedelta(days=3)
    parties.set_representative(
        made.id, basis="warrant", basis_date=day, basis_note="№ 0001 (пример)", stands_for=affected, **doing
    )


def _with_care(lead: Party, row: dict[str, Any], doing: dict[str, Any]) -> None:
    by: Staff = doing["by"]
    parties.set_safe_contact(
        lead.id, channels=row["channels"], calls=row["calls"], not_with=row["not_with"], note="", by=by, at=doing["at"]
    )
    until = office_day(doing["at"]) + timedelta(days=180)
    parties.note_safety(lead.id, text=row["warning"], until=until, **doing)
