"""A term stands still for a time where a rule of the profile lets it, and goes on by itself."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from arasha import journal
from arasha.complaints.actions import base, correspondence, pausing
from arasha.complaints.actions.extension import extend_term
from arasha.complaints.book import current_book
from arasha.complaints.digest import digest
from arasha.complaints.doers import Complainant
from arasha.complaints.models import Complaint, Term
from arasha.complaints.queries.desk_next import FACTS, with_facts
from arasha.complaints.queries.desk_terms import TermView, terms_of
from arasha.journal.queries import entries_of
from arasha.law import BadPause, NotPaused, PausedAlready, PauseNotAllowed
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = AT + timedelta(days=14)  # Monday, 30 March
UNTIL = date(2026, 4, 8)
RESUMED = LATER + timedelta(days=3)  # Thursday, 2 April
# By hand: 60 calendar days after 16 March; ten days later; three days later (30 and 31 March, 1 April stood still).
PLAIN, PAUSED, GONE_ON = date(2026, 5, 15), date(2026, 5, 25), date(2026, 5, 18)
REASON = "We wait for the example expert."


@pytest.fixture
def office(settings):
    settings.PROFILE = "paris"
    return example.open_office()


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def consideration(complaint: Complaint) -> Term:
    return Term.objects.get(complaint=complaint, purpose="consideration")


def view(complaint: Complaint, today: date) -> TermView:
    found = terms_of(complaint.id, book=current_book(), language="en", today=today)
    return next(term for term in found if term.row.purpose == "consideration")


def pause(office, complaint, role="head", until=UNTIL):
    return pausing.pause_term(complaint.id, by=office.by(role), at=LATER, until=until, reason=REASON)


def words(complaint: Complaint, code: str) -> str:
    letter = Letter.objects.get(subject_id=complaint.id, code=code)
    base.open_for_writing(complaint)
    return letter.text


def test_it_stands_still_until_the_day_that_was_said_and_the_person_is_told(office, complaint):
    assert consideration(complaint).due_on == PLAIN
    pause(office, complaint)
    term, now = consideration(complaint), Complaint.objects.get(pk=complaint.id)
    assert (term.due_on, term.first_due_on, now.due_on) == (PAUSED, PLAIN, PAUSED)
    text = words(complaint, "paused")
    assert REASON in text
    assert "9 апреля 2026" in text  # the first day that counts again; the example complaint is in Russian
    assert "25 мая 2026" in text
    entry = entries_of(complaint.id).rows[0]
    assert (entry.verb, entry.details["terms"]) == (
        "pause_term",
        [{"term": "consideration", "before": "2026-05-15", "after": "2026-05-25"}],
    )
    assert not journal.examine().problems


def test_it_shows_as_paused_only_while_it_stands_still_and_tells_why(office, complaint):
    pause(office, complaint)
    first = LATER.date()
    assert [view(complaint, day).state for day in (first, UNTIL, UNTIL + timedelta(days=1))] == ["paused", "paused", "running"]
    assert view(complaint, first - timedelta(days=1)).state == "running"
    assert any("30 March" in line and "8 April" in line for line in view(complaint, first).why)


def test_it_goes_on_sooner_from_the_day_on_which_somebody_says_so(office, complaint):
    pause(office, complaint)
    pausing.resume_term(complaint.id, by=office.by("officer"), at=RESUMED, reason="The expert answered.")
    assert consideration(complaint).due_on == GONE_ON
    assert view(complaint, RESUMED.date()).state == "running"
    text = words(complaint, "resumed")
    assert "The expert answered." in text
    assert "18 мая 2026" in text
    assert entries_of(complaint.id).rows[0].details["terms"][0]["after"] == "2026-05-18"
    assert not journal.examine().problems


def test_gone_on_the_same_day_nothing_stood_still(office, complaint):
    pause(office, complaint)
    pausing.resume_term(complaint.id, by=office.by("officer"), at=LATER, reason="A mistake.")
    assert consideration(complaint).due_on == PLAIN


def test_two_pauses_add_up_and_an_extension_stays(office, complaint):
    pause(office, complaint)
    extend_term(complaint.id, by=office.by("head"), at=LATER, reason="An expert.")
    longer = consideration(complaint).due_on
    assert longer > PAUSED
    pausing.resume_term(complaint.id, by=office.by("head"), at=RESUMED, reason="Sooner.")
    pausing.pause_term(complaint.id, by=office.by("head"), at=RESUMED + timedelta(days=7), until=date(2026, 4, 13), reason=REASON)
    pauses = [(fact["from"], fact["to"]) for fact in consideration(complaint).why["facts"] if fact["kind"] == "pause"]
    assert pauses[:2] == [("2026-03-30", "2026-04-01"), ("2026-04-09", "2026-04-13")]
    assert any(fact["kind"] == "extension" for fact in consideration(complaint).why["facts"])


def test_what_is_refused(office, complaint):
    with pytest.raises(BadPause):
        pause(office, complaint, until=LATER.date() - timedelta(days=1))
    with pytest.raises(base.NotPossibleNow, match="No term stands still"):
        pausing.resume_term(complaint.id, by=office.by("head"), at=LATER, reason="-")
    with pytest.raises(base.NotYours):
        pause(office, complaint, role="officer")
    with pytest.raises(base.NotPossibleNow, match="ran out"):
        pausing.pause_term(complaint.id, by=office.by("head"), at=AT + timedelta(days=90), until=date(2026, 8, 1), reason=REASON)
    pause(office, complaint)
    with pytest.raises(PausedAlready):
        pause(office, complaint)
    assert consideration(complaint).due_on == PAUSED


def test_a_withdrawal_ends_a_paused_term_in_time(office, complaint):
    pause(office, complaint)
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=LATER)
    correspondence.confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=LATER, way="visit", note="Spoke in person.")
    assert consideration(complaint).kept


def test_the_pages_say_the_letter_and_offer_the_way_back(office, complaint):
    head = sign_in(office, "head")
    assert head.get(at("verb", complaint.id, "resume_term")).status_code == 409
    empty = head.post(at("verb", complaint.id, "pause_term"), {"version": complaint.version, "until": "", "reason": ""})
    assert "no pause is without an end" in text_of(empty)
    pause(office, complaint)
    assert "No term stands still" not in text_of(head.get(at("verb", complaint.id, "resume_term")))
    page = head.get(at("complaint", complaint.id)).content.decode()
    assert "Let the term go on" in page


def test_in_kazakhstan_nothing_stands_still(settings):
    settings.PROFILE = "kz"
    office = example.open_office()
    complaint = example.in_examination(office)
    with pytest.raises(base.NotPossibleNow, match="No rule here lets a term stand still"):
        pause(office, complaint)
    term = consideration(complaint)
    with pytest.raises(PauseNotAllowed):
        current_book().paused(term.why, term.purpose, first=LATER.date(), last=UNTIL)
    with pytest.raises(NotPaused):
        current_book().resumed(term.why, LATER.date())
    page = sign_in(office, "head").get(at("verb", complaint.id, "pause_term"))
    assert page.status_code == 409
    assert "No rule here lets a term stand still" in text_of(page)


def test_what_stands_still_is_found_without_reading_a_sum(office, complaint):
    pause(office, complaint)
    assert consideration(complaint).paused_until == UNTIL
    assert facts(complaint)["paused"]
    assert 'f."why"' not in FACTS["paused"]
    kept = digest(str(complaint.pk))
    Term.objects.update(paused_until=None)
    assert digest(str(complaint.pk)) == kept, "its sum says the same"
    migration = import_module("arasha.complaints.migrations.0016_term_paused_until")
    migration.from_the_sums(apps, None)
    assert set(Term.objects.filter(complaint=complaint).values_list("purpose", "paused_until")) >= {("consideration", UNTIL)}
    pausing.resume_term(complaint.id, by=office.by("head"), at=RESUMED, reason="The expert answered.")
    assert consideration(complaint).paused_until is None
    assert not facts(complaint)["paused"]


def facts(complaint: Complaint) -> dict[str, bool]:
    return with_facts(Complaint.objects).values(*FACTS).get(pk=complaint.pk)
