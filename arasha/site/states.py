"""How a complaint's state looks: the profile's word for it, a shape, a tone. Colour never stands alone."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import get_language, gettext

from arasha.law import load_book
from arasha.law.procedure import Procedure


class Look(NamedTuple):
    """`shape` names an icon; `tone` one of: still (nothing to do here), work (with us), wait (with somebody else), restored."""

    word: str
    shape: str
    tone: str


# The circle fills as the complaint goes along its road; other shapes mean that it waits for somebody or left the road.
LOOKS: dict[str, tuple[str, str]] = {
    "draft": ("dashed", "still"),
    "received": ("ring", "work"),
    "screening": ("quarter", "work"),
    "awaiting_complainant": ("pause", "wait"),
    "outcome_proposed": ("pen", "work"),
    "accepted": ("quarter", "work"),
    "examination": ("half", "work"),
    "findings": ("most", "work"),
    "joined": ("quarter", "work"),
    "awaiting_signature": ("pen", "work"),
    "follow_up": ("square", "wait"),
    "decided": ("full", "still"),
    "closed": ("check", "still"),
    "redirected": ("arrow", "still"),
    "declined": ("minus", "still"),
    "withdrawn_pending": ("question", "wait"),
    "withdrawn": ("back", "still"),
}


@lru_cache(maxsize=2)
def _procedure(profile: str) -> Procedure:
    return load_book(profile).procedure


def look(state: str) -> Look:
    """The look of a state in the language of the page. A state that no profile names is shown by its code, never hidden."""
    if state == "draft":
        return Look(gettext("Not sent yet"), *LOOKS[state])
    named = _procedure(settings.PROFILE).states.get(state)
    word = named.name(get_language() or "en") if named else state.replace("_", " ")
    return Look(word, *LOOKS.get(state, ("ring", "still")))
