"""The texts of templates that are in force: the office's newest version, or else the text that came with the program.

Every version is a row that stays; a letter keeps the version that it was drafted from, so that a newer one changes nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import IntegrityError, transaction

from arasha import journal
from arasha.journal import Actor
from arasha.letters.checking import as_saved, problems_of
from arasha.letters.digest import digest
from arasha.letters.errors import BrokenTemplate, KeepsNoTemplates, NoSuchVersion, NotInThisLanguage, SameText, TemplateChanged
from arasha.letters.models import Letter, Making, TemplateVersion
from arasha.letters.names import language_name, name_of
from arasha.letters.templates import NoSuchTemplate, Template, load_template, read_template, shipped_text
from arasha.people import policy
from arasha.people.models import User

Kind = TemplateVersion.Kind
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Wording:
    """A template with the version that it is of; none for the shipped text."""

    template: Template
    version: TemplateVersion | None


def wording_in_force(code: str, language: str) -> Wording:
    """What a letter is drafted from now; one statement. Raises NotInThisLanguage."""
    newest = TemplateVersion.objects.filter(code=code, language=language).order_by("-number").first()
    if newest is not None and newest.kind == Kind.WITHHELD:
        raise NotInThisLanguage(name_of(code), language_name(language))
    try:
        return Wording(_template(code, language, newest), newest)
    except NoSuchTemplate:
        raise NotInThisLanguage(name_of(code), language_name(language)) from None


def template_of(letter: Letter) -> Template:
    """The template as it was when the letter was drafted."""
    try:
        version = letter.making.template
    except Making.DoesNotExist:
        version = None
    return _template(letter.code, letter.language, version)


def _template(code: str, language: str, version: TemplateVersion | None) -> Template:
    if version is None or version.kind != Kind.OWN:
        return load_template(settings.PROFILE, code, language)
    return _read(code, language, version.text)


@lru_cache(maxsize=256)
def _read(code: str, language: str, text: str) -> Template:
    return read_template(code, language, text)


def model_of(code: str, language: str) -> Template:
    """The shipped text that says what a letter knows; another language's where this one has none. Raises NoSuchVersion."""
    for one in (language, *LANGUAGES):
        try:
            return load_template(settings.PROFILE, code, one)
        except NoSuchTemplate:
            continue
    raise NoSuchVersion


def text_of(code: str, language: str, number: int) -> str:
    """The text of a version (0: the shipped one); empty where it is withheld, or was never shipped. Raises NoSuchVersion."""
    kind, text = Kind.SHIPPED, ""
    if number:
        row = TemplateVersion.objects.filter(code=code, language=language, number=number).first()
        if row is None:
            raise NoSuchVersion
        kind, text = Kind(row.kind), row.text
    if kind == Kind.SHIPPED:
        try:
            return shipped_text(settings.PROFILE, code, language)
        except NoSuchTemplate:
            return ""
    return text


def versions_of(code: str, language: str) -> list[TemplateVersion]:
    """The versions of a text, the newest first; one statement."""
    return list(TemplateVersion.objects.filter(code=code, language=language).select_related("by").order_by("-number"))


def newest_versions() -> dict[tuple[str, str], TemplateVersion]:
    """(code, language) → the version in force of every text that the office ever changed; one statement."""
    rows = TemplateVersion.objects.select_related("by").order_by("number")
    return {(row.code, row.language): row for row in rows}


def save_text(
    code: str,
    language: str,
    *,
    text: str,
    why: str,
    seen: int,
    by: User,
    actor: Actor,
    at: datetime,
    outdates: Sequence[str] = (),
) -> TemplateVersion:
    """Keep an own text as the newest version. `seen` is the number of the version that the page showed.

    `outdates`: the languages whose texts say something else now; letters do not go in them until they are translated, which is a new
    version there. Raises KeepsNoTemplates, BrokenTemplate, TemplateChanged, SameText.
    """
    text = as_saved(text)
    if problems := problems_of(text, model_of(code, language)):
        raise BrokenTemplate(problems)
    if text == as_saved(text_of(code, language, seen)):
        raise SameText
    with saving(by):
        made = _add(code, language, Kind.OWN, text, why, seen, by, actor, at)
        for other in sorted(set(outdates) - {language}):
            _add(code, other, Kind.WITHHELD, "", why, _newest(code, other), by, actor, at)
    return made


def go_back(code: str, language: str, *, to: int, why: str, seen: int, by: User, actor: Actor, at: datetime) -> TemplateVersion:
    """An older version (0: the shipped text) is in force again, as a newer one. Raises NoSuchVersion, and what `save_text` raises."""
    text = text_of(code, language, to)
    if not text:
        raise NoSuchVersion
    if to and TemplateVersion.objects.filter(code=code, language=language, number=to, kind=Kind.OWN).exists():
        return save_text(code, language, text=text, why=why, seen=seen, by=by, actor=actor, at=at)
    with saving(by):
        return _add(code, language, Kind.SHIPPED, "", why, seen, by, actor, at)


def withhold(code: str, language: str, *, why: str, seen: int, by: User, actor: Actor, at: datetime) -> TemplateVersion:
    """Letters do not go in this language until somebody saves a text or goes back to one."""
    with saving(by):
        return _add(code, language, Kind.WITHHELD, "", why, seen, by, actor, at)


@contextmanager
def saving(by: User) -> Iterator[None]:
    """One transaction for whoever may; of two at the same moment the second is told."""
    if not policy.may_open(by, "set_templates"):
        raise KeepsNoTemplates
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise TemplateChanged from error


def _newest(code: str, language: str) -> int:
    newest = TemplateVersion.objects.filter(code=code, language=language).order_by("-number").first()
    return newest.number if newest else 0


def _add(
    code: str, language: str, kind: Kind, text: str, why: str, seen: int, by: User, actor: Actor, at: datetime
) -> TemplateVersion:
    if _newest(code, language) != seen:
        raise TemplateChanged
    row = TemplateVersion.objects.create(
        code=code, language=language, number=seen + 1, kind=kind, text=text, why=why, by=by, at=at
    )
    about = f"{code}.{language}"
    journal.record(
        "set_template", by=actor, chain=journal.office_chain("template", about), subject=("template", about), key_id=None,
        details={"number": row.number, "kind": kind.value, "why": why}, at=at, digest=digest(about),
    )  # fmt: skip
    return row


def goes(code: str, language: str, version: TemplateVersion | None) -> bool:
    """Whether the letter goes in this language with `version` as its newest (None: never changed)."""
    if version is not None and version.kind != Kind.SHIPPED:
        return version.kind == Kind.OWN
    try:
        load_template(settings.PROFILE, code, language)
    except NoSuchTemplate:
        return False
    return True
