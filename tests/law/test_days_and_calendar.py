"""Reading dates, and the days that are not what their day of the week says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arasha.law import BadDate, SpecialDay, WorkingCalendar, load_book, read_moment
from arasha.law.days import add_months, first_day, last_day

KZ = load_book("kz").counting.calendar


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-11", date(2022, 11, 1), date(2022, 11, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-06-30", date(2026, 6, 30), date(2026, 6, 30)),
        ("", None, None),
    ],
)
def test_partial_dates(text: str, first: date | None, last: date | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["2026-13", "2026-02-30", "26-01-01", "soon", "2026-1-1", "0000"])
def test_partial_dates_that_are_none(text: str) -> None:
    with pytest.raises(BadDate):
        first_day(text)
    with pytest.raises(BadDate):
        last_day(text)


def test_reading_a_day_or_a_moment() -> None:
    assert read_moment(" 2026-03-18 ") == date(2026, 3, 18)
    assert read_moment("2026-03-18T10:00") == datetime(2026, 3, 18, 10)  # noqa: DTZ001
    assert read_moment("2026-03-18 10:00:30").second == 30
    assert read_moment("2026-03-18T10:00+05:00").utcoffset() == timedelta(hours=5)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-02-29", "18.03.2026", "", "2026-03-18T25:00", "2026-03-18T", "20260318", "2026-W12-3", "٢٠٢٦-03-18"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(BadDate, match="is not a date"):
        read_moment(text)


@settings(max_examples=60)
@given(st.text(alphabet="0123456789-T: +Z٣", max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_moment(text)
    except BadDate:
        return
    assert found.isoformat()[:10] == text.strip()[:10]


@settings(max_examples=40)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_adding_months_keeps_order(day: date, less: int, more: int) -> None:
    assert add_months(day, less) <= add_months(day, less + more)


def test_kinds_of_days() -> None:
    assert not KZ.is_working_day(date(2026, 3, 22))  # Sunday
    assert KZ.special(date(2026, 3, 23)).kind == "holiday"
    assert KZ.special(date(2026, 3, 24)).kind == "observed"
    moved = KZ.special(date(2025, 1, 3))
    assert (moved.kind, moved.moved_from) == ("moved", date(2025, 1, 5))
    assert KZ.is_weekend(date(2025, 1, 5))
    assert KZ.is_working_day(date(2025, 1, 5))
    assert not KZ.is_working_day(date(2026, 5, 27))


def test_what_is_estimated_says_so_until_it_is_announced() -> None:
    assert not KZ.special(date(2026, 5, 27)).estimated  # announced
    assert KZ.special(date(2027, 5, 16)).estimated


def test_holidays_have_names_in_three_languages() -> None:
    for special in KZ.special_days(date(2019, 1, 1), date(2030, 12, 31)):
        assert special.source
        if special.kind in ("holiday", "observed"):
            assert all(special.names.get(language) for language in ("kk", "ru", "en")), special
    assert KZ.special(date(2026, 3, 23)).name("ru") == "Наурыз мейрамы"
    assert KZ.special(date(2026, 1, 7)).name("ru") == "Православное Рождество"


@pytest.mark.slow
def test_the_calendar_is_the_one_of_the_package() -> None:
    holidays = pytest.importorskip("holidays")
    known = holidays.KZ(years=(2024, 2025, 2026))
    day = date(2024, 1, 1)
    while day.year < 2027:
        assert KZ.is_working_day(day) == known.is_working_day(day), day
        day += timedelta(days=1)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20), st.dates(date(2026, 1, 1), date(2026, 6, 1)))
def test_a_day_taken_back_is_an_ordinary_day(days: set[date], asked: date) -> None:
    off = [SpecialDay(day=day, kind="holiday", names={"en": "x"}) for day in days]
    calendar = WorkingCalendar(off, weekend=frozenset({6, 7}), covers=None)
    back = calendar.changed([SpecialDay(day=day, kind="ordinary", names={}) for day in days])
    plain = WorkingCalendar([], weekend=frozenset({6, 7}), covers=None)
    assert back.is_working_day(asked) == plain.is_working_day(asked)
    assert calendar.next_working_day(asked) >= asked
    assert [special.day for special in calendar.special_days(asked, date(2026, 12, 31))] == sorted(d for d in days if d >= asked)
