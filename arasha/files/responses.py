"""Giving a file to a browser, so that it can do no harm there."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from arasha.files.keeping import open_blob, open_part
from arasha.files.models import Blob
from arasha.files.names import download_name
from arasha.files.ranges import NoSuchPart, asked_part

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif"})
SOUND = frozenset({"audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"})
VIDEO = frozenset({"video/mp4", "video/webm", "video/quicktime", "video/3gpp"})
# What browsers can show by themselves, and what can be no page to them. A text is shown by us, never by its address.
SHOWN = PICTURES | SOUND | VIDEO | {"application/pdf"}
# In a sandbox nothing of the file can run or reach the office's pages. Chromium's own PDF viewer does not start in one.
_POLICY = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_SANDBOX = "; sandbox"


def download(blob: Blob, *, inline: bool = False, span: str | None = None) -> HttpResponseBase:
    """The content as an answer, decrypted and verified while it is sent. `inline` is granted to pictures, recordings and PDF only.

    `span` is the request's Range header: one part is answered with 206 and only its pieces are decrypted, a part behind the end with
    416. The first piece is opened here, so that what cannot be opened becomes a page with its reason and not a broken download.
    Raises what open_blob raises.
    """
    try:
        part = asked_part(span, blob.size)
    except NoSuchPart:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{blob.size}", "Accept-Ranges": "bytes"})
    start, stop = part or (0, blob.size)
    pieces = open_part(blob, start, stop) if part else open_blob(blob)
    response = StreamingHttpResponse(_first_now(pieces), content_type=blob.content_type or "application/octet-stream")
    response["Content-Length"] = str(stop - start)
    response["Accept-Ranges"] = "bytes"
    if part:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{blob.size}"
    _harmless(response, blob, inline and blob.content_type in SHOWN)
    return response


def _harmless(response: StreamingHttpResponse, blob: Blob, shown: bool) -> None:
    """The headers that keep a file a file."""
    name = download_name(str(blob.name), blob.content_type)
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["Content-Security-Policy"] = _POLICY + ("" if shown and blob.content_type == "application/pdf" else _SANDBOX)
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN" if shown else "DENY"
    response["Cache-Control"] = "no-store"


def _first_now(pieces: Iterator[bytes]) -> Iterator[bytes]:
    first = next(pieces)

    def all_pieces() -> Iterator[bytes]:
        yield first
        yield from pieces

    return all_pieces()
