"""When staff are told of a term: working days before it ends, on the day, and, once it ran out, whom and after how long.

This is office policy: no act says whom an office reminds. The profile sets it in `terms.toml` under `[reminder]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from arasha.law.calendar import WorkingCalendar

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Reminders:
    """All in working days. `before`: left when the officer is told; `head_after` and `deputy_after`: since the term ran out.

    `body_before` and `body_after`: when a body is reminded of an inquiry that it has not answered."""

    before: tuple[int, ...] = (3, 1)
    head_after: int = 2
    deputy_after: int = 4
    body_before: int = 2
    body_after: int = 1


@dataclass(frozen=True)
class Stage:
    """Terms that end from `first` (None: whenever) to `last`, both included, are told to `to`: officer, head or deputy.

    `code` names the stage for good: "before-3", "today", "late", "late-head", "late-deputy".
    """

    code: str
    to: str
    first: date | None
    last: date


def stages(policy: Reminders, calendar: WorkingCalendar, today: date) -> list[Stage]:
    """Whom to tell of what on the working day `today`; nothing on a day off, when nobody could act on it.

    A day that was left out (a holiday, an office without power) is made up for: the next working day tells what is due by then.
    """
    if not calendar.is_working_day(today):
        return []
    found, behind = [], today
    for left in sorted(policy.before):
        until = _working_day(calendar, today, left + 1) - ONE
        found.append(Stage(f"before-{left}", "officer", behind + ONE, until))
        behind = until
    late = [("late", "officer", 1), ("late-head", "head", policy.head_after), ("late-deputy", "deputy", policy.deputy_after)]
    gone = [Stage(code, to, None, _working_day(calendar, today + ONE, -passed) - ONE) for code, to, passed in late]
    return [*found, Stage("today", "officer", today, today), *gone]


@dataclass(frozen=True)
class BodyStage:
    """Inquiries whose term ends from `first` (None: whenever) to `last`, both included, of which their body is reminded today."""

    kind: str  # "before" or "after"
    first: date | None
    last: date


def body_stages(policy: Reminders, calendar: WorkingCalendar, today: date) -> list[BodyStage]:
    """Of which inquiries the bodies are reminded on the working day `today`, once for each kind; nothing on a day off."""
    if not calendar.is_working_day(today):
        return []
    before = BodyStage("before", today, _working_day(calendar, today, policy.body_before + 1) - ONE)
    after = BodyStage("after", None, _working_day(calendar, today + ONE, -policy.body_after) - ONE)
    return [before, after]


def _working_day(calendar: WorkingCalendar, day: date, number: int) -> date:
    """The `number`-th working day after `day`; before it for a negative number."""
    step = ONE if number > 0 else -ONE
    left = abs(number)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day
