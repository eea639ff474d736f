"""Jobs that sketch what was told, so that alike texts are found.

They look for what has no sketch: sending a complaint waits for nothing, and a run that was killed is made up for by the next one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from arasha import jobs, vault
from arasha.complaints import sketches

NEW = timedelta(days=30)  # looked through every minute; whatever else lacks a sketch, an import for one, is found at night


@jobs.task
def sketch_new() -> None:
    """Sketch what came since the last minute."""
    _sketch(datetime.now(UTC) - NEW)


@jobs.task
def sketch_missing() -> None:
    """Sketch what came before there were sketches, by an import, or with an old date."""
    _sketch(None)


def _sketch(since: datetime | None) -> None:
    while sketches.sketch_missing(at=datetime.now(UTC), since=since):
        vault.forget_keys()


SCHEDULE = [jobs.Every(sketch_new, minutes=1), jobs.Daily(sketch_missing, "03:30")]
