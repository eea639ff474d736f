"""Everything somebody with the database's password can do to the journal, and with the server's key too; each must be found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arasha import journal, vault
from arasha.ids import new_id
from arasha.journal import merkle
from arasha.journal.changes import hashed_values
from arasha.journal.encoding import START, anchor_hash, entry_hash, head_mac, leaf_data, mac
from arasha.journal.models import Anchor, Chain, Entry, Leaf
from arasha.journal.outside import anchor_files
from arasha.journal.stored import COLUMNS
from tests.journal.conftest import HOUR, NOON, Journal

pytestmark = pytest.mark.django_db
Sql = Callable[..., int]

OTHER_VALUES: dict[str, Any] = {
    "at": "2026-11-24 11:00:00",
    "actor_kind": "body",
    "actor_id": "officer-2",
    "address": "10.0.0.8",
    "verb": "decline",
    "subject_kind": "person",
    "subject_id": "other",
    "key_id": UUID(int=7),
    "payload": b"\1" + bytes(60),
    "digest": b"digest",
    "prev": b"\1" * 32,  # the first entry has zeros there
    "hash": bytes(32),
    "mac": bytes(32),
}


def test_every_column_of_an_entry_is_tried() -> None:
    assert set(OTHER_VALUES) == set(COLUMNS) - {"chain_id", "seq"}


def only(problems: list[journal.Problem]) -> tuple[UUID | None, int | None]:
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0].chain, problems[0].seq


@pytest.mark.parametrize("seq", [1, 3, 5])
@pytest.mark.parametrize("column", OTHER_VALUES)
def test_altered_column(written: Journal, sql: Sql, column: str, seq: int) -> None:
    complaint = written.complaints[1]
    statement = f"UPDATE journal_entry SET {column} = %s WHERE chain_id = %s AND seq = %s"
    assert sql(statement, OTHER_VALUES[column], complaint, seq) == 1
    assert only(journal.verify()) == (complaint, seq)


@pytest.mark.parametrize(
    ("column", "value"), [("seq", 4), ("head", bytes(32)), ("mac", b""), ("kind", "office"), ("anchored", 9)]
)
def test_altered_head(written: Journal, sql: Sql, column: str, value: Any) -> None:
    complaint = written.complaints[0]
    assert sql(f"UPDATE journal_chain SET {column} = %s WHERE id = %s", value, complaint) == 1
    assert only(journal.verify())[0] == complaint


@pytest.mark.parametrize("kind", ["complaint", "office"])
def test_a_chain_passed_off_as_one_of_readings(written: Journal, sql: Sql, kind: str) -> None:
    chain = Chain.objects.filter(kind=kind).earliest("pk").pk
    sql("UPDATE journal_chain SET kind = 'reading' WHERE id = %s", chain)
    assert only(journal.verify())[0] == chain


@pytest.mark.parametrize("kind", ["complaint", "office"])
def test_a_chain_passed_off_as_one_of_readings_with_the_key(written: Journal, sql: Sql, kind: str) -> None:
    head = Chain.objects.filter(kind=kind).earliest("pk")
    code = head_mac(vault.server_secret("journal"), head.pk, "reading", head.seq, bytes(head.head))
    sql("UPDATE journal_chain SET kind = 'reading', mac = %s WHERE id = %s", code, head.pk)
    assert len(journal.verify()) == 1


def test_moved_to_another_chain(written: Journal, sql: Sql) -> None:
    here, there = written.complaints[:2]
    sql("UPDATE journal_entry SET chain_id = %s, seq = 6 WHERE chain_id = %s AND seq = 5", there, here)
    assert {(p.chain, p.seq) for p in journal.verify()} == {(here, 5), (there, 6)}


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_deleted_entry(written: Journal, sql: Sql, seq: int) -> None:
    complaint = written.complaints[2]
    sql("DELETE FROM journal_entry WHERE chain_id = %s AND seq = %s", complaint, seq)
    assert only(journal.verify()) == (complaint, seq)


def test_deleted_entry_with_the_rest_moved_up(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[2]
    sql("DELETE FROM journal_entry WHERE chain_id = %s AND seq = 3", complaint)
    sql("UPDATE journal_entry SET seq = 3 WHERE chain_id = %s AND seq = 4", complaint)
    sql("UPDATE journal_entry SET seq = 4 WHERE chain_id = %s AND seq = 5", complaint)
    assert only(journal.verify()) == (complaint, 3)


def test_reordered(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[0]
    for old, new in ((2, 99), (4, 2), (99, 4)):
        sql("UPDATE journal_entry SET seq = %s WHERE chain_id = %s AND seq = %s", new, complaint, old)
    assert only(journal.verify()) == (complaint, 2)


def test_inserted_at_the_end(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[0]
    columns = ", ".join(name for name in COLUMNS if name not in ("seq", "chain_id"))
    sql(
        f"INSERT INTO journal_entry (chain_id, seq, {columns}) SELECT chain_id, 6, {columns} FROM journal_entry "
        "WHERE chain_id = %s AND seq = 5",
        complaint,
    )
    assert only(journal.verify()) == (complaint, 6)


def test_inserted_in_the_middle(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[0]
    for seq in (5, 4, 3):
        sql("UPDATE journal_entry SET seq = %s WHERE chain_id = %s AND seq = %s", seq + 1, complaint, seq)
    columns = ", ".join(name for name in COLUMNS if name not in ("seq", "chain_id"))
    sql(
        f"INSERT INTO journal_entry (chain_id, seq, {columns}) SELECT chain_id, 3, {columns} FROM journal_entry "
        "WHERE chain_id = %s AND seq = 2",
        complaint,
    )
    assert only(journal.verify()) == (complaint, 3)


def test_cut_off_with_the_head_put_back_without_the_key(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[0]
    cut_off(sql, complaint, last=3, key=b"guessed")
    assert only(journal.verify()) == (complaint, 4)


def test_cut_off_with_the_key_is_found_by_the_anchor(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[0]
    cut_off(sql, complaint, last=3, key=vault.server_secret("journal"))
    [problem] = journal.verify()
    assert (problem.chain, problem.seq) == (complaint, 4)
    assert "anchor 1" in problem.what


def test_cut_off_with_an_older_head_kept_from_a_backup(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[0]
    old = Chain.objects.get(pk=complaint)
    written.record(complaint, "withdraw")
    sql("DELETE FROM journal_entry WHERE chain_id = %s AND seq = 6", complaint)
    put_head(sql, complaint, old.seq, bytes(old.head), bytes(old.mac))
    assert journal.verify() == []  # nobody can know yet: no anchor has seen entry 6 …
    written.record(complaint, "withdraw")
    journal.make_anchor(NOON + 2 * HOUR)
    sql("DELETE FROM journal_entry WHERE chain_id = %s AND seq = 6", complaint)
    put_head(sql, complaint, old.seq, bytes(old.head), bytes(old.mac))
    assert only(journal.verify()) == (complaint, 6)  # … and here one has


def test_rewritten_without_the_key(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[1]
    sql("UPDATE journal_entry SET verb = 'decline' WHERE chain_id = %s AND seq = 3", complaint)
    rehash(sql, complaint, b"guessed")
    assert only(journal.verify())[0] == complaint


def test_rewritten_with_the_key_is_found_by_the_anchor(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[1]
    sql("UPDATE journal_entry SET verb = 'decline' WHERE chain_id = %s AND seq = 3", complaint)
    rehash(sql, complaint, vault.server_secret("journal"))
    [problem] = journal.verify()
    assert (problem.chain, problem.seq) == (complaint, 1)
    assert "1 to 5" in problem.what


def test_rewritten_with_the_key_and_the_anchors_is_found_outside(written: Journal, sql: Sql) -> None:
    written.record(written.complaints[0], "withdraw")
    journal.export_anchor(NOON + 2 * HOUR)
    complaint, key = written.complaints[1], vault.server_secret("journal")
    sql("UPDATE journal_entry SET verb = 'decline' WHERE chain_id = %s AND seq = 3", complaint)
    rehash(sql, complaint, key)
    reanchor(sql, key)
    problems = journal.verify()
    assert [(p.chain, p.seq, p.anchor) for p in problems] == [(None, None, 1), (complaint, 1, None)]
    assert "kept outside" in problems[1].what


def test_rewriting_with_the_key_passes_only_where_nothing_was_kept_outside(written: Journal, sql: Sql, tmp_path: Path) -> None:
    """The other side of the test above: it is the folder outside that finds this, and nothing else does."""
    complaint, key = written.complaints[1], vault.server_secret("journal")
    sql("UPDATE journal_entry SET verb = 'decline' WHERE chain_id = %s AND seq = 3", complaint)
    rehash(sql, complaint, key)
    reanchor(sql, key)
    (tmp_path / "empty").mkdir()
    findings = journal.examine(anchors=tmp_path / "empty")
    assert findings.problems == []
    assert findings.uncovered == 19
    assert findings.uncovered_since == NOON


def test_deleted_chain(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[1]
    delete_chain(sql, complaint)
    [problem] = journal.verify()
    assert (problem.chain, problem.seq) == (complaint, 1)
    assert "whole chain" in problem.what


def test_deleted_chain_with_the_anchors_remade_is_found_outside(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[1]
    delete_chain(sql, complaint)
    sql("DELETE FROM journal_leaf WHERE chain = %s", complaint)
    reanchor(sql, vault.server_secret("journal"))
    problems = journal.verify()
    assert [(p.chain, p.anchor) for p in problems] == [(None, 1), (complaint, None)]


def test_deleted_head(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[1]
    sql("DELETE FROM journal_chain WHERE id = %s", complaint)
    assert only(journal.verify()) == (complaint, 1)
    sql("DELETE FROM journal_entry WHERE chain_id = %s", complaint)  # lets the database's own constraint be content


def test_deleted_entries_of_a_chain(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[1]
    sql("DELETE FROM journal_entry WHERE chain_id = %s", complaint)
    assert only(journal.verify()) == (complaint, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-11-24 11:00:00"),
        ("count", 2),
        ("root", bytes(32)),
        ("prev", b"\1" * 32),
        ("hash", bytes(32)),
        ("mac", bytes(32)),
    ],
)
def test_altered_anchor(written: Journal, sql: Sql, column: str, value: Any) -> None:
    written.record(written.complaints[0])
    journal.make_anchor(NOON + 2 * HOUR)
    sql(f"UPDATE journal_anchor SET {column} = %s WHERE number = 2", value)
    assert {problem.anchor for problem in journal.verify()} == {2}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_deleted_anchor(written: Journal, sql: Sql, number: int) -> None:
    for _ in range(2):
        written.record(written.complaints[0])
        journal.make_anchor(NOON + 2 * HOUR)
    sql("DELETE FROM journal_anchor WHERE number = %s", number)
    assert number in {problem.anchor for problem in journal.verify()}
    sql("DELETE FROM journal_leaf WHERE anchor_id = %s", number)
    assert journal.verify() != []


def test_altered_leaf(written: Journal, sql: Sql) -> None:
    complaint = written.complaints[0]
    sql("UPDATE journal_leaf SET head = %s WHERE chain = %s", bytes(32), complaint)
    assert [(p.chain, p.anchor) for p in journal.verify()] == [(None, 1), (complaint, None)]


def test_altered_anchor_file(written: Journal, anchors: Path) -> None:
    [file] = anchor_files(anchors)
    text = file.read_text()
    file.write_text(text.replace('"number":1', '"number":2'))
    [problem] = journal.verify()
    assert f"{file.name}:1" in problem.what
    file.write_text(text[: len(text) // 2])
    assert len(journal.verify()) == 1
    file.write_bytes(b"\xff\xfe not text")
    assert len(journal.verify()) == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite takes a value of the wrong type")
@pytest.mark.parametrize("column", ["at", "key_id", "payload", "hash", "mac", "prev"])
def test_value_of_a_wrong_type(written: Journal, sql: Sql, column: str) -> None:
    complaint = written.complaints[1]
    sql(f"UPDATE journal_entry SET {column} = 'nonsense' WHERE chain_id = %s AND seq = 4", complaint)
    assert only(journal.verify()) == (complaint, 4)


def test_line_taken_from_the_index_of_openings(written: Journal, sql: Sql) -> None:
    readings = Chain.objects.get(kind="reading").pk
    sql("DELETE FROM journal_opening WHERE subject = %s", written.complaints[1])
    assert only(journal.verify()) == (readings, 2)


def test_line_of_the_index_of_openings_altered(written: Journal, sql: Sql) -> None:
    readings = Chain.objects.get(kind="reading").pk
    sql("UPDATE journal_opening SET subject = %s WHERE subject = %s", new_id(), written.complaints[2])
    assert only(journal.verify()) == (readings, 3)


@pytest.mark.parametrize("seq", [2, 44])
def test_line_put_into_the_index_of_openings(written: Journal, sql: Sql, seq: int) -> None:
    stranger = new_id()
    sql(
        "INSERT INTO journal_opening (subject, at, chain, seq) VALUES (%s, %s, %s, %s)",
        stranger,
        "2026-11-24 11:00:00",
        stranger,
        seq,
    )
    assert only(journal.verify()) == (stranger, None)


def test_two_chains_altered_are_both_named(written: Journal, sql: Sql) -> None:
    sql("UPDATE journal_entry SET verb = 'x' WHERE subject_kind = 'complaint' AND seq > 3")
    assert {(p.chain, p.seq) for p in journal.verify()} == {(complaint, 4) for complaint in written.complaints}


def test_erasing_a_key_leaves_the_chain_whole(written: Journal) -> None:
    vault.erase_keys([written.keys[complaint] for complaint in written.complaints])
    assert journal.verify() == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bit_of_any_stored_entry(written: Journal, sql: Sql, data: st.DataObject) -> None:
    """Turns one bit of one binary column of any entry, of any chain; verify names that chain, and is content when it is turned back."""
    entry = data.draw(st.sampled_from(sorted(Entry.objects.all(), key=lambda entry: (entry.chain_id, entry.seq))))
    column = data.draw(st.sampled_from(["payload", "prev", "hash", "mac"]))
    before = bytes(getattr(entry, column))
    bit = data.draw(st.integers(0, len(before) * 8 - 1))
    after = bytearray(before)
    after[bit // 8] ^= 1 << bit % 8
    statement = f"UPDATE journal_entry SET {column} = %s WHERE chain_id = %s AND seq = %s"
    sql(statement, bytes(after), entry.chain_id, entry.seq)
    assert only(journal.verify()) == (entry.chain_id, entry.seq)
    sql(statement, before, entry.chain_id, entry.seq)
    assert journal.verify() == []


# What the one who tampers does, as well as it can be done.


def put_head(sql: Sql, chain: UUID, seq: int, head: bytes, code: bytes) -> None:
    sql("UPDATE journal_chain SET seq = %s, head = %s, mac = %s WHERE id = %s", seq, head, code, chain)


def cut_off(sql: Sql, chain: UUID, *, last: int, key: bytes) -> None:
    sql("DELETE FROM journal_entry WHERE chain_id = %s AND seq > %s", chain, last)
    head = bytes(Entry.objects.get(chain=chain, seq=last).hash)
    put_head(sql, chain, last, head, head_mac(key, chain, "complaint", last, head))


def rehash(sql: Sql, chain: UUID, key: bytes) -> None:
    prev = START
    for entry in Entry.objects.filter(chain=chain).order_by("seq"):
        entry.prev = prev
        entry.hash = prev = entry_hash(hashed_values(entry))
        statement = "UPDATE journal_entry SET prev = %s, hash = %s, mac = %s WHERE chain_id = %s AND seq = %s"
        sql(statement, entry.prev, entry.hash, mac(key, entry.hash), chain, entry.seq)
    put_head(sql, chain, entry.seq, prev, head_mac(key, chain, "complaint", entry.seq, prev))


def reanchor(sql: Sql, key: bytes) -> None:
    prev = START
    for anchor in Anchor.objects.order_by("number"):
        leaves = []
        for leaf in Leaf.objects.filter(anchor=anchor).order_by("chain"):
            head = bytes(Entry.objects.get(chain=leaf.chain, seq=leaf.seq).hash)
            sql("UPDATE journal_leaf SET head = %s WHERE anchor_id = %s AND chain = %s", head, anchor.number, leaf.chain)
            leaves.append(leaf_data(leaf.chain, leaf.seq, head))
        root = merkle.root(leaves)
        hashed = anchor_hash(anchor.number, anchor.at, len(leaves), root, prev)
        statement = "UPDATE journal_anchor SET count = %s, root = %s, prev = %s, hash = %s, mac = %s WHERE number = %s"
        sql(statement, len(leaves), root, prev, hashed, mac(key, hashed), anchor.number)
        prev = hashed


def delete_chain(sql: Sql, chain: UUID) -> None:
    sql("DELETE FROM journal_entry WHERE chain_id = %s", chain)
    sql("DELETE FROM journal_chain WHERE id = %s", chain)
