"""Anchors: at regular times, one root over the heads of all chains that changed; kept, chained, and once a day written outside."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from arasha.journal import merkle
from arasha.journal.changes import journal_secret
from arasha.journal.encoding import START, anchor_hash, leaf_data, mac
from arasha.journal.errors import JournalError
from arasha.journal.models import Anchor, Chain, Leaf

MOST_LEAVES = 20_000  # of one anchor, so that memory stays small after an import; what is left goes into the next one at once
AT_ONCE = 200  # heads marked in one transaction, so that nobody who records a change waits for long


def make_anchor(at: datetime) -> Anchor | None:
    """Anchors every chain that changed since the last anchor; returns the new anchor, or None where nothing changed.

    `at` is aware UTC. After an import this makes several anchors and returns the last. Call it outside a transaction: an anchor is
    worth something once it is committed. Raises JournalError where another process makes an anchor at this moment.
    """
    made: Anchor | None = None
    heads = _heads_to_anchor(None)
    while heads:
        made = _keep(heads, at)
        _mark(heads)
        heads = _heads_to_anchor(heads[-1]) if len(heads) == MOST_LEAVES else []
    return made


def _heads_to_anchor(after: Chain | None) -> list[Chain]:
    changed = Chain.objects.filter(seq__gt=F("anchored")).order_by("pk")
    if after is not None:
        changed = changed.filter(pk__gt=after.pk)
    return list(changed[:MOST_LEAVES])


def _keep(heads: list[Chain], at: datetime) -> Anchor:
    try:
        with transaction.atomic(using="default", durable=True):
            last = Anchor.objects.select_for_update().order_by("-number").first()
            anchor = _anchor(last, heads, at)
            anchor.save()
            Leaf.objects.bulk_create(
                [Leaf(anchor=anchor, chain=head.id, seq=head.seq, head=bytes(head.head)) for head in heads], batch_size=AT_ONCE
            )
    except IntegrityError as error:
        raise JournalError("Another process is making an anchor at this moment.") from error
    return anchor


def _anchor(last: Anchor | None, heads: list[Chain], at: datetime) -> Anchor:
    root = merkle.root(leaf_data(head.id, head.seq, bytes(head.head)) for head in heads)
    number, prev = (last.number + 1, bytes(last.hash)) if last else (1, START)
    hashed = anchor_hash(number, at, len(heads), root, prev)
    return Anchor(number=number, at=at, count=len(heads), root=root, prev=prev, hash=hashed, mac=mac(journal_secret(), hashed))


def _mark(heads: list[Chain]) -> None:
    """Remembers how far each chain is anchored. A chain that somebody is writing to is passed over: it is anchored again next time."""
    for start in range(0, len(heads), AT_ONCE):
        part = {head.pk: head.seq for head in heads[start : start + AT_ONCE]}
        with transaction.atomic(using="default"):
            free = list(Chain.objects.select_for_update(skip_locked=True).filter(pk__in=part).order_by("pk"))
            for chain in free:
                chain.anchored = part[chain.pk]
            Chain.objects.bulk_update(free, ["anchored"])
