"""Catalogues of the three languages: compiled from the .po files at installation, so that no compiled file need be trusted or kept;
and what may be wrong with an entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

NAMED = re.compile(r"%\((\w+)\)[sdifr]")
BARE = re.compile(r"%[sdifr]")
BRACED = re.compile(r"\{(\w*)[^{}]*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
WORD = re.compile(r"[^\W\d_]+")
LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[\u0400-\u04FF]")


class Problem(NamedTuple):
    """What is wrong with one entry of a catalogue."""

    language: str
    msgid: str
    says: str

    def __str__(self) -> str:
        return f"{self.language}: {self.says}: {self.msgid!r}"


def catalogues() -> Iterator[Path]:
    """Every .po file of the project."""
    root = Path(__file__).resolve().parent.parent
    yield from sorted(root.glob("**/locale/*/LC_MESSAGES/*.po"))


def stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_catalogues() -> int:
    """Compile those that changed; returns how many. Written beside and moved, so that a running office never reads half a file."""
    changed = [source for source in catalogues() if stale(source)]
    for source in changed:
        beside = source.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(beside))
        beside.replace(source.with_suffix(".mo"))
    return len(changed)


def problems(source: Path) -> list[Problem]:
    """Everything wrong with the catalogue at `source`: missing, guessed and obsolete entries, and translations that break."""
    catalogue = polib.pofile(str(source))
    language = catalogue.metadata.get("Language", source.parent.parent.name)
    return [Problem(language, entry.msgid, says) for entry in catalogue for says in faults(entry, language)]


def faults(entry: polib.POEntry, language: str) -> list[str]:
    """What is wrong with one entry, in a few words each; empty for a sound one."""
    if entry.obsolete:
        return ["obsolete: no text in the project is so any more"]
    if "fuzzy" in entry.flags:
        return ["fuzzy: a guess nobody confirmed"]
    if not entry.translated():
        return ["not translated"]
    return [fault for original, form, exact in _pairs(entry, language) for fault in _compare(entry, original, form, exact)]


def _pairs(entry: polib.POEntry, language: str) -> Iterator[tuple[str, str, bool]]:
    """Each form of the translation with the original it answers to.

    The first form of a language that says it of 1 alone may leave the number out, like the English singular; Russian also says it of 21.
    """
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr, True
        return
    for index, form in entry.msgstr_plural.items():
        of_one_alone = index == 0 and language != "ru"
        yield entry.msgid_plural, form, not of_one_alone


def _compare(entry: polib.POEntry, original: str, form: str, exact: bool) -> Iterator[str]:
    wanted, found = placeholders(original), placeholders(form)
    if found != wanted and (exact or found != placeholders(entry.msgid)):
        yield f"placeholders {_listed(found)} instead of {_listed(wanted)}"
    if _formats(original) and not _formats(form):
        yield "a percent sign that breaks the formatting"
    if Counter(TAG.findall(form)) != Counter(TAG.findall(original)):
        yield "HTML tags differ"
    if _edges(form) != _edges(original):
        yield "blanks or new lines at an edge differ"
    if form.count("\n") != original.count("\n"):
        yield "new lines inside differ"
    if mixed := [word for word in WORD.findall(_without_placeholders(form)) if LATIN.search(word) and CYRILLIC.search(word)]:
        yield f"a word of Latin and Cyrillic letters mixed: {', '.join(mixed)}"


def placeholders(text: str) -> Counter[str]:
    """%(name)s, %s and {name}, each as often as it stands in `text`."""
    plain = text.replace("%%", "")
    return Counter([*NAMED.findall(plain), *BARE.findall(plain), *(f"{{{name}}}" for name in BRACED.findall(plain))])


def _without_placeholders(text: str) -> str:
    return BRACED.sub(" ", BARE.sub(" ", NAMED.sub(" ", text)))


def _formats(text: str) -> bool:
    """Whether Python can format `text`: a lone percent sign is not a placeholder."""
    lone = re.sub(r"%%|%\(\w+\)[-+ 0#]*\d*(?:\.\d+)?[sdifr]|%[sdifr]", "", text)
    return "%" not in lone


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _listed(found: Counter[str]) -> str:
    return ", ".join(sorted(found.elements())) or "none"
