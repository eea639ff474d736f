"""A small journal to tamper with, and the hand that tampers: plain SQL, past the application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import translation

from arasha import journal, vault
from arasha.ids import new_id
from arasha.journal.models import Chain, Entry

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
OFFICER = journal.Actor("staff", "officer-1", "10.0.0.7")
HOUR = timedelta(hours=1)


@dataclass
class Journal:
    """Three complaints of five entries each, an office's chain and a chain of readings; anchored, and the anchors kept outside."""

    complaints: list[UUID] = field(default_factory=list)
    keys: dict[UUID, UUID] = field(default_factory=dict)

    def add_complaint(self) -> UUID:
        complaint = new_id()
        self.keys[complaint] = vault.create_key("complaint", NOON)
        self.complaints.append(complaint)
        return complaint

    def record(self, complaint: UUID, verb: str = "register", **rest: Any) -> Entry:
        values: dict[str, Any] = {"by": OFFICER, "at": NOON, "details": {"note": "beaten in custody"}}
        values |= {"subject": ("complaint", str(complaint)), "key_id": self.keys[complaint], **rest}
        with transaction.atomic():
            return journal.record(verb, chain=complaint, **values)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def anchors(tmp_path: Path, settings: Any) -> Path:
    settings.ANCHORS = tmp_path / "anchors"
    return settings.ANCHORS


@pytest.fixture
def written(db: None, anchors: Path) -> Journal:
    made = Journal()
    for _ in range(3):
        complaint = made.add_complaint()
        for verb in ("submit", "register", "accept", "assign", "decide"):
            made.record(complaint, verb)
    with transaction.atomic():
        chain = journal.office_chain("user", "officer-1")
        journal.record("invite", by=OFFICER, chain=chain, subject=("user", "officer-1"), key_id=None, details={}, at=NOON)
    for complaint in made.complaints:
        journal.record_reading(OFFICER, page="desk:complaint", ids=[str(complaint)], at=NOON)
    assert journal.export_anchor(NOON + HOUR)
    assert journal.verify() == []
    return made


@pytest.fixture
def sql(db: None) -> Callable[..., int]:
    """Runs a statement as somebody with the database's password would; returns the number of rows it touched."""

    def run(statement: str, *values: Any) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "PRAGMA defer_foreign_keys=ON"
            )
            cursor.execute(statement, [_plain(value) for value in values])
            return cursor.rowcount

    return run


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex if connection.vendor == "sqlite" else value
    return value


def head_of(chain: UUID) -> Chain:
    return Chain.objects.get(pk=chain)
