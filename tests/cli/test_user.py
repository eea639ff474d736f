"""`arasha user`: the only way to an account, and each change stands in the journal."""

from __future__ import annotations

import io

import pytest
from django.test import Client

from arasha.cli import user as command
from arasha.errors import BadRequest, NotFound
from arasha.journal.models import Entry
from arasha.people.models import Office, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def offices() -> None:
    Office.objects.create(code="centre", region="", name_kk="О", name_ru="О", name_en="O")
    Office.objects.create(code="KZ-10", region="10", name_kk="А", name_ru="А", name_en="A")


def run(*words: str, typed: str = "", monkeypatch: pytest.MonkeyPatch | None = None) -> int:
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return command.main(list(words))


def test_a_made_password_is_shown_once_and_works(capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "aigul", "--name", "Үлгі Қызметкер", "--role", "officer", "--role", "lawyer", "--office", "KZ-10")
    password = capsys.readouterr().out.rsplit(" ", 1)[1].strip()
    user = User.objects.get(username="aigul")
    assert (user.name, user.roles, user.office.code) == ("Үлгі Қызметкер", ["lawyer", "officer"], "KZ-10")
    assert user.check_password(password)
    assert len(password) == 23
    entry = Entry.objects.get(subject_id=str(user.pk))
    assert (entry.verb, entry.actor_kind, entry.actor_id) == ("add_user", "system", "command line")


def test_without_an_office_it_is_the_centre(capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "boss", "--role", "commissioner")
    assert User.objects.get().office.code == "centre"


def test_a_weak_password_is_refused_and_nothing_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadRequest):
        run("add", "aigul", "--role", "officer", "--stdin", typed="short\n", monkeypatch=monkeypatch)
    assert not User.objects.exists()
    assert not Entry.objects.exists()


def test_the_same_name_twice_and_unknown_offices_and_accounts_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    run("add", "aigul", "--role", "officer")
    with pytest.raises(BadRequest, match="already"):
        run("add", "aigul", "--role", "officer")
    with pytest.raises(NotFound, match="KZ-10, centre"):
        run("add", "x", "--role", "officer", "--office", "nowhere")
    with pytest.raises(NotFound, match="arasha user list"):
        run("roles", "nobody", "officer")
    with pytest.raises(SystemExit) as stop:
        run("add", "x", "--role", "emperor")
    assert stop.value.code == 2


def test_roles_password_and_closing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "aigul", "--role", "officer")
    run("roles", "aigul", "head", "lawyer")
    run("password", "aigul", "--stdin", typed="a long enough phrase 7\n", monkeypatch=monkeypatch)
    user = User.objects.get()
    assert user.roles == ["head", "lawyer"]
    client = Client()
    assert client.login(username="aigul", password="a long enough phrase 7")
    assert client.session["_auth_user_id"] == str(user.pk)
    run("close", "aigul")
    assert not Client().login(username="aigul", password="a long enough phrase 7")
    verbs = Entry.objects.filter(subject_id=str(user.pk)).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["add_user", "set_roles", "set_password", "close_account"]
    assert b"enough" not in b"".join(bytes(payload) for payload in Entry.objects.values_list("payload", flat=True))
    run("list")
    assert "closed" in capsys.readouterr().out
