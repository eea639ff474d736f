"""Fixtures of the tests of the look."""

from __future__ import annotations

import pytest
from django.contrib import auth
from django.http import HttpRequest

from arasha.people.models import Role, User


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks is a member of staff, without a database: /design is for those who work here."""

    def somebody(request: HttpRequest) -> User:
        return User(username="example", name="Example", roles=[Role.PRESS])

    monkeypatch.setattr(auth, "get_user", somebody)
