"""The versions of a template as the journal remembers them: all of one text, by `<code>.<language>`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from arasha.journal import state_digest
from arasha.letters.models import TemplateVersion


def digests(texts: Sequence[str]) -> dict[str, bytes]:
    """The digest of the versions of each of these texts; one statement."""
    found: dict[str, list[dict]] = {}
    wanted = Q(pk__in=[])
    for text in texts:
        code, _dot, language = text.partition(".")
        wanted |= Q(code=code, language=language)
    for row in TemplateVersion.objects.filter(wanted).order_by("number").values():
        found.setdefault(f"{row['code']}.{row['language']}", []).append({**row})
    return {text: state_digest({"versions": rows}) for text, rows in found.items()}


def digest(text: str) -> bytes | None:
    return digests([text]).get(text)


def every_text() -> Iterable[str]:
    """Every text that the office changed: a version that was slipped in without a journal is found too."""
    rows = TemplateVersion.objects.order_by("code", "language").values_list("code", "language").distinct()
    return (f"{code}.{language}" for code, language in rows)
