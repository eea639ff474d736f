"""How each state of a complaint and each kind of term looks: a word, a shape, a tone. Colour never stands alone."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    """`shape` names an icon; `tone` one of: still (nothing to do here), work (with us), wait (with somebody else), restored."""

    word: str | Promise
    shape: str
    tone: str


# The circle fills as the complaint goes along its road; other shapes mean that it waits for somebody or left the road.
STATES: dict[str, Look] = {
    "draft": Look(_("Not sent yet"), "dashed", "still"),
    "received": Look(_("Received"), "ring", "work"),
    "screening": Look(_("Admissibility check"), "quarter", "work"),
    "awaiting_complainant": Look(_("Waiting for the complainant"), "pause", "wait"),
    "outcome_proposed": Look(_("Outcome proposed"), "pen", "work"),
    "accepted": Look(_("Accepted"), "quarter", "work"),
    "examination": Look(_("Examination"), "half", "work"),
    "findings": Look(_("Findings recorded"), "most", "work"),
    "awaiting_signature": Look(_("Waiting for signature"), "pen", "work"),
    "follow_up": Look(_("Follow-up"), "square", "wait"),
    "decided": Look(_("Decided"), "full", "still"),
    "closed": Look(_("Closed"), "check", "still"),
    "redirected": Look(_("Redirected"), "arrow", "still"),
    "declined": Look(_("Not considered"), "minus", "still"),
    "withdrawn_pending": Look(_("Withdrawal being checked"), "question", "wait"),
    "withdrawn": Look(_("Withdrawn"), "back", "still"),
}


def look(state: str) -> Look:
    """The look of a state. A state that only a profile knows is shown by its own name, never hidden."""
    return STATES.get(state) or Look(state.replace("_", " "), "ring", "still")
