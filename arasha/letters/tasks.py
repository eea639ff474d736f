"""Jobs of letters. They carry identifiers only; what a letter says is opened inside the job."""

from __future__ import annotations

from datetime import UTC, datetime

from arasha.jobs import task
from arasha.letters.models import Letter


@task
def render_pdf(letter_id: str) -> None:
    """Keep the sent letter as an accessible, archival PDF, sealed like the letter. Does nothing when it exists."""
    from arasha.letters.pdf import keep_pdf  # the typesetter never loads in a web process

    letter = Letter.objects.select_related("office", "body", "signed_by").get(pk=letter_id)
    if letter.pdf_id is None:
        keep_pdf(letter, at=datetime.now(UTC))


@task
def send_notice(letter_id: str) -> None:
    """Tell the recipient by e-mail that there is a letter, once, without a word of what it says."""
    from arasha.letters.mail import notify_recipient

    notify_recipient(Letter.objects.select_related("body").get(pk=letter_id), at=datetime.now(UTC))
