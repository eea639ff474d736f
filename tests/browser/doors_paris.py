"""Doors that only the neutral profile has, for there a rule lets a term stand still: a walk of their own, in an office of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.every_door import Walk

PAUSE = timedelta(days=3)


def told(walk: Walk) -> None:
    """A complaint that is looked into, as on the road; no marked word in it."""
    for step in (walk.road.tell, walk.road.register, walk.road.accept, walk.road.assign):
        step()


def stands_still(walk: Walk) -> None:
    """The head lets the term stand still, the officer lets it go on; the person reads both reasons with the code."""
    walk.do("head", "pause_term", typed={"until": f"{datetime.now(UTC) + PAUSE:%d %m %Y}"})
    _read_by_the_person(walk, "pause_term.reason")
    walk.do("officer", "resume_term")
    _read_by_the_person(walk, "resume_term.reason")


def _read_by_the_person(walk: Walk, door: str) -> None:
    walk.look()
    walk.road.follow()
    assert walk.marks[door] in walk.road.newest_letter()
    walk.road.leave()


STEPS = (told, stands_still)
