"""Which complaints are about the same matter: joined, related, and perhaps the same; each within what the reader may read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from arasha import vault
from arasha.complaints.joining import current
from arasha.complaints.models import Complaint, Joining, MatterToken, Relation
from arasha.complaints.queries.desk_alike import ALIKE, COLUMNS, measured, near
from arasha.complaints.queries.desk_same import Likely, gathered, others_of
from arasha.people import policy


@dataclass(frozen=True)
class Other:
    """Another complaint as a list names it."""

    id: UUID
    number: str | None
    state: str
    received_at: datetime

    @classmethod
    def of(cls, row: Complaint) -> Other:
        return cls(row.pk, row.number, row.state, row.received_at)


@dataclass
class Group:
    """What is considered together with a complaint. `hidden`: how many more there are that the reader may not read."""

    lead: Other | None = None  # empty where the reader may not read it, and on the lead itself
    leads: bool = False
    members: list[Other] = field(default_factory=list)
    hidden: int = 0


@dataclass(frozen=True)
class Related:
    """A complaint to which somebody related this one: how, when and why."""

    other: Other
    kind: str
    at: datetime
    note: str


@dataclass
class Matter:
    """All of it for one complaint, as three statements found it. `keys` must be loaded before `related` and `likely` are asked for."""

    complaint: Complaint
    group: Group
    relations: list[Relation]
    rows: list[tuple[Any, ...]]

    @property
    def keys(self) -> list[UUID]:
        return [*(row.complaint.key_id for row in self.relations), *(row[4] for row in self.rows if row[-1] == ALIKE)]

    @property
    def related(self) -> list[Related]:
        found = []
        for row in self.relations:
            other = row.other if row.complaint_id == self.complaint.pk else row.complaint
            found.append(Related(Other.of(other), row.get_kind_display(), row.at, row.note or ""))
        return found

    @property
    def likely(self) -> list[Likely]:
        """Perhaps about the same matter, with what matches: body, place and day, a file, the text. The likest text first."""
        marks = [(*row[:4], None, None, row[-1]) for row in self.rows if row[-1] != ALIKE]
        found = {one.id: one for one in gathered(marks, MatterToken.Kind)}
        for one in measured(self.complaint, [row for row in self.rows if row[-1] == ALIKE]):
            known = found.setdefault(one.id, Likely(one.id, one.number, one.state, one.received_at))
            known.percent = one.percent
            known.why.append(gettext("%(percent)s %% of the text") % {"percent": one.percent})
        return sorted(found.values(), key=lambda one: (one.percent, len(one.why), one.received_at), reverse=True)


def matter_of(user: Any, complaint: Complaint) -> Matter:
    """Three statements, whatever there is; opens nothing."""
    return Matter(complaint, group_of(user, complaint), _relations(user, complaint), _likely_rows(user, complaint))


def likely_same(user: Any, complaint: Complaint) -> list[Likely]:
    """Complaints that are perhaps about the same matter; nothing is joined by it. One statement and the keys."""
    matter = Matter(complaint, Group(), [], _likely_rows(user, complaint))
    vault.load_keys(matter.keys)
    return matter.likely


def related_to(user: Any, complaint: Complaint) -> list[Related]:
    """The relations whose other side the reader may read; one statement and the keys."""
    matter = Matter(complaint, Group(), _relations(user, complaint), [])
    vault.load_keys(matter.keys)
    return matter.related


def group_of(user: Any, complaint: Complaint) -> Group:
    """Who leads and what is joined; one statement."""
    lead = current().filter(complaint=complaint).values("lead")
    rows = current().filter(Q(lead=complaint) | Q(lead__in=lead)).select_related("complaint", "lead")
    rows = rows.annotate(sees=_sees(user, "complaint"), sees_lead=_sees(user, "lead")).order_by("at", "id")
    return _group(complaint, list(rows))


def _group(complaint: Complaint, rows: list[Joining]) -> Group:
    if not rows:
        return Group()
    others = [row for row in rows if row.complaint_id != complaint.pk]
    leads = rows[0].lead_id == complaint.pk
    shown = leads or rows[0].sees_lead
    return Group(
        lead=Other.of(rows[0].lead) if shown and not leads else None,
        leads=leads,
        members=[Other.of(row.complaint) for row in others if row.sees],
        hidden=sum(not row.sees for row in others) + (not shown),
    )


def _relations(user: Any, complaint: Complaint) -> list[Relation]:
    rows = Relation.objects.filter(Q(complaint=complaint) | Q(other=complaint), ended_at=None)
    seen = rows.filter(_sees(user, "complaint"), _sees(user, "other"))
    return list(seen.select_related("complaint", "other").order_by("-at", "-id"))


def _likely_rows(user: Any, complaint: Complaint) -> list[tuple[Any, ...]]:
    marks = MatterToken.objects.filter(complaint=complaint).values("value")
    same = others_of(user, complaint).filter(matter_tokens__value__in=marks).values_list(*COLUMNS, "matter_tokens__kind")
    return list(same.union(near(user, complaint), all=True))


def _sees(user: Any, name: str) -> Exists:
    return Exists(policy.visible(user, Complaint.objects.filter(pk=OuterRef(name))))
