"""Reading and adding dates. Calendar days only; which of them are worked is the calendar's business."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from arasha.law.errors import BadDate, DateOutOfRange

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(text: str) -> date | None:
    """The first day of a date that may be partial: "2022-11" → 1 November 2022, "2022" → 1 January 2022, "" → None."""
    if not text:
        return None
    year, month, day = _parts(text)
    return _date(text, year, month or 1, day or 1)


def last_day(text: str) -> date | None:
    """The last day of a date that may be partial: "2022-11" → 30 November 2022, "2022" → 31 December 2022, "" → None."""
    if not text:
        return None
    year, month, day = _parts(text)
    month = month or 12
    first = _date(text, year, month, 1)
    return _date(text, year, month, day or calendar.monthrange(first.year, first.month)[1])


def read_moment(text: str) -> date | datetime:
    """A day ("2026-03-18") or a day with the time ("2026-03-18T10:00", with or without an offset). Raises BadDate."""
    text = text.strip()
    found = _MOMENT.fullmatch(text)
    try:
        if not found:
            raise ValueError(text)
        return datetime.fromisoformat(text) if found[1] else date.fromisoformat(text)
    except ValueError:
        raise BadDate(text=text) from None


def add_days(day: date, number: int) -> date:
    """Raises DateOutOfRange after the year 9999."""
    try:
        return day + timedelta(days=number)
    except OverflowError:
        raise DateOutOfRange(text=day.isoformat()) from None


def add_months(day: date, number: int) -> date:
    """The same day `number` months later, or the last day of that month when it has no such day (31 January + 1 → 28 February)."""
    index = day.year * 12 + day.month - 1 + number
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise DateOutOfRange(text=day.isoformat())
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _PARTIAL.fullmatch(text.strip())
    if not found:
        raise BadDate(text=text)
    year, month, day = found.groups()
    return int(year), int(month) if month else None, int(day) if day else None


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(text=text) from None
