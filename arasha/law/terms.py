"""The clock: from a rule and a start to the last day, with every step of the sum kept as a fact that can be put into words.

`arasha.law.counting` counts; here are rules, extensions and hours. Hours run through nights and holidays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from arasha.law.calendar import WorkingCalendar
from arasha.law.counting import Counting, Fact, Pause, count
from arasha.law.days import add_days
from arasha.law.errors import (
    BadExtension,
    DateOutOfRange,
    ExtensionTooLate,
    ExtensionTooLong,
    PauseNotAllowed,
    PolicyCannotExtendLaw,
    RuleHasNoTerm,
    RuleNotInForce,
    TimeNeeded,
)
from arasha.law.rules import Rule, as_policy


@dataclass(frozen=True)
class Extension:
    """A decision of `decided_on` to extend by `rule`, wholly or (where the rule says "not more than") by `number` of its units."""

    rule: Rule
    decided_on: date
    number: int | None = None


@dataclass(frozen=True)
class Due:
    """When a term ends, and why. `due` is a day, or for hours a moment in the office's time zone."""

    rule: Rule
    start: date | datetime
    due: date | datetime
    facts: tuple[Fact, ...]
    version: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    @property
    def rule_id(self) -> str:
        return self.rule.id

    @property
    def basis(self) -> str:
        return self.rule.basis

    @property
    def due_on(self) -> date:
        """The calendar day in the office's time zone."""
        return self.due.date() if isinstance(self.due, datetime) else self.due

    def as_json(self) -> dict[str, Any]:
        """What `arasha law due --json` prints, with the facts of the sum; `explain.lines` reads it back."""
        rule = self.rule
        return {
            "rule": rule.id,
            "from": self.start.isoformat(),
            "due": self.due.isoformat(),
            "unit": rule.unit,
            "number": rule.number,
            "act": rule.act or None,
            "article": rule.article or None,
            "confidence": rule.confidence,
            "applies": rule.applies,
            "basis": rule.basis,
            "version": self.version,
            "facts": list(self.facts),
        }


def run_term(
    counting: Counting,
    rule: Rule,
    start: date | datetime,
    *,
    pauses: Iterable[Pause] = (),
    extensions: Sequence[Extension] = (),
    may_pause: bool = False,
    on: date | None = None,
    version: str = "",
) -> Due:
    """Run the term that `rule` sets from the event `start`.

    A datetime without offset is office time. `on` is the day on which the rule must be in force (default: the day of the start).
    Raises RuleHasNoTerm, RuleNotInForce, TimeNeeded, DateOutOfRange, PauseNotAllowed, BadExtension and what derives from them.
    """
    pauses = tuple(pauses)
    begun = office_moment(start, counting.zone)
    day = begun.date() if isinstance(begun, datetime) else begun
    _check_term(rule, on or day)
    if pauses and (not may_pause or rule.unit == "hours"):
        raise PauseNotAllowed(rule=rule.id)
    rule = rule if rule.basis == "statute" else as_policy(rule)
    if rule.unit == "hours":
        if extensions:
            raise BadExtension
        return _hours(rule, begun, counting, version)
    facts: list[Fact] = [{"kind": "start", "on": day.isoformat(), "first": add_days(day, 1).isoformat(), **_trigger(rule)}]
    facts.append(_rule_fact("rule", rule))
    due = count(rule.unit, rule.number or 0, day, counting, pauses, facts)
    for extension in extensions:
        due = _extend(due, rule.basis, extension, counting, pauses, facts)
    _warn_of_calendar(day, due, counting.calendar, facts)
    facts.append({"kind": "due", "on": due.isoformat()})
    return Due(rule=rule, start=day, due=due, facts=tuple(facts), version=version, zone=counting.zone)


def extend_kept(counting: Counting, why: Mapping[str, Any], extension: Extension) -> dict[str, Any]:
    """A term as `Due.as_json()` gave it, extended: the sum up to now stays as it was taken, whatever the rules have become since.

    Raises BadExtension and what derives from it.
    """
    facts = [fact for fact in why["facts"] if fact["kind"] not in ("due", "calendar_unknown")]
    due = _extend(date.fromisoformat(why["due"]), why["basis"], extension, counting, (), facts)
    _warn_of_calendar(date.fromisoformat(why["from"]), due, counting.calendar, facts)
    facts.append({"kind": "due", "on": due.isoformat()})
    return {**why, "due": due.isoformat(), "facts": facts}


