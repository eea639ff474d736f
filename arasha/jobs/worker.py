"""The worker loop: messages of the Tasks API, the schedule, the heartbeat."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from datetime import datetime, timedelta
from types import FrameType
from typing import Any

from django.db import Error, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from arasha.jobs.clock import tick
from arasha.jobs.models import Heartbeat
from arasha.jobs.work import now

log = logging.getLogger("arasha.jobs")

PAUSE = 1.0  # seconds between two looks at an empty queue
TICK = timedelta(seconds=20)
BEAT = timedelta(seconds=15)
ROUND = 20  # jobs between two looks at the clock


def batch(*, most: int) -> int:
    """Handle waiting messages until there are none or `most` were handled; returns how many."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_name(),
        excluded_queue_names=[],
    )
    handled = 0
    while handled < most and (message := _claim(worker.worker_id)):
        worker.run_task(message)
        handled += 1
    return handled


def _claim(worker_id: str) -> DBTaskResult | None:
    """Take the next message that is due, so that no other worker takes it. None when there is none."""
    waiting = DBTaskResult.objects.ready()
    if not waiting.exists():  # an idle worker takes no write lock
        return None
    with exclusive_transaction(waiting.db):
        message = waiting.get_locked()
        if message is not None:
            message.claim(worker_id)
    return message


def worker_name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


class Loop:
    """Runs until it is told to stop; a job that was begun is brought to its end first."""

    def __init__(self) -> None:
        self.running = True
        self.next_tick: datetime | None = None
        self.next_beat: datetime | None = None

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        self.running = False

    def run(self) -> None:
        """Blocks. SIGTERM and SIGINT end it after the present job."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while self.running:
            try:
                handled = self.round(now())
            except Error as trouble:  # the database restarts, its disk is full …: what is kept stays kept
                log.error("The database does not answer (%s); trying again", type(trouble).__name__)
                handled = 0
            close_old_connections()
            if not handled and self.running:
                time.sleep(PAUSE)
        Heartbeat.objects.filter(worker=worker_name()).delete()

    def round(self, at: datetime) -> int:
        """One look at the heartbeat, the schedule and the queue."""
        if self.next_beat is None or at >= self.next_beat:
            self.next_beat = at + BEAT
            beat(at)
        if self.next_tick is None or at >= self.next_tick:
            self.next_tick = at + TICK
            tick(at)
        return batch(most=ROUND)


def beat(at: datetime) -> None:
    """Note that this worker is alive; rows of workers silent for a day go."""
    row: dict[str, Any] = {"at": at}
    Heartbeat.objects.update_or_create(worker=worker_name(), defaults=row)
    Heartbeat.objects.filter(at__lt=at - timedelta(days=1)).delete()
