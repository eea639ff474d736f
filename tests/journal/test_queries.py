"""Asking the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from arasha import journal, vault
from arasha.ids import new_id
from arasha.journal import queries
from arasha.journal.models import Entry
from tests.journal.conftest import NOON, OFFICER, Journal

pytestmark = pytest.mark.django_db


def test_a_complaint_s_entries_newest_first_and_opened(written: Journal) -> None:
    page = queries.entries_of(written.complaints[0])
    assert [row.verb for row in page.rows] == ["decide", "assign", "accept", "register", "submit"]
    assert page.rows[0].details == {"note": "beaten in custody"}
    assert page.rows[0].by == OFFICER
    assert page.next is None


def test_paging_meets_every_entry_once(written: Journal) -> None:
    met, before = [], None
    while True:
        page = queries.entries_of(written.complaints[0], before=before, limit=2)
        met += [row.seq for row in page.rows]
        before = page.next
        if before is None:
            break
    assert met == [5, 4, 3, 2, 1]


def test_after_erasure_the_entries_stay_and_say_so(written: Journal) -> None:
    complaint = written.complaints[0]
    vault.erase_keys([written.keys[complaint]])
    vault.forget_keys()
    rows = queries.entries_of(complaint).rows
    assert [(row.state, row.details) for row in rows] == [("erased", {})] * 5
    assert rows[-1].verb == "submit"


def test_an_altered_payload_is_shown_as_such(written: Journal, sql: Any) -> None:
    sql("UPDATE journal_entry SET payload = (SELECT payload FROM journal_entry x WHERE x.chain_id = %s AND seq = 1) "
        "WHERE chain_id = %s AND seq = 2", written.complaints[0], written.complaints[0])  # fmt: skip
    assert [row.state for row in queries.entries_of(written.complaints[0]).rows] == ["open"] * 3 + ["altered", "open"]


def test_what_a_member_of_staff_did_without_the_details(written: Journal) -> None:
    rows = queries.entries(by=("staff", "officer-1"), limit=100).rows
    assert len(rows) == 3 * 5 + 1 + 3
    assert {row.state for row in rows if row.verb == "submit"} == {"sealed"}
    assert {tuple(row.details["ids"]) for row in rows if row.verb == "read"} == {(str(c),) for c in written.complaints}
    assert queries.entries(by=("staff", "officer-2")).rows == queries.entries(by=("body", "officer-1")).rows == []


@pytest.mark.parametrize("limit", [1, 4, 7])
def test_paging_over_equal_times(written: Journal, limit: int) -> None:
    written.record(written.complaints[0], "later", at=NOON + timedelta(microseconds=1))
    met, before = [], None
    while True:
        page = queries.entries(by=("staff", "officer-1"), before=before, limit=limit)
        met += [(row.at, row.chain, row.seq) for row in page.rows]
        before = page.next
        if before is None:
            break
    assert len(set(met)) == len(met) == Entry.objects.count()
    assert met == sorted(met, reverse=True)


def test_all_entries_by_verb_and_day(written: Journal) -> None:
    later = NOON + timedelta(days=1)
    written.record(written.complaints[1], "later", at=later)
    everything = queries.entries(limit=100).rows
    assert len(everything) == Entry.objects.count()
    assert everything[0].verb == "later"
    assert {row.verb for row in queries.entries(verb="accept").rows} == {"accept"}
    assert [row.verb for row in queries.entries(since=later, until=later + timedelta(hours=1)).rows] == ["later"]
    assert queries.entries(until=NOON).rows == []
    few = queries.entries(Entry.objects.filter(chain=written.complaints[1]), verb="later")
    assert [row.chain for row in few.rows] == [written.complaints[1]]


def test_who_opened_a_complaint(written: Journal) -> None:
    complaint, other = written.complaints[0], journal.Actor("staff", "officer-2", "10.0.0.9")
    for minute in range(1, 4):
        listed = [*written.complaints, new_id()]
        journal.record_reading(other, page="desk:list", ids=listed, at=NOON + timedelta(minutes=minute))
    page = queries.readings_of(complaint, limit=3)
    assert [(row.by.id, row.subject) for row in page.rows] == [("officer-2", ("page", "desk:list"))] * 3
    page = queries.readings_of(complaint, before=page.next, limit=3)
    assert [(row.by.id, row.subject) for row in page.rows] == [("officer-1", ("page", "desk:complaint"))]
    assert page.next is None
    assert queries.readings_of(new_id()).rows == []


@pytest.mark.parametrize("limit", [1, 5])
def test_the_number_of_statements_is_fixed(written: Journal, django_assert_num_queries: Any, limit: int) -> None:
    vault.forget_keys()
    with django_assert_num_queries(1):
        assert queries.entries(by=("staff", "officer-1"), limit=limit).rows
    with django_assert_num_queries(2):
        assert queries.readings_of(written.complaints[0], limit=limit).rows
    with django_assert_num_queries(1):
        assert queries.entries_of(written.complaints[0], limit=limit).rows
