"""`arasha user`: accounts of staff. Nobody signs up by themselves; every change of an account stands in the journal."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from arasha.errors import BadRequest, NotFound
from arasha.journal import Actor, office_chain, record
from arasha.people.models import Office, Role, User

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that are taken for one another


def main(argv: list[str]) -> int:
    options = _parser().parse_args(argv)
    chosen: Callable[[argparse.Namespace, datetime], None] = options.action
    chosen(options, datetime.now(UTC))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="arasha user", description=__doc__)
    words = parser.add_subparsers(required=True, metavar="add|roles|password|close|list")
    roles = [role.value for role in Role]

    add = words.add_parser("add", help="make an account")
    add.add_argument("username")
    add.add_argument("--name", help="the person's name as staff see it")
    add.add_argument("--role", action="append", choices=roles, required=True, help="may be given several times")
    add.add_argument("--office", default="", help="code of the office (default: the centre)")
    add.add_argument("--language", choices=["kk", "ru", "en"], default="kk")
    add.add_argument("--email", default="")
    _password_arguments(add)
    add.set_defaults(action=_add)

    change = words.add_parser("roles", help="give an account these roles and no others")
    change.add_argument("username")
    change.add_argument("roles", nargs="+", choices=roles, metavar="ROLE")
    change.set_defaults(action=_roles)

    password = words.add_parser("password", help="set a new password; sessions of the account end")
    password.add_argument("username")
    _password_arguments(password)
    password.set_defaults(action=_password)

    close = words.add_parser("close", help="shut an account; what the person did stays under their name")
    close.add_argument("username")
    close.set_defaults(action=_close)

    words.add_parser("list", help="all accounts").set_defaults(action=_list)
    return parser


def _password_arguments(parser: argparse.ArgumentParser) -> None:
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--ask", action="store_true", help="ask for the password (default: make one and print it once)")
    ways.add_argument("--stdin", action="store_true", help="read the password from standard input")


def _chosen_password(options: argparse.Namespace, user: User) -> tuple[str, bool]:
    """The password, and whether we made it ourselves and must show it. ValidationError's sentences become one line."""
    if options.stdin:
        password = sys.stdin.readline().rstrip("\n")
    elif options.ask:
        password = getpass.getpass("Password: ")
    else:
        return new_password(), True
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        raise BadRequest(" ".join(refusal.messages)) from None
    return password, False


def new_password() -> str:
    """Four groups of five letters and digits, about 99 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


def _note(verb: str, user: User, details: dict[str, Any], at: datetime) -> None:
    record(
        verb,
        by=Actor("system"),
        chain=office_chain("user", str(user.pk)),
        subject=("user", str(user.pk)),
        key_id=None,
        details=details,
        at=at,
    )


def _find(username: str) -> User:
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist:
        raise NotFound(f"There is no account “{username}”. arasha user list shows them.") from None


def _office(code: str) -> Office:
    office = Office.objects.filter(code=code).first() if code else Office.objects.filter(region="").first()
    if office is None:
        known = ", ".join(Office.objects.values_list("code", flat=True)) or "none yet: arasha init makes them"
        raise NotFound(f"There is no office “{code or 'centre'}”. Offices: {known}")
    return office


def _add(options: argparse.Namespace, at: datetime) -> None:
    if User.objects.filter(username=options.username).exists():
        raise BadRequest(f"There is an account “{options.username}” already.")
    user = User(
        username=User.normalize_username(options.username),
        name=options.name or options.username,
        email=options.email,
        office=_office(options.office),
        roles=sorted(set(options.role)),
        language=options.language,
        joined_at=at,
    )
    password, shown = _chosen_password(options, user)
    user.set_password(password)
    with transaction.atomic():
        user.save()
        _note("add_account", user, {"username": user.username, "roles": user.roles, "office": user.office.code}, at)
    print(f"{user.username}: {', '.join(user.roles)}, office {user.office.code}")
    if shown:
        print(f"password (shown this once): {password}")


def _roles(options: argparse.Namespace, at: datetime) -> None:
    with transaction.atomic():
        user = _find(options.username)
        before, user.roles = user.roles, sorted(set(options.roles))
        user.save(update_fields=["roles"])
        _note("change_roles", user, {"from": before, "to": user.roles}, at)
    print(f"{user.username}: {', '.join(user.roles)}")


def _password(options: argparse.Namespace, at: datetime) -> None:
    user = _find(options.username)
    password, shown = _chosen_password(options, user)
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        _end_sessions(user)
        _note("set_password", user, {}, at)
    print(f"{user.username}: password set, sessions ended")
    if shown:
        print(f"password (shown this once): {password}")


def _close(options: argparse.Namespace, at: datetime) -> None:
    with transaction.atomic():
        user = _find(options.username)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        _end_sessions(user)
        _note("close_account", user, {}, at)
    print(f"{user.username}: closed")


def _end_sessions(user: User) -> None:
    mine = [row.pk for row in Session.objects.iterator() if row.get_decoded().get("_auth_user_id") == str(user.pk)]
    Session.objects.filter(pk__in=mine).delete()


def _list(options: argparse.Namespace, at: datetime) -> None:
    for user in User.objects.select_related("office"):
        state = "" if user.is_active else "  closed"
        print(f"{user.username:<20} {user.office.code:<12} {', '.join(user.roles)}{state}")
