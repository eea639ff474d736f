"""What the database knows of a kept file. Its content lies encrypted in a file of its own, named by the row's identifier."""

from __future__ import annotations

from django.db import models

from arasha.files.errors import FileGone
from arasha.ids import new_id
from arasha.vault import SealedJSON, SealedText


class Blob(models.Model):
    """One file, kept as it came. In clear stand only what lists and figures need: size in bytes and type (by content, not by name).

    The file has a random key of its own. That key and the file's fingerprints stand in `secret`, sealed under `key_id`: moving a file
    to another key re-seals 200 bytes, erasing the key erases the file, and no fingerprint tells a thief which known file this is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    kept_at = models.DateTimeField()
    name = SealedText(null=True)
    secret = SealedJSON(null=True)

    def __str__(self) -> str:
        return f"{self.content_type} {self.id}"

    @property
    def erased(self) -> bool:
        """Whether the content was erased; only size, type and date remain. Opens nothing."""
        return self.__dict__.get("secret", self) is None

    def opened_secret(self) -> dict[str, str]:
        """The file's key and fingerprints. Raises FileGone, vault.KeyErased."""
        if self.secret is None:
            raise FileGone
        return self.secret

    @property
    def sha256(self) -> str:
        """SHA-256 of the whole content, hexadecimal. Raises FileGone, vault.KeyErased."""
        return self.opened_secret()["sha256"]

    @property
    def root(self) -> str:
        """SHA-256 over the SHA-256 of each 64 KB, hexadecimal: proves any part of a large file without the rest."""
        return self.opened_secret()["root"]
