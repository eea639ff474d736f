"""A row changed behind the application's back is named by the verifier."""

from __future__ import annotations

import pytest
from django.db import connection

from arasha import journal
from arasha.complaints.digest import digest, digest_when_new
from arasha.complaints.models import Complaint, Term
from tests import office as example

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CHANGES = {
    "state": "UPDATE complaints_complaint SET state = 'closed'",
    "urgent": "UPDATE complaints_complaint SET urgent = NOT urgent",
    "term": "UPDATE complaints_term SET due_on = '2030-01-01'",
    "step": "DELETE FROM complaints_step WHERE verb = 'register'",
    "letter": "UPDATE letters_letter SET number = 'forged'",
    "consent": "UPDATE parties_consent SET given = NOT given",
}


@pytest.fixture
def complaint():
    return example.registered(example.open_office())


def test_an_untouched_office_verifies(complaint):
    assert not list(journal.verify())


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_behind_the_applications_back_is_found(complaint, what):
    with connection.cursor() as cursor:
        cursor.execute(CHANGES[what])
        assert cursor.rowcount > 0
    assert any(str(complaint.id) in str(problem) for problem in journal.verify())


def test_a_complaint_without_a_journal_is_found(complaint):
    copy = Complaint.objects.get(pk=complaint.pk)
    forged = Complaint(
        id=None,
        key_id=copy.key_id,
        office=copy.office,
        channel="portal",
        language="kk",
        identity="named",
        received_at=copy.received_at,
    )
    forged.id = Complaint._meta.pk.get_default()
    forged.story = {}
    forged.save(force_insert=True)
    assert any(str(forged.id) in str(problem) for problem in journal.verify())


def test_what_jobs_change_is_no_alarm(complaint):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET notified_at = sent_at")
    assert Term.objects.exists()
    assert not list(journal.verify())


def test_a_complaint_just_received_verifies():
    complaint = example.received(example.open_office())
    assert digest_when_new(str(complaint.id)) == digest(str(complaint.id))
    assert not list(journal.verify())
