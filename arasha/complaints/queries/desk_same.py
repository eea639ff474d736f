"""Perhaps the same person, perhaps the same body, place and day: found by keyed hashes, within what the reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from arasha.complaints.models import Complaint, Party
from arasha.parties.models import Token
from arasha.parties.tokens import token_values
from arasha.people import policy

MOST = 50  # complaints shown; a name that many bear finds more than anybody would open


@dataclass
class Likely:
    """An earlier complaint that may belong together with this one, and why."""

    id: UUID
    number: str | None
    state: str
    received_at: datetime
    party_id: UUID | None = None
    why: list[Any] = field(default_factory=list)
    leading: bool = False  # this complaint may be joined to it
    percent: int = 0  # of the text that is the same, where it is alike


@dataclass
class Together:
    """Of the same person: earlier complaints (joined by staff), likely ones."""

    earlier: list[Likely]
    likely: list[Likely]


JOINED = "joined"


def together(user: Any, complaint: Complaint, parties: Iterable[Party]) -> Together:
    """Other complaints that this member of staff may read and that may belong together with this one; one statement.

    Of the same person: those whose complainant or affected person shares a telephone, e-mail address, identity number or name with
    one of these. What shares more stands first. Removed parties and erased complaints are not among them.
    """
    mine = [party.person for party in parties if party.person and party.role in (Party.Role.COMPLAINANT, Party.Role.AFFECTED)]
    same = {person.same for person in mine}
    values = {value for person in mine for value in token_values(person.name or "", person.contact or {}).values()}
    others = others_of(user, complaint)
    # Both conditions in one filter: they are about one party, and a second join would multiply the rows.
    joined = others.filter(parties__person__same__in=same, parties__removed_at=None)
    joined = joined.values_list(*COLUMNS, "parties__id", "parties__person__same", Value(JOINED))
    alike = others.filter(parties__person__tokens__value__in=values, parties__removed_at=None)
    alike = alike.values_list(*COLUMNS, "parties__id", "parties__person__same", "parties__person__tokens__kind")
    parts = [part for part, wanted in ((joined, same), (alike, values)) if wanted]
    rows = list(parts[0].union(*parts[1:], all=True)) if parts else []
    return Together(
        earlier=gathered([row for row in rows if row[-1] == JOINED], ()),
        likely=gathered([row for row in rows if row[-1] in Token.Kind.values and row[-2] not in same], Token.Kind),
    )


COLUMNS = ("id", "number", "state", "received_at")


def others_of(user: Any, complaint: Complaint) -> QuerySet:
    """The complaints beside this one that may be found: those that this member of staff may read, the erased ones left out."""
    return policy.visible(user, Complaint.objects.filter(erased_at=None)).exclude(pk=complaint.pk)


def gathered(rows: Iterable[tuple[Any, ...]], kinds: Any) -> list[Likely]:
    """One of each complaint in rows of COLUMNS, party, person and kind, with the reasons in words; what has more of them first."""
    found: dict[UUID, Likely] = {}
    why: dict[UUID, set[str]] = defaultdict(set)
    for pk, number, state, received_at, party, _same, kind in rows:
        found.setdefault(pk, Likely(pk, number, state, received_at, party))
        why[pk].add(kind)
    for pk, one in found.items():
        one.why = [kind.label for kind in kinds if kind.value in why[pk]]
    return sorted(found.values(), key=lambda one: (len(one.why), one.received_at), reverse=True)[:MOST]
