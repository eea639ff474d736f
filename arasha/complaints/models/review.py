"""Reviews: the complainant does not agree with a decision, and somebody who took no part in it looks at the complaint anew."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models.casework import Message, OfComplaint, Step
from arasha.complaints.models.complaint import Channel
from arasha.people.models import User
from arasha.vault import SealedText


class Review(OfComplaint):
    """One review of one decision: a decision is reviewed once. What the person asks for stands in `message`, which the code opens.

    `last_day` is the office's day until which one may ask (None: nothing says until when). `was` keeps where the complaint stood before
    it was reopened, and the lines that signing added to the letter, so that recalling the letter takes all of it back.
    """

    class Answer(models.TextChoices):
        UPHELD = "upheld", _("The decision stands")
        PARTLY = "partly", _("A part of it is changed, the decision itself stands")
        REOPEN = "reopen", _("The complaint is taken up again")

    decision = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+")  # the step that signed what is reviewed
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()  # when it was recorded
    asked_on = models.DateField()  # calendar day of the office on which it came
    channel = models.CharField(max_length=12, choices=Channel.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # who wrote it down; None: the person
    last_day = models.DateField(null=True)
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    reasoning = SealedText(null=True)
    letter_id = models.UUIDField(null=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    was = models.JSONField(default=dict)

    class Meta:
        default_related_name = "reviews"
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["decision"], name="reviewed_once")]

    @property
    def late(self) -> bool:
        """Whether it came after the last day for asking: it is taken all the same."""
        return self.last_day is not None and self.asked_on > self.last_day
