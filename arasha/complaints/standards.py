"""The standards of a finding: articles of the profile's list, or typed by staff; cited in a letter only when somebody read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from arasha.complaints.models import Finding
from arasha.law import RuleBook


def kept(codes: Iterable[str], typed: str) -> list[dict[str, str]]:
    """Chosen articles and typed ones (one a line) as a finding keeps them."""
    lines = (line.strip() for line in typed.splitlines())
    return [*({"code": code} for code in codes), *({"typed": line} for line in lines if line)]


def in_words(standards: Sequence[dict[str, Any]] | None, book: RuleBook, language: str) -> list[str]:
    """Each standard as `language` names it; a typed one as it was typed."""
    return [_name(one, book, language) for one in standards or ()]


def cited(finding: Finding, book: RuleBook, language: str) -> list[str]:
    """What a letter may cite: nothing unless whoever recorded the finding read the articles."""
    return in_words(finding.standards, book, language) if finding.standards_read else []


def _name(one: dict[str, Any], book: RuleBook, language: str) -> str:
    known = book.standard(one["code"]) if "code" in one else None
    return known.name(language) if known else str(one.get("typed") or one["code"])
