"""A letter made ready to be shown: on a page, and for the PDF."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.utils import translation

from arasha.law import load_book
from arasha.letters.models import Letter, Making
from arasha.letters.templates import BULLET
from arasha.letters.wording import template_of
from arasha.people.models import Role


def paragraphs(letter: Letter) -> list[str]:
    """The text by paragraphs, without markup; a paragraph may hold line breaks (lists with dashes). Escape it as any text."""
    return split(letter.text)


def split(text: str) -> list[str]:
    """A plain text by its empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def words_of(letter: Letter) -> str:
    """The words that may be changed while the letter is drafted: all but the closing formula, which always stands below them."""
    return template_of(letter).words(letter.text)


def institution(language: str) -> str:
    """The institution's name in `language`, from the profile."""
    return load_book(settings.PROFILE).institution.name(language)


def signatory(letter: Letter) -> tuple[str, str]:
    """(name, capacity) as it stands under the letter, in its language; empty before signing."""
    if letter.signed_by is None:
        return "", ""
    with translation.override(letter.language):
        return letter.signed_by.name, str(Role(letter.signed_as).label) if letter.signed_as else ""


def in_large_print(letter: Letter) -> bool:
    """Whether its reader asked for large print; the key of the letter must be loaded."""
    try:
        return str(letter.making.print) == Making.Print.LARGE
    except Making.DoesNotExist:
        return False  # drafted before anybody could ask


def blocks_of(letter: Letter) -> list[dict[str, Any]]:
    """The text by its parts: `{"kind": "heading"|"list"|"text", "lines": […]}`.

    A heading is a line that the template has as such; a list is a paragraph whose every line begins with a dash.
    """
    headings = template_of(letter).headings
    return [_block(part, headings) for part in paragraphs(letter)]


def _block(part: str, headings: set[str]) -> dict[str, Any]:
    lines = part.split("\n")
    if part in headings:
        return {"kind": "heading", "lines": lines}
    if all(line.startswith(BULLET) for line in lines):
        return {"kind": "list", "lines": [line.removeprefix(BULLET) for line in lines]}
    return {"kind": "text", "lines": lines}
