"""Finding one complaint by its number."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from arasha.complaints.models import Complaint
from arasha.people import policy


def find_number(user: Any, typed: str) -> UUID | None:
    """The complaint with this number, if this person may read it. A few digits stand for the end of a number of the newest series
    ("4512" for 2026-004512). At most four statements."""
    number = re.sub(r"\s", "", typed).upper()
    mine = policy.visible(user, Complaint.objects.exclude(number=None))
    found = mine.filter(number__iexact=number).values_list("id", flat=True).first()
    if found is None and number.isdigit():
        full = _in_newest_series(mine, number)
        found = mine.filter(number=full).values_list("id", flat=True).first() if full else None
    return found or _by_other_number(user, {typed.strip(), number})


def _by_other_number(user: Any, written: set[str]) -> UUID | None:
    """By the number that the platform or the body that passed it on gave it, or by an incoming number of ours; exact, the newest."""
    mine = policy.visible(user, Complaint.objects.all()).order_by("-received_at", "-id")
    passed_on = mine.filter(channel_number__in=written).values_list("id", flat=True).first()
    return passed_on or mine.filter(incoming__number__in=written).values_list("id", flat=True).first()


def _in_newest_series(mine: Any, digits: str) -> str:
    newest = mine.order_by("-received_at", "-id").values_list("number", flat=True).first()
    tail = re.search(r"\d+$", newest or "")
    if tail is None or len(digits) > len(tail[0]):
        return ""
    return newest[: tail.start()] + digits.zfill(len(tail[0]))
