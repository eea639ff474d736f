"""Texts that are alike, found without keeping a readable word of them: keyed MinHash sketches.

A text becomes the set of its runs of three words; each run is hashed 256 times with a key of the office, and of each the smallest hash in
the text is kept (the signature: two texts share about as many of its values as of their runs). Pairs of values, hashed once more, can be
looked up (the bands).
Sizes and reasons: docs/decisions/0013-near-duplicates.md; how well it finds: docs/near-duplicates.md.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
import unicodedata
from collections.abc import Sequence

from arasha import vault
from arasha.parties.tokens import LOOK_ALIKES

VALUES = 256  # of a signature; the likeness read from it is right to about 0.03
BANDS, IN_A_BAND = 24, 2  # two texts that share a quarter of their runs meet in a band four times out of five, with a half always
RUN = 3  # words
FEWEST = 8  # runs; what is shorter is like too much
MOST_WORDS = 20_000

# Kazakh in Latin letters, as the alphabet of 2021 and plain keyboards write it, onto folded Cyrillic letters.
LATIN = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz" + "äáğǵıñńöóşśüúūýž",
    "абсдефгхижклмнопкрстувухыз" + "ааггинноошшууууж",
)
SOUNDS = {"sh": "ш", "ch": "ч"}  # two Latin letters for one
# One letter for what the two alphabets tell apart in different ways.
CYRILLIC = str.maketrans({"й": "и", "ь": "", "ъ": "", "э": "е", "щ": "ш", "ц": "с", "я": "иа", "ю": "иу"})


def words_of(text: str) -> list[str]:
    """The words as they are compared: case, punctuation and ё do not count; every number is one word; Kazakh letters and the Russian
    ones that stand for them are one, and so is Kazakh in Latin letters as far as letters allow.

    >>> words_of("Мектеп-те, 14 қазанда!") == words_of("мектеп те 3 казанда")
    True
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if _is_latin_kazakh(folded):
        folded = _in_cyrillic(folded)
    folded = folded.translate(LOOK_ALIKES).translate(CYRILLIC)
    return ["0" if word.isdigit() else word for word in re.findall(r"[^\W\d_]+|\d+", folded)][:MOST_WORDS]


def signature(text: str) -> tuple[int, ...]:
    """The smallest of each of 256 keyed hashes (32 bits) over the text's runs of words; empty for a text too short to compare.

    Some milliseconds a page: no transaction may wait for it.
    """
    words = words_of(text)
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    if len(runs) < FEWEST:
        return ()
    key, layout = vault.server_secret("alike run"), struct.Struct(f"<{VALUES}I")
    least: Sequence[int] = (0xFFFFFFFF,) * VALUES
    for run in runs:
        # SHAKE128 with the key before the text is a keyed hash (a sponge knows no length extension) and gives all values at once.
        least = list(map(min, least, layout.unpack(hashlib.shake_128(key + run.encode()).digest(layout.size))))
    return tuple(least)


def bands(values: Sequence[int]) -> list[int]:
    """What can be looked up of a signature: 24 signed numbers of 64 bits, each over its place and two values, under a second key."""
    found = []
    for band in range(BANDS if values else 0):
        part = ".".join(str(value) for value in values[band * IN_A_BAND : (band + 1) * IN_A_BAND])
        found.append(int.from_bytes(vault.blind("alike band", f"{band} {part}")[:8], "big", signed=True))
    return found


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """About how much of their runs of words two texts share, from 0 to 1 (Jaccard); 0 where one of them was too short."""
    return sum(mine == theirs for mine, theirs in zip(one, other, strict=False)) / VALUES if one and other else 0.0


def written(values: Sequence[int]) -> str:
    """A signature as text, to be sealed: 16 bits of each value, which is enough to compare."""
    return base64.b85encode(struct.pack(f"<{len(values)}H", *(value & 0xFFFF for value in values))).decode()


def read(text: str) -> tuple[int, ...]:
    raw = base64.b85decode(text)
    return struct.unpack(f"<{len(raw) // 2}H", raw)


def _is_latin_kazakh(text: str) -> bool:
    """Whether a text in Latin letters is Kazakh: English has none of its letters, and of its commonest words none is Kazakh."""
    latin = len(re.findall(r"[a-z]", text))
    if latin <= len(re.findall(r"[а-яё]", text)):
        return False
    words = set(re.findall(r"[^\W\d_]+", text))
    return not words & {"the", "and", "of", "to", "is", "was", "we", "in"}


def _in_cyrillic(text: str) -> str:
    for latin, cyrillic in SOUNDS.items():
        text = text.replace(latin, cyrillic)
    return text.translate(LATIN)
