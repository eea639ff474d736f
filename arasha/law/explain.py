"""The sum behind a date, line by line, in the reader's words: what a page shows after "why?" and `arasha law due --why` prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from arasha.dates import write_date, write_moment
from arasha.law.counting import Fact
from arasha.law.rules import APPLIES, CONFIDENCE, cite
from arasha.law.terms import Due
from arasha.law.words import N_, Translate, TranslatePlural, amount, english_plural, untranslated

__all__ = ["amount", "lines"]

START = N_("The term starts with this event: {trigger}, {day}. The first day that counts is {first}.")
START_UNNAMED = N_("The term starts with the event of {day}. The first day that counts is {first}.")
START_MOMENT = N_("The term starts with this event: {trigger}, {moment}.")
START_MOMENT_UNNAMED = N_("The term starts at this moment: {moment}.")
BY_LAW = N_("Rule {rule} gives {amount}. Source: {citation}.")
BY_LAW_AT_MOST = N_("Rule {rule} gives {amount} at most. Source: {citation}.")
HOW_SURE = N_("How sure the rule is: {confidence}; {applies}.")
BY_POLICY = N_("{amount}: this is the office's own term ({rule}). No act sets it.")
WEEKENDS = N_("Saturdays and Sundays do not count. Days left out: {count}.")
HOLIDAY = N_("{day} does not count: {name}.")
OBSERVED = N_("{day} does not count: it is a day off in place of a holiday that fell on a day off ({name}).")
MOVED = N_("{day} does not count: the day off of {moved_from} was moved to it.")
WORKED = N_("{day} counts although it is a Saturday or a Sunday: it was made a working day.")
ESTIMATED = N_("This day is estimated and may still be changed: {day}, {name}.")
PAUSE = N_("The term stood still from {first} to {last}. Days left out: {count}.")
ROLL = N_("{day} is a day off, so the term ends on the next working day, {moved}.")
HOW_SURE_ROLL = N_("How sure it is that the end moves: {confidence}.")
EXTENSION = N_("Extended by {amount} by a decision of {decided}, counted from {counted}. Source: {citation}.")
EXTENSION_POLICY = N_(
    "Extended by {amount} by a decision of {decided}, counted from {counted}. This is the office's own rule ({rule})."
)
CALENDAR_UNKNOWN = N_("The calendar does not know the holidays of {year} yet. Only Saturdays and Sundays were left out there.")
DUE = N_("The last day of the term is {day}.")
DUE_MOMENT = N_("The term ends at this moment: {moment} (time zone {zone}).")


class _Words:
    """The languages' words at hand while one sum is told."""

    def __init__(self, language: str, translate: Translate, plural: TranslatePlural) -> None:
        self.language, self.translate, self.plural = language, translate, plural

    def say(self, sentence: str, **params: Any) -> str:
        """A Russian date ends with a full stop of its own («2026 г.»), so two may meet."""
        return self.translate(sentence).format(**params).replace("..", ".")

    def day(self, iso: str) -> str:
        return write_date(date.fromisoformat(iso), self.language)

    def moment(self, iso: str) -> str:
        return write_moment(datetime.fromisoformat(iso), self.language)

    def pick(self, names: Mapping[str, str]) -> str:
        return names.get(self.language) or names.get("en") or next(iter(names.values()), "")

    def citation(self, fact: Fact) -> str:
        return cite(self.pick(fact["acts"]), fact["article"], self.language)

    def how_sure(self, fact: Fact) -> str:
        sure, applies = self.translate(CONFIDENCE[fact["confidence"]]), self.translate(APPLIES[fact["applies"]])
        return self.say(HOW_SURE, confidence=sure, applies=applies)


