from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from arasha import vault
from arasha.vault import master
from tests.vault.rows import NOON, Numbered, Row


@pytest.fixture(scope="session")
def _tables(django_db_setup, django_db_blocker):
    """The tables of the test's own models, made outside any test's transaction."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        editor.create_model(Row)
        editor.create_model(Numbered)


@pytest.fixture
def rows(_tables, db):
    return Row.objects


@pytest.fixture
def key(db) -> UUID:
    return vault.create_key("complaint", NOON)


@pytest.fixture
def other_office(tmp_path: Path, settings) -> Path:
    """From here on the process uses another master key."""
    settings.KEYS = tmp_path / "other-keys"
    master.django_secret(settings.KEYS)
    return settings.KEYS
