"""Whom to tell of a term, and when. The dates are counted by hand on the calendar of `kz` for March 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from arasha.law import load_book
from arasha.law.check import check_book
from arasha.law.reminders import Reminders, stages

KZ = load_book("kz")
CALENDAR = KZ.counting.calendar
POLICY = Reminders(before=(3, 1), head_after=2, deputy_after=4)


def day(number: int, month: int = 3) -> date:
    return date(2026, month, number)


def test_what_is_told_on_a_monday() -> None:
    found = {stage.code: (stage.to, stage.first, stage.last) for stage in stages(POLICY, CALENDAR, day(16))}
    assert found == {
        "before-1": ("officer", day(17), day(17)),
        "before-3": ("officer", day(18), day(19)),
        "today": ("officer", day(16), day(16)),
        "late": ("officer", None, day(15)),
        "late-head": ("head", None, day(12)),  # Friday and Monday have passed since Thursday
        "late-deputy": ("deputy", None, day(10)),
    }


def test_a_holiday_does_not_count() -> None:
    found = {stage.code: stage for stage in stages(POLICY, CALENDAR, day(19))}  # Nauryz: 21, 22, 23 March, off until the 25th
    assert (found["before-1"].first, found["before-1"].last) == (day(20), day(25))
    assert (found["before-3"].first, found["before-3"].last) == (day(26), day(29))


def test_nobody_is_told_on_a_day_off() -> None:
    assert stages(POLICY, CALENDAR, day(15)) == []
    assert stages(POLICY, CALENDAR, day(23)) == []


def test_every_term_is_in_one_stage_of_the_officer_at_most() -> None:
    for number in range(1, 32):
        own = [stage for stage in stages(POLICY, CALENDAR, day(number)) if stage.to == "officer"]
        for other in range(1, 32):
            holding = [one.code for one in own if (one.first is None or one.first <= day(other)) and day(other) <= one.last]
            assert len(holding) <= 1, (number, other, holding)


def test_the_profiles_say_that_it_is_their_policy() -> None:
    assert KZ.reminders == load_book("paris").reminders == POLICY


def test_what_cannot_be_is_found() -> None:
    assert check_book(KZ) == []
    for wrong in (Reminders(before=(0,)), Reminders(head_after=0), Reminders(head_after=5, deputy_after=2)):
        assert len(check_book(replace(KZ, reminders=wrong))) == 1
