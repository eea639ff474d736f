"""What is wrong with the text of a template: found when it is saved, with its line and what to do.

What a letter knows is what the shipped text uses: what it always prints is always given, what it prints inside a condition may be
missing. So there is no second list of fields that could say something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from arasha.dates import FORMS
from arasha.letters.templates import TOKEN, Template

# Every letter may use these (`outgoing` and `actions` give them).
ALWAYS = frozenset({"institution", "office"})
MAYBE = frozenset({"recipient", "body", "basis", "complaint_number", "received_on", "has_code", "named"})
# What may be missing but must have its place: what staff typed for the letter, what it rests on, and what the reader must learn.
KEPT = frozenset({
    "basis", "complainant", "due", "findings", "reasoning", "recommendations", "remedies", "words", "against", "asked",
})  # fmt: skip
_MARKS = re.compile(r"\{[^{}\n]*\}?|\}|\[\[[^\]\n]*\]{0,2}|\]\]")
_ARTICLE = re.compile(r"(?i)\d+-ба[бп]\w*|-бап\b|\bст\.\s|\bстат(?:ья|ьи|ье|ью|ьей|ьёй|ьям|ьях|ей)\b|\barticle\b|\bart\.\s")
_FORM = re.compile(r"\{([a-z_]+):([^{}]*)\}")


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `line` counts from 1; 0 is the text as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        return _("Line %(line)s: %(message)s") % {"line": self.line, "message": self.message} if self.line else self.message


@dataclass(frozen=True)
class Known:
    """What a letter knows, read off its shipped text."""

    always: frozenset[str]
    maybe: frozenset[str]
    places: frozenset[str]
    guards: Mapping[str, set[frozenset[str]]]  # under which conditions the shipped text prints each

    @classmethod
    def of(cls, shipped: Template) -> Known:
        """`places`: what a text of the office must print too, wherever it puts it."""
        guards = _printed(f"{shipped.title}\n\n{shipped.body}")
        always = frozenset(name for name, around in guards.items() if _in_any_case(around))
        names, conditions = frozenset(shipped.names), frozenset(shipped.conditions)
        maybe = (names | conditions | MAYBE) - always - ALWAYS
        return cls(always=always | ALWAYS, maybe=maybe, places=always | (names & KEPT), guards=guards)

    @property
    def names(self) -> frozenset[str]:
        return self.always | self.maybe

    def is_guarded(self, name: str, around: frozenset[str]) -> bool:
        """Whether a field that may be missing is asked for where it is printed, by itself or as the shipped text asks."""
        return name in around or any(known <= around for known in self.guards.get(name, ()))


def problems_of(text: str, shipped: Template) -> list[Problem]:
    """Everything wrong with `text` as a template of this letter, in the order of its lines; empty when it can be used."""
    known = Known.of(shipped)
    found = [*_shape(text), *_marks(text, known), *_conditions(text)]
    if not found:
        found = [*_guards(text, known), *_places(text, known)]
    found += [*_articles(text)]
    return sorted(found, key=lambda one: one.line)


def _shape(text: str) -> Iterator[Problem]:
    lines = text.strip().split("\n")
    if len(lines) < 3 or not lines[0].strip() or lines[1].strip():
        yield Problem(1, _("The first line is the title. Leave the second line empty; then the text follows."))


def _marks(text: str, known: Known) -> Iterator[Problem]:
    """Braces and brackets that are no field and no condition, and fields that this letter does not know."""
    for number, line in enumerate(text.split("\n"), 1):
        for match in _MARKS.finditer(line):
            mark = match[0]
            token = TOKEN.fullmatch(mark)
            name = token and (token["name"] or token["cond"])
            if token is None:
                yield Problem(number, _broken(mark))
            elif name and name not in known.names:
                yield Problem(
                    number,
                    _("This letter knows no field “%(name)s”. Take one of the list beside the text.") % {"name": name},
                )
            elif token["form"] and token["form"] not in FORMS:
                yield Problem(number, _form(mark, token["form"]))


def _broken(mark: str) -> str:
    if bad := _FORM.fullmatch(mark):
        return _form(mark, bad[2])
    if mark.startswith("[[") or mark == "]]":
        return _("“%(mark)s” is no condition. Write [[if name]] … [[end]], or [[if not name]] … [[end]].") % {"mark": mark}
    return _("“%(mark)s” is no field. Write the name in braces, without spaces: {complaint_number}.") % {"mark": mark}


def _form(mark: str, form: str) -> str:
    return _("“%(mark)s”: a date has no form “%(form)s”. There are: %(forms)s.") % {
        "mark": mark, "form": form, "forms": ", ".join(FORMS),
    }  # fmt: skip


def _conditions(text: str) -> Iterator[Problem]:
    """Conditions that nothing closes, and ends that close nothing."""
    open_at: list[tuple[int, str]] = []
    for match in TOKEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if match["cond"]:
            open_at.append((line, match[0]))
        elif match["end"] and open_at:
            open_at.pop()
        elif match["end"]:
            yield Problem(line, _("[[end]] closes nothing: no [[if …]] stands before it. Take it out, or write the condition."))
    for line, mark in open_at:
        yield Problem(line, _("%(mark)s is not closed. Write [[end]] where the part ends.") % {"mark": mark})


def _printed(text: str) -> dict[str, set[frozenset[str]]]:
    """Each printed field with the conditions around it, wherever it stands."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for name, around, _line in _printed_at(text):
        found[name].add(around)
    return found


