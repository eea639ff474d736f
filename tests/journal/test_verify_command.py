"""`arasha verify`."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from arasha import journal
from arasha.cli import verify as command
from tests.journal.conftest import HOUR, NOON, Journal

pytestmark = pytest.mark.django_db


def verify(*words: str) -> int:
    return command.main(list(words))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is a face: it asks the clock itself."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return NOON + 2 * HOUR

    monkeypatch.setattr(command, "datetime", Clock)


def test_clean(written: Journal, capsys: Any) -> None:
    assert verify() == 0
    out = capsys.readouterr().out
    assert "Entries checked: 19, in chains: 5; anchors: 1." in out
    assert "Nothing was altered" in out


def test_found_names_chain_entry_and_what(written: Journal, sql: Any, capsys: Any) -> None:
    sql("UPDATE journal_entry SET verb = 'decline' WHERE chain_id = %s AND seq > 2", written.complaints[2])
    assert verify() == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"chain {written.complaints[2]}, entry 3: the entry was altered: its hash does not fit it"
    assert lines[-1] == "1 problem was found."


def test_as_json(written: Journal, sql: Any, capsys: Any) -> None:
    sql("DELETE FROM journal_entry WHERE chain_id = %s AND seq = 4", written.complaints[2])
    assert verify("--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["problems"] == [{"chain": str(written.complaints[2]), "seq": 4, "anchor": None, "what": "the entry is missing"}]
    assert found["entries"] == 17
    assert found["overdue"] is False
    assert found["outside_until"] == "2026-11-24T13:00:00Z"


def test_a_named_folder_without_anchors_is_not_checked(written: Journal, tmp_path: Path, capsys: Any) -> None:
    assert verify("--anchors", str(tmp_path / "nowhere")) == 2
    (tmp_path / "empty").mkdir()
    assert verify("--anchors", str(tmp_path / "empty")) == 2
    out = capsys.readouterr().out
    assert out.count("NOT CHECKED") == 2
    assert "19 entries, the first recorded at 2026-11-24T12:00:00Z, are in no anchor kept outside" in out


def test_a_copy_from_the_other_machine_is_compared(written: Journal, anchors: Path, settings: Any, tmp_path: Path) -> None:
    copy = tmp_path / "fetched"
    anchors.rename(copy)
    assert verify("--anchors", str(copy)) == 0


def test_entries_without_an_anchor_for_long_are_not_checked(written: Journal, capsys: Any) -> None:
    written.record(written.complaints[0], at=NOON - timedelta(days=3))
    assert verify() == 2
    assert "older than two days" in capsys.readouterr().out


def test_a_young_office_is_clean(db: None, anchors: Path) -> None:
    made = Journal()
    made.record(made.add_complaint())
    assert verify() == 0


def test_a_database_without_the_journal_is_not_checked(db: None, anchors: Path, sql: Any, capsys: Any) -> None:
    sql("ALTER TABLE journal_chain RENAME TO journal_chain_away")
    assert verify() == 2
    assert "could not be checked" in capsys.readouterr().err


def test_progress_is_told_to_the_end(written: Journal) -> None:
    told: list[tuple[int, int]] = []
    journal.verify(lambda done, total: told.append((done, total)))
    assert told[-1] == (19, 19)


@pytest.mark.parametrize(("language", "word"), [("kk", "тізбек"), ("ru", "цепочка")])
def test_speaks_the_language_of_who_asks(written: Journal, sql: Any, capsys: Any, language: str, word: str) -> None:
    sql("DELETE FROM journal_entry WHERE chain_id = %s AND seq = 4", written.complaints[2])
    with translation.override(language):
        assert verify() == 1
    assert capsys.readouterr().out.startswith(f"{word} {written.complaints[2]}")
