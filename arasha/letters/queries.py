"""Questions about letters."""

from __future__ import annotations

import hmac
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from arasha.letters.actions import fingerprint
from arasha.letters.check_codes import check_hash
from arasha.letters.errors import NoSuchLetter
from arasha.letters.models import Letter

SHOWN = ("office", "body", "signed_by", "making__template")  # what a page or a file of a letter needs beside it


def get_letter(letter_id: UUID | str | None) -> Letter:
    """The letter with its office, body and signatory. Raises NoSuchLetter."""
    if not letter_id:
        raise NoSuchLetter
    try:
        return Letter.objects.select_related(*SHOWN).get(pk=letter_id)
    except (Letter.DoesNotExist, ValidationError):
        raise NoSuchLetter from None


def letter_with_check_code(code: str, *, at: datetime) -> Letter | None:
    """The letter with this check code that its recipient has at `at`; one statement, nothing is opened."""
    found = Letter.objects.select_related("office").filter(check_hash=check_hash(code)).first()
    return found if found is not None and found.has_left(at) else None


def is_as_sent(letter: Letter) -> bool:
    """Whether a sent letter still says what it said when it was sent."""
    return letter.text_hash is not None and hmac.compare_digest(bytes(letter.text_hash), fingerprint(letter))


def letters_about(subject_id: UUID, *, sent_only: bool = False, recipient_kind: str = "") -> list[Letter]:
    """The letters about a complaint, oldest first, one statement; what they say opens when it is read."""
    letters = Letter.objects.filter(subject_id=subject_id).select_related(*SHOWN)
    if sent_only:
        letters = letters.filter(status=Letter.Status.SENT)
    if recipient_kind:
        letters = letters.filter(recipient_kind=recipient_kind)
    return list(letters)
