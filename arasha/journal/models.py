"""What the journal stores. Entries, anchors and leaves are only ever added; of a chain only the head moves.

An entry's identity is its place (chain and number), so it needs no other key: one index less on the table that grows fastest.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q

from arasha.journal.errors import AppendOnly


class ChainKind(models.TextChoices):
    COMPLAINT = "complaint"  # changes of one complaint; details are sealed under its key
    OFFICE = "office"  # changes of one object that concerns no person of the public; details may be in the clear
    READING = "reading"  # openings, written by one process


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **values: Any) -> NoReturn:
        raise AppendOnly("What stands in the journal is not changed.")

    def delete(self) -> NoReturn:
        raise AppendOnly("What stands in the journal is not deleted.")


class Added(models.Model):
    """A row that is added once and then left alone."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("What stands in the journal is not changed.")
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("What stands in the journal is not deleted.")


class Chain(models.Model):
    """The head of a chain: how far it reaches and the hash there, authenticated."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=16, choices=ChainKind.choices)
    seq = models.PositiveBigIntegerField(default=0)
    head = models.BinaryField(max_length=32)
    mac = models.BinaryField(max_length=32)
    anchored = models.PositiveBigIntegerField(default=0)  # how far the last anchor reached; only says what to anchor next

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(seq__gt=F("anchored")), name="journal_chain_to_anchor")]


class Entry(Added):
    """One thing that was done or read. `payload` is sealed under `key_id`, or in the clear where `key_id` is empty."""

    pk = models.CompositePrimaryKey("chain_id", "seq")
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=8)
    actor_id = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=64, blank=True)
    verb = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=200, blank=True)
    key_id = models.UUIDField(null=True)
    payload = models.BinaryField()
    digest = models.BinaryField(null=True)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    mac = models.BinaryField(max_length=32)

    class Meta:
        indexes = [
            models.Index(fields=["actor_kind", "actor_id", "at", "chain", "seq"], name="journal_entry_by_actor"),
            models.Index(fields=["verb", "at", "chain", "seq"], name="journal_entry_by_verb"),
            models.Index(fields=["at", "chain", "seq"], name="journal_entry_by_time"),  # grows at its end, which costs little
        ]
        constraints = [
            models.CheckConstraint(condition=Q(seq__gt=0), name="journal_entry_from_one"),
            models.CheckConstraint(
                condition=Q(address="") | Q(actor_kind__in=("staff", "body")), name="journal_entry_no_public_address"
            ),
        ]


class Opening(Added):
    """Where to find the readings of one row: made from a reading entry's list, beside it, to answer "who read this?"."""

    pk = models.CompositePrimaryKey("subject", "at", "chain", "seq")
    subject = models.UUIDField()
    at = models.DateTimeField()
    chain = models.UUIDField()
    seq = models.PositiveBigIntegerField()


class Anchor(Added):
    """The Merkle root over the heads of all chains that changed since the anchor before, and the hash of that one."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    prev = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    mac = models.BinaryField(max_length=32)


class Leaf(Added):
    """What an anchor says of one chain. Names no Chain row: it must outlive a chain that somebody deletes."""

    pk = models.CompositePrimaryKey("anchor_id", "chain")
    anchor = models.ForeignKey(Anchor, on_delete=models.PROTECT, related_name="leaves", db_index=False)
    chain = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    head = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["chain", "seq"], name="journal_leaf_by_chain")]
