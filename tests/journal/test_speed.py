"""Verifying is fast enough to be done every night, and costs a fixed number of statements for some hundred chains."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import transaction

from arasha import journal, vault
from arasha.ids import new_id
from arasha.journal.bulk import record_many
from tests.journal.conftest import NOON, OFFICER

pytestmark = pytest.mark.django_db
FEWEST_A_SECOND = 10_000  # of the processor's own time; measured: three to five times as many
MOST_STATEMENTS = 24  # a few of its own, and one for each kind of thing whose state is compared


def fill(chains: int, each: int) -> int:
    key = vault.create_key("complaint", NOON)
    with transaction.atomic():
        return record_many(
            {"verb": "note", "by": OFFICER, "chain": chain, "subject": ("complaint", str(chain)), "key_id": key,
             "details": {"text": "x" * 100}, "at": NOON}
            for chain in [new_id() for _ in range(chains)]
            for _ in range(each)
        )  # fmt: skip


def test_entries_verified_a_second(anchors: Any) -> None:
    count = fill(chains=300, each=15)
    begun = time.process_time()
    findings = journal.examine()
    rate = count / (time.process_time() - begun)
    print(f"\n{rate:,.0f} entries verified a second")
    assert (findings.problems, findings.entries) == ([], count)
    assert rate > FEWEST_A_SECOND


def test_the_number_of_statements_does_not_grow_with_the_entries(anchors: Any, django_assert_max_num_queries: Any) -> None:
    fill(chains=20, each=2)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        journal.verify()
    fill(chains=200, each=9)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        journal.verify()
