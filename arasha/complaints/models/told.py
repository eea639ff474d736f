"""Who was told of a term, once for each stage: before it ends, on the day, after it ran out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models.casework import Term
from arasha.ids import new_id


class TermWarning(models.Model):
    """One warning. It holds for the date that the term had then (`due_on`): extended, the term is warned of anew.

    `check_id` names the part of a night's check that gave it: the chain of the journal that keeps it.
    """

    class To(models.TextChoices):
        OFFICER = "officer", _("officer")
        REVIEWER = "reviewer", _("who does the review")
        HEAD = "head", _("head of department")
        DEPUTY = "deputy", _("Deputy Commissioner")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="warnings")
    stage = models.CharField(max_length=12)  # of arasha.law.reminders
    to = models.CharField(max_length=8, choices=To.choices)
    due_on = models.DateField()
    told_on = models.DateField()
    check_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "stage", "due_on"], name="warned_once")]
        indexes = [models.Index(fields=["to", "told_on"], name="warned_whom")]
