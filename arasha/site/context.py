"""What every page needs to know of its surroundings, as `shell` in the template."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from arasha.law import load_book
from arasha.law.words import Named

SHORT_NAMES = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}
FULL_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


class LanguageLink(NamedTuple):
    code: str
    short: str
    name: str
    url: str
    current: bool

    @property
    def rest(self) -> str:
        """What follows the short name in the full one, for those who hear the page."""
        return self.name.removeprefix(self.short)


class Shell(NamedTuple):
    """`user` stays lazy: a public page never opens a session by asking who is there."""

    language: str
    languages: tuple[LanguageLink, ...]
    institution: str
    demo: bool
    exit_url: str
    request: HttpRequest

    @property
    def user(self) -> Any:
        return getattr(self.request, "user", None)


def in_language(path: str, code: str) -> str:
    """The same page in another language: the first part of the path is the language, everything after it stays."""
    first, _, rest = path.lstrip("/").partition("/")
    known = {language for language, _name in settings.LANGUAGES}
    return f"/{code}/{rest}" if first in known else f"/{code}{path}"


def languages_of(path: str) -> tuple[LanguageLink, ...]:
    """The language switch of a page: all languages of the office, in its order, with the same page's address in each."""
    now = (get_language() or settings.LANGUAGE_CODE)[:2]
    return tuple(
        LanguageLink(code, SHORT_NAMES.get(code, code), FULL_NAMES.get(code, code), in_language(path, code), code == now)
        for code, _name in settings.LANGUAGES
    )


@lru_cache(maxsize=2)
def _of_profile(profile: str) -> tuple[Named, str]:
    book = load_book(profile)
    return book.institution, book.exit_page


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell`. Costs no query and opens no session."""
    languages = languages_of(request.get_full_path())
    now = next((link.code for link in languages if link.current), settings.LANGUAGE_CODE)
    institution, exit_page = _of_profile(settings.PROFILE)
    return {"shell": Shell(now, languages, institution.name(now), settings.DEMO, exit_page, request)}
