"""A letter made ready to be shown: on a page, and for the PDF."""

from __future__ import annotations

import re
from typing import Any

from django.utils import translation

from arasha.letters.models import Letter


def paragraphs(letter: Letter) -> list[str]:
    """The text by paragraphs, in order, without markup; a paragraph may hold line breaks (lists with dashes). Escape it as any text."""
    return split(letter.text)


def split(text: str) -> list[str]:
    """A plain text by its empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def signatory(letter: Letter) -> tuple[str, str]:
    """(name, capacity) as it stands under the letter, in its language; empty before signing."""
    from arasha.people.models import Role

    if letter.signed_by is None:
        return "", ""
    with translation.override(letter.language):
        return letter.signed_by.name, str(Role(letter.signed_as).label) if letter.signed_as else ""


def blocks(text: str) -> list[dict[str, Any]]:
    """Paragraphs and lists: `{"kind": "text"|"list", "lines": […]}`. A list is a paragraph whose every line begins with a dash."""
    out = []
    for part in split(text):
        lines = part.split("\n")
        listed = all(line.startswith("– ") for line in lines)
        out.append({"kind": "list" if listed else "text", "lines": [line[2:] if listed else line for line in lines]})
    return out
