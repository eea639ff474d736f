"""What floor 1 does by itself: anchors of the journal every hour, outside every day; no upload that nobody keeps stays."""

from __future__ import annotations

from arasha import files
from arasha.jobs.tasks_api import Daily, Every, task
from arasha.jobs.work import now
from arasha.journal.anchors import make_anchor
from arasha.journal.outside import export_anchor


@task
def anchor() -> None:
    """Bind all chains that changed since the last anchor."""
    make_anchor(now())


@task
def anchor_outside() -> None:
    """Write every anchor that is not there yet into the folder that is kept outside (`settings.ANCHORS`)."""
    export_anchor(now())


@task
def sweep_files() -> None:
    """Remove contents that arrived and were never kept."""
    files.sweep(at=now())


SCHEDULE = [Every(anchor, minutes=60), Daily(anchor_outside, "02:00"), Every(sweep_files, minutes=60)]
