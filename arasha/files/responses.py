"""Giving a file to a browser, so that it can do no harm there."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from arasha.files.keeping import open_blob
from arasha.files.models import Blob
from arasha.files.names import download_name

SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif", "application/pdf"}  # what browsers can show by themselves
# In a sandbox nothing of the file can run or reach the office's pages. Chromium's own PDF viewer does not start in one.
_POLICY = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_SANDBOX = "; sandbox"


def download(blob: Blob, *, inline: bool = False) -> StreamingHttpResponse:
    """The content as an answer, decrypted and verified while it is sent. `inline` is granted to pictures and PDF only.

    The first piece is opened here, so that what cannot be opened becomes a page with its reason and not a broken download.
    Raises what open_blob raises.
    """
    response = StreamingHttpResponse(_first_now(open_blob(blob)), content_type=blob.content_type or "application/octet-stream")
    shown = inline and blob.content_type in SHOWN
    response["Content-Length"] = str(blob.size)
    name = download_name(str(blob.name), blob.content_type)
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["Content-Security-Policy"] = _POLICY + ("" if shown and blob.content_type == "application/pdf" else _SANDBOX)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _first_now(pieces: Iterator[bytes]) -> Iterator[bytes]:
    first = next(pieces)

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces

    return all_pieces()
