"""Citations in letters: an act and its article, never more than the rule book knows, and never before somebody confirmed it.

In a draft an open citation stands as a mark ("[to be confirmed: KZ-C12]") in the language of the letter; signing replaces the mark when
the rule book has the confirmation, and is refused while it has not.
"""

from __future__ import annotations

from collections.abc import Sequence

from arasha.law import RuleBook
from arasha.letters.errors import NoLaw

MARKS = {"kk": "[расталуы керек: {ref}]", "ru": "[нужно подтвердить: {ref}]", "en": "[to be confirmed: {ref}]"}


def cite(book: RuleBook, ref: str, language: str) -> str:
    """The citation of the rule or ground `ref` as a letter prints it, or its mark while it is open.

    Raises NoLaw for an office's own policy and for what the book does not know.
    """
    citation = book.citation(ref)
    if citation is None:
        raise NoLaw(ref)
    return citation.text(language) if citation.confirmed else MARKS[language].format(ref=ref)


def open_refs(book: RuleBook, refs: Sequence[str]) -> list[str]:
    """Those of `refs` that nobody confirmed; what left the book since the draft counts as open."""
    return [ref for ref in refs if not ((found := book.citation(ref)) and found.confirmed)]


def settle(text: str, book: RuleBook, refs: Sequence[str], language: str) -> str:
    """The text with the marks of confirmed citations replaced by the citations."""
    for ref in refs:
        mark = MARKS[language].format(ref=ref)
        if mark in text:
            text = text.replace(mark, cite(book, ref, language))
    return text
