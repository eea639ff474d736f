"""Recording who read what: one entry a page view, durable before the page leaves.

Every process writes a chain of its own, so that readers wait for nobody elsewhere. Threads of one process that arrive while one of them
is committing go together with the next commit: one sync to disk for all of them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from arasha.ids import new_id
from arasha.journal.actors import Actor
from arasha.journal.changes import check_texts, clear_payload, in_transaction, journal_secret, make_entry
from arasha.journal.encoding import START, head_mac
from arasha.journal.errors import InsideTransaction, JournalError
from arasha.journal.models import Chain, ChainKind, Entry
from arasha.journal.writing import insert, insert_openings, move_head

VERB = "read"


def record_reading(by: Actor, *, page: str, ids: Sequence[str | UUID], at: datetime) -> None:
    """Writes that `by` was shown `page` with the rows `ids` (UUIDs); on return it is committed to disk.

    `at` is aware UTC. Call it outside every transaction, before the answer leaves. Raises InsideTransaction, ValueError, and
    JournalError where the database refuses: then the page must not be shown.
    """
    if in_transaction():
        raise InsideTransaction(f"Reading “{page}” must be recorded outside a transaction: its rollback would undo the entry.")
    if at.tzinfo is None:
        raise ValueError("The time of a journal entry needs a zone.")
    rows = list(dict.fromkeys(id if isinstance(id, UUID) else UUID(id) for id in ids))
    check_texts(VERB, ("page", page))  # what cannot be written fails here, alone, and not the readings it would travel with
    _writers.setdefault(os.getpid(), _Writer()).write(_Reading(by, page, rows, at))


@dataclass
class _Reading:
    by: Actor
    page: str
    ids: list[UUID]
    at: datetime
    done: bool = False
    error: BaseException | None = None

    def entry(self, chain: UUID, seq: int, prev: bytes) -> Entry:
        payload = clear_payload({"ids": [str(id) for id in self.ids]})
        subject = ("page", self.page)
        return make_entry(
            chain, seq, prev, by=self.by, verb=VERB, subject=subject, key_id=None, payload=payload, digest=None, at=self.at
        )


@dataclass
class _Writer:
    """The chain of this process. Only the thread that holds `committing` touches `head`."""

    guard: threading.Lock = field(default_factory=threading.Lock)
    committing: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[_Reading] = field(default_factory=list)
    head: Chain | None = None

    def write(self, reading: _Reading) -> None:
        with self.guard:
            self.waiting.append(reading)
        with self.committing:  # whoever comes in first commits for all who queued meanwhile; they find their work done
            if not reading.done:
                self._commit_waiting()
        if reading.error is not None:
            raise JournalError(f"The reading of “{reading.page}” could not be written.") from reading.error

    def _commit_waiting(self) -> None:
        with self.guard:
            batch, self.waiting = self.waiting, []
        try:
            self.head = self._commit(batch)
        except BaseException as error:  # whatever it is, nobody may wait for a batch that will not come
            self.head = None  # whether the lost commit arrived is unknown: leave that chain as it is and begin another
            for reading in batch:
                reading.error = error
            if not isinstance(error, Exception):
                raise
        finally:
            for reading in batch:
                reading.done = True

    def _commit(self, batch: list[_Reading]) -> Chain:
        with transaction.atomic(using="default", durable=True):
            if self.head is not None:
                entries = _entries(self.head.id, self.head.seq, bytes(self.head.head), batch)
                moved = _moved(self.head, entries[-1])
                if move_head(self.head, moved):
                    return _save(moved, entries, batch)
            # No chain yet, or its head is not as this process left it: that one stays as it is, for `verify` to judge.
            chain = new_id()
            entries = _entries(chain, 0, START, batch)
            fresh = _moved(Chain(id=chain, kind=ChainKind.READING), entries[-1])
            insert(fresh)
            return _save(fresh, entries, batch)


# By process: after a fork the child finds nothing under its own number, and no lock that a thread of its parent may hold.
_writers: dict[int, _Writer] = {}
os.register_at_fork(after_in_child=_writers.clear)


def _entries(chain: UUID, seq: int, prev: bytes, batch: list[_Reading]) -> list[Entry]:
    entries: list[Entry] = []
    for place, reading in enumerate(batch, start=seq + 1):
        entries.append(reading.entry(chain, place, prev))
        prev = bytes(entries[-1].hash)
    return entries


def _moved(head: Chain, last: Entry) -> Chain:
    return Chain(
        id=head.id,
        kind=head.kind,
        seq=last.seq,
        head=last.hash,
        mac=head_mac(journal_secret(), head.id, head.kind, last.seq, bytes(last.hash)),
    )


def _save(head: Chain, entries: list[Entry], batch: list[_Reading]) -> Chain:
    for entry, reading in zip(entries, batch, strict=True):
        insert(entry)
        insert_openings(entry, reading.ids)
    return head
