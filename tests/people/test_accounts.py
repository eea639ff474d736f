"""Signing in: no sign-up, no address of a stranger in the table of counters."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from arasha.journal import Actor
from arasha.people import accounts
from arasha.people.models import Office, User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.pages")]
AT = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def user() -> User:
    office = Office.objects.create(code="centre", region="", name_kk="О", name_ru="О", name_en="O")
    return User.objects.create_user(
        "aigul", "a long enough phrase 7", name="Үлгі", office=office, roles=["officer"], joined_at=AT
    )


def test_nobody_signs_up_or_resets_by_mail() -> None:
    for name in ("account_signup", "account_email", "account_reset_password", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert accounts.StaffAccounts().is_open_for_signup(None) is False


def test_signing_in_and_out(user: User, client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert "signup" not in page
    assert client.post("/account/login/", {"login": "aigul", "password": "wrong"}).status_code == 200
    assert client.post("/account/login/", {"login": "aigul", "password": "a long enough phrase 7"}).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/account/logout/").status_code == 200  # asks first
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_a_new_password_ends_the_sessions_of_the_old_one(user: User, client: Client) -> None:
    client.login(username="aigul", password="a long enough phrase 7")
    assert client.get("/account/password/change/").status_code == 200
    accounts.set_password(user, "another long phrase 8", at=AT, by=Actor("system"))
    assert client.get("/account/password/change/").status_code == 302


def test_who_signs_in_with_a_passkey_alone_may_set_a_password(user: User, client: Client) -> None:
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    page = client.get("/account/password/change/", follow=True)
    assert page.status_code == 200
    assert page.redirect_chain[-1][0] == "/account/password/set/"
    assert 'name="password1"' in page.content.decode()
    typed = "another long phrase 8"
    assert client.post("/account/password/set/", {"password1": typed, "password2": typed}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(typed)


def test_guessing_is_stopped_and_leaves_no_address(user: User, client: Client, settings) -> None:
    """With the shipped cache: a table that all workers share."""
    from arasha.site import settings as shipped

    settings.CACHES = shipped.CACHES
    caches.close_all()
    call_command("createcachetable", verbosity=0)
    for number in range(12):
        last = client.post(
            "/account/login/",
            {"login": "aigul", "password": f"guess {number}"},
            REMOTE_ADDR="203.0.113.77",
            headers={"user-agent": "x"},
        )
    right = client.post("/account/login/", {"login": "aigul", "password": "a long enough phrase 7"}, REMOTE_ADDR="203.0.113.77")
    assert "_auth_user_id" not in client.session
    assert {last.status_code, right.status_code} <= {200, 429}
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM site_cache")
        rows = cursor.fetchall()
    assert rows
    assert not [row for row in rows if "203.0.113" in repr(row) or "aigul" in repr(row)]
