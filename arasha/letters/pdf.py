"""The letter as an accessible (PDF/UA-1), archival (PDF/A-2a) file. Only the worker imports this: the typesetter is large."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import segno
import typst
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from arasha import files
from arasha.dates import write_date
from arasha.letters.models import Letter
from arasha.letters.rendering import blocks_of, in_large_print, institution, signatory
from arasha.letters.signing import office_signer

SOURCE = Path(__file__).parent / "typst" / "letter.typ"


# The standards forbid a sign that no font here has (an emoji, a Chinese character): this one is printed, and the letter says so.
NO_GLYPH = "□"
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def make_pdf(letter: Letter) -> bytes:
    """Typeset the letter. Its words reach the typesetter as data only, so no markup in them is ever obeyed."""
    content = _content(letter)
    try:
        return _typeset(content, letter.sent_at)
    except typst.TypstError as error:
        missing = {_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _MISSING.findall(error.diagnostic)}
        if not missing:
            raise
    with translation.override(letter.language):
        note = _("%(sign)s stands for a sign that cannot be printed; the letter on the page has it.") % {"sign": NO_GLYPH}
    return _typeset({**_without(content, missing), "note": note}, letter.sent_at)


def _typeset(content: dict[str, Any], at: datetime | None) -> bytes:
    return typst.compile(
        SOURCE,
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(at.timestamp()) if at else None,
        sys_inputs={"letter": json.dumps(content, ensure_ascii=False)},
    )


def _without(value: Any, missing: set[str]) -> Any:
    """The same content with every sign in `missing` (the longest first: some are made of several) replaced."""
    if isinstance(value, dict):
        return {key: _without(item, missing) for key, item in value.items()}
    if isinstance(value, list):
        return [_without(item, missing) for item in value]
    if not isinstance(value, str):
        return value
    for text in sorted(missing, key=len, reverse=True):
        value = value.replace(text, NO_GLYPH)
    return value


def keep_pdf(letter: Letter, *, at: datetime) -> None:
    """Typeset the letter and keep it, sealed under the letter's key. One of two workers at once keeps it, the other lets go."""
    data, signer = make_pdf(letter), office_signer()
    if signer is not None:
        data = signer.sign(data)
    with transaction.atomic():
        locked = Letter.objects.select_for_update().get(pk=letter.pk)
        if locked.pdf_id is None and locked.number == letter.number:  # not recalled and signed anew meanwhile
            locked.pdf = files.keep_bytes(
                data, f"{letter.number}.pdf".replace("/", "-"), "application/pdf", key_id=letter.key_id, at=at
            )
            locked.pdf_hash = hashlib.sha256(data).hexdigest()
            locked.save(update_fields=["pdf", "pdf_hash"])


def _content(letter: Letter) -> dict[str, Any]:
    name, capacity = signatory(letter)
    with translation.override(letter.language):
        return {
            "language": letter.language,
            "large": in_large_print(letter),
            "institution": institution(letter.language),
            "office": letter.office.name(letter.language),
            "number": letter.number or "",
            "date": _day(letter.sent_at or letter.made_at, letter.language),
            "to": _recipient(letter),
            "title": letter.title,
            "blocks": blocks_of(letter),
            "signatory": name,
            "capacity": capacity,
            "signed": _day(letter.signed_at, letter.language),
            "note": "",
            "check": _check(letter),
            "words": {"page": _("Page"), "signed": _("Signed")},
        }


def _check(letter: Letter) -> dict[str, str]:
    """The square that leads to the page where anybody sees whether the letter is ours, and the same address in letters."""
    if not letter.check_code:
        return {"address": "", "square": "", "words": ""}
    address = f"{settings.ORIGIN}/{letter.language}/letter/{letter.check_code}/"
    square = segno.make(address, error="m", micro=False).svg_inline(scale=1, border=0)
    words = _("Here you can check that this letter is ours:")
    return {"address": address, "square": square.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), "words": words}


def _recipient(letter: Letter) -> list[str]:
    named = [letter.body.name(letter.language)] if letter.body else []
    return [*named, *(line for line in letter.recipient_name.split("\n") if line and line not in named)]


def _day(moment: datetime | None, language: str) -> str:
    return write_date(moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date(), language) if moment else ""
