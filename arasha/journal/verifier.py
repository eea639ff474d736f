"""Checking everything the journal says, while the office goes on working.

Reads in ranges of chain ids, so that memory stays small at millions of entries, and takes no lock on the way. Rows only ever grow, and
each range is read in an order (leaves, heads, entries) in which growth cannot look like a fault; where it could, the head is read again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from arasha.journal.anchor_check import Outside, check_anchors, check_outside
from arasha.journal.chain_check import Head, Saw, Walked, check_chain
from arasha.journal.changes import journal_secret
from arasha.journal.checks import run_checks
from arasha.journal.digest_check import DigestCheck
from arasha.journal.encoding import head_mac, moment
from arasha.journal.findings import Findings, Problem
from arasha.journal.models import Chain, ChainKind, Leaf
from arasha.journal.opening_check import OpeningCheck
from arasha.journal.stored import Range, stored_entries

Progress = Callable[[int, int], None]
EVERYWHERE: Range = (None, None)
CHAINS_AT_ONCE = 400
TELL_EVERY = 5000  # entries
UNREADABLE = (
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    KeyError,
)  # what values of the wrong type cause (SQLite takes any)


def verify(progress: Progress | None = None, *, anchors: Path | None = None) -> list[Problem]:
    """Every problem of the journal: the first bad entry of each chain, and of the anchors. Empty where all is as it was written.

    `progress(done, total)` is told of entries. `anchors` is the folder with the anchors kept outside (`settings.ANCHORS` if not given).
    What could not be checked is told by `examine`. Raises vault.MasterKeyMissing, django.db.DatabaseError.
    """
    return examine(progress, anchors=anchors).problems


def examine(progress: Progress | None = None, *, anchors: Path | None = None) -> Findings:
    """Like `verify`, with what could not be checked and how far the anchors outside reach."""
    findings = Findings()
    secret = journal_secret()
    outside = check_outside(findings, anchors)
    check_anchors(findings, secret)
    try:
        _Walk(findings, secret, outside, progress).all_chains()
    except UNREADABLE as error:
        text = _("A row of the journal's heads or anchors holds an impossible value: %(error)s")
        findings.problems.append(Problem(text % {"error": error}))
    run_checks(findings)
    return findings


class _Walk:
    def __init__(self, findings: Findings, secret: bytes, outside: Outside, progress: Progress | None) -> None:
        self.findings, self.secret, self.outside, self.progress = findings, secret, outside, progress
        self.total = Chain.objects.aggregate(total=Sum("seq"))["total"] or 0
        self.done = 0
        self.digests = DigestCheck(findings)
        self.openings = OpeningCheck(findings)

    def all_chains(self) -> None:
        for part in _ranges():
            self._range(part)
        for chain in list(self.outside.saw):  # an anchor outside saw it, and it has left no trace here
            self._chain(chain, None, (), [])
        self.digests.finish()
        self.openings.compare()
        if self.progress:
            self.progress(self.done, max(self.done, self.total))

    def _range(self, part: Range) -> None:
        leaves, heads = _leaves(_within(Leaf.objects.all(), part)), _heads(_within(Chain.objects.all(), part, "pk"))
        entries = self._told(stored_entries(part))
        left = dict.fromkeys([*heads, *leaves])
        for chain, group in groupby(entries, key=itemgetter(0)):
            self._chain(chain, heads.get(chain), group, leaves.get(chain, []))
            left.pop(chain, None)
        for chain in left:
            self._chain(chain, heads.get(chain), (), leaves.get(chain, []))

    def _chain(self, chain: UUID, head: Head | None, entries: Iterable[Any], leaves: list[Saw]) -> None:
        reading = head is not None and head.kind == ChainKind.READING and self._is_ours(head)
        saw = sorted([*leaves, *self.outside.saw.pop(chain, [])], key=lambda leaf: leaf.seq)
        covered = max((leaf.seq for leaf in leaves if leaf.anchor <= self.outside.until), default=0)
        each = self.openings.note if reading else None
        walked = check_chain(chain, head, entries, saw, self.secret, covered=covered, each=each)
        if head is None and walked.problem is not None and (fresh := _head(chain)):  # begun while its range was being read
            self._chain(chain, fresh, stored_entries(EVERYWHERE, only=chain), saw)
            return
        self._take(chain, head, walked)

    def _take(self, chain: UUID, head: Head | None, walked: Walked) -> None:
        findings = self.findings
        findings.chains += 1
        findings.entries += walked.count
        findings.uncovered += walked.uncovered
        if walked.uncovered_since is not None:
            since = moment(walked.uncovered_since)
            findings.uncovered_since = min(since, findings.uncovered_since or since)
        problem = walked.problem or (head and self._beyond(head, walked.beyond))
        if problem:
            findings.problems.append(problem)
        elif head is not None and head.kind == ChainKind.READING:
            self.openings.walked(chain, walked.count)
        elif head is not None:
            self.digests.add(chain, walked)

    def _beyond(self, head: Head, last: int) -> Problem | None:
        """An entry past the head is a fault unless the head has moved there meanwhile."""
        if not last:
            return None
        now = _head(head.id)
        if now and now.seq >= last and self._is_ours(now):
            return None
        return Problem(_("the entry stands beyond the head of the chain"), head.id, head.seq + 1)

    def _is_ours(self, head: Head) -> bool:
        return head.mac == head_mac(self.secret, head.id, head.kind, head.seq, head.head)

    def _told(self, entries: Iterator[Any]) -> Iterator[Any]:
        for entry in entries:
            self.done += 1
            if self.progress and self.done % TELL_EVERY == 0:
                self.progress(self.done, max(self.done, self.total))
            yield entry


def _ranges() -> Iterator[Range]:
    """Ranges of some hundred chains each; together they cover every possible id, so that entries without a head are met too."""
    after: UUID | None = None
    while True:
        following = Chain.objects.all() if after is None else Chain.objects.filter(pk__gt=after)
        ids = list(following.order_by("pk").values_list("pk", flat=True)[:CHAINS_AT_ONCE])
        until = ids[-1] if len(ids) == CHAINS_AT_ONCE else None
        yield after, until
        if until is None:
            return
        after = until


def _within(rows: QuerySet[Any], part: Range, name: str = "chain") -> QuerySet[Any]:
    after, until = part
    if after is not None:
        rows = rows.filter(**{f"{name}__gt": after})
    return rows if until is None else rows.filter(**{f"{name}__lte": until})


def _heads(rows: QuerySet[Any]) -> dict[UUID, Head]:
    found = (Head(*row) for row in rows.values_list("id", "kind", "seq", "head", "mac", "anchored"))
    return {head.id: head for head in found}


def _head(chain: UUID) -> Head | None:
    return _heads(Chain.objects.filter(pk=chain)).get(chain)


def _leaves(rows: QuerySet[Any]) -> dict[UUID, list[Saw]]:
    found: dict[UUID, list[Saw]] = defaultdict(list)
    for chain, *saw in rows.order_by("chain", "seq").values_list("chain", "seq", "head", "anchor_id", "anchor__at"):
        found[chain].append(Saw(*saw))
    return found
