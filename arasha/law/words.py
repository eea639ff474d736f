"""Marks sentences for the catalogues. Nothing is translated at this floor: a face passes in the function that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Translate = Callable[[str], str]
TranslatePlural = Callable[[str, str, int], str]


def N_(text: str) -> str:  # noqa: N802  (the name xgettext looks for)
    """Mark `text` for xgettext (keyword N_) and hand it back unchanged."""
    return text


def untranslated(text: str) -> str:
    return text


def english_plural(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


class Voice:
    """How this process puts sentences into a reader's language. English until a face says otherwise (`speak`)."""

    translate: Translate = staticmethod(untranslated)
    plural: TranslatePlural = staticmethod(english_plural)


def speak(translate: Translate, plural: TranslatePlural) -> None:
    """Called once by a face as it starts, with its gettext and ngettext: from then on an error's `message` is in the reader's language."""
    Voice.translate, Voice.plural = staticmethod(translate), staticmethod(plural)


def amount(number: int, unit: str, plural: TranslatePlural = english_plural) -> str:
    """A length such as "15 working days", in the language of `plural` (ngettext)."""
    return _UNITS[unit](number, plural).format(number=number)


def _working_days(number: int, ngettext: TranslatePlural) -> str:
    return ngettext("{number} working day", "{number} working days", number)


def _calendar_days(number: int, ngettext: TranslatePlural) -> str:
    return ngettext("{number} calendar day", "{number} calendar days", number)


def _months(number: int, ngettext: TranslatePlural) -> str:
    return ngettext("{number} month", "{number} months", number)


def _years(number: int, ngettext: TranslatePlural) -> str:
    return ngettext("{number} year", "{number} years", number)


def _hours(number: int, ngettext: TranslatePlural) -> str:
    return ngettext("{number} hour", "{number} hours", number)


_UNITS: dict[str, Callable[[int, TranslatePlural], str]] = {
    "working_days": _working_days,
    "calendar_days": _calendar_days,
    "months": _months,
    "years": _years,
    "hours": _hours,
}


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with a name in the profile's languages. `names` maps a language code to the name."""

    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """The name in `language`; where the profile has none, the English one, then any."""
        return self.names.get(language[:2]) or self.names.get("en") or next(iter(self.names.values()), "")
