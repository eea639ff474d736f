"""Numbers without gaps: taken inside the transaction that uses them, so that a verb that fails gives its number back."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from django.conf import settings
from django.db import connection

from arasha.letters.models import Counter
from arasha.letters.templates import profile_file


def next_number(kind: str, office: str, year: int) -> int:
    """The next number of (kind, office, year), from 1, inside the caller's transaction.

    The row stays locked until that transaction ends: two at once wait for each other, and a rollback leaves no gap.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A number may only be taken inside a transaction.")
    with connection.cursor() as cursor:  # as SQL: in one statement, whether it is the first of its year or not
        cursor.execute(_NEXT, [kind, office, year])
        return cursor.fetchone()[0]


_NEXT = (
    f'INSERT INTO "{Counter._meta.db_table}" AS kept ("kind", "office", "year", "value") VALUES (%s, %s, %s, 1) '  # noqa: S608
    'ON CONFLICT ("kind", "office", "year") DO UPDATE SET "value" = kept."value" + 1 RETURNING "value"'
)


def take_number(kind: str, office: str, year: int) -> str:
    """The next number as the profile writes it (`numbers.toml`), such as 2026-004512; `year` is that of the office's calendar.

    A form that shows the office counts per office, any other over the whole institution, so a number is unique either way.
    """
    form = _forms(settings.PROFILE)[kind]
    number = next_number(kind, office if "{office}" in form else "", year)
    return form.format(year=year, office=office, number=number)


@lru_cache
def _forms(profile: str) -> dict[str, str]:
    return tomllib.loads(profile_file(profile, "numbers.toml").read_text(encoding="utf-8"))


def complaint_number(office: str, year: int) -> str:
    """The next number of a complaint."""
    return take_number("complaint", office, year)


def recommendation_number(office: str, year: int) -> str:
    """The next number of a recommendation."""
    return take_number("recommendation", office, year)


def letter_number(office: str, year: int) -> str:
    """The next outgoing number of a letter."""
    return take_number("letter", office, year)


def incoming_number(office: str, year: int) -> str:
    """The next number of what comes in."""
    return take_number("incoming", office, year)


def counts_by_office(kind: str) -> bool:
    """Whether the profile's numbers of this kind name the office, so that what moves to another office gets another number."""
    return "{office}" in _forms(settings.PROFILE)[kind]
