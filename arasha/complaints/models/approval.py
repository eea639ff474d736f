"""The approvals that a proposed letter needs before it is signed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models.casework import OfComplaint
from arasha.people.models import User


class Approval(OfComplaint):
    """One approval that a letter needs: of a step of the office's order (`role`), or of a colleague whom somebody asked (`person`).

    `going_out` is a keyed fingerprint of all that goes out with the letter as it was when it was approved: what is changed later is
    not approved.
    """

    class Answer(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Sent back")

    letter_id = models.UUIDField(db_index=True)
    step = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=24, blank=True)  # one of law.approvals.STEPS
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)  # empty while it is waited for
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    going_out = models.BinaryField(max_length=32, null=True)

    class Meta:
        default_related_name = "approvals"
        ordering = ["step"]
        constraints = [
            models.UniqueConstraint(fields=["letter_id", "step"], name="approval_step_once"),
            models.CheckConstraint(
                name="approval_is_of_a_role_or_a_person",
                condition=models.Q(role="", person__isnull=False) | (~models.Q(role="") & models.Q(person=None)),
            ),
            models.CheckConstraint(
                name="approval_answered_by_somebody",
                condition=models.Q(answer="", answered_by=None) | (~models.Q(answer="") & models.Q(answered_by__isnull=False)),
            ),
        ]
