"""What floor 1 does by itself: anchors of the journal, inside the hour and outside the day."""

from __future__ import annotations

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


SCHEDULE = [Every(anchor, minutes=60), Daily(anchor_outside, "02:00")]
