"""Numbers: from 1, without gaps, one series a kind, office and year, also with many writers."""

from __future__ import annotations

import contextlib
import threading

import pytest
from django.db import connection, transaction

from arasha.letters.models import Counter
from arasha.letters.numbering import complaint_number, letter_number, next_number, recommendation_number


class GiveBack(Exception):
    pass


@pytest.mark.django_db
def test_numbers_count_from_one_by_kind_office_and_year() -> None:
    assert [next_number("complaint", "", 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number("complaint", "", 2027) == 1
    assert next_number("letter", "", 2026) == 1
    assert next_number("complaint", "abai", 2026) == 1


@pytest.mark.django_db
def test_a_failed_verb_gives_its_number_back() -> None:
    assert next_number("complaint", "", 2026) == 1
    with contextlib.suppress(GiveBack), transaction.atomic():
        assert next_number("complaint", "", 2026) == 2
        raise GiveBack
    assert next_number("complaint", "", 2026) == 2


@pytest.mark.django_db
def test_numbers_as_the_profile_writes_them() -> None:
    assert complaint_number("centre", 2026) == "2026-000001"
    assert complaint_number("abai", 2026) == "2026-000002"
    assert letter_number("centre", 2026) == "centre-2026/00001"
    assert letter_number("abai", 2026) == "abai-2026/00001"
    assert recommendation_number("centre", 2026) == "R-2026-00001"


@pytest.mark.django_db(transaction=True)
def test_no_number_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError):
        next_number("complaint", "", 2026)
    assert not Counter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_get_each_number_once() -> None:
    taken: list[int] = []
    lock = threading.Lock()

    def write() -> None:
        try:
            for turn in range(10):
                try:
                    with transaction.atomic():
                        number = next_number("complaint", "", 2026)
                        if turn == 4:
                            raise GiveBack
                except GiveBack:
                    continue
                with lock:
                    taken.append(number)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(taken) == list(range(1, 37))
