"""A letter as a plain DOCX to work on in a word processor. Only the worker imports this: python-docx is slow to load."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document

from arasha import files
from arasha.letters.models import Letter
from arasha.letters.rendering import blocks_of, institution, signatory

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make_docx(letter: Letter) -> bytes:
    """The words of the letter with their headings and lists; its first line says that it is a working copy, not the letter."""
    document = Document()
    document.core_properties.title, document.core_properties.author = letter.title, institution(letter.language)
    document.core_properties.language = letter.language
    with translation.override(letter.language):
        document.add_paragraph(_("Working copy. The letter itself is the PDF that the office keeps."), style="Intense Quote")
    document.add_paragraph(institution(letter.language))
    document.add_paragraph("\n".join(filter(None, [letter.number, letter.recipient_name])))
    document.add_heading(letter.title, level=1)
    for block in blocks_of(letter):
        if block["kind"] == "list":
            for line in block["lines"]:
                document.add_paragraph(line, style="List Bullet")
        elif block["kind"] == "heading":
            document.add_heading(block["lines"][0], level=2)
        else:
            document.add_paragraph("\n".join(block["lines"]))
    document.add_paragraph("\n".join(filter(None, signatory(letter))))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def keep_docx(letter: Letter, *, at: datetime) -> None:
    """Keep a new working copy, sealed under the letter's key; the one before goes."""
    data = make_docx(letter)
    with transaction.atomic():
        locked = Letter.objects.select_for_update(of=("self",)).select_related("docx").get(pk=letter.pk)
        earlier, name = locked.docx, f"{letter.number or letter.code}.docx".replace("/", "-")
        locked.docx = files.keep_bytes(data, name, DOCX, key_id=letter.key_id, at=at)
        locked.save(update_fields=["docx"])
        if earlier is not None:
            files.delete(earlier)
