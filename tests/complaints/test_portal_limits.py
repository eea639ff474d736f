"""Guesses at codes: counted in memory, under a name that nobody can turn back into an address."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from arasha.complaints.portal.limits import BURST, GUESSES, WINDOW, Guesses, TooManyGuesses

AT = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)


def test_one_may_go_on_after_the_window():
    guesses = Guesses()
    for _ in range(GUESSES):
        guesses.check("192.0.2.1", at=AT)
        guesses.note_wrong("192.0.2.1", at=AT)
    with pytest.raises(TooManyGuesses):
        guesses.check("192.0.2.1", at=AT)
    guesses.check("192.0.2.2", at=AT)
    guesses.check("192.0.2.1", at=AT + WINDOW)


def test_no_address_is_kept_and_the_key_changes_every_day():
    guesses = Guesses()
    guesses.note_wrong("192.0.2.1", at=AT)
    kept, key = set(guesses._wrong), guesses._key
    assert b"192.0.2.1" not in b"".join(kept)
    assert all(len(name) == 16 for name in kept)
    guesses.note_wrong("192.0.2.1", at=AT + timedelta(days=1))
    assert guesses._key != key
    assert not kept & set(guesses._wrong)


def test_a_burst_from_everywhere_is_told_once_and_locks_nobody(caplog):
    guesses = Guesses()
    with caplog.at_level(logging.WARNING, "arasha.portal"):
        for number in range(BURST + 50):
            guesses.note_wrong(f"192.0.{number // 250}.{number % 250}", at=AT)
    assert len(caplog.records) == 1
    assert "192.0" not in caplog.text
    guesses.check("198.51.100.1", at=AT)


def test_a_slow_trickle_is_no_burst(caplog):
    guesses = Guesses()
    for number in range(BURST + 5):
        guesses.note_wrong("192.0.2.1", at=AT + number * timedelta(minutes=1))
    assert not caplog.records


def test_the_table_does_not_grow_without_end(monkeypatch):
    monkeypatch.setattr("arasha.complaints.portal.limits.MOST_KEPT", 10)
    guesses = Guesses()
    for number in range(30):
        guesses.note_wrong(f"192.0.2.{number}", at=AT)
    assert len(guesses._wrong) == 10
