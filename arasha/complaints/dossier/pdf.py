"""The dossier as one PDF: typeset, then each appendix put behind its title page. Only the worker imports this."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from arasha import vault
from arasha.complaints.book import current_book
from arasha.complaints.dossier.appendices import Appendix, evidence_to_read, letters_as_sent
from arasha.complaints.dossier.content import Dossier, content_of
from arasha.complaints.dossier.examination import files_that_leave
from arasha.complaints.models import Export
from arasha.complaints.parties import open_parties, parties_of
from arasha.complaints.queries.desk_complaint import load_keys_of
from arasha.complaints.queries.desk_files import files_of, reported_files
from arasha.letters.models import Letter
from arasha.letters.queries import letters_about
from arasha.letters.rendering import institution

SOURCE = Path(__file__).parent / "typst" / "dossier.typ"
# What could act or lead somewhere, and what belongs to the structure of the document it comes from.
LEFT_BEHIND = ("/Annots", "/AA", "/B", "/StructParents", "/Metadata", "/PieceInfo")


@dataclass(frozen=True)
class Made:
    """The file and how many pages it has."""

    data: bytes
    pages: int


def make_dossier(export: Export, *, at: datetime) -> Made:
    """Open the complaint and set it. Raises vault.KeyErased when it was erased meanwhile."""
    with translation.override(export.language):
        dossier = _opened(export, at)
        content = {"institution": institution(export.language), "office": export.complaint.office.name(export.language)}
        return _bound(_typeset(content | content_of(dossier), at), dossier.appendices)


def _opened(export: Export, at: datetime) -> Dossier:
    complaint = export.complaint
    parties = parties_of(complaint)
    if complaint.postbox_id is not None:
        vault.open_postbox_with_key(complaint.postbox_id)
    load_keys_of(complaint, parties)
    open_parties(parties)
    letters = [one for one in letters_about(complaint.id, sent_only=True) if one.has_left(at)]
    evidence = [*files_of(complaint.id), *reported_files(complaint.id)]
    if not export.with_notes:
        evidence = files_that_leave(complaint, evidence)
    dossier = Dossier(export=export, book=current_book(), at=at, parties=parties, letters=letters, files=evidence)
    shown = [one for one in letters if dossier.named or one.recipient_kind == Letter.Recipient.BODY]
    dossier.appendices = letters_as_sent(shown, export.language)
    if export.with_files:
        dossier.appendices += evidence_to_read(evidence)
    return dossier


def _typeset(content: dict[str, Any], at: datetime) -> bytes:
    """The text with one title page an appendix, tagged. No standard is claimed: what is put in later would break it."""
    return typst.compile(
        SOURCE,
        format="pdf",
        ignore_system_fonts=True,
        timestamp=int(at.timestamp()),
        sys_inputs={"dossier": json.dumps(content, ensure_ascii=False)},
    )


def _bound(text: bytes, appendices: list[Appendix]) -> Made:
    """Each appendix behind its title page; the title pages are the last pages of the text."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(text)))
    first = len(writer.pages) - len(appendices)
    for place, appendix in reversed(list(enumerate(appendices))):
        writer.merge(first + place + 1, appendix.reader, import_outline=False, excluded_fields=LEFT_BEHIND)
    _number(writer, first, appendices)
    writer.root_object.pop("/PageLabels", None)  # they count without the appendices; the number is printed on the page
    out = BytesIO()
    writer.write(out)
    return Made(out.getvalue(), len(writer.pages))


def _number(writer: PdfWriter, first: int, appendices: list[Appendix]) -> None:
    """The number that the index means, in the upper right corner of each page put in; title pages have it in their foot."""
    at, total = first, len(writer.pages)
    for appendix in appendices:
        for place in range(at + 1, at + 1 + appendix.pages):
            page = writer.pages[place]
            if page.rotation:
                page.transfer_rotation_to_content()
            page.merge_page(_stamp(page, f"{place + 1} / {total}"))
        at += 1 + appendix.pages


def _stamp(page: PageObject, number: str) -> PageObject:
    """A transparent sheet with nothing but the number, marked as no part of the text."""
    box = page.cropbox
    sheet = PageObject.create_blank_page(width=box.right, height=box.top)
    size = min(max(float(box.width) / 75, 5), 12)  # points; a photograph is a page of its own size
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    fonts = DictionaryObject({NameObject("/Fn"): DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    wide = size * len(number) / 1.9
    left, up = float(box.right) - wide - size * 1.5, float(box.top) - size * 2
    ground = (
        f"1 g {left - size / 2:.1f} {up - size / 2:.1f} {wide + size:.1f} {size * 1.7:.1f} re f"  # readable on a dark picture
    )
    text = StreamObject()
    text.set_data(f"/Artifact BMC q {ground} 0.2 g BT /Fn {size:.1f} Tf {left:.1f} {up:.1f} Td ({number}) Tj ET Q EMC".encode())
    sheet[NameObject("/Contents")] = text
    return sheet
