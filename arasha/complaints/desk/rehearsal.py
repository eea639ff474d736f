"""Showing a letter before it goes out: the verb is done in a transaction that is then taken back, so that what one reads is what
the action itself makes, and nothing of the letters' rules is told twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from arasha.complaints.outgoing import CODE_LETTER
from arasha.letters.models import Letter
from arasha.letters.queries import SHOWN


@dataclass
class Rehearsed:
    """The letters that a verb would make, read before they vanished again; the first is the one that the verb is about."""

    letters: list[Letter] = field(default_factory=list)


class _TakenBack(Exception):
    """Ends the rehearsal."""


def rehearse(ask: Any, call: Callable[[Any], Any]) -> Rehearsed:
    """Do the verb and take it back. Raises whatever the action refuses; the write lock is held as long as the verb itself holds it."""
    found = Rehearsed()
    try:
        with transaction.atomic():
            before = set(Letter.objects.filter(subject_id=ask.id).values_list("id", flat=True))
            call(ask)
            letters = Letter.objects.filter(subject_id=ask.id).select_related(*SHOWN).exclude(pk__in=before)
            # The code that was made is taken back too: the letter that goes out holds another.
            shown = letters.exclude(code=CODE_LETTER).order_by("made_at", "id")
            found.letters = [_read(letter) for letter in shown]
            raise _TakenBack
    except _TakenBack:
        return found


def _read(letter: Letter) -> Letter:
    """Open what is sealed while the keys are at hand."""
    _said = (letter.title, letter.text, letter.recipient_name)
    return letter
