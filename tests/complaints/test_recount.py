"""When a decree moves a day off: open terms are listed with both dates, confirmed by a person, and journaled. Nothing moves unseen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from arasha import journal
from arasha.complaints.actions import law, recount
from arasha.complaints.actions.base import ChangedMeanwhile, NotPossibleNow, NotYours
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, OverlayRow, Term
from arasha.complaints.queries import desk_recount
from arasha.complaints.terms import end_all_terms
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FRIDAY, SATURDAY = date(2026, 4, 3), date(2026, 4, 4)
BEFORE, AFTER = date(2026, 4, 9), date(2026, 4, 10)  # of a complaint registered on 16 March, 15 working days; by hand
MAY = {"lawyer", "head", "representative", "deputy", "commissioner"}  # by hand


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def consideration(complaint: Complaint) -> Term:
    return Term.objects.get(complaint=complaint, purpose="consideration")


def decree(office, day=FRIDAY, kind="holiday", **more):
    named = {"names": {"en": "Example day"}} if kind == "holiday" else {}
    law.set_calendar_day(day, by=office.by("lawyer"), at=AT, kind=kind, source="decree 7", **named, **more)


def test_a_decree_alone_moves_nothing(office, complaint):
    assert consideration(complaint).due_on == BEFORE
    decree(office)
    assert consideration(complaint).due_on == BEFORE
    moved = desk_recount.moved_terms(office.staff["head"], current_book())
    assert [(one.ends_on, one.due_on, one.count) for one in moved] == [(BEFORE, AFTER, 1)]


def test_confirmed_by_a_person_it_moves_and_the_journal_keeps_both_dates_and_why(office, complaint):
    decree(office)
    letters = Letter.objects.count()
    term = consideration(complaint)
    recount.recount_term(complaint.id, by=office.by("head"), at=AT, shown={term.id: AFTER})
    again, now = consideration(complaint), Complaint.objects.get(pk=complaint.id)
    assert (again.due_on, again.first_due_on, again.rule, again.why["number"]) == (AFTER, BEFORE, term.rule, 15)
    assert any(fact["kind"] == "holiday" and fact["on"] == FRIDAY.isoformat() for fact in again.why["facts"])
    assert now.due_on == min(Term.objects.filter(complaint=complaint, ended_on=None).values_list("due_on", flat=True))
    assert Letter.objects.count() == letters
    entry = entries_of(complaint.id).rows[0]
    assert entry.verb == "recount_term"
    change = {"term": "consideration", "id": str(term.id), "before": "2026-04-09", "after": "2026-04-10"}
    assert entry.details["calendar"] == [change]
    assert not journal.examine().problems
    assert desk_recount.moved_terms(office.staff["head"], current_book()) == []


@pytest.mark.parametrize(
    "role", ["registrar", "lawyer", "officer", "head", "representative", "deputy", "commissioner", "auditor"]
)
def test_who_may(office, complaint, role):
    decree(office)
    shown = {consideration(complaint).id: AFTER}
    if role in MAY:
        recount.recount_term(complaint.id, by=office.by(role), at=AT, shown=shown)
    else:
        with pytest.raises(NotYours):
            recount.recount_term(complaint.id, by=office.by(role), at=AT, shown=shown)
    assert consideration(complaint).due_on == (AFTER if role in MAY else BEFORE)


def test_a_rule_that_changed_since_does_not_change_the_length_of_a_term_that_runs(office, complaint):
    OverlayRow.objects.create(kind="rule", target="KZ-C01", values={"number": 30}, in_force_from=AT.date() - timedelta(days=1),
                              source="example", by=office.staff["lawyer"], at=AT)  # fmt: skip
    decree(office)
    again = current_book().taken_again(consideration(complaint).why)
    assert (again.due_on, again.rule.number) == (AFTER, 15)


def test_a_calendar_that_changed_again_and_a_term_that_ended_are_refused(office, complaint):
    decree(office)
    term = consideration(complaint)
    with pytest.raises(ChangedMeanwhile):
        recount.recount_term(complaint.id, by=office.by("head"), at=AT, shown={term.id: AFTER + timedelta(days=1)})
    end_all_terms(complaint, verb="close", at=AT)
    with pytest.raises(NotPossibleNow):
        recount.recount_term(complaint.id, by=office.by("head"), at=AT, shown={term.id: AFTER})
    with pytest.raises(NotPossibleNow):
        recount.recount_term(complaint.id, by=office.by("head"), at=AT, shown={})


def test_the_page_lists_confirms_and_says_which_failed(office, complaint):
    other = example.in_examination(office)
    decree(office)
    head = sign_in(office, "head")
    page = head.get(at("recount"))
    assert complaint.number in text_of(page)
    assert {row["row"].due_on for row in page.context["rows"]} == {AFTER}
    values = [line["row"].value for line in page.context["rows"]]
    end_all_terms(other, verb="close", at=AT)
    page = head.post(at("recount"), {"terms": values})
    assert page.status_code == 409
    assert other.number in text_of(page)
    assert "ended meanwhile" in text_of(page)
    assert consideration(complaint).due_on == AFTER
    assert Entry.objects.filter(verb="recount_term").count() == 1


def test_a_decree_in_the_past_that_makes_a_term_late_is_not_ticked_beforehand(office, complaint, monkeypatch):
    decree(office, SATURDAY, kind="worked")
    monkeypatch.setattr(timezone, "now", lambda: AT.replace(day=9, month=4))
    (line,) = sign_in(office, "head").get(at("recount")).context["rows"]
    assert (line["row"].due_on, line["late"], line["ticked"]) == (date(2026, 4, 8), True, False)


def test_the_list_obeys_the_rights_and_goes_on_by_key(office, monkeypatch):
    monkeypatch.setattr(desk_recount, "AT_ONCE", 2)
    complaints = [example.in_examination(office, at=AT + timedelta(minutes=minute)) for minute in range(3)]
    decree(office)
    head = sign_in(office, "head")
    page = head.get(at("recount"))
    rest = head.get(at("recount", query=page.context["next_url"]))
    numbers = [line["complaint"].number for line in [*page.context["rows"], *rest.context["rows"]]]
    assert sorted(numbers) == sorted(complaint.number for complaint in complaints)
    assert not rest.context["next_url"]
    office.staff["lawyer"].office = office.centre
    office.staff["lawyer"].save()
    assert sign_in(office, "lawyer").get(at("recount")).context["rows"] == []


def test_the_page_asks_as_much_for_one_as_for_many(office):
    example.in_examination(office)
    decree(office)
    head = sign_in(office, "head")
    head.get(at("recount"))  # the rule book is put together once a process
    with counted() as few:
        head.get(at("recount"))
    for _ in range(4):
        example.in_examination(office)
    with counted() as many:
        head.get(at("recount"))
    assert len(few) == len(many)


def test_the_verbs_own_page(office, complaint):
    decree(office)
    head = sign_in(office, "head")
    page = head.get(at("verb", complaint.id, "recount_term"))
    form = page.context["form"]
    values = [value for value, _label in form.fields["terms"].choices]
    answer = head.post(at("verb", complaint.id, "recount_term"), {"terms": values, "version": form.initial["version"]})
    assert answer.status_code == 302
    assert consideration(complaint).due_on == AFTER


def test_a_decree_and_an_own_term_are_written_down_on_their_pages(office, complaint):
    lawyer = sign_in(office, "lawyer")
    sent = {"day": "03 04 2026", "kind": "holiday", "name_en": "Example day", "source": "decree 7"}
    answer = lawyer.post(at("calendar"), sent)
    assert answer["Location"] == at("recount")
    shown = text_of(lawyer.get(at("calendar")))
    assert "Example day" in shown
    assert "decree 7" in shown
    assert "1 open term would end on another day now" in shown
    answer = lawyer.post(at("own-terms"), {"purpose": "admissibility", "number": "3", "unit": "working_days",
                                           "in_force_from": "01 01 2030", "source": "order 3"})  # fmt: skip
    assert answer.status_code == 302
    assert "order 3" in text_of(lawyer.get(at("own-terms")))
    assert OverlayRow.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "3 April", "kind": "holiday", "name_en": "A", "source": "x"}, "We could not read the date"),
        ({"day": "03 04 2026", "kind": "holiday", "source": "x"}, "Give the day a name"),
        ({"day": "03 04 2026", "kind": "moved", "source": "x"}, "Say which weekend day is worked"),
        ({"day": "03 04 2026", "kind": "worked", "source": "x"}, "Only a Saturday or a Sunday"),
    ],
)
def test_what_is_wrong_with_a_decree_is_said_and_nothing_typed_is_lost(office, sent, said):
    page = sign_in(office, "lawyer").post(at("calendar"), sent)
    assert said in text_of(page)
    assert f'value="{sent["day"]}"' in page.content.decode()
    assert not OverlayRow.objects.exists()
