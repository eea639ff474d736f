"""Recording changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import transaction

from arasha import journal, vault
from arasha.ids import new_id
from arasha.journal.changes import LONGEST, payload_place
from arasha.journal.encoding import START
from arasha.journal.models import Chain, Entry
from tests.journal.conftest import NOON, OFFICER, Journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Journal:
    return Journal()


def test_entries_are_numbered_from_one_and_linked(made: Journal) -> None:
    complaint = made.add_complaint()
    first, second, third = (made.record(complaint, verb) for verb in ("submit", "register", "accept"))
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert first.prev == START
    assert second.prev == first.hash
    assert third.prev == second.hash
    head = Chain.objects.get(pk=complaint)
    assert (head.seq, bytes(head.head), head.kind) == (3, third.hash, "complaint")


def test_details_are_sealed_at_their_place(made: Journal) -> None:
    complaint = made.add_complaint()
    entry = made.record(complaint)
    stored = bytes(Entry.objects.get(chain=complaint, seq=1).payload)
    assert b"beaten" not in stored
    assert json.loads(vault.open_sealed(stored, place=payload_place(complaint, 1))) == {"note": "beaten in custody"}
    with pytest.raises(vault.CannotOpen):
        vault.open_sealed(stored, place=payload_place(complaint, 2))
    assert entry.key_id == made.keys[complaint]


def test_refuses_outside_a_transaction(made: Journal) -> None:
    complaint = made.add_complaint()
    with pytest.raises(journal.OutsideTransaction):
        journal.record(
            "register", by=OFFICER, chain=complaint, subject=("complaint", "1"), key_id=made.keys[complaint], details={}, at=NOON
        )
    assert not Entry.objects.exists()


def test_goes_with_its_transaction(made: Journal) -> None:
    complaint = made.add_complaint()
    made.record(complaint)

    def change_that_fails() -> None:
        with transaction.atomic():
            made.record(complaint)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_that_fails()
    assert made.record(complaint).seq == 2
    assert journal.verify() == []


def test_details_of_a_complaint_need_a_key(made: Journal) -> None:
    complaint = made.add_complaint()
    made.record(complaint)
    with pytest.raises(journal.DetailsNotSealed):
        made.record(complaint, "erase", key_id=None)
    assert made.record(complaint, "erase", key_id=None, details={}).seq == 2


def test_an_office_s_details_stay_in_the_clear() -> None:
    chain = journal.office_chain("rule", "KZ-C11")
    with transaction.atomic():
        journal.record(
            "confirm", by=OFFICER, chain=chain, subject=("rule", "KZ-C11"), key_id=None, details={"article": "7"}, at=NOON
        )
    assert bytes(Entry.objects.get(chain=chain).payload) == b'\0{"article":"7"}'
    assert Chain.objects.get(pk=chain).kind == "office"
    assert journal.office_chain("rule", "KZ-C11") == chain != journal.office_chain("rule", "KZ-C12")


@pytest.mark.parametrize("kind", ["public", "system"])
def test_no_address_of_the_public(kind: Any) -> None:
    with pytest.raises(ValueError, match="never kept"):
        journal.Actor(kind, "", "203.0.113.9")
    assert journal.Actor(kind, "x").address == ""


def test_the_database_takes_no_address_of_the_public_either(made: Journal, sql: Any) -> None:
    complaint = made.add_complaint()
    made.record(complaint, by=journal.Actor("public"))
    with pytest.raises(Exception, match="journal_entry_no_public_address"), transaction.atomic():
        sql("UPDATE journal_entry SET address = '203.0.113.9'")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("verb", "v" * 65),
        ("subject", ("k" * 65, "1")),
        ("subject", ("k", "1" * 201)),
        ("verb", "a\0b"),
        ("at", NOON.replace(tzinfo=None)),
    ],
)
def test_what_the_database_could_not_hold_is_refused(made: Journal, name: str, value: Any) -> None:
    complaint = made.add_complaint()
    with pytest.raises(ValueError, match="journal entry"):
        made.record(complaint, **{name: value})
    assert not Entry.objects.exists()


@pytest.mark.parametrize("actor", [("nobody", ""), ("staff", "x" * 65), ("staff", "a\0")])
def test_actors_are_of_a_known_kind_and_short(actor: Any) -> None:
    with pytest.raises(ValueError, match="actor"):
        journal.Actor(*actor)


def test_the_longest_texts_are_those_of_the_columns() -> None:
    assert {name: Entry._meta.get_field(name).max_length for name in LONGEST} == LONGEST


def test_entries_are_only_added(made: Journal) -> None:
    entry = made.record(made.add_complaint())
    entry.verb = "other"
    for change in (entry.save, entry.delete, lambda: Entry.objects.update(verb="x"), lambda: Entry.objects.all().delete()):
        with pytest.raises(journal.AppendOnly):
            change()


def test_a_tampered_head_never_heals_and_work_goes_on(made: Journal, sql: Any) -> None:
    complaint = made.add_complaint()
    made.record(complaint)
    second = made.record(complaint)
    made.record(complaint)
    sql("DELETE FROM journal_entry WHERE seq = 3")
    sql("UPDATE journal_chain SET seq = 2, head = %s", second.hash)
    made.record(complaint)
    made.record(complaint)
    [problem] = journal.verify()
    assert (problem.chain, problem.seq) == (complaint, 4)
    assert "head" in problem.what


def test_statements_of_one_record(made: Journal, django_assert_num_queries: Any) -> None:
    complaint = made.add_complaint()
    made.record(complaint)
    with transaction.atomic(), django_assert_num_queries(3):  # read the head, add the entry, move the head
        journal.record(
            "x", by=OFFICER, chain=complaint, subject=("complaint", "1"), key_id=made.keys[complaint], details={}, at=NOON
        )


def test_unknown_chain_of_readings_takes_no_changes(made: Journal) -> None:
    complaint = new_id()
    journal.record_reading(OFFICER, page="p", ids=[complaint], at=NOON)
    chain = Chain.objects.get(kind="reading")
    with pytest.raises(journal.JournalError), transaction.atomic():
        journal.record("x", by=OFFICER, chain=chain.id, subject=("a", "b"), key_id=None, details={}, at=NOON)
