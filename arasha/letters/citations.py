"""Citations in letters: an act and its article, never more than the rule book knows, and never before somebody confirmed it.

In a draft an open citation stands as a mark ("[to be confirmed: KZ-C12]") in the language of the letter; signing replaces the
mark when the rule book has the confirmation, and is refused while it has not. What the office set itself is no law: never cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from arasha.law import Citation, RuleBook, UnknownRule

MARKS = {"kk": "[расталуы керек: {ref}]", "ru": "[нужно подтвердить: {ref}]", "en": "[to be confirmed: {ref}]"}


def law_only(book: RuleBook, refs: Sequence[str], on: date) -> list[str]:
    """Those of `refs` that are law or grounds, once each; the office's own terms are left out. Raises UnknownRule."""
    return [ref for ref in dict.fromkeys(refs) if citation_of(book, ref, on) is not None]


def citation_of(book: RuleBook, ref: str, on: date) -> Citation | None:
    """The citation of the ground or rule `ref` as of `on`; None for the office's own term. Raises UnknownRule."""
    if ref in book.ground_versions:
        return book.ground(ref, on).citation
    rule = book.rule(ref, on)
    return None if rule.basis == "policy" else rule.citation


def cite(book: RuleBook, ref: str, language: str, on: date) -> str:
    """The citation of `ref` as a letter prints it, or its mark while it is open; empty for the office's own term."""
    citation = citation_of(book, ref, on)
    if citation is None:
        return ""
    return citation.text(language) if citation.confirmed_on(on) else MARKS[language].format(ref=ref)


def open_refs(book: RuleBook, refs: Sequence[str], on: date) -> list[str]:
    """Those of `refs` that nobody confirmed as of `on`; what left the rule book since the draft counts as open."""
    return [ref for ref in refs if _is_open(book, ref, on)]


def settle(text: str, book: RuleBook, refs: Sequence[str], language: str, on: date) -> str:
    """The text with the marks of confirmed citations replaced by the citations."""
    for ref in refs:
        text = text.replace(MARKS[language].format(ref=ref), cite(book, ref, language, on))
    return text


def _is_open(book: RuleBook, ref: str, on: date) -> bool:
    try:
        citation = citation_of(book, ref, on)
    except UnknownRule:
        return True
    return citation is None or not citation.confirmed_on(on)
