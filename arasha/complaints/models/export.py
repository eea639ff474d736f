"""A complaint as one file, made for a court or another reader outside."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from arasha.complaints.models.casework import OfComplaint
from arasha.files.models import Blob
from arasha.people.models import User
from arasha.vault import SealedText


class Export(OfComplaint):
    """One file that was asked for. The worker makes it (`blob`, `pages`, `made_at`); a week later its content is erased (`ended_at`).

    Who asked, when, for what and with what in it stays.
    """

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    with_notes = models.BooleanField(default=False)  # what else never leaves the office: notes, drafts, reasons
    with_files = models.BooleanField(default=False)  # pictures and PDF of the evidence appended
    purpose = SealedText()
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "exports"
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["ends_at"], condition=models.Q(ended_at=None), name="export_ending")]

    def is_ready(self, at: datetime) -> bool:
        """Whether the file can be fetched."""
        return self.made_at is not None and self.ended_at is None and self.ends_at is not None and at < self.ends_at
