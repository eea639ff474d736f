"""Advice without a complaint, and the reception of citizens."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from arasha import vault
from arasha.complaints.actions import erasure
from arasha.complaints.actions import reception as receptions
from arasha.complaints.actions.advice import give_advice
from arasha.complaints.actions.base import AlreadyDone, NotPossibleNow, NotYours
from arasha.complaints.actions.reception import make_appointment, plan_reception, set_appointment
from arasha.complaints.actions.take_down import take_down
from arasha.complaints.digest_front_office import advice_digest, appointment_digest, reception_digest
from arasha.complaints.doers import Staff
from arasha.complaints.models import Advice, Appointment, Complaint, ReceptionDay, Term
from arasha.errors import NotFound
from arasha.journal.models import Entry
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PRESS = UUID("0198f0c0-0000-7000-8000-000000000001")
DAY = date(2026, 3, 16)
ASKED: dict[str, Any] = {"given_on": DAY, "channel": "phone", "topic": "CIV-LIFE", "kind": "explained", "language": "kk"}
HOURS: dict[str, Any] = {"day": DAY, "begins": time(10), "ends": time(11), "minutes": 20}
CASEWORK = ["registrar", "lawyer", "officer", "head", "representative", "deputy", "commissioner"]
OUTSIDE = ["npm_member", "legal_expert", "cooperation", "press", "translator", "analyst", "administrator", "auditor"]


@pytest.fixture
def today(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)


def advised(office, role: str = "registrar", **more: Any) -> Advice:
    return give_advice(by=office.by(role), at=AT, **{**ASKED, "note": "Asked about a synthetic school.", **more})


def planned(office, role: str = "registrar", **more: Any) -> ReceptionDay:
    return plan_reception(by=office.by(role), at=AT, receives=office.staff["officer"], **{**HOURS, **more})


def expected(office, day: ReceptionDay, slot: time = time(10), role: str = "registrar", **more: Any) -> Appointment:
    return make_appointment(
        day.id, by=office.by(role), at=AT, slot=slot, name="Example Visitorova", phone="+7 700 000 00 09", **more
    )


def entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).order_by("-seq").first()


# Advice


@pytest.mark.parametrize("role", CASEWORK)
def test_whoever_deals_with_complaints_writes_advice_down(office, role):
    assert advised(office, role).office == office.staff[role].office


@pytest.mark.parametrize("role", OUTSIDE)
def test_nobody_else_does(office, role):
    with pytest.raises(NotYours):
        advised(office, role)
    assert sign_in(office, role).get(at("advice")).status_code == 403


def test_advice_starts_no_term_sends_no_letter_and_stands_in_the_journal_without_its_note(office):
    row = advised(office)
    assert not Term.objects.exists()
    assert not Letter.objects.exists()
    assert not Complaint.objects.exists()
    kept = entry("give_advice")
    assert (kept.subject_kind, kept.subject_id) == ("advice", str(row.id))
    assert bytes(kept.digest) == advice_digest(str(row.id))
    raw = repr(list(Advice.objects.values_list())) + repr(list(Entry.objects.values_list()))
    assert "synthetic school" not in raw
    vault.forget_keys()
    vault.load_keys([row.key_id])
    assert Advice.objects.get().note == "Asked about a synthetic school."


def test_a_day_that_has_not_come_is_refused(office):
    with pytest.raises(NotPossibleNow):
        advised(office, given_on=DAY + timedelta(days=1))


def test_pressed_twice_it_is_counted_once(office):
    by = Staff(office.staff["registrar"], press=PRESS)
    give_advice(by=by, at=AT, **ASKED)
    with pytest.raises(AlreadyDone):
        give_advice(by=by, at=AT, **ASKED)
    assert Advice.objects.count() == 1


def test_the_page_counts_by_right_and_month_and_each_number_opens_its_list(office, today):
    for _ in range(3):
        advised(office)
    advised(office, given_on=date(2026, 2, 10))
    advised(office, topic="CIV-TORT")
    client = sign_in(office, "registrar")
    page = client.get(at("advice"))
    links = re.findall(r'<td class="num"><a href="([^"]+)">(\d+)</a>', page.content.decode())
    assert sorted(int(number) for _url, number in links) == [1, 1, 3]
    for url, number in links:
        opened = client.get(at("advice") + url.replace("&amp;", "&"))
        assert opened.content.decode().count("?advice=") == int(number)
    with counted() as statements:
        client.get(at("advice"))
    assert len(statements) <= 12, statements


def test_another_office_sees_none_of_it_and_leaders_all(office, today):
    advised(office)
    for role, seen in (("lawyer", False), ("commissioner", True)):
        user = office.staff[role]
        user.office = office.centre
        user.save()
        assert ("synthetic school" in text_of(sign_in(office, role).get(at("advice")))) is seen


def test_the_form_keeps_what_was_typed_and_says_what_is_missing(office, today):
    client = sign_in(office, "officer")
    typed = {
        "press": str(PRESS),
        "channel": "visit",
        "kind": "how_to",
        "language": "ru",
        "given_on": "16 3 2026",
        "note": "A note.",
    }
    page = client.post(at("new-advice"), typed)
    assert "Choose the right" in text_of(page)
    assert "A note." in page.content.decode()
    for _ in range(2):
        assert client.post(at("new-advice"), {**typed, "topic": "CIV-LIFE"})["Location"] == at("advice")
    assert Advice.objects.count() == 1


# Reception


@pytest.mark.parametrize("role", ["registrar", "head", "representative", "commissioner"])
def test_who_plans_the_reception(office, role):
    assert planned(office, role).slots == [time(10), time(10, 20), time(10, 40)]


@pytest.mark.parametrize("role", ["lawyer", "officer", *OUTSIDE])
def test_who_does_not(office, role):
    with pytest.raises(NotYours):
        planned(office, role)


def test_nobody_plans_for_another_office_in_the_past_or_without_a_slot(office):
    with pytest.raises(NotYours):
        plan_reception(by=office.by("registrar"), at=AT, receives=office.staff["deputy"], **HOURS)
    for wrong in ({"day": DAY - timedelta(days=1)}, {"ends": time(10, 10)}):
        with pytest.raises(NotPossibleNow):
            planned(office, **wrong)
    planned(office)
    with pytest.raises(NotPossibleNow, match="at that hour"):
        planned(office)


def test_planning_is_journaled(office):
    row = planned(office)
    assert bytes(entry("plan_reception").digest) == reception_digest(str(row.id))


def test_one_person_a_slot_and_who_it_is_is_sealed(office):
    day = planned(office)
    row = expected(office, day)
    with pytest.raises(NotPossibleNow, match="meanwhile"):
        expected(office, day)
    with pytest.raises(NotPossibleNow, match="no such slot"):
        expected(office, day, time(10, 30))
    raw = repr(list(Appointment.objects.values_list())) + repr(list(Entry.objects.values_list()))
    assert "Visitorova" not in raw
    assert "000 00 09" not in raw
    assert bytes(entry("make_appointment").digest) == appointment_digest(str(row.id))
    set_appointment(row.id, by=office.by("registrar"), at=AT, state="cancelled")
    assert expected(office, day).slot == time(10)


def test_came_or_not_and_only_on_its_day(office):
    row, coming = expected(office, planned(office)), expected(office, planned(office, day=DAY + timedelta(days=1)))
    by = office.by("officer")
    assert set_appointment(row.id, by=by, at=AT, state="missed").state == "missed"
    assert set_appointment(row.id, by=by, at=AT, state="came").state == "came"
    assert bytes(entry("set_appointment").digest) == appointment_digest(str(row.id))
    with pytest.raises(NotPossibleNow):
        set_appointment(row.id, by=by, at=AT, state="cancelled")
    with pytest.raises(NotPossibleNow, match="not come yet"):
        set_appointment(coming.id, by=by, at=AT, state="came")
    assert not Letter.objects.exists()
    assert not Term.objects.exists()


def test_another_offices_reception_is_not_found(office):
    row = expected(office, planned(office))
    user = office.staff["officer"]
    user.office = office.centre
    user.save()
    with pytest.raises(NotFound):
        set_appointment(row.id, by=office.by("officer"), at=AT, state="came")
    assert sign_in(office, "officer").get(at("reception-day", row.day_id)).status_code == 404


def test_what_a_visitor_says_becomes_advice_or_a_complaint(office):
    day = planned(office)
    first, second = expected(office, day), expected(office, day, time(10, 20))
    row = advised(office, "officer", appointment=first, channel="visit")
    down = take_down(
        {**example.ANSWERS, "body": office.body.code}, by=office.by("officer"), at=AT, channel="visit", language="ru", received_on=DAY,
        appointment=second,
    )  # fmt: skip
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.advice, second.state, second.complaint) == ("came", row, "came", down.complaint)
    with pytest.raises(NotPossibleNow, match="written down already"):
        set_appointment(first.id, by=office.by("officer"), at=AT, state="missed")
    assert bytes(entry("appointment_heard").digest) in {appointment_digest(str(first.id)), appointment_digest(str(second.id))}


def test_the_pages_from_hours_to_a_complaint(office, today):
    client = sign_in(office, "registrar")
    hours = {
        "receives": str(office.staff["officer"].id),
        "day": "16 3 2026",
        "begins": "10",
        "ends": "11:00",
        "minutes": "30",
        "place": "Room 4",
    }
    wrong = client.post(at("reception"), {**hours, "ends": "9:00", "press": str(PRESS)})
    assert "ends before it begins" in text_of(wrong)
    assert "Room 4" in wrong.content.decode()
    for _ in range(2):
        assert client.post(at("reception"), {**hours, "press": str(PRESS)}).status_code == 302
    day = ReceptionDay.objects.get()
    assert "0 of 2 slots taken" in text_of(client.get(at("reception")))
    person = {"name": "Example Visitorova", "phone": "+7 700 000 00 09", "language": "ru"}
    assert "Write whom we expect" in text_of(client.post(at("reception-day", day.id), {**person, "name": "", "slot": "10:00"}))
    assert client.post(at("reception-day", day.id), {**person, "slot": "10:00"}).status_code == 302
    page = client.get(at("reception-day", day.id))
    assert "Example Visitorova" in text_of(page)
    visitor = Appointment.objects.get()
    assert client.post(at("reception-day", day.id), {"_state": f"{visitor.id}:came"}).status_code == 302
    assert client.post(at("reception-day", day.id), {"_state": "nonsense"}).status_code == 400
    new = client.get(at("new", query=f"?appointment={visitor.id}")).content.decode()
    assert 'value="Example Visitorova"' in new
    assert '<option value="visit" selected' in new
    advice = client.get(at("new-advice", query=f"?appointment={visitor.id}"))
    assert '<option value="visit" selected' in advice.content.decode()
    typed = {"channel": "visit", "kind": "how_to", "language": "ru", "given_on": "16 3 2026", "topic": "CIV-LIFE"}
    done = client.post(at("new-advice", query=f"?appointment={visitor.id}"), typed)
    assert done["Location"] == at("reception-day", day.id)
    assert "Advice was written down" in text_of(client.get(done["Location"]))


def test_names_of_the_day_are_journaled_as_read(office, today):
    row = expected(office, planned(office))
    before = Entry.objects.filter(verb="read").count()
    sign_in(office, "officer").get(at("reception-day", row.day_id))
    assert Entry.objects.filter(verb="read").count() == before + 1


def test_what_may_follow_leaves_no_state_out():
    assert set(receptions.FOLLOWS) == set(Appointment.State)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_what_was_noted_before_a_complaint_is_erased_with_it_and_stays_counted():
    office = example.open_office()
    row, visitor = advised(office), expected(office, planned(office))
    down = take_down(
        {**example.ANSWERS, "body": office.body.code}, by=office.by("registrar"), at=AT, channel="visit", language="ru", received_on=DAY,
        advice=row, appointment=visitor,
    )  # fmt: skip
    Complaint.objects.update(state="closed")
    erasure.erase(down.complaint.id, by=office.by("commissioner"), at=AT, reason="Asked for.")
    row.refresh_from_db()
    visitor.refresh_from_db()
    assert (row.note, visitor.name, visitor.phone) == (None, None, None)
    assert not vault.existing_keys([row.key_id, visitor.key_id])
    digests = {kept.subject_kind: bytes(kept.digest) for kept in Entry.objects.filter(verb="erase")}
    assert digests["advice"] == advice_digest(str(row.id))
    assert digests["appointment"] == appointment_digest(str(visitor.id))
    client = sign_in(office, "registrar")
    assert client.get(at("advice")).status_code == 200
    assert "erased" in text_of(client.get(at("reception-day", visitor.day_id)))
