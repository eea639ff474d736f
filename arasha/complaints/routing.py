"""Which office a complaint belongs to (for `kz`: KZ-C14, the competence points of the Rules of 20 October 2025)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from arasha.bodies.models import Body
from arasha.law import RuleBook
from arasha.people.models import Office


def office_for(book: RuleBook, body: Body | None, answers: Mapping[str, Any]) -> Office:
    """The regional representation for a body of a region, the centre for central bodies, and the region of the event when the
    person could not name the body. Complaints about the office itself go to the centre, where only its leaders see them."""
    centre = Office.objects.get(region="")
    if answers.get("about_office"):
        return centre
    if body is not None and body.is_central:
        return centre
    region = (body.region if body else "") or answers.get("region") or ""
    return (Office.objects.filter(region=region).first() if region else None) or centre
