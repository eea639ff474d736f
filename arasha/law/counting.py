"""Counting days, months and years by a profile's calendar, and keeping as facts what was left out on the way.

How days are counted (the profile says so; for `kz` see rule KZ-D04): a term begins the day after the event and ends on its last day.
Working days are those of the office's calendar. A term in calendar days, months or years that would end on a day off ends on the next
working day where the profile says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from arasha.law.calendar import SpecialDay, WorkingCalendar
from arasha.law.days import add_days, add_months

Fact = dict[str, Any]


@dataclass(frozen=True)
class Pause:
    """Days on which the term stands still, `first` and `last` included. While a pause lasts, give today as `last`.

    `reason` is a short code (it is kept in the clear), never a person's words.
    """

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True)
class Counting:
    """How a profile counts. `roll` moves an end that falls on a day off; `roll_confidence` says how sure that is."""

    calendar: WorkingCalendar
    zone: ZoneInfo
    roll: bool = False
    roll_confidence: str = "assumed"
    extension_from: str = "end"  # "end" of the term extended, or "decision"
    utc_offset_hours: int | None = None  # what the time zone should be now; compared by check_book


def count(unit: str, number: int, start: date, counting: Counting, pauses: tuple[Pause, ...], facts: list[Fact]) -> date:
    """The last day of `number` units after `start`, adding to `facts` what was left out on the way."""
    if unit == "working_days":
        return _working_days(number, start, counting.calendar, pauses, facts)
    months = {"months": number, "years": number * 12}.get(unit)
    due = add_days(start, number) if months is None else add_months(start, months)
    return _roll(_stand_still(start, due, pauses, facts), counting, facts)


def _working_days(number: int, start: date, calendar: WorkingCalendar, pauses: tuple[Pause, ...], facts: list[Fact]) -> date:
    day, left = start, number
    while left:
        day = add_days(day, 1)
        if calendar.is_working_day(day) and not _paused(day, pauses):
            left -= 1
    facts.extend(_left_out(start, day, calendar, pauses))
    return day


def _left_out(start: date, due: date, calendar: WorkingCalendar, pauses: tuple[Pause, ...]) -> list[Fact]:
    """Why the days between `start` and `due` that did not count did not, and why a worked weekend did."""
    facts: list[Fact] = []
    days = [start + timedelta(days=index) for index in range(1, (due - start).days + 1)]
    weekends = [day for day in days if calendar.is_weekend(day) and not calendar.is_working_day(day)]
    if weekends:
        facts.append({"kind": "weekends", "count": len(weekends), "days": [day.isoformat() for day in weekends]})
    for special in calendar.special_days(start + timedelta(days=1), due):
        if special.kind == "worked" or (special.kind != "ordinary" and not calendar.is_weekend(special.day)):
            facts.append(_special_fact(special))
    stood = [day for day in days if calendar.is_working_day(day) and _paused(day, pauses)]
    for pause in pauses:
        facts.extend(_pause_facts(pause, sum(pause.first <= day <= pause.last for day in stood)))
    return facts


def _stand_still(start: date, due: date, pauses: tuple[Pause, ...], facts: list[Fact]) -> date:
    """Move the end of a term in calendar units by the paused days that fall into it, those it moves over included."""
    day, left = start, (due - start).days
    while left and pauses:
        day = add_days(day, 1)
        left -= not _paused(day, pauses)
    for pause in pauses:
        first, last = max(pause.first, start + timedelta(days=1)), min(pause.last, day)
        facts.extend(_pause_facts(pause, (last - first).days + 1))
    return day if pauses else due


def _roll(due: date, counting: Counting, facts: list[Fact]) -> date:
    if not counting.roll or counting.calendar.is_working_day(due):
        return due
    special, moved = counting.calendar.special(due), counting.calendar.next_working_day(due)
    facts.append({
        "kind": "roll", "from": due.isoformat(), "to": moved.isoformat(), "confidence": counting.roll_confidence,
        "names": dict(special.names) if special else {},
    })  # fmt: skip
    return moved


def _paused(day: date, pauses: tuple[Pause, ...]) -> bool:
    return any(pause.first <= day <= pause.last for pause in pauses)


def _special_fact(special: SpecialDay) -> Fact:
    moved_from = special.moved_from.isoformat() if special.moved_from else ""
    return {
        "kind": special.kind, "on": special.day.isoformat(), "names": dict(special.names), "moved_from": moved_from,
        "estimated": special.estimated,
    }  # fmt: skip


def _pause_facts(pause: Pause, count: int) -> list[Fact]:
    if count < 1:
        return []
    return [
        {"kind": "pause", "from": pause.first.isoformat(), "to": pause.last.isoformat(), "count": count, "reason": pause.reason}
    ]


def kept_pauses(why: Mapping[str, Any]) -> list[Pause]:
    """The pauses of a kept term (what `Due.as_json()` gave), in their order."""
    found = {
        Pause(date.fromisoformat(fact["from"]), date.fromisoformat(fact["to"]), fact["reason"])
        for fact in why.get("facts", ())
        if fact["kind"] == "pause"
    }
    return sorted(found, key=lambda pause: pause.first)


def pause_on(why: Mapping[str, Any], day: date) -> Pause | None:
    """The pause in which a kept term stands still on that day of the office; None when it runs."""
    return next((pause for pause in kept_pauses(why) if pause.first <= day <= pause.last), None)