def lines(
    due: Due | Mapping[str, Any],
    translate: Translate = untranslated,
    *,
    plural: TranslatePlural = english_plural,
    language: str = "en",
) -> list[str]:
    """The sum of `due` (or of what its `as_json()` gave, kept since) as full sentences in `language`.

    `translate` and `plural` are gettext and ngettext of that language. Names of holidays and acts come from the profile.
    """
    facts = due.facts if isinstance(due, Due) else due["facts"]
    words = _Words(language[:2], translate, plural)
    return [sentence for fact in facts for sentence in _TELLERS[fact["kind"]](fact, words)]


def _start(fact: Fact, words: _Words) -> list[str]:
    trigger = words.pick(fact["triggers"])
    sentence = START if trigger else START_UNNAMED
    return [words.say(sentence, trigger=trigger, day=words.day(fact["on"]), first=words.day(fact["first"]))]


def _start_moment(fact: Fact, words: _Words) -> list[str]:
    trigger = words.pick(fact["triggers"])
    return [words.say(START_MOMENT if trigger else START_MOMENT_UNNAMED, trigger=trigger, moment=words.moment(fact["at"]))]


def _rule(fact: Fact, words: _Words) -> list[str]:
    length = amount(fact["number"], fact["unit"], words.plural)
    if fact["basis"] == "policy":
        return [words.say(BY_POLICY, amount=length, rule=fact["rule"])]
    sentence = BY_LAW_AT_MOST if fact["bound"] == "not_more_than" else BY_LAW
    return [words.say(sentence, rule=fact["rule"], amount=length, citation=words.citation(fact)), words.how_sure(fact)]


def _extension(fact: Fact, words: _Words) -> list[str]:
    length = amount(fact["number"], fact["unit"], words.plural)
    params = {"amount": length, "decided": words.day(fact["decided"]), "counted": words.day(fact["counted"])}
    if fact["basis"] == "policy":
        return [words.say(EXTENSION_POLICY, rule=fact["rule"], **params)]
    return [words.say(EXTENSION, citation=words.citation(fact), **params), words.how_sure(fact)]


def _weekends(fact: Fact, words: _Words) -> list[str]:
    return [words.say(WEEKENDS, count=fact["count"])]


def _special(sentence: str) -> Callable[[Fact, _Words], list[str]]:
    def tell(fact: Fact, words: _Words) -> list[str]:
        day, name = words.day(fact["on"]), words.pick(fact["names"])
        told = [words.say(sentence, day=day, name=name, moved_from=words.day(fact["moved_from"]) if fact["moved_from"] else name)]
        return [*told, words.say(ESTIMATED, day=day, name=name)] if fact["estimated"] else told

    return tell


def _pause(fact: Fact, words: _Words) -> list[str]:
    return [words.say(PAUSE, first=words.day(fact["from"]), last=words.day(fact["to"]), count=fact["count"])]


def _roll(fact: Fact, words: _Words) -> list[str]:
    sure = words.translate(CONFIDENCE[fact["confidence"]])
    moved = words.say(ROLL, day=words.day(fact["from"]), moved=words.day(fact["to"]))
    return [moved] if fact["confidence"] == "verified" else [moved, words.say(HOW_SURE_ROLL, confidence=sure)]


def _calendar_unknown(fact: Fact, words: _Words) -> list[str]:
    return [words.say(CALENDAR_UNKNOWN, year=fact["year"])]


def _due(fact: Fact, words: _Words) -> list[str]:
    return [words.say(DUE, day=words.day(fact["on"]))]


def _due_moment(fact: Fact, words: _Words) -> list[str]:
    return [words.say(DUE_MOMENT, moment=words.moment(fact["at"]), zone=fact["zone"])]


_TELLERS: dict[str, Callable[[Fact, _Words], list[str]]] = {
    "start": _start, "start_moment": _start_moment, "rule": _rule, "extension": _extension, "weekends": _weekends,
    "holiday": _special(HOLIDAY), "observed": _special(OBSERVED), "moved": _special(MOVED), "worked": _special(WORKED),
    "pause": _pause, "roll": _roll, "calendar_unknown": _calendar_unknown, "due": _due, "due_moment": _due_moment,
}  # fmt: skip
