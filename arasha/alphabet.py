"""The order of names in lists: the Kazakh alphabet, which holds the Russian one; by code point Ә, Қ or Ё would stand astray."""

from __future__ import annotations

# The order of the letters in the Kazakh Cyrillic alphabet, as schools teach it; all Russian letters keep their Russian order in it.
LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES = {letter: chr(ord("а") + place) for place, letter in enumerate(LETTERS)}


def alphabetical(name: str) -> str:
    """A key to sort names by, in Kazakh, Russian or Latin letters, whatever their case."""
    return "".join(_PLACES.get(letter, letter) for letter in name.casefold())
