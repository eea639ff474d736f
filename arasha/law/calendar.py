"""The working calendar: which days count in a term in working days, and why the others do not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from arasha.law.days import add_days
from arasha.law.words import Named

KINDS = ("holiday", "observed", "moved", "worked", "ordinary")


@dataclass(frozen=True, kw_only=True)
class SpecialDay(Named):
    """A day that is not what its day of the week says.

    `kind`: "holiday"; "observed" (off in place of a holiday that fell on a day off); "moved" (a day off moved here from
    `moved_from`, by decree); "worked" (a Saturday or Sunday worked by decree); "ordinary" (the office's overlay takes an entry back).
    `estimated` days (by the moon) may still shift.
    """

    day: date
    kind: str
    moved_from: date | None = None
    estimated: bool = False
    source: str = ""


class WorkingCalendar:
    """Immutable. `weekend` holds ISO weekdays (6 = Saturday); `covers` are the first and last year whose days off are known."""

    def __init__(self, days: Iterable[SpecialDay], *, weekend: frozenset[int], covers: tuple[int, int] | None) -> None:
        self._days = {special.day: special for special in sorted(days, key=lambda special: special.day)}
        self._order = list(self._days)
        self.weekend = weekend
        self.covers = covers

    def special(self, day: date) -> SpecialDay | None:
        return self._days.get(day)

    def special_days(self, first: date, last: date) -> Iterator[SpecialDay]:
        """Those from `first` to `last`, both included, in order."""
        return (self._days[day] for day in self._order[bisect_left(self._order, first) : bisect_right(self._order, last)])

    def is_weekend(self, day: date) -> bool:
        return day.isoweekday() in self.weekend

    def is_working_day(self, day: date) -> bool:
        special = self._days.get(day)
        if special is None or special.kind == "ordinary":
            return not self.is_weekend(day)
        return special.kind == "worked"

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is worked, otherwise the first worked day after it."""
        while not self.is_working_day(day):
            day = add_days(day, 1)
        return day

    def knows(self, first: date, last: date) -> bool:
        """Whether the days off of every year from `first` to `last` are in the calendar."""
        return self.covers is None or (self.covers[0] <= first.year and last.year <= self.covers[1])

    def changed(self, specials: Iterable[SpecialDay]) -> WorkingCalendar:
        """A copy in which `specials` take the place of what was known of those days."""
        days = {**self._days, **{special.day: special for special in specials}}
        return WorkingCalendar(days.values(), weekend=self.weekend, covers=self.covers)
