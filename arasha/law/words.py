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


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something with a name in the profile's languages. `names` maps a language code to the name."""

    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """The name in `language`; where the profile has none, the English one, then any."""
        return self.names.get(language[:2]) or self.names.get("en") or next(iter(self.names.values()), "")
