"""A model with every kind of sealed field, in a registry of its own so that no migration ever sees it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import models

from arasha.ids import new_id
from arasha.vault import SealedJSON, SealedText

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Row(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    key_id = models.UUIDField(null=True)
    box_id = models.UUIDField(null=True)
    text = SealedText()
    note = SealedText(null=True)
    answers = SealedJSON(null=True)
    boxed = SealedText(key="box_id", null=True)
    clear = models.CharField(max_length=20, blank=True)

    class Meta:
        apps = Apps()
        app_label = "rows"


class Numbered(models.Model):
    """Its identifier comes from the database: too late for a sealed value."""

    key_id = models.UUIDField()
    text = SealedText()

    class Meta:
        apps = Apps()
        app_label = "rows"
