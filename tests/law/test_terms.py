"""The clock: known dates, month ends, hours, pauses, extensions, rules that change; and what must hold for any date."""

from __future__ import annotations

import calendar as months
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arasha.law import (
    BadExtension,
    DateOutOfRange,
    Extension,
    ExtensionTooLate,
    ExtensionTooLong,
    Pause,
    PauseNotAllowed,
    PolicyCannotExtendLaw,
    RuleHasNoTerm,
    RuleNotInForce,
    TimeNeeded,
    UnknownRule,
    load_book,
    run_term,
)

KZ, PARIS = load_book("kz"), load_book("paris")
DAYS = st.dates(date(2019, 1, 1), date(2029, 6, 30))
QUICK = settings(max_examples=40, deadline=None)


def rule(number: int, unit: str, **changes):
    """A rule always in force, so that only the counting is under test."""
    base = KZ.rule("KZ-C01")
    return replace(base, number=number, unit=unit, in_force_from=None, in_force_to=None, dates_as_given=("", ""), **changes)


def due(number: int, unit: str, start, **given_):
    return run_term(KZ.counting, rule(number, unit), start, **given_).due


@pytest.mark.parametrize(
    ("start", "number", "expected"),
    [
        ("2026-03-05", 15, "2026-04-01"),
        ("2024-12-30", 5, "2025-01-09"),  # 3 January off, Sunday 5 January worked, 7 January off
        ("2026-03-16", 15, "2026-04-09"),
        ("2026-03-18", 3, "2026-03-26"),
        ("2025-01-04", 1, "2025-01-05"),  # the next day is a worked Sunday
        ("2026-08-28", 1, "2026-08-31"),  # 30 August is no holiday any more
        ("2027-03-12", 1, "2027-03-16"),  # 15 March is one from 2027
    ],
)
def test_working_days_of_kazakhstan(start: str, number: int, expected: str) -> None:
    assert due(number, "working_days", date.fromisoformat(start)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "number", "unit", "expected"),
    [
        ("2023-12-31", 1, "months", "2024-01-31"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2025-01-31", 1, "months", "2025-02-28"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2025-11-30", 3, "months", "2026-03-02"),  # 28 February 2026 is a Saturday
        ("2026-02-09", 1, "months", "2026-03-10"),  # 9 March 2026 is off in place of 8 March
        ("2026-04-29", 10, "calendar_days", "2026-05-12"),  # 9 May Saturday, 10 Sunday, 11 off
        ("2026-06-01", 10, "calendar_days", "2026-06-11"),
    ],
)
def test_calendar_units(start: str, number: int, unit: str, expected: str) -> None:
    assert due(number, unit, date.fromisoformat(start)) == date.fromisoformat(expected)


def test_an_end_on_a_day_off_stays_where_the_profile_does_not_move_it() -> None:
    still = replace(KZ.counting, roll=False)
    assert run_term(still, rule(10, "calendar_days"), date(2026, 4, 29)).due == date(2026, 5, 9)


def test_moving_the_end_says_that_it_is_only_assumed() -> None:
    facts = run_term(KZ.counting, rule(10, "calendar_days"), date(2026, 4, 29)).facts
    moved = next(fact for fact in facts if fact["kind"] == "roll")
    assert (moved["from"], moved["to"], moved["confidence"]) == ("2026-05-09", "2026-05-12", "assumed")


def test_hours_run_in_office_time() -> None:
    term = KZ.due("KZ-C22", datetime(2026, 3, 20, 22, 30))  # noqa: DTZ001 (office time is what the rule book takes it for)
    assert term.due.isoformat() == "2026-03-21T22:30:00+05:00"
    assert term.start.isoformat() == "2026-03-20T22:30:00+05:00"
    assert KZ.due("KZ-C22", datetime(2026, 3, 20, 17, 30, tzinfo=UTC)).due == term.due


def test_hours_over_the_change_of_the_time_zone() -> None:
    """On 1 March 2024 the clocks of Almaty went back by an hour: 24 hours later it is 23:30 on the clock's face."""
    term = KZ.due("KZ-C22", datetime(2024, 2, 29, 0, 30))  # noqa: DTZ001
    assert term.due.astimezone(UTC) - term.start.astimezone(UTC) == timedelta(hours=24)
    assert term.due.isoformat() == "2024-02-29T23:30:00+05:00"


def test_hours_need_a_time() -> None:
    with pytest.raises(TimeNeeded, match="2026-03-18T10:00"):
        KZ.due("KZ-C22", date(2026, 3, 18))


