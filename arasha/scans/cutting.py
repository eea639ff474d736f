"""Reading and cutting PDF, in the worker only: the library never loads in a web process."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from arasha import files
from arasha.files.models import Blob
from arasha.scans.models import Scan


class Unreadable(Exception):
    """The file is no PDF whose pages can be read; `trouble` says why."""

    trouble = Scan.Trouble.BROKEN


class Locked(Unreadable):
    """It asks for a password."""

    trouble = Scan.Trouble.LOCKED


def page_count(blob: Blob) -> int:
    """How many pages a PDF has. Raises Unreadable."""
    return len(_open(blob).pages)


def cut_pages(blob: Blob, cuts: Sequence[Sequence[int]]) -> list[bytes]:
    """One PDF of each list of page numbers (from 1), the pages as they are. Raises Unreadable."""
    source = _open(blob)
    try:
        return [_one(source, pages) for pages in cuts]
    except Exception as trouble:
        raise Unreadable from trouble


def _open(blob: Blob) -> PdfReader:
    data = BytesIO(b"".join(files.open_blob(blob)))
    try:
        reader = PdfReader(data)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Locked
        len(reader.pages)  # the tree of pages is read now, so that what is broken is found here
    except Unreadable:
        raise
    except Exception as trouble:  # whatever a broken file makes the library say
        raise Unreadable from trouble
    return reader


def _one(source: PdfReader, pages: Sequence[int]) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    for page in pages:
        writer.add_page(source.pages[page - 1])
    writer.write(out)
    return out.getvalue()
