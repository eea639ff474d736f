"""What the office lays over the shipped law: who may, what becomes of terms, what the journal keeps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from arasha import journal
from arasha.complaints.actions import law
from arasha.complaints.actions.base import NotYours
from arasha.complaints.book import current_book
from arasha.complaints.models import OverlayRow
from arasha.errors import BadRequest
from arasha.journal.models import Entry
from arasha.people.models import Role
from tests.office import AT

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY = date(2026, 3, 20), date(2026, 3, 28)
MAY_SET = {"lawyer", "head", "deputy", "commissioner"}  # by hand


@pytest.mark.parametrize("role", Role.values)
def test_who_keeps_the_calendar_and_the_offices_own_terms(office, role):
    day = {"kind": "holiday", "names": {"en": "Example day"}, "source": "a decree"}
    own = {"number": 3, "unit": "working_days", "in_force_from": AT.date(), "source": "an order"}
    if role in MAY_SET:
        law.set_calendar_day(FRIDAY, by=office.by(role), at=AT, **day)
        law.set_own_term("admissibility", by=office.by(role), at=AT, **own)
        assert OverlayRow.objects.count() == 2
    else:
        with pytest.raises(NotYours):
            law.set_calendar_day(FRIDAY, by=office.by(role), at=AT, **day)
        with pytest.raises(NotYours):
            law.set_own_term("admissibility", by=office.by(role), at=AT, **own)
        assert not OverlayRow.objects.exists()


def test_a_day_off_that_is_moved_makes_the_weekend_day_a_worked_one(office):
    law.set_calendar_day(FRIDAY, by=office.by("lawyer"), at=AT, kind="moved", moved_from=SATURDAY, source="decree 7")
    calendar = current_book().counting.calendar
    assert not calendar.is_working_day(FRIDAY)
    assert calendar.is_working_day(SATURDAY)
    entries = Entry.objects.filter(verb="set_calendar_day")
    assert {entry.subject_id for entry in entries} == {"2026-03-20", "2026-03-28"}
    assert all(entry.digest for entry in entries)


def test_an_own_term_is_policy_and_can_be_dropped(office):
    own = {"by": office.by("head"), "unit": "working_days", "source": "order 3"}
    law.set_own_term("admissibility", at=AT, number=3, in_force_from=AT.date(), **own)
    term = current_book().term_for("admissibility", AT.date())
    assert (term.basis, term.due_on) == ("policy", date(2026, 3, 19))
    later = AT + timedelta(days=1)
    law.set_own_term("admissibility", at=later, number=None, in_force_from=later.date(), **own)
    assert current_book().term_for("admissibility", later.date()) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "worked"},  # a Friday
        {"kind": "moved"},  # from where?
        {"kind": "moved", "moved_from": date(2026, 3, 19)},  # a Thursday
    ],
)
def test_a_decree_that_cannot_be(office, wrong):
    with pytest.raises(BadRequest):
        law.set_calendar_day(FRIDAY, by=office.by("lawyer"), at=AT, source="decree", **wrong)
    assert not OverlayRow.objects.exists()


def test_an_own_term_does_not_reach_back(office):
    with pytest.raises(BadRequest):
        law.set_own_term("admissibility", by=office.by("head"), at=AT, number=3, unit="working_days", source="order",
                         in_force_from=AT.date() - timedelta(days=1))  # fmt: skip


def test_an_entry_altered_behind_the_application_is_found(office):
    law.set_own_term("admissibility", by=office.by("head"), at=AT, number=3, unit="working_days", source="order",
                     in_force_from=AT.date())  # fmt: skip
    assert not journal.examine().problems
    OverlayRow.objects.update(values={"number": 30, "unit": "working_days"})
    assert ["law admissibility" in str(problem) for problem in journal.examine().problems] == [True]
