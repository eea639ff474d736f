"""The versions of templates (by `<code>.<language>`) and of passages (by identifier) as the journal remembers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from arasha.journal import state_digest
from arasha.letters.models import PassageVersion, TemplateVersion


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


def passage_digests(ids: Sequence[str]) -> dict[str, bytes]:
    """The digest of the versions of each of these passages; one statement."""
    found: dict[str, list[dict]] = {}
    for row in PassageVersion.objects.filter(passage__in=ids).order_by("number").values():
        found.setdefault(str(row["passage"]), []).append({**row})
    return {passage: state_digest({"versions": rows}) for passage, rows in found.items()}


def passage_digest(passage: str) -> bytes | None:
    return passage_digests([passage]).get(passage)


def every_passage() -> Iterable[str]:
    """Every passage there is, dropped ones included."""
    return (str(one) for one in PassageVersion.objects.order_by("passage").values_list("passage", flat=True).distinct())