def office_moment(start: date | datetime, zone: ZoneInfo) -> date | datetime:
    """A day as it is; a moment in office time (one without offset is taken as office time)."""
    if not isinstance(start, datetime):
        return start
    try:
        return start.replace(tzinfo=zone) if start.tzinfo is None else start.astimezone(zone)
    except OverflowError:
        raise DateOutOfRange(text=start.isoformat()) from None


def _check_term(rule: Rule, on: date) -> None:
    if not rule.has_term:
        raise RuleHasNoTerm(rule=rule.id)
    if not rule.in_force_on(on):
        raise RuleNotInForce(rule=rule.id, day=on.isoformat(), in_force=rule.in_force)


def _hours(rule: Rule, begun: date | datetime, counting: Counting, version: str) -> Due:
    if not isinstance(begun, datetime):
        raise TimeNeeded(rule=rule.id)
    try:
        due = (begun.astimezone(UTC) + timedelta(hours=rule.number or 0)).astimezone(counting.zone)
    except OverflowError:
        raise DateOutOfRange(text=begun.isoformat()) from None
    facts: tuple[Fact, ...] = (
        {"kind": "start_moment", "at": begun.isoformat(), **_trigger(rule)},
        _rule_fact("rule", rule),
        {"kind": "due_moment", "at": due.isoformat(), "zone": counting.zone.key},
    )
    return Due(rule=rule, start=begun, due=due, facts=facts, version=version, zone=counting.zone)


def _extend(
    due: date, basis: str, extension: Extension, counting: Counting, pauses: tuple[Pause, ...], facts: list[Fact]
) -> date:
    number = _allowed_number(extension, basis, due, facts)
    by = extension.rule if extension.rule.basis == "statute" else as_policy(extension.rule)
    start = due if counting.extension_from == "end" else extension.decided_on
    fact = _rule_fact("extension", by)
    fact |= {"number": number, "decided": extension.decided_on.isoformat(), "was": due.isoformat(), "counted": start.isoformat()}
    facts.append(fact)
    return max(due, count(by.unit, number, start, counting, pauses, facts))


def _allowed_number(extension: Extension, basis: str, due: date, facts: list[Fact]) -> int:
    """The number of units this extension adds; refuses what its rule, taken over all extensions by it, does not allow."""
    by = extension.rule
    _check_term(by, extension.decided_on)
    if by.unit == "hours":
        raise BadExtension
    if by.basis == "policy" and basis == "statute":
        raise PolicyCannotExtendLaw(rule=by.id)
    if extension.decided_on > due:
        raise ExtensionTooLate(due=due.isoformat(), decided=extension.decided_on.isoformat())
    given = sum(fact["number"] for fact in facts if fact["kind"] == "extension" and fact["rule"] == by.id)
    left = (by.number or 0) - given
    number = left if extension.number is None else extension.number
    if not 1 <= number <= left or (number < left and by.bound != "not_more_than"):
        raise ExtensionTooLong(rule=by.id, number=by.number, unit=by.unit)
    return number


def _warn_of_calendar(start: date, due: date, calendar: WorkingCalendar, facts: list[Fact]) -> None:
    if not calendar.knows(start, due):
        facts.append({"kind": "calendar_unknown", "year": due.year})


def _rule_fact(kind: str, rule: Rule) -> Fact:
    return {
        "kind": kind, "rule": rule.id, "number": rule.number, "unit": rule.unit, "bound": rule.bound, "basis": rule.basis,
        "applies": rule.applies, "confidence": rule.confidence, "texts": dict(rule.names),
        "acts": dict(rule.act_names.names) or {"en": rule.act}, "article": rule.article if rule.citation.article_known else "",
    }  # fmt: skip


def _trigger(rule: Rule) -> Mapping[str, Any]:
    return {"triggers": dict(rule.triggers.names)}
