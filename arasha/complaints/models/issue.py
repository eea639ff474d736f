"""What is wrong not in one case but in a system: a record that complaints are linked to."""

from __future__ import annotations

from django.db import models

from arasha.bodies.models import Body
from arasha.complaints.models.casework import OfComplaint
from arasha.ids import new_id
from arasha.people.models import Office, User
from arasha.vault import SealedText


class SystemicIssue(models.Model):
    """A systemic issue, its words sealed under a key of its own. It has a chain of its own in the journal; `regions` are codes of the
    profile, none of them: everywhere."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    regions = models.JSONField(default=list)
    settled_at = models.DateTimeField(null=True)
    title = SealedText()
    account = SealedText(null=True)

    class Meta:
        indexes = [models.Index(fields=["-opened_at", "-id"], name="issue_newest")]


class IssueLink(OfComplaint):
    """A complaint shows a systemic issue: somebody decided so. Taken back, the row stays."""

    issue = models.ForeignKey(SystemicIssue, on_delete=models.PROTECT, related_name="links")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        default_related_name = "issue_links"
        constraints = [
            models.UniqueConstraint(fields=["complaint", "issue"], condition=models.Q(ended_at=None), name="linked_once"),
        ]
