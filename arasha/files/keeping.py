"""Keeping, opening, moving and erasing files."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from arasha.files import places
from arasha.files.errors import FileLost
from arasha.files.models import Blob
from arasha.files.stream import FileKey, Fingerprint, opened, opened_part
from arasha.files.uploads import Incoming, StreamedUpload, received

ABANDONED = timedelta(hours=1)


def keep(upload: StreamedUpload, *, key_id: UUID, at: datetime) -> Blob:
    """Keep a file that arrived, its secret sealed under `key_id`. It is on disk before the row is written; once only an upload.

    Raises FileTooLarge, FileEmpty, FileNotAllowed, FileDisguised, FileNotStored, vault.KeyErased.
    """
    if upload.refusal is not None:
        raise upload.refusal
    return _keep(upload.content, upload.name or "file", upload.content_type or "", key_id, at)


def keep_bytes(data: bytes, name: str, content_type: str, *, key_id: UUID, at: datetime) -> Blob:
    """Keep what the office itself made (a letter as PDF): its type is known, not guessed. Raises FileTooLarge, FileNotStored."""
    upload = received(data, name)
    if upload.content.refusal is not None:
        raise upload.content.refusal
    return _keep(upload.content, upload.name or "file", content_type, key_id, at)


def open_blob(blob: Blob) -> Iterator[bytes]:
    """The content in pieces of 64 KB, each verified before it is given out. The key is taken from the keyring now, not later.

    Raises FileGone, FileLost, vault.KeyErased at once, vault.CannotOpen at the piece that was altered.
    """
    file_key, expected = _file_key(blob), Fingerprint(blob.size, blob.sha256, blob.root)
    return _reading(blob, lambda source: opened(source, file_key, expected))


def open_part(blob: Blob, start: int, stop: int) -> Iterator[bytes]:
    """The bytes `start` to `stop` (not included) in pieces of at most 64 KB, each verified in its place; nothing else is decrypted.

    `0 <= start < stop <= blob.size`, otherwise ValueError. Raises FileGone, FileLost, vault.KeyErased at once, vault.CannotOpen at the
    piece that was altered.
    """
    if not 0 <= start < stop <= blob.size:
        raise ValueError("This part lies outside of the file.")
    file_key = _file_key(blob)
    return _reading(blob, lambda source: opened_part(source, file_key, blob.size, start, stop))


def _reading(blob: Blob, pieces: Callable[[BinaryIO], Iterator[bytes]]) -> Iterator[bytes]:
    """What `pieces` makes of the content on the disk, which is open from now until the last piece or until nobody wants more."""
    try:
        source = places.kept(blob.id).open("rb")
    except FileNotFoundError:
        raise FileLost from None

    def reading() -> Iterator[bytes]:
        with source:
            yield from pieces(source)

    return reading()


def _file_key(blob: Blob) -> FileKey:
    secret = blob.opened_secret()
    return FileKey(_bytes(secret["key"]), _bytes(secret["prefix"]))


def rekey(blob: Blob, *, key_id: UUID) -> None:
    """Seal the file's secret and name under another key: a draft's file becomes the complaint's. The content is not touched.

    Raises FileGone, vault.KeyErased.
    """
    blob.opened_secret()  # it and the name are read under the old key, written under the new one
    blob.name = str(blob.name)
    blob.key_id = key_id
    blob.save(update_fields=["key_id", "name", "secret"])


def delete(blob: Blob) -> None:
    """Remove a file wholly: the row with the caller's transaction, the content once that is committed."""
    path = places.kept(blob.id)
    blob.delete()
    transaction.on_commit(lambda: places.remove(path))


def erase_content(blob: Blob) -> None:
    """Erase content, name, key and fingerprints; the row stays with size, type and date, for the figures. May be repeated."""
    places.remove(places.kept(blob.id))
    Blob.objects.filter(pk=blob.pk).update(name=None, secret=None)
    blob.name = blob.secret = None


def sweep(*, at: datetime) -> int:
    """Remove what no row will ever know: uploads older than an hour, contents whose row was never committed. Returns how many.

    With no row at all nothing kept is removed: that is a wrong database address, not a house full of orphans.
    """
    before = (at - ABANDONED).timestamp()
    found = list(places.older(places.incoming(), before))
    if Blob.objects.exists():
        for folder in sorted((settings.FILES / "kept").glob("??")):
            found += _orphans(list(places.older(folder, before)))
    for path in found:
        places.remove(path)
    return len(found)


def _keep(content: Incoming, name: str, content_type: str, key_id: UUID, at: datetime) -> Blob:
    if content.fingerprint is None or not content.discard.alive:
        raise ValueError("This upload was kept already, or its request is over.")
    mark = content.fingerprint
    blob = Blob(key_id=key_id, size=mark.size, content_type=content_type, kept_at=at, name=name)
    blob.secret = {"sha256": mark.sha256, "root": mark.root, **_as_text(content.file_key)}
    places.settle(content.path, blob.id)
    content.settled()
    blob.save(force_insert=True)
    return blob


def _orphans(paths: list) -> list:
    ids = {}
    for path in paths:
        with suppress(ValueError):
            ids[UUID(hex=path.name)] = path
    known = set(Blob.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return [path for blob_id, path in ids.items() if blob_id not in known]


def _as_text(file_key: FileKey) -> dict[str, str]:
    return {part: base64.b64encode(value).decode() for part, value in file_key._asdict().items()}


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
