"""What finds complaints of one matter again, and what holds them together."""

from __future__ import annotations

from django.db import models

from arasha.complaints.models.casework import OfComplaint
from arasha.complaints.models.complaint import Complaint
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
