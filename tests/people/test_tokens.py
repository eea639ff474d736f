"""Access tokens: made and revoked on the server, journaled, never kept in the clear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from arasha.cli import user as command
from arasha.errors import BadRequest, NotFound
from arasha.journal import Actor
from arasha.journal.models import Entry
from arasha.people.models import AccessToken, Office, User
from arasha.people.tokens import TokenEnded, make_token, token_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)
BY = Actor("system", "command line")


@pytest.fixture
def user() -> User:
    office = Office.objects.create(code="centre", region="", name_kk="О", name_ru="О", name_en="O")
    return User.objects.create_user("aigul", None, name="Үлгі", office=office, roles=["officer"], joined_at=AT)


def test_it_opens_until_its_last_moment(user: User) -> None:
    token, secret = make_token(user, days=1, at=AT, by=BY)
    end = AT + timedelta(days=1)
    assert token_of(secret, address="", at=end - timedelta(seconds=1)) == token
    with pytest.raises(TokenEnded):
        token_of(secret, address="", at=end)


def test_only_a_keyed_hash_is_kept(user: User) -> None:
    token, secret = make_token(user, days=1, at=AT, by=BY)
    kept = str(AccessToken.objects.values().get()) + str(Entry.objects.values_list("payload", flat=True))
    assert secret.startswith("arasha_")
    assert secret not in kept
    assert len(bytes(token.hash)) == 32


@pytest.mark.parametrize("days", [0, -1, 367, 10**12])
def test_it_lasts_from_a_day_to_a_year(user: User, days: int) -> None:
    with pytest.raises(BadRequest):
        make_token(user, days=days, at=AT, by=BY)


def test_a_closed_account_gets_none(user: User) -> None:
    user.is_active = False
    user.save()
    with pytest.raises(BadRequest):
        make_token(user, days=1, at=AT, by=BY)


def test_the_command_makes_shows_once_and_revokes(user: User, capsys: pytest.CaptureFixture[str]) -> None:
    command.main(["token", "aigul", "--days", "3"])
    first = capsys.readouterr().out
    command.main(["token", "aigul", "--may-act"])
    second = capsys.readouterr().out
    assert "reads only" in first
    assert "reads and acts" in second
    secret = first.rsplit(" ", 1)[1].strip()
    token = token_of(secret, address="", at=datetime.now(UTC))
    assert (token.may_act, token.expires_at - token.made_at) == (False, timedelta(days=3))
    with pytest.raises(NotFound):
        command.main(["revoke-token", "aigul", "no-such"])
    command.main(["revoke-token", "aigul", str(token.id)])
    assert AccessToken.objects.filter(revoked_at=None).count() == 1
    command.main(["revoke-token", "aigul"])
    assert not AccessToken.objects.filter(revoked_at=None).exists()
    verbs = Entry.objects.filter(subject_id=str(user.pk)).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["make_token", "make_token", "revoke_token", "revoke_token"]
