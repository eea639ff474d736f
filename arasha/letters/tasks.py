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
def make_working_copy(letter_id: str) -> None:
    """Keep the letter as a DOCX for whoever asked for one."""
    from arasha.letters.docx import keep_docx  # slow to load: never in a web process
    from arasha.letters.queries import get_letter

    try:
        keep_docx(get_letter(letter_id), at=datetime.now(UTC))
    except vault.KeyErased:
        log.info("letter %s was erased before its working copy was made", letter_id)


@task
def deliver(entry_id: str) -> None:
    """Carry out one thing of the outbox, once, unless it was recalled meanwhile."""
    from arasha.letters.outbox import carry_out

    carry_out(entry_id, at=datetime.now(UTC))
