"""Identifiers: ordered by time, and within one process by the order in which they were made."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from arasha.ids import new_id


def test_they_keep_the_order_in_which_they_were_made():
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert {(one.version, one.variant) for one in made} == {(7, "specified in RFC 4122")}


def test_threads_never_make_one_twice():
    with ThreadPoolExecutor(8) as pool:
        made = [one for many in pool.map(lambda _n: [new_id() for _ in range(500)], range(8)) for one in many]
    assert len(set(made)) == 4000
