"""Interim measures: what a body is asked not to do, or to do, until an hour, so that nothing happens that cannot be undone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body, BodyContact, CameBy
from arasha.complaints.models.casework import OfComplaint
from arasha.people.models import User
from arasha.vault import SealedText


class InterimMeasure(OfComplaint):
    """One request to one body, until the instant `until`. It ends when the office lifts it, the body refuses it, or its time is over."""

    class Reply(models.TextChoices):
        GRANTED = "granted", _("The body will keep to it")
        PARTLY = "partly", _("The body will keep to a part of it")
        REFUSED = "refused", _("The body refuses")

    class End(models.TextChoices):
        KEPT = "kept", _("Kept: nothing happened meanwhile")
        BROKEN = "broken", _("Not kept: it happened all the same")
        LIFTED = "lifted", _("Lifted by us")
        REFUSED = "refused", _("Refused by the body")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(BodyContact, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named = models.BooleanField()
    letter_id = models.UUIDField()
    what = SealedText()
    until = models.DateTimeField()
    reply = models.CharField(max_length=8, choices=Reply.choices, blank=True)
    reply_text = SealedText(null=True)
    replied_at = models.DateTimeField(null=True)
    came_by = models.CharField(max_length=8, choices=CameBy.choices, blank=True)
    end = models.CharField(max_length=8, choices=End.choices, blank=True)
    end_text = SealedText(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "interim_measures"
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="interim_end_has_a_time",
                condition=models.Q(end="", ended_at=None) | (~models.Q(end="") & models.Q(ended_at__isnull=False)),
            )
        ]
