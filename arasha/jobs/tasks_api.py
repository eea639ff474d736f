"""Declaring tasks and when they come round again. Importing this needs no models, so any `tasks.py` may do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, overload
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from arasha.jobs.models import Job

# A queue is read by whoever steals the database: arguments are identifiers, never text that a person wrote.
IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,80}")

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)

REGISTRY: dict[str, Task] = {}


@dataclass(frozen=True)
class Task:
    """A function that a worker runs. It may run more than once (a worker can die before it notes the end), so it must not mind."""

    function: Callable[..., Any]
    attempts: int

    @property
    def name(self) -> str:
        return f"{self.function.__module__}.{self.function.__qualname__}"

    def __call__(self, *args: Any) -> Any:
        return self.function(*args)

    def enqueue(self, *args: Any, at: datetime, key: str = "", run_after: datetime | None = None) -> Job:
        """Keep the task in the caller's transaction; a worker runs it after the commit, not before `run_after`.

        `args` are identifiers (text of letters, digits and `_.:-`, UUIDs, whole numbers), otherwise ValueError. With the same `key`
        the task is kept once, however often it is enqueued; the earlier row is returned.
        """
        from arasha.jobs.work import keep

        return keep(self, [as_identifier(arg) for arg in args], at=at, key=key, run_after=run_after)

    def pause_after(self, attempt: int) -> timedelta:
        """How long to wait after failed attempt number `attempt` (from 1): 30 s, doubled each time, 6 h at most."""
        return min(FIRST_PAUSE * 2 ** min(attempt - 1, 30), LONGEST_PAUSE)


@overload
def task(function: Callable[..., Any]) -> Task: ...
@overload
def task(*, attempts: int = ...) -> Callable[[Callable[..., Any]], Task]: ...
def task(function: Callable[..., Any] | None = None, *, attempts: int = 10) -> Task | Callable[[Callable[..., Any]], Task]:
    """Make a module's function a task. After `attempts` failures it is set aside for a person (`arasha doctor` shows it)."""

    def register(function: Callable[..., Any]) -> Task:
        made = Task(function, attempts)
        REGISTRY[made.name] = made
        return made

    return register(function) if function is not None else register


def as_identifier(value: Any) -> str:
    """`value` as it is kept in the queue. ValueError for anything that could hold a person's words."""
    text = str(value)
    if isinstance(value, bool | float | bytes) or not IDENTIFIER.fullmatch(text):
        raise ValueError("A task takes identifiers only")
    return text


@dataclass(frozen=True)
class Every:
    """`task` again every `minutes` minutes, counted on the clock (not from the last run)."""

    task: Task
    minutes: int

    def next_after(self, at: datetime, zone: ZoneInfo) -> datetime:
        step = self.minutes * 60
        return datetime.fromtimestamp((int(at.timestamp()) // step + 1) * step, tz=at.tzinfo)


@dataclass(frozen=True)
class Daily:
    """`task` once a day at `clock` (HH:MM, office time)."""

    task: Task
    clock: str

    def next_after(self, at: datetime, zone: ZoneInfo) -> datetime:
        local = at.astimezone(zone)
        moment = datetime.combine(local.date(), time.fromisoformat(self.clock), tzinfo=zone)
        if moment <= local:
            moment = datetime.combine(local.date() + timedelta(days=1), time.fromisoformat(self.clock), tzinfo=zone)
        return moment.astimezone(at.tzinfo)


Entry = Every | Daily
