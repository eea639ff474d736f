"""Rows altered behind the application's back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from arasha import journal
from arasha.ids import new_id
from arasha.journal import digests
from tests.journal.conftest import Journal

pytestmark = pytest.mark.django_db


def state_of(id: str) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM journal_test_row WHERE id = %s", [id])
        row = cursor.fetchone()
    return journal.state_digest({"note": row[0]}) if row else None


def states_of(ids: Sequence[str]) -> dict[str, bytes]:
    return {id: digest for id in ids if (digest := state_of(id))}


def all_ids() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM journal_test_row")
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture(params=["one by one", "in bulk"])
def room(request: Any, db: None, sql: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A room with a table of its own."""
    monkeypatch.setattr(digests, "_digesters", {})
    sql("CREATE TABLE journal_test_row (id text PRIMARY KEY, note text)")
    journal.register_digest("complaint", state_of, many=states_of if request.param == "in bulk" else None, ids=all_ids)
    return


@pytest.fixture
def complaint(room: None, sql: Any) -> tuple[Journal, UUID]:
    made = Journal()
    complaint = made.add_complaint()
    for note in ("received", "registered"):
        sql("DELETE FROM journal_test_row")
        sql("INSERT INTO journal_test_row VALUES (%s, %s)", str(complaint), note)
        made.record(complaint, digest=state_of(str(complaint)))
    assert journal.verify() == []
    return made, complaint


def test_altered_row(complaint: tuple[Journal, UUID], sql: Any) -> None:
    sql("UPDATE journal_test_row SET note = 'declined'")
    [problem] = journal.verify()
    assert (problem.chain, problem.seq) == (complaint[1], 2)
    assert f"the state of complaint {complaint[1]} differs from its journal" in problem.what


def test_deleted_row(complaint: tuple[Journal, UUID], sql: Any) -> None:
    sql("DELETE FROM journal_test_row")
    [problem] = journal.verify()
    assert f"complaint {complaint[1]} is gone" in problem.what


def test_inserted_row(complaint: tuple[Journal, UUID], sql: Any) -> None:
    stranger = str(new_id())
    sql("INSERT INTO journal_test_row VALUES (%s, 'made up')", stranger)
    [problem] = journal.verify()
    assert f"complaint {stranger} has no journal" in problem.what


def test_a_last_entry_without_a_digest_claims_nothing_and_is_counted(complaint: tuple[Journal, UUID], sql: Any) -> None:
    made, chain = complaint
    made.record(chain)
    sql("UPDATE journal_test_row SET note = 'declined'")
    findings = journal.examine()
    assert findings.problems == []
    assert findings.without_digest == 1


def test_a_digest_that_cannot_be_computed_is_told(complaint: tuple[Journal, UUID], sql: Any) -> None:
    def stumble(id: str) -> bytes | None:
        raise ValueError("no such state")

    journal.register_digest("complaint", stumble)
    findings = journal.examine()
    assert findings.problems == []
    assert "no such state" in findings.unchecked[0]


def test_a_change_on_its_way_is_no_fault(complaint: tuple[Journal, UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry was read before a change and the row after it: a second look, with the head locked, sees both."""
    answers = [b"the state after the change"]
    monkeypatch.setattr(digests, "_digesters", {})
    journal.register_digest("complaint", lambda id: answers.pop() if answers else state_of(id))
    assert journal.verify() == []
    assert answers == []


def test_only_the_altered_one_of_several_rows_is_named(room: None, sql: Any) -> None:
    made = Journal()
    for number in range(3):
        complaint = made.add_complaint()
        sql("INSERT INTO journal_test_row VALUES (%s, %s)", str(complaint), str(number))
        made.record(complaint, digest=state_of(str(complaint)))
    sql("UPDATE journal_test_row SET note = 'x' WHERE id = %s", str(made.complaints[1]))
    assert [problem.chain for problem in journal.verify()] == [made.complaints[1]]