def _in_any_case(around: set[frozenset[str]]) -> bool:
    """Whether a field printed under these conditions is printed whatever is given: under none, or under one and its opposite."""
    return frozenset() in around or any(
        len(one) == 1 and frozenset({_opposite(condition) for condition in one}) in around for one in around
    )


def _opposite(condition: str) -> str:
    return condition[1:] if condition.startswith("!") else f"!{condition}"


def _printed_at(text: str) -> Iterator[tuple[str, frozenset[str], int]]:
    """Each printed field with what surrounds it and its line; `not name` stands as "!name"."""
    around: list[str] = []
    for match in TOKEN.finditer(text):
        if match["cond"]:
            around.append(("!" if match["no"] else "") + match["cond"])
        elif match["end"]:
            if around:
                around.pop()
        else:
            yield match["name"], frozenset(around), text.count("\n", 0, match.start()) + 1


def _guards(text: str, known: Known) -> Iterator[Problem]:
    """What may be missing is printed only where one has asked whether it is there."""
    for name, around, line in _printed_at(text):
        if name in known.maybe and not known.is_guarded(name, around):
            yield Problem(
                line,
                _("{%(name)s} is not always there. Put the sentence between [[if %(name)s]] and [[end]].") % {"name": name},
            )


def _places(text: str, known: Known) -> Iterator[Problem]:
    """What must stand in the letter whatever its words are."""
    printed = _printed(text)
    for name in sorted(known.places):
        if name not in printed:
            yield Problem(0, _basis_missing() if name == "basis" else _missing(name))
        elif name in known.always and not _in_any_case(printed[name]):
            yield Problem(0, _("{%(name)s} stands only inside a condition. This letter must always say it.") % {"name": name})


def _basis_missing() -> str:
    return _("{basis} is missing. The letter rests on law, and there it says on which. Put it where the citation belongs.")


def _missing(name: str) -> str:
    return _("{%(name)s} is missing. This letter must say it; put it in where it belongs.") % {"name": name}


def _articles(text: str, *, passage: bool = False) -> Iterator[Problem]:
    """An article written by hand would go out without anybody having confirmed it."""
    said = (
        _("“%(words)s”: no article is written into a passage. The letter itself cites what a lawyer confirmed.")
        if passage
        else _("“%(words)s”: no article is written into a template. Write {basis}: it prints what a lawyer confirmed.")
    )
    for number, line in enumerate(text.split("\n"), 1):
        if match := _ARTICLE.search(line):
            yield Problem(number, said % {"words": match[0].strip()})


def problems_of_passage(text: str) -> list[Problem]:
    """What keeps words from being a passage: they go into a letter as they are, so no field, no condition, no article in them."""
    marks = [
        Problem(number, _("“%(mark)s”: a passage has no fields and no conditions. Write plain words.") % {"mark": match[0]})
        for number, line in enumerate(text.split("\n"), 1)
        for match in _MARKS.finditer(line)
    ]
    return sorted([*marks, *_articles(text, passage=True)], key=lambda one: one.line)


def known_fields(shipped: Template) -> list[tuple[str, bool]]:
    """(field, whether it is always there) for the list beside the text, those always there first."""
    known = Known.of(shipped)
    return [*((name, True) for name in sorted(known.always)), *((name, False) for name in sorted(known.maybe))]


def as_saved(text: Any) -> str:
    """A typed text as it is kept: plain line ends, no spaces at line ends, one line end at its end."""
    lines = [line.rstrip() for line in str(text).replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip() + "\n"
