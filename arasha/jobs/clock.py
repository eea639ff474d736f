"""The schedule: what comes round is enqueued when it is due, however many workers look at the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from arasha.jobs.models import Job, Scheduled, State
from arasha.jobs.tasks_api import Entry
from arasha.jobs.work import announce

KEPT = timedelta(days=7)  # how long an ended job can still be looked up
GRACE = timedelta(minutes=2)  # a waiting job that nobody took for so long has lost its message


def schedule() -> list[Entry]:
    """Every room's `SCHEDULE` (a list in `<room>/tasks.py`)."""
    entries: list[Entry] = []
    for config in apps.get_app_configs():
        if config.name.startswith("arasha.") and find_spec(f"{config.name}.tasks"):
            entries += getattr(import_module(f"{config.name}.tasks"), "SCHEDULE", [])
    return entries


def tick(at: datetime) -> list[str]:
    """Enqueue what is due at `at`; bring back what lost its worker; forget what ended long ago. Returns the names enqueued."""
    zone = ZoneInfo(settings.TIME_ZONE)
    due = [entry.task.name for entry in schedule() if _come_round(entry, at, zone)]
    _bring_back(at)
    _forget(at)
    return due


def _come_round(entry: Entry, at: datetime, zone: ZoneInfo) -> bool:
    """Move the entry's row on and enqueue its task, together. What was missed while the office was off runs once."""
    name = entry.task.name
    row, new = Scheduled.objects.get_or_create(name=name, defaults={"next_at": entry.next_after(at, zone)})
    if new or row.next_at > at:
        return False
    with transaction.atomic():
        moved = Scheduled.objects.filter(name=name, next_at=row.next_at).update(next_at=entry.next_after(at, zone), last_at=at)
        if moved:
            entry.task.enqueue(at=at, key=f"{name}@{row.next_at.isoformat()}")
    return bool(moved)


def _bring_back(at: datetime) -> None:
    lost = Job.objects.filter(state=State.RUNNING, lease_until__lt=at) | Job.objects.filter(
        state=State.WAITING, next_at__lt=at - GRACE
    )
    for job in lost[:100]:
        with transaction.atomic():
            # Moving the time on keeps the next tick from sending the message again while it waits in a long queue.
            if Job.objects.filter(pk=job.pk, state=job.state, next_at=job.next_at).update(next_at=at):
                announce(job, None)


def _forget(at: datetime) -> None:
    Job.objects.filter(state=State.DONE, ended_at__lt=at - KEPT).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()
