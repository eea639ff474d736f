"""What the office achieved in a year, counted from what was recorded; every count of complaints opens its list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from arasha.complaints.models import Complaint, Proceeding, Remedy
from arasha.complaints.terms import start_of
from arasha.people import policy

# What a remedy may count: its column is more than nothing.
COLUMNS = {"people": "people", "money": "money", "revoked": "decisions_revoked", "law": "laws_changed"}
KINDS = tuple(Proceeding.Kind.values)
_VALUE = re.compile(rf"({'|'.join((*COLUMNS, *KINDS))})-(\d{{4}})")


@dataclass(frozen=True)
class Figure:
    """How much of one thing, and in how many complaints; `remedy` is the filter that lists these."""

    code: str
    amount: int | Decimal
    complaints: int
    remedy: str
    currency: str = ""


@dataclass(frozen=True)
class Opened:
    """Proceedings of one kind opened in the year, and how they ended so far."""

    kind: str
    opened: int
    ends: Mapping[str, int]
    complaints: int
    remedy: str


def read_remedy(text: str) -> tuple[str, int] | None:
    """("people", 2026) of "people-2026"; None when it says nothing that is counted."""
    found = _VALUE.fullmatch(text)
    return (found[1], int(found[2])) if found and 1900 < int(found[2]) < 9000 else None


def remedied(text: str) -> Q:
    """Complaints with such a remedy recorded, or such proceedings opened, in that calendar year of the office."""
    found = read_remedy(text)
    if found is None:
        return Q()
    code, year = found
    if code in KINDS:
        return Q(Exists(_proceedings(year).filter(kind=code, complaint=OuterRef("pk"))))
    return Q(Exists(_remedies(year).filter(complaint=OuterRef("pk"), **{f"{COLUMNS[code]}__gt": 0})))


def achieved(user: Any, *, year: int) -> list[Figure]:
    """Rights restored, decisions revoked, laws changed, then money by currency; two statements."""
    mine = _of(user, _remedies(year))
    plain = {code: column for code, column in COLUMNS.items() if code != "money"}
    sums = {f"{code}_sum": Sum(column) for code, column in plain.items()}
    counts = {f"{code}_in": Count("complaint", distinct=True, filter=Q(**{f"{column}__gt": 0})) for code, column in plain.items()}
    found = mine.aggregate(**sums, **counts)
    figures = [Figure(code, found[f"{code}_sum"] or 0, found[f"{code}_in"], f"{code}-{year}") for code in plain]
    paid = (
        mine.filter(money__gt=0)
        .order_by("currency")
        .values_list("currency")
        .annotate(Sum("money"), Count("complaint", distinct=True))
    )
    return [*figures, *(Figure("money", amount, complaints, f"money-{year}", currency) for currency, amount, complaints in paid)]


def proceedings(user: Any, *, year: int) -> list[Opened]:
    """Proceedings by kind; one statement."""
    ends = {f"end_{end}": Count("id", filter=Q(end=end)) for end in Proceeding.End.values}
    rows = _of(user, _proceedings(year)).order_by().values("kind")
    counted = {
        row["kind"]: row for row in rows.annotate(opened=Count("id"), complaints=Count("complaint", distinct=True), **ends)
    }
    nothing = {"opened": 0, "complaints": 0, **dict.fromkeys(ends, 0)}
    found = []
    for kind in KINDS:
        row = counted.get(kind, nothing)
        by_end = {end: row[f"end_{end}"] for end in Proceeding.End.values}
        found.append(Opened(kind, row["opened"], by_end, row["complaints"], f"{kind}-{year}"))
    return found


def _remedies(year: int) -> QuerySet[Remedy]:
    """Recorded in the year of the office's calendar."""
    return Remedy.objects.filter(at__gte=start_of(date(year, 1, 1)), at__lt=start_of(date(year + 1, 1, 1)))


def _proceedings(year: int) -> QuerySet[Proceeding]:
    return Proceeding.objects.filter(opened_on__year=year)


def _of(user: Any, rows: QuerySet) -> QuerySet:
    return rows.filter(complaint__in=policy.visible(user, Complaint.objects.all()).order_by().values("pk"))
