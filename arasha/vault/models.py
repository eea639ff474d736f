"""The key store: wrapped keys and nothing else. It lives in the database `keys`, backed up apart with a short retention."""

from __future__ import annotations

from django.db import models

from arasha.ids import new_id


class Key(models.Model):
    """One wrapped data key. Everything that can open it stands in this row, so that deleting the row is final.

    `wrapped`: under the key of `under` where there is one (a post-box under its complaint's key), else under the master key.
    `code_wrapped`: a post-box key once more, under the key derived from the complainant's secret code.
    `master`: which master key wrapped it; a wrong one is recognised before anything fails to open.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=16)
    # No constraint and no cascade in the database: erase_keys deletes a key with all that stand under it in one statement.
    under = models.ForeignKey("self", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    master = models.BinaryField(max_length=8)
    wrapped = models.BinaryField(max_length=40)
    code_wrapped = models.BinaryField(max_length=40, null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"
