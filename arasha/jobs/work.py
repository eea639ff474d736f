"""Running what is kept. The row of `Job` is the truth; a message of the Tasks API only says that it may be due."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import django_tasks
from django.db import transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string

from arasha import vault
from arasha.jobs.models import Job, State
from arasha.jobs.tasks_api import REGISTRY, Task

log = logging.getLogger("arasha.jobs")

# A job that was begun and not ended within this time is taken for lost with its worker and runs again.
LEASE = timedelta(minutes=15)


def now() -> datetime:
    """The worker's clock. A worker is a face: below it, time is passed in."""
    return datetime.now(UTC)


def keep(task: Task, args: list[str], *, at: datetime, key: str, run_after: datetime | None) -> Job:
    """Write the job and its message in the caller's transaction (see `Task.enqueue`)."""
    with transaction.atomic():
        values = {"task": task.name, "args": args, "kept_at": at, "next_at": run_after or at}
        if key:
            job, made = Job.objects.get_or_create(key=key, defaults=values)
        else:
            job, made = Job.objects.create(**values), True
        if made:
            announce(job, run_after)
    return job


def announce(job: Job, run_after: datetime | None) -> None:
    """Send the message for `job`; in the database backend that is a row in the same transaction."""
    run_job.using(run_after=run_after).enqueue(str(job.pk))


@django_tasks.task
def run_job(job_id: str) -> None:
    """What the Tasks API calls: does nothing when the job is running, done or dead already."""
    perform(UUID(job_id), clock=now)


def perform(job_id: UUID, *, clock: Callable[[], datetime]) -> bool:
    """Run the job once and note how it ended. False when there was nothing to run."""
    begun = clock()
    claimed = Job.objects.filter(_free(begun), pk=job_id).update(
        state=State.RUNNING, lease_until=begun + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return False
    job = Job.objects.get(pk=job_id)
    try:
        find(job.task)(*job.args)
    except Exception as failure:
        _failed(job, failure, clock())
    except BaseException:
        # The worker is being stopped: the job goes back unharmed.
        _again(job, clock(), error="stopped")
        raise
    else:
        Job.objects.filter(pk=job.pk).update(state=State.DONE, ended_at=clock(), lease_until=None, error="")
    finally:
        vault.forget_keys()
    return True


def _free(at: datetime) -> Q:
    return Q(state=State.WAITING) | Q(state=State.RUNNING, lease_until__lt=at)


def find(name: str) -> Task:
    """The task of that name; its module is imported when it was not yet. LookupError when there is none any more."""
    if name not in REGISTRY:
        try:
            import_string(name)
        except ImportError as missing:
            raise LookupError(name) from missing
    return REGISTRY[name]


def _failed(job: Job, failure: Exception, at: datetime) -> None:
    error = where(failure)
    limit = REGISTRY[job.task].attempts if job.task in REGISTRY else 1
    if job.attempts >= limit:
        log.error("%s failed %d times and was set aside: %s", job.task, job.attempts, error)
        Job.objects.filter(pk=job.pk).update(state=State.DEAD, ended_at=at, lease_until=None, error=error)
        return
    log.warning("%s failed (attempt %d of %d): %s", job.task, job.attempts, limit, error)
    _again(job, at + REGISTRY[job.task].pause_after(job.attempts), error=error)


def _again(job: Job, when: datetime, *, error: str) -> None:
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state=State.WAITING, next_at=when, lease_until=None, error=error)
        announce(job, when)


def where(failure: BaseException) -> str:
    """Class of the exception and the lines it passed. Never its message: that may hold a name or an address."""
    frames = traceback.extract_tb(failure.__traceback__)[-6:]
    return " < ".join([type(failure).__name__, *(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))])


def work_off(*, most: int = 10_000) -> int:
    """Run what is due now in this thread, at most `most` jobs; returns how many messages were handled."""
    from arasha.jobs.worker import batch

    return batch(most=most)


def retry_dead(*, at: datetime) -> int:
    """Give every job that was set aside its attempts back. Returns how many."""
    dead = list(Job.objects.filter(state=State.DEAD))
    for job in dead:
        Job.objects.filter(pk=job.pk).update(attempts=0, ended_at=None)
        _again(job, at, error=job.error)
    return len(dead)
