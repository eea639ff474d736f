"""Recording readings."""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from arasha import journal
from arasha.ids import new_id
from arasha.journal import readings
from arasha.journal.models import Chain, Entry, Opening
from tests.journal.conftest import NOON, OFFICER

pytestmark = pytest.mark.django_db


def read(*ids: UUID, page: str = "desk:list") -> None:
    journal.record_reading(OFFICER, page=page, ids=[str(id) for id in ids], at=NOON)


def test_one_entry_for_a_page_and_its_lines_in_the_index() -> None:
    ids = [new_id() for _ in range(50)]
    read(*ids, ids[0])
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_kind, entry.subject_id, entry.key_id) == ("read", "page", "desk:list", None)
    assert set(Opening.objects.values_list("subject", flat=True)) == set(ids)
    assert journal.verify() == []


def test_a_process_writes_one_chain() -> None:
    for _ in range(3):
        read(new_id())
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    assert Chain.objects.get().kind == "reading"


def test_statements_of_a_page_view(django_assert_num_queries: Any) -> None:
    read(new_id())
    with django_assert_num_queries(
        3 + 2
    ):  # the head, the entry, the index; and the SAVEPOINT that the test's transaction makes of BEGIN
        read(*(new_id() for _ in range(50)))


def test_a_page_without_rows_is_recorded_too() -> None:
    read()
    assert Entry.objects.count() == 1
    assert not Opening.objects.exists()
    assert journal.verify() == []


def test_refuses_inside_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(journal.InsideTransaction):
        read(new_id())
    assert not Entry.objects.exists()


@pytest.mark.parametrize("ids", [["KZ-2026-1"], [7]])
def test_refuses_what_is_no_identifier(ids: Any) -> None:
    with pytest.raises((ValueError, AttributeError)):
        journal.record_reading(OFFICER, page="p", ids=ids, at=NOON)
    assert not Entry.objects.exists()


def test_a_page_name_the_database_could_not_hold_is_refused_alone() -> None:
    with pytest.raises(ValueError, match="journal entry"):
        read(new_id(), page="p" * 201)
    read(new_id())
    assert Entry.objects.count() == 1


def test_says_so_when_the_database_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("disk full")

    read(new_id())
    with monkeypatch.context() as broken:
        broken.setattr(readings, "_save", refuse)
        with pytest.raises(journal.JournalError, match="could not be written"):
            read(new_id())
    read(new_id())
    assert sorted(Chain.objects.values_list("seq", flat=True)) == [1, 1], "another chain, since the fate of the first is unknown"
    assert journal.verify() == []


def test_does_not_write_on_where_its_head_was_moved(sql: Any) -> None:
    read(new_id())
    chain = Chain.objects.get().pk
    sql("UPDATE journal_chain SET seq = 0")
    read(new_id())
    assert Chain.objects.count() == 2
    assert [(problem.chain, problem.seq) for problem in journal.verify()] == [(chain, 1)]


def test_a_forked_process_writes_a_chain_of_its_own() -> None:
    read(new_id())
    assert os.getpid() in readings._writers
    held = readings._writers[os.getpid()].committing
    with held:  # as a thread of the parent may hold it in the moment of the fork
        child = os.fork()
        if child == 0:  # the child ends here, whatever happens, and touches no connection of its parent
            os._exit(0 if not readings._writers else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert connection.is_usable()
