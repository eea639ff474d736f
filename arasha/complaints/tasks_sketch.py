"""Jobs that sketch what was told, so that alike texts are found."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from arasha import jobs, vault


@jobs.task
def sketch(complaint_id: str) -> None:
    """Sketch a complaint that was just received."""
    from arasha.complaints.sketches import make_sketch

    make_sketch(UUID(complaint_id), at=datetime.now(UTC))


@jobs.task
def sketch_missing() -> None:
    """Sketch what came before there were sketches, or by an import."""
    from arasha.complaints import sketches

    while sketches.sketch_missing(at=datetime.now(UTC)):
        vault.forget_keys()


SCHEDULE = [jobs.Daily(sketch_missing, "03:30")]
