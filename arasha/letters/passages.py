"""The bank of passages: ready words in three languages that are put into a letter while it is drafted. Versions stay, as of templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from arasha import journal
from arasha.ids import new_id
from arasha.journal import Actor
from arasha.letters.checking import as_saved, problems_of_passage
from arasha.letters.digest import passage_digest
from arasha.letters.errors import BrokenTemplate, EmptyPassage, NoSuchVersion, TemplateChanged
from arasha.letters.models import PassageVersion
from arasha.letters.wording import LANGUAGES, saving
from arasha.people.models import User


def save_passage(
    passage: UUID | None,
    *,
    name: str,
    topic: str,
    texts: Mapping[str, str],
    why: str,
    seen: int,
    dropped: bool = False,
    by: User,
    actor: Actor,
    at: datetime,
) -> PassageVersion:
    """Keep a new passage (None), or a newer version of one. `texts` by language; `seen` is the version that the page showed.

    Raises KeepsNoTemplates, BrokenTemplate, EmptyPassage, TemplateChanged, NoSuchVersion.
    """
    with saving(by):
        kept = {f"text_{language}": as_saved(texts.get(language, "")).strip() for language in LANGUAGES}
        if not any(kept.values()):
            raise EmptyPassage
        if problems := [problem for text in kept.values() for problem in problems_of_passage(text)]:
            raise BrokenTemplate(problems)
        if passage is not None and not PassageVersion.objects.filter(passage=passage).exists():
            raise NoSuchVersion
        row = PassageVersion(
            passage=passage or new_id(), number=seen + 1, name=name, topic=topic, dropped=dropped, why=why, by=by, at=at, **kept
        )
        if _newest(row.passage) != seen:
            raise TemplateChanged
        row.save(force_insert=True)
        about = str(row.passage)
        journal.record(
            "set_passage", by=actor, chain=journal.office_chain("passage", about), subject=("passage", about), key_id=None,
            details={"number": row.number, "dropped": dropped, "why": why}, at=at, digest=passage_digest(about),
        )  # fmt: skip
    return row


def _newest(passage: UUID) -> int:
    newest = PassageVersion.objects.filter(passage=passage).order_by("-number").first()
    return newest.number if newest else 0


def passages() -> list[PassageVersion]:
    """Every passage as it is now, by name; those that were dropped last; one statement."""
    newest = {row.passage: row for row in PassageVersion.objects.select_related("by").order_by("number")}
    return sorted(newest.values(), key=lambda row: (row.dropped, row.name.casefold()))


def passages_for(language: str, topic: str) -> list[PassageVersion]:
    """Those that can be put into a letter in this language, for this right at issue first; one statement."""
    offered = [row for row in passages() if not row.dropped and row.text(language)]
    return sorted(offered, key=lambda row: row.topic not in ("", topic))


def versions_of(passage: UUID) -> list[PassageVersion]:
    """The versions of a passage, the newest first; one statement. Raises NoSuchVersion."""
    found = list(PassageVersion.objects.filter(passage=passage).select_related("by").order_by("-number"))
    if not found:
        raise NoSuchVersion
    return found