def test_a_moment_counts_on_its_day_in_the_office() -> None:
    late = datetime(2026, 3, 17, 20, 0, tzinfo=UTC)  # 1 o'clock on the 18th in Astana
    assert KZ.due("KZ-C11", late).due == KZ.due("KZ-C11", date(2026, 3, 18)).due == date(2026, 3, 26)
    assert KZ.due("KZ-C11", late).start == date(2026, 3, 18)


@pytest.mark.parametrize(
    ("rule_id", "start", "error"),
    [
        ("KZ-C99", date(2026, 3, 18), UnknownRule),
        ("KZ-C18", date(2026, 3, 18), RuleHasNoTerm),  # no number at all
        ("KZ-X05", date(2026, 3, 18), RuleHasNoTerm),  # twenty offices are no term
        ("KZ-C01", date(2025, 11, 1), RuleNotInForce),
        ("KZ-C01a", date(2022, 11, 17), RuleNotInForce),
        ("KZ-X03", date(2026, 7, 1), RuleNotInForce),
        ("KZ-C11", date(9999, 12, 30), DateOutOfRange),
        ("KZ-N03", date(9998, 1, 1), DateOutOfRange),
    ],
)
def test_questions_without_an_answer(rule_id: str, start: date, error: type[Exception]) -> None:
    with pytest.raises(error) as wrong:
        KZ.due(rule_id, start)
    assert str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_partial_dates_of_force() -> None:
    assert KZ.due("KZ-R01", date(2022, 11, 1)).rule_id == "KZ-R01"  # in force from "2022-11"
    with pytest.raises(RuleNotInForce):
        KZ.due("KZ-R01", date(2022, 10, 31))


def test_the_rule_in_force_on_the_day_sets_the_term() -> None:
    assert KZ.rule_for("consideration", date(2022, 11, 16)).id == "KZ-C01a"
    assert KZ.rule_for("consideration", date(2022, 11, 17)) is None
    assert KZ.term_for("consideration", date(2024, 5, 6)) is None
    assert KZ.rule_for("consideration", date(2025, 11, 2)).id == "KZ-C01"


def test_nothing_pauses_a_term_of_kazakhstan() -> None:
    with pytest.raises(PauseNotAllowed):
        KZ.term_for("consideration", date(2026, 3, 5), pauses=[Pause(date(2026, 3, 10), date(2026, 3, 12))])


def test_a_pause_of_calendar_days_moves_the_end_by_its_length() -> None:
    plain = PARIS.term_for("consideration", date(2026, 1, 5))
    paused = PARIS.term_for("consideration", date(2026, 1, 5), pauses=[Pause(date(2026, 1, 10), date(2026, 1, 16))])
    assert (plain.due, paused.due) == (date(2026, 3, 6), date(2026, 3, 13))
    assert [fact["count"] for fact in paused.facts if fact["kind"] == "pause"] == [7]


def test_a_pause_of_working_days_leaves_out_only_working_days() -> None:
    plain = PARIS.term_for("admissibility", date(2026, 1, 5))
    weekend = PARIS.term_for("admissibility", date(2026, 1, 5), pauses=[Pause(date(2026, 1, 10), date(2026, 1, 11))])
    week = PARIS.term_for("admissibility", date(2026, 1, 5), pauses=[Pause(date(2026, 1, 8), date(2026, 1, 14))])
    assert (plain.due, weekend.due, week.due) == (date(2026, 1, 19), date(2026, 1, 19), date(2026, 1, 26))


def test_an_extension_counts_from_the_end_of_the_first_term() -> None:
    term = KZ.term_for("consideration", date(2026, 3, 5))
    longer = KZ.extended(term.as_json(), "consideration", decided_on=date(2026, 3, 30))
    assert longer["due"] == "2026-06-01"
    again = KZ.term_for("consideration", date(2026, 3, 5), extensions=[Extension(KZ.rule("KZ-C02"), date(2026, 3, 30))])
    assert again.as_json() == longer


def test_extensions_by_one_rule_stay_within_its_bound() -> None:
    why = KZ.term_for("consideration", date(2026, 3, 5)).as_json()
    once = KZ.extended(why, "consideration", decided_on=date(2026, 3, 30), number=1)
    twice = KZ.extended(once, "consideration", decided_on=date(2026, 4, 30), number=1)
    assert (once["due"], twice["due"]) == ("2026-05-04", "2026-06-04")
    with pytest.raises(ExtensionTooLong, match="2 months"):
        KZ.extended(twice, "consideration", decided_on=date(2026, 6, 1), number=1)
    with pytest.raises(ExtensionTooLong):
        KZ.extended(why, "consideration", decided_on=date(2026, 3, 30), number=3)


