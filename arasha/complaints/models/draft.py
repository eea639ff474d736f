"""What exists before a complaint is sent, and the visit of somebody who opened one with the code."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from arasha.complaints.models.complaint import Complaint
from arasha.files.models import Blob
from arasha.ids import new_id
from arasha.vault import SealedJSON, SealedText


class Draft(models.Model):
    """An unfinished complaint. Its key is made from the token in the person's cookie and is stored nowhere:
    neither the office nor a thief of the whole server can read a draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    language = models.CharField(max_length=2)
    answers = SealedJSON(key="id")
    code = SealedText(key="id", null=True)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)


class DraftFile(models.Model):
    """A file added to a draft; its blob's secret is sealed under the draft's key until the complaint is sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="files")
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT)


class PortalSession(models.Model):
    """Somebody who gave the right code. Holds the post-box key wrapped under a key that is only in the cookie; ends after an hour."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="portal_sessions")
    postbox = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    @property
    def key_id(self) -> UUID:
        return self.id
