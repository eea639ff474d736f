"""`arasha user`: accounts of staff. Nobody signs up by themselves; every change of an account stands in the journal."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from arasha.errors import BadRequest, NotFound
from arasha.journal import Actor
from arasha.people import actions, tokens
from arasha.people.accounts import set_password
from arasha.people.models import Office, Role, User

# Whoever can run the command on the server; the journal cannot know more.
ADMINISTRATOR = Actor("system", "command line")
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that are taken for one another


def main(argv: list[str]) -> int:
    options = _parser().parse_args(argv)
    chosen: Callable[[argparse.Namespace, datetime], None] = options.action
    chosen(options, datetime.now(UTC))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="arasha user", description=__doc__)
    words = parser.add_subparsers(required=True, metavar="add|roles|password|close|token|revoke-token|list")
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

    token = words.add_parser("token", help="make an access token for a program (docs/api.md)")
    token.add_argument("username")
    token.add_argument("--days", type=int, default=90, help="after so many days it ends (default: 90)")
    token.add_argument(
        "--may-act", action="store_true", help="the program may also do what the person may do (default: only read)"
    )
    token.set_defaults(action=_token)

    revoke = words.add_parser("revoke-token", help="end the access tokens of an account at once")
    revoke.add_argument("username")
    revoke.add_argument("token", nargs="?", default="", help="identifier of the one to end, or its beginning (default: all)")
    revoke.set_defaults(action=_revoke)

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
    username = User.normalize_username(options.username)
    if User.objects.filter(username=username).exists():
        raise BadRequest(f"There is an account “{username}” already.")
    name, office = options.name or username, _office(options.office)
    password, shown = _chosen_password(options, User(username=username, name=name, email=options.email))
    user = actions.add_user(
        username,
        name=name,
        office=office,
        roles=sorted(set(options.role)),
        password=password,
        at=at,
        by=ADMINISTRATOR,
        language=options.language,
        email=options.email,
    )
    print(f"{user.username}: {', '.join(user.roles)}, office {office.code}")
    _show(password, shown)


def _roles(options: argparse.Namespace, at: datetime) -> None:
    user = _find(options.username)
    actions.set_roles(user, sorted(set(options.roles)), at=at, by=ADMINISTRATOR)
    print(f"{user.username}: {', '.join(user.roles)}")


def _password(options: argparse.Namespace, at: datetime) -> None:
    user = _find(options.username)
    password, shown = _chosen_password(options, user)
    set_password(user, password, at=at, by=ADMINISTRATOR)
    print(f"{user.username}: password set; sessions with the old one have ended")
    _show(password, shown)


def _show(password: str, shown: bool) -> None:
    if shown:
        print(f"password (shown this once): {password}")


def _close(options: argparse.Namespace, at: datetime) -> None:
    user = _find(options.username)
    actions.close_account(user, at=at, by=ADMINISTRATOR)
    print(f"{user.username}: closed")


def _token(options: argparse.Namespace, at: datetime) -> None:
    user = _find(options.username)
    token, secret = tokens.make_token(user, days=options.days, may_act=options.may_act, at=at, by=ADMINISTRATOR)
    does = "reads and acts" if token.may_act else "reads only"
    print(f"{user.username}: token {token.id}, {does}, until {token.expires_at:%Y-%m-%d %H:%M} UTC")
    print(f"token (shown this once): {secret}")


def _revoke(options: argparse.Namespace, at: datetime) -> None:
    user = _find(options.username)
    ended = tokens.revoke_tokens(user, at=at, by=ADMINISTRATOR, start=options.token)
    if not ended:
        raise NotFound(f"{user.username} has no such token that still opens something.")
    for token in ended:
        print(f"{user.username}: token {token.id} ended")


def _list(options: argparse.Namespace, at: datetime) -> None:
    for user in User.objects.select_related("office"):
        state = "" if user.is_active else "  closed"
        print(f"{user.username:<20} {user.office.code:<12} {', '.join(user.roles)}{state}")
