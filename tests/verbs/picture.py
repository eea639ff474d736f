"""What is known of a complaint at one moment, and what differs between two of them, in the words of `what_verbs_do.csv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from arasha import vault
from arasha.complaints.actions.base import open_for_writing
from arasha.complaints.models import Complaint, Term
from arasha.journal.digests import present
from arasha.journal.models import Entry
from arasha.letters.models import Letter, Outgoing

NONE = "-"
Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Clock:
    """One term: its purpose, when it is due, the day on which it ended."""

    purpose: str
    due: str
    ended: date | None


@dataclass(frozen=True)
class Picture:
    """`chains` tells how far every chain of the journal reaches."""

    complaints: int  # how many there are at all: a verb may make one
    state: str
    terms: Mapping[UUID, Clock]
    letters: Mapping[UUID, tuple[str, str]]  # "code>recipient", status
    ways: Mapping[UUID, tuple[str, str]]  # kind, state
    chains: Mapping[UUID, int]


def picture(complaint: UUID | None) -> Picture:
    of = {"subject_id": complaint}
    return Picture(
        complaints=Complaint.objects.count(),
        state=Complaint.objects.filter(pk=complaint).values_list("state", flat=True).first() or NONE,
        terms={row.pk: _clock(row) for row in Term.objects.filter(complaint=complaint)},
        letters={row.pk: (f"{row.code}>{row.recipient_kind}", row.status) for row in Letter.objects.filter(**of)},
        ways={row.pk: (row.kind, row.state) for row in Outgoing.objects.filter(**of)},
        chains=dict(Entry.objects.order_by("chain", "seq").values_list("chain", "seq")),
    )


def state(about: tuple[str, str]) -> bytes | None:
    """The digest of what a chain is about, as it stands now."""
    return present(about[0], [about[1]]).get(about[1]) if about[1] else None


def _clock(term: Term) -> Clock:
    """Due on a day, or at an hour of the office's time."""
    at = term.due_at.astimezone(ZoneInfo(settings.TIME_ZONE)) if term.due_at else None
    return Clock(term.purpose, f"{at:%Y-%m-%dT%H:%M}" if at else term.due_on.isoformat(), term.ended_on)


def terms_told(before: Picture, after: Picture, today: date) -> dict[str, str]:
    """What became of the terms. One that ended on another day than `today` says so: "body_answer 2026-04-02=2026-03-17"."""
    runs = {key: clock for key, clock in before.terms.items() if clock.ended is None}
    then = {key: clock for key, clock in after.terms.items() if clock.ended is None}
    both = [(runs[key], then[key]) for key in runs.keys() & then.keys()]
    return {
        "stays": _line(f"{new.purpose} {new.due}" for old, new in both if old == new),
        "started": _line(f"{clock.purpose} {clock.due}" for key, clock in then.items() if key not in runs),
        "ended": _line(_ending(after.terms[key], today) for key in runs.keys() - then.keys()),
        "moved": _line(f"{new.purpose} {old.due}>{new.due}" for old, new in both if old != new),
    }


def _ending(clock: Clock, today: date) -> str:
    return f"{clock.purpose} {clock.due}" + (f"={clock.ended}" if clock.ended != today else "")


def letters_told(before: Picture, after: Picture) -> dict[str, str]:
    """Letters and ways out that are new or stand otherwise now. A letter that was sent says no more; a draft, "=draft"."""
    letters = [
        name if status == "sent" else f"{name}={status}"
        for name, status in [*changed(before.letters, after.letters).values(), *_gone(before.letters, after.letters)]
    ]
    ways = [
        kind if key not in before.ways else f"{kind}={state}" for key, (kind, state) in changed(before.ways, after.ways).items()
    ]
    return {"letters": _line(letters), "ways_out": _line(ways)}


def changed(before: Mapping[Key, Value], after: Mapping[Key, Value]) -> dict[Key, Value]:
    """What is new or different."""
    return {key: value for key, value in after.items() if before.get(key) != value}


def _gone(before: Mapping[UUID, tuple[str, str]], after: Mapping[UUID, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, "gone") for key, (name, _status) in before.items() if key not in after]


def words(complaint: UUID, letter_ids: Iterable[UUID]) -> dict[str, str]:
    """The exact words of letters, by "code.language": the title, an empty line, the text."""
    vault.forget_keys()
    row = Complaint.objects.get(pk=complaint)
    vault.load_keys([row.key_id])
    open_for_writing(row)
    found = Letter.objects.filter(pk__in=list(letter_ids))
    return {f"{one.code}.{one.language}": f"{one.title}\n\n{one.text}\n" for one in found}


def _line(parts: Iterable[str]) -> str:
    return "; ".join(sorted(parts)) or NONE
