"""Templates of letters: plain text of the profile, a line for the title, an empty line, then paragraphs.

`{name}` puts a value in, `{name:until}` a date in the form of `arasha.dates` that the sentence needs. `[[if name]]` … `[[end]]`
keeps what is between only when the value is there, `[[if not name]]` only when it is not. A value is put in once and never read
as a template, so whatever people typed stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from arasha.dates import write_date

PROFILES = Path(__file__).resolve().parent.parent / "profiles"
CODES = (
    "acknowledgement", "accepted", "ask_more", "redirect", "redirect_body", "decline_not_considered", "decline_returned",
    "decline_explained", "decline_filed", "inquiry", "decision", "recommendation", "extension", "closing",
    "paused", "resumed", "withdrawal_checked",
    "interim_measure", "interim_lifted", "petition_disciplinary", "petition_administrative", "petition_criminal",
    "petition_review", "claim_public", "constitutional_application", "law_proposal", "explanation", "review",
    "inquiry_second", "inquiry_reminder", "more_time", "link_code", "new_number", "joined", "separated",
)  # fmt: skip
BULLET = "– "
MAILS = ("notice_mail", "body_link_mail", "body_reminder_mail", "body_told_mail", "duty_mail")

TOKEN = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<form>[a-z]+))?\}|\[\[(?:if (?P<no>not )?(?P<cond>[a-z_]+)|(?P<end>end))\]\]")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class TemplateError(ValueError):
    """A template that cannot be filled: the message names the file and what is wrong."""


class NoSuchTemplate(TemplateError):
    """The profile has no such letter in that language."""


@dataclass(frozen=True)
class Template:
    """One template in one language."""

    code: str
    language: str
    title: str
    body: str

    @property
    def names(self) -> set[str]:
        """The values that it prints."""
        return {match["name"] for match in TOKEN.finditer(f"{self.title}\n{self.body}") if match["name"]}

    @property
    def conditions(self) -> set[str]:
        """The values on which optional paragraphs hang."""
        return {match["cond"] for match in TOKEN.finditer(self.body) if match["cond"]}

    @property
    def headings(self) -> set[str]:
        """Its fixed lines that stand alone, without a mark at their end: the headings of the letter."""
        lines = (line.strip() for line in TOKEN.sub(lambda match: match[0] if match["name"] else "", self.body).split("\n\n"))
        return {line for line in lines if line and "\n" not in line and "{" not in line and line[-1].isalpha()}

    @property
    def closing(self) -> str:
        """The formula below which only the name stands ("Yours sincerely,"); empty where the template ends without one."""
        last = self.body.strip().rpartition("\n\n")[2]
        return last if last.endswith(",") and not TOKEN.search(last) else ""

    def words(self, text: str) -> str:
        """The words of a letter without its closing formula, wherever it stands in them."""
        return "\n\n".join(part for part in tidy(text).split("\n\n") if part.strip() != self.closing)

    def close(self, words: str) -> str:
        """The words with the closing formula as their last line, once, so that nothing that was added stands below it."""
        return tidy(f"{self.words(words)}\n\n{self.closing}")

    def fill(self, values: Mapping[str, Any]) -> tuple[str, str]:
        """(title, text) with the values in it. Raises TemplateError when a value that it prints is missing."""
        return self._render(self.title, values), tidy(self._render(self.body, values))

    def _render(self, source: str, values: Mapping[str, Any]) -> str:
        out: list[str] = []
        open_ifs: list[bool] = []
        at = 0
        for match in TOKEN.finditer(source):
            if all(open_ifs):
                out.append(source[at : match.start()])
            at = match.end()
            if match["end"]:
                if not open_ifs:
                    raise TemplateError(f"{self.code}.{self.language}: [[end]] without [[if]]")
                open_ifs.pop()
            elif match["cond"]:
                open_ifs.append(bool(as_text(values.get(match["cond"]), self.language)) != bool(match["no"]))
            elif all(open_ifs):
                out.append(self._value(match["name"], match["form"] or "long", values))
                at += out[-1][-1] in ".!?…" and source[at : at + 1] == "."  # "… 2026 г." and what people wrote end by themselves
        if open_ifs:
            raise TemplateError(f"{self.code}.{self.language}: [[if]] without [[end]]")
        return "".join(out) + source[at:]

    def _value(self, name: str, form: str, values: Mapping[str, Any]) -> str:
        text = as_text(values.get(name), self.language, form)
        if not text:
            raise TemplateError(f"{self.code}.{self.language}: no value for {{{name}}}")
        return text


def as_text(value: Any, language: str, form: str = "long") -> str:
    """A value as a letter writes it: dates in words, several things as a list with dashes (as paragraphs when one of them has
    several lines), nothing as nothing."""
    if value is None or value is False:
        return ""
    if isinstance(value, datetime):
        raise TypeError("A letter shows calendar days: bring the moment to the office's day first.")
    if isinstance(value, date):
        return write_date(value, language, form)
    if isinstance(value, str):
        return _CONTROL.sub("", value.replace("\r\n", "\n")).strip()
    if isinstance(value, Iterable):
        items = [as_text(item, language, form) for item in value]
        return "\n\n".join(items) if any("\n" in item for item in items) else "\n".join(BULLET + item for item in items)
    return str(value)


def tidy(text: str) -> str:
    """One empty line between paragraphs, none at the ends, no spaces at line ends, no control characters."""
    text = re.sub(r"[ \t]+\n", "\n", _CONTROL.sub("", text.replace("\r\n", "\n")))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def profile_file(profile: str, name: str) -> Path:
    """The profile's own `letters/<name>`, or else the common one."""
    own = PROFILES / profile / "letters" / name
    return own if own.exists() else PROFILES / "common" / "letters" / name


@lru_cache
def load_template(profile: str, code: str, language: str) -> Template:
    """The shipped template `code` in `language`. Raises NoSuchTemplate, and TemplateError when it has no title."""
    return read_template(code, language, shipped_text(profile, code, language))


def shipped_text(profile: str, code: str, language: str) -> str:
    """The text of the profile's file. Raises NoSuchTemplate."""
    path = profile_file(profile, f"{code}.{language}.txt")
    if not path.exists():
        raise NoSuchTemplate(f"{profile}: no letter {code} in {language}")
    return path.read_text(encoding="utf-8")


def read_template(code: str, language: str, text: str) -> Template:
    """The template that a text is: a line for the title, an empty line, the paragraphs. Raises TemplateError."""
    title, _, body = text.strip().partition("\n\n")
    if not title.strip() or "\n" in title.strip() or not body.strip():
        raise TemplateError(f"{code}.{language}: the first line is the title, then an empty line, then the text")
    return Template(code, language, title.strip(), f"{body.strip()}\n")
