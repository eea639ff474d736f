"""Checking one chain: its entries one after the other, its head, and what the anchors say of it. Reads no database."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from arasha.journal.encoding import HASHED, START, entry_hash, head_mac, mac
from arasha.journal.findings import Problem

_SEQ, _AT = HASHED.index("seq"), HASHED.index("at")
_SUBJECT_KIND, _SUBJECT_ID = HASHED.index("subject_kind"), HASHED.index("subject_id")
_DIGEST, _PREV, _HASHED = HASHED.index("digest"), HASHED.index("prev"), len(HASHED)


@dataclass(frozen=True, slots=True)
class Head:
    id: UUID
    kind: str
    seq: int
    head: bytes
    mac: bytes
    anchored: int


@dataclass(frozen=True, slots=True)
class Saw:
    """What an anchor saw of a chain. `outside`: it stands in a file whose anchor the database does not have like that."""

    seq: int
    head: bytes
    anchor: int
    at: datetime
    outside: bool = False

    def __str__(self) -> str:
        text = _("anchor %(number)s of %(time)s, kept outside,") if self.outside else _("anchor %(number)s of %(time)s")
        return text % {"number": self.anchor, "time": f"{self.at:%Y-%m-%d %H:%M} UTC"}


@dataclass(slots=True)
class Walked:
    """What was learnt on the way through one chain."""

    problem: Problem | None = None
    count: int = 0
    beyond: int = 0  # the highest number past the head: the chain may have grown meanwhile
    subject: tuple[str, str] | None = None
    digest: bytes | None = None
    uncovered: int = 0
    uncovered_since: int | None = None  # microseconds since 1970


def check_chain(
    chain: UUID,
    head: Head | None,
    entries: Iterable[Sequence[Any]],
    saw: Sequence[Saw],
    secret: bytes,
    *,
    covered: int = 0,
    each: Callable[[Sequence[Any]], None] | None = None,
) -> Walked:
    """Walks `entries` (`stored.COLUMNS`, in order) of `chain` and stops at the first fault.

    `saw` is ordered by seq. `covered` is the number up to which an anchor outside covers the chain. `each` is called with every sound
    entry.
    """
    walked = Walked()
    if head is None:
        walked.problem = _no_head(chain, entries, saw)
        return walked
    prev = _walk(walked, head, entries, saw, secret, covered, each)
    if walked.problem is None:
        what = _fault_of_head(head, prev, walked.count, saw, secret)
        walked.problem = what and Problem(what[1], chain, what[0])
    return walked


def _walk(
    walked: Walked,
    head: Head,
    entries: Iterable[Sequence[Any]],
    saw: Sequence[Saw],
    secret: bytes,
    covered: int,
    each: Callable[[Sequence[Any]], None] | None,
) -> bytes:
    """Returns the hash of the last sound entry."""
    prev, at_leaf = START, 0
    for entry in entries:
        seq, expected = entry[_SEQ], walked.count + 1
        if seq > head.seq and expected > head.seq:
            walked.beyond = seq
            continue
        what = _fault_of_entry(entry, seq, expected, prev, secret)
        if what is not None:
            walked.problem = Problem(what, head.id, min(seq, expected))
            break
        prev = entry[_HASHED]
        while at_leaf < len(saw) and saw[at_leaf].seq <= seq:
            if saw[at_leaf].seq == seq and saw[at_leaf].head != prev:
                walked.problem = Problem(_rewritten(saw, at_leaf), head.id, _after_last_agreeing(saw, at_leaf))
                return prev
            at_leaf += 1
        _take_note(walked, entry, seq, covered)
        if each is not None:
            each(entry)
    return prev


def _take_note(walked: Walked, entry: Sequence[Any], seq: int, covered: int) -> None:
    if seq == 1:
        walked.subject = (entry[_SUBJECT_KIND], entry[_SUBJECT_ID])
    walked.count, walked.digest = seq, entry[_DIGEST]
    if seq > covered:
        walked.uncovered += 1
        if walked.uncovered_since is None or entry[_AT] < walked.uncovered_since:
            walked.uncovered_since = entry[_AT]


def _fault_of_entry(entry: Sequence[Any], seq: int, expected: int, prev: bytes, secret: bytes) -> str | None:
    if seq != expected:
        return _("the entry is missing") if seq > expected else _("the number of the entry is impossible")
    if _hash(entry) != entry[_HASHED]:
        return _("the entry was altered: its hash does not fit it")
    if mac(secret, entry[_HASHED]) != entry[_HASHED + 1]:
        return _("the entry was not written by this server: its authentication code is wrong")
    if entry[_PREV] != prev:
        return _("the entry does not follow the one before it: one of the two was replaced")
    return None


def _hash(entry: Sequence[Any]) -> bytes | None:
    try:
        return entry_hash(entry[:_HASHED])
    except (TypeError, AttributeError, ValueError, struct.error):  # SQLite lets any type stand in any column
        return None


def _fault_of_head(head: Head, last: bytes, count: int, saw: Sequence[Saw], secret: bytes) -> tuple[int | None, str] | None:
    if count < head.seq:
        return count + 1, _("the end is missing: the head of the chain is at entry %(seq)s") % {"seq": head.seq}
    if saw and saw[-1].seq > count:
        values = {"seq": saw[-1].seq, "anchor": saw[-1]}
        return count + 1, _("the end is missing: %(anchor)s saw the chain at entry %(seq)s") % values
    if head.head != last:
        return head.seq or 1, _("the head of the chain does not fit its last entry")
    if head.mac != head_mac(secret, head.id, head.kind, head.seq, head.head):
        return head.seq or 1, _("the head of the chain was altered: its authentication code is wrong")
    if head.anchored > max((leaf.seq for leaf in saw if not leaf.outside), default=0):
        return None, _("the chain is marked as anchored up to entry %(seq)s, but no anchor has it") % {"seq": head.anchored}
    return None


def _no_head(chain: UUID, entries: Iterable[Sequence[Any]], saw: Sequence[Saw]) -> Problem | None:
    first = next(iter(entries), None)
    if first is not None:
        return Problem(_("the head of the chain is missing"), chain, first[_SEQ])
    if saw:
        values = {"seq": saw[-1].seq, "anchor": saw[-1]}
        return Problem(_("the whole chain is missing: %(anchor)s saw it at entry %(seq)s") % values, chain, 1)
    return None


def _after_last_agreeing(saw: Sequence[Saw], differs: int) -> int:
    return next((leaf.seq for leaf in reversed(saw[:differs]) if leaf.seq < saw[differs].seq), 0) + 1


def _rewritten(saw: Sequence[Saw], differs: int) -> str:
    values = {"anchor": saw[differs], "first": _after_last_agreeing(saw, differs), "last": saw[differs].seq}
    if values["first"] == values["last"]:
        return _("the entry was rewritten: it differs from what %(anchor)s saw") % values
    return _("one of the entries %(first)s to %(last)s was rewritten: they differ from what %(anchor)s saw") % values
