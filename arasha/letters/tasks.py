"""Jobs of letters. They carry identifiers only; what a letter says is opened inside the job."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from arasha import vault
from arasha.jobs import task

log = logging.getLogger(__name__)


@task
def render_pdf(letter_id: str) -> None:
    """Keep the sent letter as an accessible, archival PDF, sealed like the letter. Does nothing when it exists."""
    from arasha.letters.pdf import keep_pdf  # the typesetter never loads in a web process
    from arasha.letters.queries import get_letter

    letter = get_letter(letter_id)
    try:
        if letter.pdf_id is None:
            keep_pdf(letter, at=datetime.now(UTC))
    except vault.KeyErased:
        log.info("letter %s was erased before its file was made", letter_id)


@task
def send_notice(letter_id: str) -> None:
    """Tell the recipient by e-mail that there is a letter, once, without a word of what it says."""
    from arasha.letters.mail import notify_recipient
    from arasha.letters.queries import get_letter

    try:
        notify_recipient(get_letter(letter_id), at=datetime.now(UTC))
    except vault.KeyErased:
        log.info("letter %s was erased before its recipient was told", letter_id)
