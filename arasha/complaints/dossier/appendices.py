"""What is appended to a dossier: the letters as they were sent, and on choice the pictures and PDF of the evidence.

Pages are copied without what could act or lead out of them (links, forms, scripts). What cannot be copied stays in the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from arasha import files
from arasha.complaints.dossier.parts import day, line
from arasha.complaints.queries.desk_files import FileView
from arasha.errors import DomainError
from arasha.files.images import as_pdf_page
from arasha.files.responses import PICTURES
from arasha.letters.models import Letter
from arasha.letters.pdf import make_pdf
from arasha.vault import CannotOpen

MOST_PAGES = 1000  # of the evidence appended; what is beyond stays in the list


@dataclass
class Appendix:
    """One document behind the text. `of` is the letter or the file that it is."""

    of: UUID
    title: str
    rows: list[tuple[str, str]]
    reader: PdfReader
    sha256: str = ""

    @property
    def pages(self) -> int:
        return len(self.reader.pages)


def letters_as_sent(letters: Iterable[Letter], language: str) -> list[Appendix]:
    """Each letter as its PDF; one whose PDF the worker has not made yet is set here."""
    found = []
    for letter in letters:
        data = b"".join(files.open_blob(letter.pdf)) if letter.pdf is not None else make_pdf(letter)
        rows = [(_("Letter"), line(f"№ {letter.number}", day(letter.sent_at, language))), (_("Title"), letter.title)]
        found.append(Appendix(letter.id, f"№ {letter.number}. {letter.title}", rows, PdfReader(BytesIO(data)), letter.pdf_hash))
    return found


def evidence_to_read(evidence: Iterable[FileView]) -> list[Appendix]:
    """The pictures and PDF among the evidence that can be read, until they become too many."""
    found: list[Appendix] = []
    size, pages = 0, 0
    for file in evidence:
        if file.erased or size + file.size > settings.MAX_FILE_SIZE // 2:
            continue
        reader = _readable(file)
        if reader is None or pages + len(reader.pages) > MOST_PAGES:
            continue
        size, pages = size + file.size, pages + len(reader.pages)
        rows = [(_("File"), file.name), (_("Type"), file.type_name), (_("Added"), file.note)]
        found.append(Appendix(file.row.blob_id, file.name, rows, reader, file.row.blob.sha256))
    return found


def _readable(file: FileView) -> PdfReader | None:
    """Its pages; None for another type, a damaged file, one that asks for a password."""
    if file.content_type not in PICTURES | {"application/pdf"}:
        return None
    try:
        data = b"".join(files.open_blob(file.row.blob))
        if file.content_type in PICTURES:
            data = as_pdf_page(data)
        reader = PdfReader(BytesIO(data))
        return None if reader.is_encrypted or not _whole(reader) else reader
    except (PyPdfError, DomainError, CannotOpen, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        return None  # whatever a damaged file makes of its reader: the file itself is untouched, and the list says where it is


def _whole(reader: PdfReader) -> bool:
    """Whether every page can be reached and has a size."""
    pages: list[Any] = list(reader.pages)
    return bool(pages) and all(page.mediabox.width > 0 for page in pages)
