"""Receiving a file: encrypted while it arrives, so that no byte of it is ever on a disk in the clear."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from arasha.errors import DomainError
from arasha.files import places
from arasha.files.errors import FileDisguised, FileEmpty, FileNotStored, FileTooLarge
from arasha.files.names import clean_name
from arasha.files.stream import FileKey, Fingerprint, Sealer
from arasha.files.types import Sniffer


class StreamedUpload(UploadedFile):
    """A file that arrived. Its content lies encrypted in `incoming/`; the key is here and nowhere else until `files.keep`.

    `content_type` is told by content ("" when unknown), never by what the browser said. `refusal` is why the office does not take it,
    or None; a form may show its message, and `files.keep` raises it. Closed without being kept, the content is gone.
    """

    def __init__(self, name: str, content: Incoming) -> None:
        clean = clean_name(name)
        super().__init__(file=None, name=clean, content_type=content.sniffer.content_type(clean) or "", size=content.size)
        self.content = content
        self.refusal: DomainError | None = content.refusal or content.sniffer.refusal(clean)

    @property
    def too_large(self) -> bool:
        return isinstance(self.refusal, FileTooLarge)

    @property
    def disguised(self) -> bool:
        return isinstance(self.refusal, FileDisguised)

    def close(self) -> None:
        self.content.discard()


class Incoming:
    """A content on its way to the disk. Bytes beyond MAX_FILE_SIZE are read and dropped: the answer must still be a page, not a reset."""

    def __init__(self) -> None:
        self.size = 0
        self.sniffer = Sniffer()
        self.file_key = FileKey.new()
        self.refusal: DomainError | None = None
        self.fingerprint: Fingerprint | None = None
        self.path: Path = places.incoming() / uuid4().hex
        self._most: int = settings.MAX_FILE_SIZE
        self._file: BinaryIO | None = None
        # Whatever happens to the request, an unkept content does not stay.
        self.discard = weakref.finalize(self, places.remove, self.path)
        self._sealer = Sealer(self.file_key, self._write)

    def feed(self, data: bytes) -> None:
        self.size += len(data)
        if self.refusal is None and self.size > self._most:
            self._give_up(FileTooLarge())
        if self.refusal is None:
            self.sniffer.feed(data)
            self._on_disk(self._sealer.feed, data)

    def finish(self) -> None:
        """Everything has arrived: put it on disk."""
        if self.refusal is None and not self.size:
            self._give_up(FileEmpty())
        if self.refusal is None:
            self._on_disk(self._finish)
        self._close()

    def settled(self) -> None:
        """It was kept under another name: nothing to remove any more."""
        self.discard.detach()

    def _finish(self) -> None:
        self.fingerprint = self._sealer.finish()
        file = self._opened()
        file.flush()
        os.fsync(file.fileno())  # its name needs no sync here: it gets its lasting one when it is kept

    def _on_disk(self, work: Callable[..., None], *args: Any) -> None:
        try:
            work(*args)
        except OSError:
            self._give_up(FileNotStored())

    def _write(self, sealed: bytes) -> None:
        self._opened().write(sealed)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            places.folder(self.path.parent)
            self._file = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        return self._file

    def _give_up(self, refusal: DomainError) -> None:
        self.refusal = refusal
        self._close()
        places.remove(self.path)

    def _close(self) -> None:
        if self._file is not None:
            with suppress(OSError):  # a full disk again: what was buffered is not wanted any more
                self._file.close()


class EncryptingUploadHandler(FileUploadHandler):
    """Django's door for every uploaded file: answers a StreamedUpload, never a temporary file."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.content = Incoming()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.content.feed(raw_data)

    def file_complete(self, file_size: int) -> StreamedUpload:
        self.content.finish()
        return StreamedUpload(self.file_name or "", self.content)

    def upload_interrupted(self) -> None:
        self.content.discard()


def received(data: bytes, name: str) -> StreamedUpload:
    """An upload out of bytes in memory: what came by e-mail, what the office itself wrote."""
    content = Incoming()
    content.feed(data)
    content.finish()
    return StreamedUpload(name, content)
