"""A complaint has its date from the moment it is received: what is late before registration is late in every count."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from arasha import journal
from arasha.complaints import tasks
from arasha.complaints.actions import intake
from arasha.complaints.actions.arrivals import OnPaper, receive_on_paper
from arasha.complaints.actions.date_received import date_received
from arasha.complaints.actions.take_down import take_down
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, Step, Term
from arasha.complaints.queries import desk_board, desk_overview, desk_team, desk_work
from arasha.complaints.queries.desk_rows import rows_of
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from tests import office as example
from tests.complaints.desk import at, numbers, sign_in
from tests.mailbox import messages
from tests.mailbox.test_intake import sorted_mail
from tests.office import ANSWERS, AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATE = AT - timedelta(days=10)
NEXT_DAY = date(2026, 3, 17)  # the office's own term of registering: one working day


@pytest.fixture
def office(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return example.open_office()


def by_portal(office, when: datetime) -> None:
    example.received(office, at=when)


def by_telephone(office, when: datetime) -> None:
    day = current_book().office_day(when)
    answers = {**ANSWERS, "body": office.body.code, "region": office.office.region}
    take_down(answers, by=office.by("registrar"), at=when, channel="phone", language="ru", received_on=day)


def on_paper(office, when: datetime) -> None:
    letter = OnPaper("post", "ru", {"name": "Example", "story": "A doctor."}, received_on=current_book().office_day(when))
    receive_on_paper([], letter, office=office.office, by=office.by("registrar"), at=when)


def by_mail(office, when: datetime) -> None:
    sorted_mail(office, messages.plain(), at=when)


WAYS = [by_portal, by_telephone, on_paper, by_mail]


@pytest.mark.parametrize("way", WAYS)
def test_whatever_way_it_comes_it_has_the_date_of_its_first_term(office, way):
    way(office, AT)
    complaint = Complaint.objects.get()
    assert complaint.due_on == Term.objects.get(complaint=complaint).due_on == NEXT_DAY
    assert not list(journal.verify())


def test_where_no_rule_gives_a_term_of_registering_there_is_no_date(office, monkeypatch):
    monkeypatch.setattr(type(current_book()), "term_for", lambda *_args, **_more: None)
    by_portal(office, AT)
    assert (Complaint.objects.get().due_on, Term.objects.count()) == (None, 0)


def test_what_waits_too_long_for_registration_is_late_in_every_count(office):
    for way in WAYS:
        way(office, LATE)
    by_portal(office, AT)
    today, commissioner, head = AT.date(), office.staff["commissioner"], office.staff["head"]
    late = len(WAYS)
    assert desk_overview.waiting(commissioner, today=today)["late"] == late
    assert desk_board.counts(commissioner, desk_board.BoardFilters(), today=today)["late"] == (late, False)
    nobody = desk_team.team_of(head, today=today, language="en")[0]
    assert (nobody.user, nobody.late) == (None, late)
    assert {group.code: group.count for group in work_of(office)} == {"late": late, "week": 1}
    assert len(numbers(sign_in(office, "commissioner").get(at("complaints", query="?state=open&due=late")))) == late


def work_of(office) -> list[desk_work.Group]:
    registrar = office.staff["registrar"]
    rows = rows_of(desk_work.work_rows(registrar, "en"), user=registrar, book=current_book(), language="en", now=AT)
    return desk_work.grouped_by_due(rows, today=AT.date())


def as_before(office, monkeypatch, when: datetime) -> Complaint:
    """A complaint as it was kept before a date was written at once, with the journal's digest over it."""
    with monkeypatch.context() as earlier:
        earlier.setattr(intake, "first_due", lambda *_: None)
        by_portal(office, when)
    complaint = Complaint.objects.get(due_on=None)
    assert Term.objects.filter(complaint=complaint, ended_on=None).exists()
    return complaint


def test_what_was_received_earlier_gets_its_date_in_the_night_and_the_journal_says_so(office, monkeypatch):
    complaint = as_before(office, monkeypatch, LATE)
    assert date_received(at=AT) == 1
    dated = Complaint.objects.get()
    assert dated.due_on == Term.objects.get().due_on
    assert (dated.version, Step.objects.count()) == (complaint.version, 1), "nobody did anything on the road"
    row = entries_of(complaint.id).rows[0]
    assert (row.verb, row.by.kind) == ("date_received", "system")
    assert row.details == {"due_on": dated.due_on.isoformat()}
    assert not list(journal.verify())
    assert date_received(at=AT) == 0
    assert Entry.objects.filter(verb="date_received").count() == 1


def test_without_its_entry_the_new_date_would_be_an_alteration(office, monkeypatch):
    """The reason why no migration writes it."""
    complaint = as_before(office, monkeypatch, LATE)
    assert not list(journal.verify())
    Complaint.objects.update(due_on=Term.objects.get().due_on)
    assert any(str(complaint.id) in str(problem) for problem in journal.verify())


def test_the_nightly_job_writes_the_dates_and_leaves_what_has_no_open_term(office, monkeypatch):
    as_before(office, monkeypatch, LATE)
    Term.objects.update(ended_on=AT.date(), ended_by="test")
    tasks.check_terms()
    assert Complaint.objects.get().due_on is None
    Term.objects.update(ended_on=None, ended_by="")
    tasks.check_terms()
    assert Complaint.objects.get().due_on == Term.objects.get().due_on
