"""What stands at the head of every letter of the institution, from the profile."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from arasha.letters.templates import profile_file


@dataclass(frozen=True)
class Letterhead:
    """The institution's name and the lines below it, in one language."""

    institution: str
    lines: tuple[str, ...]


def letterhead(language: str) -> Letterhead:
    """The head in `language`, from `letterhead.toml` of the profile."""
    return _heads(settings.PROFILE)[language]


@lru_cache
def _heads(profile: str) -> dict[str, Letterhead]:
    data = tomllib.loads(profile_file(profile, "letterhead.toml").read_text(encoding="utf-8"))
    return {language: Letterhead(head["institution"], tuple(head.get("lines", ()))) for language, head in data.items()}
