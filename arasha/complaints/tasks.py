"""Jobs of the road. They carry identifiers only."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.core.mail import EmailMessage

from arasha import files, jobs
from arasha.complaints import outgoing
from arasha.complaints.actions import arrivals, erasure, intake
from arasha.complaints.models import Complaint, PortalSession
from arasha.letters.templates import load_template


@jobs.task
def tell_of_message(complaint_id: str) -> None:
    """Tell the complainant by e-mail, where they said that this is safe, that there is news; never what it says."""
    complaint = Complaint.objects.select_related("complainant").get(pk=complaint_id)
    address = outgoing.safe_email(complaint)
    if not address:
        return
    title, text = load_template(settings.PROFILE, "notice_mail", complaint.language).fill({})
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": complaint.language}
    EmailMessage(subject=title, body=text, to=[address], headers=headers).send()


@jobs.task
def sweep_drafts() -> None:
    """Erase the drafts whose days are over, and portal visits that ended."""
    now = datetime.now(UTC)
    while intake.sweep_drafts(at=now):
        pass
    PortalSession.objects.filter(expires_at__lte=now).delete()


@jobs.task
def finish_erasures() -> None:
    """Erase the keys that an interrupted erasure left."""
    erasure.erase_again(at=datetime.now(UTC))


@jobs.task
def sweep_files() -> None:
    """Remove uploads that nobody kept."""
    files.sweep(at=datetime.now(UTC))


@jobs.task(attempts=3)
def fetch_mail() -> None:
    """Fetch what came by e-mail, and sort it; what an interrupted run left is sorted too."""
    from arasha.mailbox import sources  # the mail library never loads in a web process

    if sources.is_configured():
        sources.fetch_mail(at=datetime.now(UTC))
    arrivals.sort_waiting(at=datetime.now(UTC))


SCHEDULE = [
    jobs.Every(fetch_mail, minutes=2),
    jobs.Every(sweep_drafts, minutes=60),
    jobs.Every(finish_erasures, minutes=60),
    jobs.Every(sweep_files, minutes=60),
]
