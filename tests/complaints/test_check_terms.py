"""Warnings of terms: each once, to the right person, up to the deputy; by mail without a word of the complaint; in the journal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from arasha import journal
from arasha.complaints import tasks
from arasha.complaints.actions.check_terms import check_terms
from arasha.complaints.models import Complaint, Term, TermWarning
from arasha.complaints.queries import told
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from arasha.people.models import User
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DUE = date(2026, 4, 9)  # a Thursday; of a complaint registered on 16 March


def on(month: int, day: int):
    return AT.replace(month=month, day=day)


@pytest.fixture
def complaint(office):
    complaint = example.in_examination(office)
    Term.objects.exclude(purpose="consideration").update(ended_on=AT.date(), ended_by="test")
    assert Term.objects.get(ended_on=None).due_on == DUE
    return complaint


def given() -> list[tuple[str, str]]:
    return list(TermWarning.objects.order_by("told_on", "pk").values_list("stage", "to"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (on(4, 3), []),  # four working days left
        (on(4, 6), [("before-3", "officer")]),
        (on(4, 8), [("before-1", "officer")]),
        (on(4, 9), [("today", "officer")]),
        (on(4, 10), [("late", "officer")]),
        (on(4, 11), []),  # a Saturday
        (on(4, 13), [("late", "officer"), ("late-head", "head")]),
        (on(4, 15), [("late", "officer"), ("late-head", "head"), ("late-deputy", "deputy")]),
    ],
)
def test_whom_a_day_tells(complaint, day, expected):
    check_terms(at=day)
    assert given() == expected


def test_day_by_day_each_is_told_once_and_again_only_when_the_date_moved(complaint):
    for number in range(30):
        check_terms(at=on(4, 1) + timedelta(days=number))
        check_terms(at=on(4, 1) + timedelta(days=number))
    assert given() == [
        ("before-3", "officer"), ("before-1", "officer"), ("today", "officer"), ("late", "officer"), ("late-head", "head"),
        ("late-deputy", "deputy"),
    ]  # fmt: skip
    Term.objects.filter(ended_on=None).update(due_on=date(2026, 4, 30))
    check_terms(at=on(4, 29))
    assert given()[-1] == ("before-1", "officer")
    row = TermWarning.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        TermWarning.objects.create(
            term=row.term, stage=row.stage, due_on=row.due_on, told_on=DUE, to="head", check_id=row.check_id
        )


def test_ended_terms_are_left_alone(complaint):
    Term.objects.update(ended_on=DUE)
    assert not check_terms(at=on(4, 20))


def test_without_an_officer_the_head_is_told_and_never_the_head_of_the_office_complained_of(office):
    example.registered(office)
    check_terms(at=on(4, 9))
    assert {to for _stage, to in given()} == {"head"}
    TermWarning.objects.all().delete()
    Complaint.objects.update(about_office=True)
    check_terms(at=on(4, 9))
    assert {to for _stage, to in given()} == {"deputy"}


def test_what_was_told_is_seen_by_whom_it_was_told_and_gone_when_the_term_ended(office, complaint):
    check_terms(at=on(4, 15))
    roles = ("officer", "head", "representative", "deputy", "lawyer", "commissioner")
    assert {role: told.count_told(office.staff[role], DUE)[0] for role in roles} == {
        "officer": 1, "head": 1, "representative": 1, "deputy": 1, "lawyer": 0, "commissioner": 0,
    }  # fmt: skip
    page = sign_in(office, "deputy").get(at("my-work"))
    assert "You were told of 1 term" in text_of(page)
    board = sign_in(office, "deputy").get(at("terms", query="?told=1"))
    assert complaint.number in text_of(board)
    Term.objects.update(ended_on=DUE)
    assert told.count_told(office.staff["officer"], DUE) == (0, False)
    assert "You were told" not in text_of(sign_in(office, "deputy").get(at("my-work")))


def test_another_officer_who_takes_over_sees_it_and_the_first_does_not(office, complaint):
    check_terms(at=on(4, 8))
    other = User.objects.create_user("other", None, name="Other", office=office.office, roles=["officer"], joined_at=AT)
    Complaint.objects.update(officer=other)
    assert (told.count_told(other, DUE)[0], told.count_told(office.staff["officer"], DUE)[0]) == (1, 0)


def test_the_mail_says_how_many_and_nothing_else(office, complaint, monkeypatch):
    User.objects.filter(username__in=("officer", "head", "lawyer")).update(email="staff@example.org", language="en")
    check_terms(at=on(4, 13))
    day = date(2026, 4, 13)
    assert {user.username for user in told.to_be_mailed(day)} == {"officer", "head"}
    for user in told.to_be_mailed(day):
        tasks.tell_staff_of_terms(str(user.id), day.isoformat())
    assert len(mail.outbox) == 2
    said = mail.outbox[0].subject + mail.outbox[0].body
    assert "You were told of terms today: 1." in said
    assert not any(word in said for word in (complaint.number, "Beating", "Complainantova", "Affectedov", office.body.name_en))
    Term.objects.update(ended_on=DUE)
    tasks.tell_staff_of_terms(str(office.staff["officer"].id), day.isoformat())
    assert len(mail.outbox) == 2


def test_the_job_mails_once_a_day_and_stands_in_the_schedule(office, complaint):
    from arasha.jobs.models import Job

    User.objects.filter(username="officer").update(email="staff@example.org")
    Term.objects.filter(ended_on=None).update(due_on=date(2026, 1, 1))
    tasks.check_terms()
    tasks.check_terms()
    if TermWarning.objects.exists():  # on a day off nothing is told
        assert Job.objects.filter(task__endswith="tell_staff_of_terms").count() == 1
    assert any(entry.task is tasks.check_terms for entry in tasks.SCHEDULE)


def test_the_journal_keeps_who_was_told_of_what_and_a_warning_altered_or_slipped_in_is_found(complaint):
    check_terms(at=on(4, 8))
    (entry,) = Entry.objects.filter(verb="check_terms")
    (row,) = entries_of(entry.chain_id).rows
    assert row.details == {"stage": "before-1", "to": "officer", "complaints": [str(complaint.id)]}
    Term.objects.filter(purpose="consideration")  # the term itself did not change: the complaint's chain is left alone
    warning = TermWarning.objects.get()
    TermWarning.objects.update(to="deputy")
    assert ["term_check" in str(problem) for problem in journal.examine().problems if "complaint" not in str(problem)] == [True]
    TermWarning.objects.update(to="officer")
    warning.pk, warning.check_id, warning.stage = warning._meta.pk.get_default(), warning._meta.pk.get_default(), "late"
    warning.save(force_insert=True)
    assert any("no journal" in str(problem) for problem in journal.examine().problems)


def test_the_check_costs_a_fixed_number_of_statements(office):
    from tests.complaints.desk import counted

    for _ in range(3):
        example.in_examination(office)
    check_terms(at=on(4, 1))
    with counted() as few:
        check_terms(at=on(4, 8))
    for _ in range(6):
        assign_all = example.in_examination(office)
    assert assign_all
    with counted() as many:
        check_terms(at=on(4, 9))
    assert len(many) <= len(few)
