"""Helpers for verbs that happen inside the office: four things are asserted of each, and marked words that must never leave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from arasha.complaints.actions import base
from arasha.complaints.doers import Staff
from arasha.complaints.models import Step, Term
from arasha.journal.models import Entry
from arasha.letters.models import Letter, Outgoing

PDF = b"%PDF-1.4 synthetic"


def quiet(
    office: Any, complaint: Any, verb: str, call: Callable[[Staff], Any], *, by: str = "officer", never: str = "registrar"
) -> Any:
    """Do a verb and assert of it: the right, that no term moved, that no letter was made or sent, and its one entry in the journal."""
    with pytest.raises(base.NotYours):
        call(office.by(never))
    before, entries = _state(complaint), Entry.objects.filter(chain_id=complaint.id, verb=verb).count()
    result = call(office.by(by))
    assert _state(complaint) == before, "a term moved, or a letter was made"
    assert Entry.objects.filter(chain_id=complaint.id, verb=verb).count() == entries + 1
    step = Step.objects.filter(complaint=complaint, verb=verb).latest("at", "id")
    assert step.by == office.staff[by]
    assert step.from_state == step.to_state
    return result


def _state(complaint: Any) -> tuple[list[Any], list[Any], int]:
    terms = Term.objects.filter(complaint=complaint).order_by("pk").values_list("purpose", "due_on", "ended_on")
    letters = Letter.objects.filter(subject_id=complaint.id).order_by("pk").values_list("pk", "status")
    return list(terms), list(letters), Outgoing.objects.filter(subject_id=complaint.id).count()
