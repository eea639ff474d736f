"""Offices and accounts. Accounts are made by the administrator only; nobody signs up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from arasha import journal
from arasha.journal import Actor
from arasha.law import RuleBook
from arasha.people.digest import digest
from arasha.people.models import Office, Role, User


def load_offices(book: RuleBook) -> int:
    """Bring the offices of the profile into the database; names are updated, nothing is deleted. Returns how many there are."""
    for office in book.offices:
        names = {f"name_{language}": office.name(language) for language in ("kk", "ru", "en")}
        Office.objects.update_or_create(code=office.code, defaults={"region": office.region, **names})
    return len(book.offices)


def add_user(
    username: str,
    *,
    name: str,
    office: Office,
    roles: Iterable[str],
    password: str | None,
    at: datetime,
    by: Actor,
    language: str = "kk",
    email: str = "",
) -> User:
    """Make an account. Raises ValueError for an unknown role. The journal keeps who made it and with which roles."""
    roles = [str(Role(role)) for role in roles]
    with transaction.atomic():
        user = User.objects.create_user(
            username, password, name=name, office=office, roles=roles, language=language, email=email, joined_at=at
        )
        _record("add_user", user, {"roles": roles, "office": office.code}, by=by, at=at)
    return user


def set_roles(user: User, roles: Iterable[str], *, at: datetime, by: Actor) -> None:
    """Change what somebody may do. Raises ValueError for an unknown role."""
    before, user.roles = list(user.roles), [str(Role(role)) for role in roles]
    with transaction.atomic():
        user.save(update_fields=["roles"])
        _record("set_roles", user, {"before": before, "after": user.roles}, by=by, at=at)


def close_account(user: User, *, at: datetime, by: Actor) -> None:
    """Close an account: the person cannot sign in any more, what they did stays theirs."""
    with transaction.atomic():
        user.is_active = False
        user.save(update_fields=["is_active"])
        _record("close_account", user, {}, by=by, at=at)


def _record(verb: str, user: User, details: dict, *, by: Actor, at: datetime) -> None:
    account = str(user.pk)
    journal.record(
        verb, by=by, chain=journal.office_chain("account", account), subject=("account", account), key_id=None, details=details,
        at=at, digest=digest(account),
    )  # fmt: skip
