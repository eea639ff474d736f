"""Why a file is not taken, or not given back, in words for the person who meets it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from arasha.errors import BadRequest, DomainError, Gone, NotFound


class FileRefused(BadRequest):
    """A file that the office does not take. Nothing else of what was sent is lost."""


class FileTooLarge(FileRefused):
    """Larger than MAX_FILE_SIZE."""

    def __init__(self) -> None:
        text = _("This file is larger than %(limit)d MB, so we did not take it. Send a smaller copy, or send it in parts.")
        super().__init__(text % {"limit": settings.MAX_FILE_SIZE // (1024 * 1024)})


class FileEmpty(FileRefused):
    """Not one byte arrived."""

    message = _("This file is empty. Open it on your device to see whether it is whole, then add it again.")


class FileNotAllowed(FileRefused):
    """A type that the office does not take: programs, web pages, archives, anything unknown."""

    message = _(
        "We cannot take this kind of file. We take pictures (JPEG, PNG, HEIC, WebP, GIF), documents (PDF, Word, Excel, ODT, RTF, TXT),"
        " sound (MP3, M4A, OGG, WAV, AMR) and video (MP4, MOV, 3GP, WebM)."
    )


class FileDisguised(FileRefused):
    """The name promises one thing, the content is another."""

    message = _(
        "The name of this file says one thing, but its content is another. Open it on your device; if it is right, save it anew."
    )


class FileNotStored(DomainError):
    """The disk did not take it."""

    status = 507
    message = _("We could not store the file just now. Everything else is kept. Try again in an hour, or go on without it.")


class FileGone(Gone):
    """Its content was erased."""

    message = _("This file was erased and cannot be opened any more.")


class FileLost(NotFound):
    """The database knows it, but there is no content on the disk."""

    message = _("We cannot find the content of this file. Please tell your administrator: a backup may still have it.")


class CopyImpossible(FileRefused):
    """A copy without metadata can be made of JPEG, PNG, WebP and GIF only."""

    message = _("We cannot make a copy of this file without its metadata (place, camera, author). Check it before you share it.")
