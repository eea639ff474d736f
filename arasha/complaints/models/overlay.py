"""The office's dated overlay on the shipped profile: confirmed citations, added days off, policy terms."""

from __future__ import annotations

from django.db import models

from arasha.ids import new_id
from arasha.people.models import User


class OverlayRow(models.Model):
    """One entry of the overlay, never changed: a correction is a newer row. `values` is the entry as law/ understands it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    target = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    in_force_from = models.DateField()
    source = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
