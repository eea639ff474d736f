"""A scanned paper that waits for its complaint."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.files.models import Blob
from arasha.ids import new_id
from arasha.people.models import Office, User
from arasha.vault import SealedText


class Scan(models.Model):
    """One file of the scanner, or the pages of one that belong together. Sealed under `key_id`, a key of its own; once it belongs to a
    complaint, its file lies under that complaint's key, so that erasing the complaint erases it.

    A file that holds several letters is cut: its parts are scans of their own, and it stays until each of them has its place.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sorted")
        CUTTING = "cutting", _("Being cut into letters")
        CUT = "cut", _("Cut into letters")
        TAKEN = "taken", _("With a complaint")
        DONE = "done", _("Nothing to do")

    class Trouble(models.TextChoices):
        LOCKED = "locked", _("It is protected by a password. Open it with the password, save it without, and add it again.")
        BROKEN = "broken", _("Its pages cannot be read. It stays as it came; scan the paper again if it cannot be opened.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    trouble = models.CharField(max_length=8, choices=Trouble.choices, blank=True)
    pages = models.PositiveIntegerField(null=True)  # counted by the worker; none for what has no pages
    cuts = models.JSONField(default=list)  # numbers of the pages of each letter in it, from 1
    whole = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")  # the file it was cut from
    complaint_id = models.UUIDField(null=True, db_index=True)  # a floor above: plain identifier
    reason = SealedText(null=True)  # why there is nothing to do
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["office", "state", "added_at", "id"], name="scan_by_state")]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"
