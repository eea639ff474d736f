"""People who turn to the office. A complaint keeps its own snapshot of what was said; this is the record one may correct and erase."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.ids import new_id
from arasha.vault import SealedJSON, SealedText


class Person(models.Model):
    """One person, sealed under a key of their own. `contact` holds email, phone, address, safe (may we write?) and rules (free text)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    language = models.CharField(max_length=2)
    name = SealedText()
    contact = SealedJSON()
    made_at = models.DateTimeField()


class Purpose(models.TextChoices):
    NAME_TO_BODY = "name_to_body", _("Tell the body the person's name")


class Consent(models.Model):
    """What a person allowed or refused, by purpose. The newest entry counts; withdrawing is a new entry, so the history stays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    complaint_id = models.UUIDField()  # a complaint is a floor above: plain identifier
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    given = models.BooleanField()
    how = models.CharField(max_length=20)  # portal, phone, paper, visit
    said_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["complaint_id", "purpose", "-said_at"], name="consent_newest")]
