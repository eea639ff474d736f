"""A letter as `components/letter.html` shows it, with what it cites and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from arasha.complaints.queries.desk_words import cited_in_words
from arasha.complaints.terms import office_day
from arasha.law import RuleBook
from arasha.letters.models import Letter
from arasha.letters.rendering import blocks_of, institution, signatory


def sheet(letter: Letter) -> dict[str, Any]:
    """The letter laid out. Opens what is sealed: load the key before."""
    name, capacity = signatory(letter)
    moment = letter.sent_at or letter.signed_at
    return {
        "institution": institution(letter.language),
        "address": [letter.office.name(letter.language)],
        "number": letter.number,
        "date": office_day(moment) if moment else None,
        "to": [line for line in (letter.body.name(letter.language) if letter.body else "", letter.recipient_name) if line],
        "subject": letter.title,
        "language": letter.language,
        "html": as_html(blocks_of(letter)),
        "signatory": {"office": capacity, "name": name} if name else None,
        "draft": letter.status == Letter.Status.DRAFT,
    }


def as_html(blocks: list[dict[str, Any]]) -> SafeString:
    """Headings, lists and paragraphs, escaped."""
    return mark_safe("".join(_block(block) for block in blocks))  # noqa: S308 (each block is escaped)


def _block(block: dict[str, Any]) -> SafeString:
    if block["kind"] == "list":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in block["lines"])))
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in block["lines"]))
    return format_html("<h3>{}</h3>" if block["kind"] == "heading" else "<p>{}</p>", lines)


def citations(refs: Sequence[str], book: RuleBook, language: str, day: date) -> list[dict[str, Any]]:
    """What a letter rests on: the words of each citation and whether somebody confirmed it."""
    found = []
    for ref in refs:
        cited = book.citation(ref, day)
        found.append(
            {
                "ref": ref,
                "text": cited_in_words(cited, language) if cited else ref,
                "verified": bool(cited and cited.confirmed_on(day)),
                "by": cited.confirmed_by if cited else "",
                "analogy": bool(cited and cited.applies == "by_analogy"),
            }
        )
    return found
