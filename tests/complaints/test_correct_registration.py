"""A wrong registration set right: right, term before and after, letter, journal; moving to another office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from arasha import vault
from arasha.complaints.actions.base import NotPossibleNow, NotYours
from arasha.complaints.actions.correct_registration import Registration, correct_registration
from arasha.complaints.book import current_book
from arasha.complaints.digest import digest
from arasha.complaints.models import Complaint, Incoming, Step, Term
from arasha.journal import queries as entries
from arasha.journal.models import Entry
from arasha.letters import numbering
from arasha.letters.models import Letter
from arasha.parties.models import Consent
from arasha.people.models import Office
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = AT + timedelta(days=2)


@pytest.fixture
def other(office):
    return Office.objects.exclude(region="").exclude(pk=office.office.pk).first()


def now(complaint) -> Complaint:
    return Complaint.objects.select_related("office", "body", "officer", "complainant").get(pk=complaint.pk)


def correct(here, complaint, role: str = "registrar", **changes: Any) -> Complaint:
    vault.load_keys([now(complaint).key_id])
    to = replace(Registration.of(now(complaint)), **changes)
    return correct_registration(complaint.id, by=here.by(role), at=LATER, to=to, reason="Typed wrongly.")


def details(complaint) -> dict[str, Any]:
    vault.load_keys([complaint.key_id])
    return next(row.details for row in entries.entries_of(complaint.id).rows if row.verb == "correct_registration")


def term(complaint, purpose: str) -> Term:
    return Term.objects.get(complaint=complaint, purpose=purpose)


@pytest.mark.parametrize("role", ["registrar", "head", "representative", "deputy", "commissioner"])
def test_who_may(office, role):
    assert correct(office, example.registered(office), role, channel="post").channel == "post"


@pytest.mark.parametrize("role", ["lawyer", "officer", "administrator", "auditor", "press"])
def test_who_may_not(office, role):
    with pytest.raises(NotYours):
        correct(office, example.registered(office), role, channel="post")


def test_what_stood_there_and_why_is_in_the_journal_sealed_and_no_letter_goes_out(office):
    complaint = example.registered(office)
    letters = Letter.objects.count()
    topic, body = current_book().topics[0].code, office.other_body
    changed = correct(
        office, complaint, channel="platform", channel_number="ЖТ-1", channel_date=date(2026, 3, 1), topic=topic, body=body, language="kk"
    )  # fmt: skip
    assert (changed.channel, changed.channel_number, changed.topic, changed.body, changed.language) == (
        "platform", "ЖТ-1", topic, body, "kk",
    )  # fmt: skip
    assert now(complaint).complainant.language == "kk"
    assert details(complaint)["before"] == {
        "channel": "portal", "channel_number": "", "channel_date": None, "topic": complaint.topic, "body": office.body.code,
        "language": "ru",
    }  # fmt: skip
    entry = Entry.objects.get(verb="correct_registration")
    assert b"portal" not in bytes(entry.payload)
    assert bytes(entry.digest) == digest(str(complaint.id))
    assert Letter.objects.count() == letters
    step = Step.objects.get(verb="correct_registration")
    assert step.note == "Typed wrongly."
    assert changed.number == complaint.number


def test_a_corrected_day_of_receipt_moves_the_term_of_registering_and_the_line_of_the_register(office):
    complaint = example.received(office)
    before = term(complaint, "acknowledgement").due_on
    correct(office, complaint, received_on=date(2026, 3, 12))
    after = term(complaint, "acknowledgement")
    expected = current_book().term_for("acknowledgement", start=date(2026, 3, 12))
    assert after.due_on == after.first_due_on == expected.due_on < before
    assert now(complaint).due_on == expected.due_on
    assert Incoming.objects.get().received_on == date(2026, 3, 12)
    assert details(complaint)["terms"] == [
        {"term": "acknowledgement", "id": str(after.id), "before": before.isoformat(), "after": after.due_on.isoformat()}
    ]


def test_a_corrected_day_of_registration_moves_the_term_of_consideration_and_no_other(office):
    complaint = example.registered(office)
    before, ended = term(complaint, "consideration").due_on, term(complaint, "acknowledgement")
    correct(office, complaint, received_on=date(2026, 3, 10), registered_on=date(2026, 3, 11))
    after = term(complaint, "consideration")
    assert after.due_on == current_book().term_for("consideration", start=date(2026, 3, 11)).due_on < before
    assert after.started_on == date(2026, 3, 11)
    same = term(complaint, "acknowledgement")
    assert (same.due_on, same.ended_on) == (ended.due_on, ended.ended_on)


def test_nothing_else_moves_a_term(office):
    complaint = example.registered(office)
    before = list(Term.objects.values_list())
    correct(office, complaint, region="", topic="", channel="visit")
    assert list(Term.objects.values_list()) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"received_on": date(2026, 3, 19)},
        {"received_on": date(2026, 3, 17)},  # after it was registered
        {"registered_on": date(2026, 3, 20)},
        {"identity": "anonymous"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(office, wrong):
    complaint = example.registered(office)
    with pytest.raises(NotPossibleNow):
        correct(office, complaint, **wrong)
    assert now(complaint).version == complaint.version
    assert not Entry.objects.filter(verb="correct_registration").exists()


def test_the_name_that_was_given_as_confidential_is_not_told_any_more(office):
    complaint = example.registered(office)
    correct(office, complaint, identity="confidential")
    assert now(complaint).identity == "confidential"
    newest = Consent.objects.filter(complaint_id=complaint.id, purpose="name_to_body").order_by("-said_at").first()
    assert not newest.given


def test_moved_to_another_office_it_leaves_the_officer_and_keeps_its_number(office, other):
    complaint = example.in_examination(office)
    letters = Letter.objects.count()
    moved = correct(office, complaint, "head", office=other)
    assert (moved.office, moved.officer, moved.number, moved.state) == (other, None, complaint.number, "examination")
    before = details(complaint)["before"]
    assert before == {"office": office.office.code, "officer": str(office.staff["officer"].id)}
    assert Letter.objects.count() == letters
    assert sign_in(office, "head").get(at("complaint", complaint.id)).status_code == 404
    with pytest.raises(NotYours):
        correct(office, complaint, "head", office=office.office)
    assert correct(office, complaint, "deputy", office=office.office).office == office.office


def test_where_numbers_name_the_office_it_gets_a_new_one_and_the_person_a_letter(office, other, monkeypatch):
    forms = {**numbering._forms("kz"), "complaint": "{office}/{year}/{number:04}"}
    monkeypatch.setattr(numbering, "_forms", lambda profile: forms)
    complaint = example.registered(office)
    moved = correct(office, complaint, office=other)
    assert moved.number == f"{other.code}/2026/0001"
    letter = Letter.objects.get(code="new_number")
    vault.load_keys([letter.key_id])
    assert complaint.number in letter.text
    assert moved.number in letter.text
    assert letter.number
    assert details(complaint)["before"]["number"] == complaint.number


def test_while_a_letter_awaits_its_signature_it_does_not_move(office, other):
    complaint = desk.decline_proposed(office)
    with pytest.raises(NotPossibleNow, match="Send it back first"):
        correct(office, complaint, "head", office=other)


def test_a_complaint_about_the_office_does_not_move(office, other):
    complaint = example.received(office, about_office=True)
    with pytest.raises(NotPossibleNow, match="leaders"):
        correct(office, complaint, "deputy", office=other)


def test_the_page_shows_what_is_registered_and_corrects_it(office, other, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: LATER)
    complaint = example.registered(office)
    client = sign_in(office, "registrar")
    page = client.get(at("verb", complaint.id, "correct_registration"))
    assert 'value="16 03 2026"' in page.content.decode()
    typed = {
        "channel": "redirected", "received_on": "12 03 2026", "registered_on": "13 03 2026", "language": "ru", "identity": "named",
        "office": office.office.code, "reason": "It came with a letter of the ministry.", "body": office.body.code,
    }  # fmt: skip

    def do(typed: dict[str, Any]):
        return client.post(at("verb", complaint.id, "correct_registration"), {"version": now(complaint).version, **typed})

    bad = do(typed)
    assert "Write the number that it has there" in text_of(bad)
    assert "It came with a letter of the ministry." in text_of(bad)
    done = do({**typed, "channel_number": "08-1/12", "channel_date": "5 3 2026"})
    assert done["Location"] == at("complaint", complaint.id)
    assert now(complaint).channel_date == date(2026, 3, 5)
    typed |= {"channel_number": "08-1/12", "body": "", "region": other.region, "office": "competent"}
    gone = do(typed)
    assert gone["Location"] == at("my-work")
    assert now(complaint).office == other
