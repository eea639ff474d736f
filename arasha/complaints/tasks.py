"""Jobs of the road. They carry identifiers only."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection

from arasha import files, jobs
from arasha.complaints import tasks_export, tasks_sketch
from arasha.complaints.actions import arrivals, erasure, intake
from arasha.complaints.actions import check_terms as terms_check
from arasha.complaints.actions import remind_bodies as reminders
from arasha.complaints.actions.date_received import date_received
from arasha.complaints.models import PortalSession
from arasha.complaints.queries import told
from arasha.complaints.terms import office_day
from arasha.letters.templates import load_template
from arasha.mailbox.queries import is_configured
from arasha.people.models import User


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
    erasure.erase_again()


@jobs.task
def sweep_files() -> None:
    """Remove uploads that nobody kept."""
    files.sweep(at=datetime.now(UTC))


@jobs.task(attempts=3)
def fetch_mail() -> None:
    """Fetch what came by e-mail, and sort it; what an interrupted run left is sorted too."""
    from arasha.mailbox import sources  # the mail library never loads in a web process

    if is_configured():
        sources.fetch_mail(at=datetime.now(UTC))
    arrivals.sort_waiting(at=datetime.now(UTC))


@jobs.task
def check_terms() -> None:
    """Warn of what ends soon, and tell head and deputy of what ran out; whoever was told gets one mail a day."""
    now = datetime.now(UTC)
    date_received(at=now)
    terms_check.check_terms(at=now)
    day = office_day(now)
    for user in told.to_be_mailed(day):
        tell_staff_of_terms.enqueue(user.id, day.isoformat(), at=now, key=f"terms:{user.id}:{day.isoformat()}")


@jobs.task
def tell_staff_of_terms(user_id: str, day: str) -> None:
    """Tell a member of staff by e-mail of how many terms they were told that day; never of whose."""
    user = User.objects.get(pk=user_id)
    count = told.told_on(user, date.fromisoformat(day))
    if not count or not user.email or not user.is_active:
        return
    title, text = load_template(settings.PROFILE, "terms_mail", user.language).fill({"count": count})
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": user.language}
    EmailMessage(subject=title, body=text, to=[user.email], headers=headers).send()


@jobs.task
def remind_bodies() -> None:
    """Remind bodies of inquiries whose term ends soon or ran out."""
    reminders.remind_bodies(at=datetime.now(UTC))


@jobs.task
def refresh_statistics() -> None:
    """Let SQLite count how its tables have grown: else it looks for one person through a whole office. PostgreSQL does so itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")


SCHEDULE = [
    *tasks_export.SCHEDULE,
    *tasks_sketch.SCHEDULE,
    jobs.Daily(refresh_statistics, "04:30"),
    jobs.Every(fetch_mail, minutes=2),
    jobs.Daily(check_terms, "06:30"),
    jobs.Daily(remind_bodies, "09:00"),
    jobs.Every(sweep_drafts, minutes=60),
    jobs.Every(finish_erasures, minutes=60),
    jobs.Every(sweep_files, minutes=60),
]
