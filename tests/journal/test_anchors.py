"""Anchors inside and outside."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from arasha import journal
from arasha.journal import anchors as anchoring
from arasha.journal.encoding import START
from arasha.journal.models import Anchor, Chain, Leaf
from arasha.journal.outside import anchor_files, read_anchors
from tests.journal.conftest import HOUR, NOON, Journal

pytestmark = pytest.mark.django_db


def test_an_anchor_holds_what_changed_since_the_last(written: Journal) -> None:
    first = Anchor.objects.get()
    assert (first.number, first.count, bytes(first.prev)) == (1, 5, START)
    assert journal.make_anchor(NOON + 2 * HOUR) is None
    written.record(written.complaints[1], "withdraw")
    second = journal.make_anchor(NOON + 2 * HOUR)
    assert second
    assert (second.number, second.count, second.prev) == (2, 1, bytes(first.hash))
    leaf = Leaf.objects.get(anchor=second)
    assert (leaf.chain, leaf.seq) == (written.complaints[1], 6)


def test_many_chains_go_into_several_anchors(written: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchoring, "MOST_LEAVES", 2)
    for complaint in written.complaints:
        written.record(complaint)
    last = journal.make_anchor(NOON + 2 * HOUR)
    assert last
    assert (last.number, last.count) == (3, 1)
    assert journal.verify() == []


def test_a_chain_that_was_being_written_is_anchored_again(written: Journal) -> None:
    Chain.objects.filter(pk=written.complaints[0]).update(anchored=0)
    assert journal.make_anchor(NOON + 2 * HOUR).count == 1
    assert journal.verify() == []


def test_two_at_the_same_time_make_no_fork(written: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    written.record(written.complaints[0])
    made = anchoring._anchor
    monkeypatch.setattr(anchoring, "_anchor", lambda last, heads, at: made(None, heads, at))  # did not see the other's
    with pytest.raises(journal.JournalError) as caught:
        journal.make_anchor(NOON + 2 * HOUR)
    assert isinstance(caught.value.__cause__, IntegrityError)


def test_a_file_outside_checks_itself(written: Journal, anchors: Path) -> None:
    [file] = anchor_files(anchors)
    assert file.name == "anchors-2026-11-24-00000001-00000001.jsonl"
    assert file.stat().st_mode & 0o777 == 0o644
    [anchor] = read_anchors(file)
    assert anchor.hash == bytes(Anchor.objects.get().hash)
    assert {leaf[0] for leaf in anchor.leaves} >= set(written.complaints)
    assert json.loads(file.read_text())["number"] == 1


def test_each_anchor_is_written_outside_once(written: Journal, anchors: Path) -> None:
    assert journal.export_anchor(NOON + 2 * HOUR) is None
    for hours in (2, 3, 4):
        written.record(written.complaints[0])
        journal.make_anchor(NOON + hours * HOUR)
    day_after = journal.export_anchor(NOON + 24 * HOUR)
    assert day_after == anchors / "anchors-2026-11-25-00000002-00000004.jsonl"
    assert [anchor.number for anchor in read_anchors(day_after)] == [2, 3, 4]
    findings = journal.examine()
    assert findings.problems == []
    assert findings.outside_until == NOON + 4 * HOUR
    assert findings.uncovered == 0


def test_a_broken_writing_leaves_no_half_file(written: Journal, anchors: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError("disk full")

    written.record(written.complaints[0])
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="disk full"):
            journal.export_anchor(NOON + 2 * HOUR)
    assert len(anchor_files(anchors)) == 1
    assert journal.export_anchor(NOON + 3 * HOUR)
    assert journal.verify() == []


def test_what_came_after_the_last_anchor_outside_is_told(written: Journal) -> None:
    written.record(written.complaints[0], at=NOON + 5 * HOUR)
    journal.make_anchor(NOON + 6 * HOUR)
    findings = journal.examine()
    assert (findings.uncovered, findings.uncovered_since, findings.problems) == (1, NOON + 5 * HOUR, [])
    assert not findings.overdue(NOON + 30 * HOUR)
    assert findings.overdue(NOON + 60 * HOUR)
    notes: Any = " ".join(findings.notes())
    assert "2026-11-24T13:00:00Z" in notes
    assert "2026-11-24T17:00:00Z" in notes
