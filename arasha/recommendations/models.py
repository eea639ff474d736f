"""Recommendations and the other acts that ask something of a body, and what became of them, whoever issued them."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body, BodyContact, CameBy
from arasha.files.models import Blob
from arasha.ids import new_id
from arasha.people.models import User
from arasha.vault import SealedText


class Recommendation(models.Model):
    """One act to one body: a recommendation, a petition, a claim …; `kind` is a code of the profile's list of acts.

    `source_id` is the complaint it comes from; its text is sealed under that complaint's key. Without a `body` it went to the complainant
    (a plain explanation), and nothing is awaited.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Sent, answer awaited")
        REPORTED = "reported", _("The body reported")
        ASSESSED = "assessed", _("Assessed")

    class Assessment(models.TextChoices):
        DONE = "done", _("Carried out")
        PARTLY = "partly", _("Carried out in part")
        NOT_DONE = "not_done", _("Not carried out")
        REFUSED = "refused", _("Refused")

    class Reply(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Accepted in part")
        REFUSED = "refused", _("Refused")
        NO_ANSWER = "no_answer", _("No answer")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=30, default="recommendation")
    source_id = models.UUIDField(db_index=True)
    key_id = models.UUIDField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="recommendations")
    contact = models.ForeignKey(BodyContact, on_delete=models.PROTECT, null=True, related_name="+")
    topic = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=30, null=True, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    text = SealedText()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    letter_id = models.UUIDField(null=True)
    reply = models.CharField(max_length=10, choices=Reply.choices, blank=True)  # what the body answered, or that it did not
    replied_on = models.DateField(null=True)  # calendar day of the office
    assessment = models.CharField(max_length=10, choices=Assessment.choices, blank=True)
    assessed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["drafted_at", "id"]

    def recipient(self, language: str) -> str:
        """Who gets it, in words."""
        with translation.override(language):
            return self.body.name(language) if self.body else gettext("the complainant")


class MeasureReport(models.Model):
    """What the body says it did. Every report is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="reports")
    at = models.DateTimeField()
    accepted = models.BooleanField()  # whether the body says that it carries the recommendation out
    text = SealedText()
    came_by = models.CharField(max_length=8, choices=CameBy.choices, default=CameBy.LINK)
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, null=True)

    class Meta:
        ordering = ["at", "id"]

    @property
    def key_id(self) -> UUID:
        return self.recommendation.key_id
