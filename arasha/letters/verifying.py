"""Whether every letter that was sent is still, byte for byte, what was sent: its words, and its file."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator

from django.utils.translation import gettext as _

from arasha import files, vault
from arasha.files.models import Blob
from arasha.letters.models import Letter
from arasha.letters.queries import is_as_sent

AT_ONCE = 200


def altered_letters() -> Iterator[str]:
    """One sentence for each letter that is not as it was sent. An erased letter has nothing left to compare, and is passed over.

    Two statements for AT_ONCE letters, however many there are; keys are let go after each of these parts.
    """
    kept = Letter.objects.exclude(text_hash=None).select_related("pdf").order_by("pk")
    last = None
    while letters := list((kept.filter(pk__gt=last) if last else kept)[:AT_ONCE]):
        vault.load_keys([letter.key_id for letter in letters])
        yield from (text for letter in letters if (text := _fault(letter)))
        vault.forget_keys()
        last = letters[-1].pk


def _fault(letter: Letter) -> str:
    name = {"number": letter.number or letter.pk}
    try:
        if not is_as_sent(letter):
            return _("letter %(number)s does not say any more what it said when it was sent") % name
        if letter.pdf is not None and not _file_is_as_kept(letter.pdf, letter.pdf_hash):
            return _("the file of letter %(number)s is not the one that was kept") % name
    except (vault.KeyErased, files.FileGone):
        return ""
    except (vault.CannotOpen, files.FileLost):
        return _("letter %(number)s was altered: it cannot be opened any more") % name
    return ""


def _file_is_as_kept(file: Blob, kept: str) -> bool:
    found = hashlib.sha256()
    for piece in files.open_blob(file):
        found.update(piece)
    return hmac.compare_digest(found.hexdigest(), kept)
