"""Comparing the index of openings with the entries it was made from: a line taken out of it would hide a reader."""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from arasha.journal.encoding import HASHED
from arasha.journal.findings import Findings, Problem
from arasha.journal.models import Chain, ChainKind
from arasha.journal.stored import stored_entries, stored_openings

_CHAIN, _SEQ, _AT, _PAYLOAD = (HASHED.index(name) for name in ("chain_id", "seq", "at", "payload"))


def ids_read(payload: bytes) -> list[bytes]:
    """The rows that a reading entry lists: the bytes of their UUIDs."""
    return [bytes.fromhex(id.replace("-", "")) for id in json.loads(bytes(payload[1:]))["ids"]]


class OpeningCheck:
    """Sums a keyed hash over the lines that should be and over those that are: one pass over each, whatever their order."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.key = os.urandom(32)  # new each time, so that nobody can prepare lines of an equal sum
        self.expected: dict[UUID, int] = defaultdict(int)
        self.upto: dict[UUID, int] = {}

    def note(self, entry: Sequence[Any]) -> None:
        chain, seq, at = entry[_CHAIN], entry[_SEQ], entry[_AT]
        self.expected[chain] += sum(self._weight(subject, at, chain, seq) for subject in ids_read(entry[_PAYLOAD]))

    def walked(self, chain: UUID, upto: int) -> None:
        """The chain is sound up to this number; later lines came while it was being checked."""
        self.upto[chain] = upto

    def compare(self) -> None:
        found: dict[UUID, int] = defaultdict(int)
        strange: set[UUID] = set()
        for subject, at, chain, seq in stored_openings():
            if chain not in self.upto:
                strange.add(chain)
            elif seq <= self.upto[chain]:
                found[chain] += self._weight(subject, at, chain, seq)
        for chain, upto in self.upto.items():
            if found[chain] != self.expected[chain]:
                self.findings.problems.append(_locate(chain, upto))
        self._no_such_chain(strange)

    def _no_such_chain(self, strange: set[UUID]) -> None:
        known = {problem.chain for problem in self.findings.problems}
        for chain in sorted(strange - known):
            if not Chain.objects.filter(pk=chain, kind=ChainKind.READING).exists():
                self.findings.problems.append(
                    Problem(_("the index of openings names this chain, which is none of readings"), chain)
                )

    def _weight(self, subject: bytes, at: int, chain: UUID, seq: int) -> int:
        line = b"%b %b %d %d" % (subject, chain.bytes, seq, at)
        return int.from_bytes(hashlib.blake2b(line, key=self.key, digest_size=16).digest(), "big")


def _locate(chain: UUID, upto: int) -> Problem:
    lines: dict[int, set[tuple[bytes, int]]] = defaultdict(set)
    for subject, at, where, seq in stored_openings():
        if where == chain:
            lines[seq].add((subject, at))
    for entry in stored_entries((None, None), only=chain):
        seq, at = entry[_SEQ], entry[_AT]
        if seq <= upto and lines.pop(seq, set()) != {(subject, at) for subject in ids_read(entry[_PAYLOAD])}:
            return Problem(_("the index of openings differs from this entry: a line was altered, added or taken out"), chain, seq)
    return Problem(_("the index of openings names an entry that is not there"), chain, min(lines, default=None))