def test_a_rule_without_bound_extends_wholly_or_not_at_all() -> None:
    why = PARIS.term_for("consideration", date(2026, 1, 5)).as_json()
    assert PARIS.extended(why, "consideration", decided_on=date(2026, 3, 2))["due"] == "2026-05-01"
    with pytest.raises(ExtensionTooLong):
        PARIS.extended(why, "consideration", decided_on=date(2026, 3, 2), number=10)


def test_no_extension_after_the_end() -> None:
    why = KZ.term_for("consideration", date(2026, 3, 5)).as_json()
    assert KZ.extended(why, "consideration", decided_on=date(2026, 4, 1), number=1)["due"] == "2026-05-04"
    with pytest.raises(ExtensionTooLate):
        KZ.extended(why, "consideration", decided_on=date(2026, 4, 2))


def test_what_no_rule_extends_is_not_extended() -> None:
    why = KZ.term_for("recommendation_answer", date(2026, 3, 5)).as_json()
    with pytest.raises(BadExtension):
        KZ.extended(why, "recommendation_answer", decided_on=date(2026, 3, 6))


def test_office_policy_cannot_extend_the_law() -> None:
    own = rule(10, "working_days", id="own", confidence="assumed")
    with pytest.raises(PolicyCannotExtendLaw):
        run_term(KZ.counting, rule(15, "working_days"), date(2026, 3, 5), extensions=[Extension(own, date(2026, 3, 6))])


def test_a_year_without_holidays_in_the_calendar_is_said() -> None:
    kinds = [fact["kind"] for fact in KZ.due("KZ-A01", date(2031, 1, 6)).facts]
    assert "calendar_unknown" in kinds
    assert "calendar_unknown" not in [fact["kind"] for fact in KZ.due("KZ-A01", date(2026, 1, 6)).facts]


# what holds for any date


@QUICK
@given(DAYS, st.integers(1, 60))
def test_exactly_that_many_working_days_lie_between(start: date, number: int) -> None:
    end = due(number, "working_days", start)
    between = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    assert sum(KZ.counting.calendar.is_working_day(day) for day in between) == number
    assert KZ.counting.calendar.is_working_day(end)


@QUICK
@given(DAYS, st.integers(1, 40), st.integers(1, 20))
def test_two_terms_in_a_row_are_one_long_term(start: date, first: int, second: int) -> None:
    assert due(second, "working_days", due(first, "working_days", start)) == due(first + second, "working_days", start)


@QUICK
@given(DAYS, DAYS, st.integers(1, 60), st.sampled_from(["working_days", "calendar_days", "months"]))
def test_a_later_start_never_ends_earlier(one: date, other: date, number: int, unit: str) -> None:
    first, last = sorted((one, other))
    number = min(number, 12) if unit == "months" else number
    assert due(number, unit, first) <= due(number, unit, last)


@QUICK
@given(DAYS, st.integers(1, 24))
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, number: int) -> None:
    still = replace(KZ.counting, roll=False)
    end = run_term(still, rule(number, "months"), start).due
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == number
    assert end.day == min(start.day, months.monthrange(end.year, end.month)[1])


@QUICK
@given(DAYS, st.integers(1, 24), st.sampled_from(["calendar_days", "months", "years"]))
def test_an_end_is_never_on_a_day_off(start: date, number: int, unit: str) -> None:
    assert KZ.counting.calendar.is_working_day(due(number if unit != "years" else 1, unit, start))


@QUICK
@given(DAYS, st.integers(-5, 80), st.integers(0, 40), st.sampled_from(["admissibility", "consideration"]))
def test_a_pause_never_shortens(start: date, offset: int, length: int, purpose: str) -> None:
    first = start + timedelta(days=offset)
    pause = Pause(first, first + timedelta(days=length))
    plain, paused = PARIS.term_for(purpose, start), PARIS.term_for(purpose, start, pauses=[pause])
    assert plain.due <= paused.due <= PARIS.counting.calendar.next_working_day(plain.due + timedelta(days=length + 3))
    if pause.first > plain.due or pause.last <= start:
        assert plain.due == paused.due


@QUICK
@given(st.datetimes(datetime(2019, 1, 1), datetime(2029, 1, 1)), st.integers(1, 200))  # noqa: DTZ001
def test_hours_are_elapsed_hours(start: datetime, number: int) -> None:
    term = run_term(KZ.counting, rule(number, "hours"), start.replace(tzinfo=UTC))
    assert term.due.astimezone(UTC) - start.replace(tzinfo=UTC) == timedelta(hours=number)
