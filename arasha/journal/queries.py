"""Reading the journal: what happened to a complaint, who opened it, what a member of staff did. Newest first, page by page.

Every query costs a fixed number of statements, whatever the size of the journal and of the page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from arasha import vault
from arasha.journal.actors import Actor, Kind
from arasha.journal.changes import CLEAR, payload_place
from arasha.journal.models import Entry, Opening

PAGE = 50


class State(StrEnum):
    OPEN = "open"  # the details are in `details`
    SEALED = "sealed"  # they were not asked for
    ERASED = "erased"  # their key is gone, and they with it
    ALTERED = "altered"  # they do not open: `arasha verify` will say more


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, ready to show. `details` is empty unless `state` is open."""

    chain: UUID
    seq: int
    at: datetime
    by: Actor
    verb: str
    subject: tuple[str, str]
    state: State
    details: dict[str, Any]


Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Page(Generic[Place]):
    """Some rows, and the place to give as `before` for the following ones; None where there are no more."""

    rows: list[Row]
    next: Place | None


TimePlace = tuple[datetime, UUID, int]  # time, chain, number


def entries_of(chain: UUID, *, before: int | None = None, limit: int = PAGE) -> Page[int]:
    """The changes of one complaint (or of `office_chain(…)`), with their details opened. `before` is a number. 1 + 1 statements.

    Whoever asks has checked that the reader may read the complaint, and records the reading.
    """
    entries = Entry.objects.filter(chain=chain)
    if before is not None:
        entries = entries.filter(seq__lt=before)
    found, more = _cut(entries.order_by("-seq"), limit)
    vault.load_keys({entry.key_id for entry in found if entry.key_id})
    return Page([_row(entry, opened=True) for entry in found], found[-1].seq if more else None)


def entries(
    among: QuerySet[Entry] | None = None,
    *,
    by: tuple[Kind, str] | None = None,
    verb: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: TimePlace | None = None,
    limit: int = PAGE,
) -> Page[TimePlace]:
    """What was changed and read, the newest first, without the sealed details: the reader of this list need not be allowed to read
    the complaints. `among` are the entries that the reader may see (all when None); `by` is (kind, id) of one actor; from `since`,
    before `until`. One statement.
    """
    asked = {"verb": verb, "at__gte": since, "at__lt": until}
    if by is not None:
        asked["actor_kind"], asked["actor_id"] = by
    rows: QuerySet[Any] = Entry.objects.all() if among is None else among
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    if before is not None:
        rows = _before(rows, "chain_id", before)
    found, more = _cut(rows.order_by("-at", "-chain_id", "-seq"), limit)
    return Page([_row(entry, opened=False) for entry in found], _place(found[-1]) if more else None)


def readings_of(subject: UUID, *, before: TimePlace | None = None, limit: int = PAGE) -> Page[TimePlace]:
    """Who opened the row `subject` (a complaint, a letter, …), alone or in a list, and on which page. Two statements."""
    openings: QuerySet[Any] = Opening.objects.filter(subject=subject)
    if before is not None:
        openings = _before(openings, "chain", before)
    places, more = _cut(openings.order_by("-at", "-chain", "-seq"), limit)
    if not places:
        return Page([], None)
    entries = {(e.chain_id, e.seq): e for e in Entry.objects.filter(pk__in=[(place.chain, place.seq) for place in places])}
    rows = [_row(entries[place.chain, place.seq], opened=False) for place in places if (place.chain, place.seq) in entries]
    last = places[-1]
    return Page(rows, (last.at, last.chain, last.seq) if more else None)


def closed_row(entry: Entry) -> Row:
    """An entry with its details only where they are in the clear (the rows that a reading showed); what is sealed stays so."""
    return _row(entry, opened=False)


def _cut(entries: QuerySet[Any], limit: int) -> tuple[list[Any], bool]:
    found = list(entries[: limit + 1])
    return found[:limit], len(found) > limit


def _place(entry: Entry) -> TimePlace:
    return entry.at, entry.chain_id, entry.seq


def _before(rows: QuerySet[Any], chain: str, place: TimePlace) -> QuerySet[Any]:
    """Rows that come after `place` when the newest come first, as a comparison the index answers."""
    return (
        rows.filter(at__lte=place[0])
        .exclude(at=place[0], **{f"{chain}__gt": place[1]})
        .exclude(at=place[0], **{chain: place[1]}, seq__gte=place[2])
    )


def _row(entry: Entry, *, opened: bool) -> Row:
    state, details = _details(entry, opened)
    by = Actor(entry.actor_kind, entry.actor_id, entry.address)  # type: ignore[arg-type]
    return Row(entry.chain_id, entry.seq, entry.at, by, entry.verb, (entry.subject_kind, entry.subject_id), state, details)


def _details(entry: Entry, opened: bool) -> tuple[State, dict[str, Any]]:
    payload = bytes(entry.payload)
    if payload.startswith(CLEAR):
        return State.OPEN, json.loads(payload[1:])
    if not opened:
        return State.SEALED, {}
    try:
        return State.OPEN, json.loads(vault.open_sealed(payload, place=payload_place(entry.chain_id, entry.seq)))
    except vault.KeyErased:
        return State.ERASED, {}
    except vault.CannotOpen:
        return State.ALTERED, {}
