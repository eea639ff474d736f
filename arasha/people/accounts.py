"""Signing in for staff. Nobody signs up: the administrator makes accounts with `arasha user add`."""

from __future__ import annotations

from datetime import datetime

from allauth.account import views as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.decorators import reauthentication_required
from django.db import transaction
from django.http import HttpRequest
from django.urls import include, path

from arasha import journal, vault
from arasha.journal import Actor
from arasha.people.digest import digest
from arasha.people.models import User


class StaffAccounts(DefaultAccountAdapter):
    """allauth with the doors that an office does not have kept shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """No mail about account events: it would carry the address and browser of the member of staff in the clear."""


def name_of(user: User) -> str:
    """How the pages of signing in greet somebody: by name, not by what they type to get in."""
    return user.name


def counter_key(key: str, prefix: str, version: int) -> str:
    """Name of a counter in the shared cache.

    allauth counts failed sign-ins per address, and anyone may open that page; a keyed hash keeps the address out of the table.
    """
    return f"{prefix}:{version}:{vault.blind('counter', key).hex()}"


def set_password(user: User, password: str, *, at: datetime, by: Actor) -> None:
    """A new password by the administrator. Sessions that began with the old one end with it (Django compares its hash)."""
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        account = str(user.pk)
        chain = journal.office_chain("account", account)
        journal.record(
            "set_password", by=by, chain=chain, subject=("account", account), key_id=None, details={}, at=at, digest=digest(account)
        )  # fmt: skip


# Of allauth's addresses only those that staff need; there is no sign-up, no e-mail management and no reset by e-mail.
urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    # For an account that is opened with a passkey alone: the page above leads here. A left-open browser must not give away the account.
    path("password/set/", reauthentication_required(account.password_set), name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
