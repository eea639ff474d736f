"""Citations in letters: an act and its article, never more than the rule book knows, and never before somebody confirmed it.

In a draft an open citation stands as a mark ("[to be confirmed: KZ-C12]") in the language of the letter; signing replaces the
mark when the rule book has the confirmation, and is refused while it has not. What the office set itself is no law: never cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from arasha.law import RuleBook

MARKS = {"kk": "[расталуы керек: {ref}]", "ru": "[нужно подтвердить: {ref}]", "en": "[to be confirmed: {ref}]"}


def law_only(book: RuleBook, refs: Sequence[str], on: date) -> list[str]:
    """Those of `refs` that are law or grounds, once each; the office's own terms are left out. Raises UnknownRule."""
    known = []
    for ref in dict.fromkeys(refs):
        if book.citation(ref, on) is not None:
            known.append(ref)
        else:
            book.rule(ref)  # raises UnknownRule unless it is the office's own term
    return known


def cite(book: RuleBook, ref: str, language: str, on: date) -> str:
    """The citation of `ref` as a letter prints it, or its mark while it is open."""
    citation = book.citation(ref, on)
    return citation.text(language) if citation and citation.confirmed_on(on) else MARKS[language].format(ref=ref)


def open_refs(book: RuleBook, refs: Sequence[str], on: date) -> list[str]:
    """Those of `refs` that nobody confirmed as of `on`; what left the rule book since the draft counts as open."""
    return [ref for ref in refs if not ((citation := book.citation(ref, on)) and citation.confirmed_on(on))]


def settle(text: str, book: RuleBook, refs: Sequence[str], language: str, on: date) -> str:
    """The text with the marks of confirmed citations replaced by the citations."""
    for ref in refs:
        text = text.replace(MARKS[language].format(ref=ref), cite(book, ref, language, on))
    return text
