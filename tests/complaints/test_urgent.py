"""Urgent complaints: reasons from the profile's list, the short term, and whoever is on duty told at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from arasha import jobs, vault
from arasha.complaints.actions import base, correspondence, examination, registration, screening
from arasha.complaints.models import Complaint, Step, Term
from arasha.complaints.queries.desk_work import my_complaints
from arasha.complaints.terms import office_day
from arasha.journal.models import Entry
from arasha.letters.models import Outgoing
from arasha.people import duty, policy
from arasha.people.models import Duty, User
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def on_duty(office) -> User:
    """A second case officer of the office, on duty today."""
    user = User.objects.create_user(
        "duty", name="Example Dutyova", office=office.office, roles=["officer"], joined_at=AT, email="duty@example.org",
        language="ru",
    )  # fmt: skip
    duty.set_roster(office.office, {office_day(AT): user}, by=office.by("head").actor, at=AT)
    return user


def mark(complaint, office, role="lawyer", **changes):
    given = {"reasons": ["removal"], "reason": "The plane leaves tonight.", **changes}
    return registration.mark_urgent(complaint.id, by=office.by(role), at=AT, **given)


def test_the_short_term_is_policy_in_hours_and_ends_with_the_first_step(office, on_duty):
    complaint = mark(example.registered(office), office)
    term = Term.objects.get(complaint=complaint, purpose="urgent")
    assert (term.basis, term.due_at, term.due_on) == ("policy", AT + timedelta(hours=24), date(2026, 3, 17))
    assert complaint.due_on == date(2026, 3, 17)
    assert complaint.urgent_reasons == ["removal"]
    screening.accept(complaint.id, by=office.by("lawyer"), at=AT + timedelta(hours=25), looked=True)
    term.refresh_from_db()
    assert (term.ended_by, term.kept) == ("accept", False), "an hour late is late, though the day is the same"


def test_a_term_in_hours_is_late_from_its_minute_on_and_not_from_the_next_day(office, on_duty, monkeypatch):
    """24 hours from Monday, 11:00 in the office, end on Tuesday, 11:00."""
    mark(example.registered(office), office)
    client = sign_in(office, "lawyer")
    for hours, group in ((23, "Due today"), (25, "Late")):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: AT + timedelta(hours=hours))
        assert [str(one.heading) for one in client.get(at("my-work")).context["groups"]] == [group]


def test_a_reason_that_the_list_does_not_know_marks_nothing(office):
    complaint = example.registered(office)
    with pytest.raises(base.NotPossibleNow, match="Choose from the list"):
        mark(complaint, office, reasons=["because"])
    assert not Complaint.objects.get(pk=complaint.pk).urgent


def test_whoever_is_on_duty_sees_it_in_my_work_and_gets_a_mail_that_says_nothing(office, on_duty):
    complaint = example.registered(office)
    assert complaint not in my_complaints(on_duty)
    assert policy.may(on_duty, "read", complaint)
    complaint = mark(complaint, office)
    assert complaint in my_complaints(on_duty)
    assert policy.may(on_duty, "send_inquiry", complaint) is None
    entry = Outgoing.objects.get(subject_id=complaint.id, kind=Outgoing.Kind.DUTY)
    while jobs.work_off():
        pass
    sent = next(one for one in mail.outbox if one.to == ["duty@example.org"])
    assert "срочное" in sent.subject
    for secret in (complaint.number, "Complainantova", "plane", str(complaint.id), "http"):
        assert secret not in sent.subject + sent.body
    entry.refresh_from_db()
    assert (entry.state, entry.address) == ("sent", None)


def test_without_a_roster_those_who_lead_the_office_are_told(office):
    complaint = mark(example.registered(office), office)
    told = Entry.objects.filter(chain_id=complaint.id, verb="mark_urgent")
    assert told.count() == 1
    assert complaint.duty in (office.staff["head"], office.staff["representative"])


def test_a_complaint_about_the_office_goes_to_the_leaders_only(office, on_duty):
    complaint = example.registered(office)
    Complaint.objects.filter(pk=complaint.pk).update(about_office=True)
    complaint = mark(complaint, office, role="commissioner")
    assert complaint.duty in (office.staff["deputy"], office.staff["commissioner"])
    assert complaint not in my_complaints(on_duty)


def test_somebody_recused_is_not_told(office, on_duty):
    complaint = example.registered(office)
    Complaint.objects.filter(pk=complaint.pk).update(officer=on_duty)
    correspondence.recuse(complaint.id, by=base.Staff(on_duty), at=AT, reason="A cousin.")
    complaint = mark(complaint, office)
    assert complaint.duty != on_duty


def test_it_is_the_officers_once_assigned_and_nobodys_once_it_is_not_urgent(office, on_duty):
    complaint = mark(example.registered(office), office)
    screening.accept(complaint.id, by=office.by("lawyer"), at=AT, looked=True)
    complaint = examination.assign(complaint.id, by=office.by("head"), at=AT, officer=office.staff["officer"])
    assert complaint.duty is None
    assert policy.may(on_duty, "read", complaint)
    complaint = registration.unmark_urgent(complaint.id, by=office.by("head"), at=AT, reason="Safe now.")
    assert (complaint.urgent, complaint.urgent_reasons) == (False, [])


def test_the_journal_keeps_reasons_and_words(office, on_duty):
    complaint = mark(example.registered(office), office)
    from arasha.journal.queries import entries_of

    details = entries_of(complaint.id).rows[0].details
    assert details["reasons"] == ["removal"]
    assert details["told"] == [str(on_duty.pk)]
    vault.load_keys([complaint.key_id])
    assert Step.objects.get(complaint=complaint, verb="mark_urgent").note == "The plane leaves tonight."


def test_the_form_offers_the_list_and_says_who_will_be_told(office, on_duty, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    complaint = example.registered(office)
    page = text_of(sign_in(office, "lawyer").get(at("verb", complaint.id, "mark_urgent")))
    for word in ("Expulsion or extradition about to happen", "Example Dutyova", "17 March 2026, 11:00"):
        assert word in page, word


def test_heads_write_the_roster_of_their_office(office, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    head = sign_in(office, "head")
    officer = office.staff["officer"]
    assert "Monday, 16 March 2026" in text_of(head.get(at("duty")))
    empty = {(AT.date() + timedelta(days=index)).isoformat(): "nobody" for index in range(14)}
    tomorrow = {**empty, "2026-03-17": str(officer.pk)}
    assert head.post(at("duty"), tomorrow).status_code == 302
    row = Duty.objects.get()
    assert (row.office, row.on, row.user) == (office.office, date(2026, 3, 17), officer)
    assert Entry.objects.filter(verb="set_duty").count() == 1
    assert head.post(at("duty"), tomorrow).status_code == 302
    assert Entry.objects.filter(verb="set_duty").count() == 1, "nothing changed, nothing noted"
    stranger = office.staff["commissioner"]
    assert head.post(at("duty"), {**empty, "2026-03-18": str(stranger.pk)}).status_code == 200, "of another office"
    assert head.post(at("duty"), empty).status_code == 302
    assert not Duty.objects.exists()
