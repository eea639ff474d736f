"""Whether a text says a person's name, in the forms that Kazakh and Russian give it."""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 3  # initials and particles of a name prove nothing
RARE = 8  # from so many letters on a name is hardly a common word too ("Арман" is a dream, "Надежда" a hope)

_KAZAKH = (
    "(?:лар|лер|дар|дер|тар|тер)?"
    "(?:[ндт][ыі]ң|ға|ге|қа|ке|н[аеыі]|[дт][ыі]|н?[дт][ае]|[днт][ае]н|[мбп]ен|н)?"
)  # fmt: skip
_RUSSIAN = "(?:[аеиоуыюя]|[аеиоыя][мх]|[аиыя]ми|[еоы]й|[ео](?:ю|в|го|му)|ая|ую)"
_FELL_AWAY = re.compile("(?:[иыо]й|[ая]я|[аяйь])$")  # what a Russian name loses before its ending


def word_of(name: str, text: str) -> str:
    """The first word of `text` that is a word of `name`, as it stands in the text; "" where there is none.

    Whole words are compared, with the endings of Kazakh and Russian, without regard to accents. A word of the text must begin with a
    capital letter, unless the word of the name is long (RARE): common words are names too.
    """
    parts = {_plain(part) for part in re.findall(r"\w+", name) if len(part) >= SHORTEST}
    forms = [(_form(part), len(part) >= RARE) for part in parts]
    for word in re.findall(r"\w+", text):
        plain, capital = _plain(word), word[0].isupper()
        if any((capital or rare) and form.fullmatch(plain) for form, rare in forms):
            return word
    return ""


def _form(part: str) -> re.Pattern[str]:
    ways = [re.escape(part) + _KAZAKH, re.escape(part) + _RUSSIAN + "?"]
    stem = _FELL_AWAY.sub("", part)
    if stem != part and len(stem) >= SHORTEST - 1:
        ways.append(re.escape(stem) + _RUSSIAN)
    return re.compile("|".join(ways))


def _plain(word: str) -> str:
    """In small letters, "ё" as "е"; the letter "й" stays itself."""
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFC", word.casefold()).replace("й", "\0"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("\0", "й")
