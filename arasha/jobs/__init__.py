"""Work that is done beside the request: tasks with retries, a schedule, one worker loop.

```
from arasha import jobs

@jobs.task                                   # or @jobs.task(attempts=12)
def send_letter(letter_id: str) -> None: ... # identifiers only; must be safe to run twice

send_letter.enqueue(letter.id, at=at, key=f"letter:{letter.id}")   # in the caller's transaction: both are kept, or neither

SCHEDULE = [jobs.Every(sweep, minutes=60), jobs.Daily(remind, "06:00")]   # in <room>/tasks.py, found by itself
```
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from arasha.jobs.tasks_api import Daily, Every, Task, task

if TYPE_CHECKING:
    from arasha.jobs.clock import tick
    from arasha.jobs.work import work_off

__all__ = ["Daily", "Every", "Task", "task", "tick", "work_off"]

# These need the models, which Django loads after it has imported this package.
_WITH_MODELS = {"tick": "clock", "work_off": "work"}


def __getattr__(name: str) -> Any:
    if name not in _WITH_MODELS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WITH_MODELS[name]}"), name)
