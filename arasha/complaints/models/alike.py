"""What finds complaints of one matter again, and what holds them together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models.casework import OfComplaint
from arasha.complaints.models.complaint import Complaint
from arasha.people.models import User
from arasha.vault import SealedText


class Sketch(OfComplaint):
    """The signature of what was told (`complaints/sketching.py`), sealed under the complaint's key; empty for a text too short.

    Derived from the story: the journal does not remember it, and it is erased with the bands before the key is.
    """

    complaint = models.OneToOneField(Complaint, on_delete=models.CASCADE, related_name="sketch")
    made_at = models.DateTimeField()
    values = SealedText()


class Band(models.Model):
    """One keyed hash of a part of a signature: alike texts share some. Erased with the complaint."""

    id = models.BigAutoField(primary_key=True)
    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["value", "complaint"], name="band_value")]


class Joining(OfComplaint):
    """A complaint that is considered together with others under a lead: it keeps its number, its people, its terms and its own letter;
    the lead's findings stand for it. Somebody decided so, and takes it out again; the row stays."""

    lead = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="joined_complaints")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    officer_before = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "joinings"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint"], condition=models.Q(ended_at=None), name="joined_once"),
            models.CheckConstraint(condition=~models.Q(complaint=models.F("lead")), name="joined_to_another"),
        ]


class Relation(OfComplaint):
    """Somebody saw how two complaints belong together that are not considered together. `complaint` is where it was noted."""

    class Kind(models.TextChoices):
        CONTINUES = "continues", _("the same story goes on")
        EVENT = "event", _("the same event")
        SIMILAR = "similar", _("a similar matter")

    other = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="related_from")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    note = SealedText(null=True)

    class Meta:
        default_related_name = "relations"
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "other"], condition=models.Q(ended_at=None), name="related_once"),
            models.CheckConstraint(condition=~models.Q(complaint=models.F("other")), name="related_to_another"),
        ]
