"""The board of terms: every open term that a person may see, those that end first before; late, today, the coming seven days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When

from arasha.complaints.models import Term
from arasha.complaints.queries.desk_filters import NOBODY
from arasha.complaints.queries.desk_paging import counts_to
from arasha.complaints.queries.desk_recount import TermKey
from arasha.complaints.queries.told import told_to
from arasha.ids import read_id
from arasha.people import policy

WHENS = ("late", "today", "week", "later")
SIZE = 50


@dataclass(frozen=True)
class BoardFilters:
    """Which terms the board shows. Empty means all. `when` is one of WHENS; `officer` an identifier or "nobody"; `told` "1": only those
    that this person was told of."""

    when: str = ""
    office: str = ""
    officer: str = ""
    purpose: str = ""
    told: str = ""

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> BoardFilters:
        """From an address; what makes no sense is left out, so that an old link still opens a list."""
        values = {field.name: str(query.get(field.name, ""))[:60] for field in fields(cls)}
        if values["when"] not in WHENS:
            values["when"] = ""
        if values["officer"] not in ("", NOBODY) and not read_id(values["officer"]):
            values["officer"] = ""
        return cls(**values)

    @property
    def chosen(self) -> dict[str, str]:
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    def query(self, **changes: str) -> str:
        """The filters as the query of an address, some of them changed; "?" alone when nothing is chosen."""
        return "?" + urlencode(replace(self, **changes).chosen)


def board_terms(user: Any, filters: BoardFilters, *, today: date) -> QuerySet[Term]:
    """The open terms of complaints that `user` may read, as far as the filters leave them; the rights stand in the SQL."""
    terms = policy.visible(user, Term.objects.filter(ended_on=None), through="complaint__")
    if filters.when:
        terms = terms.filter(_when(filters.when, today))
    if filters.office:
        terms = terms.filter(complaint__office__code=filters.office)
    if filters.officer:
        whose = None if filters.officer == NOBODY else UUID(filters.officer)
        terms = terms.filter(
            Q(purpose="review", complaint__reviewer=whose) | (~Q(purpose="review") & Q(complaint__officer=whose))
        )
    if filters.purpose:
        terms = terms.filter(purpose=filters.purpose)
    if filters.told:
        terms = told_to(user, terms, today)
    return terms


def counts(user: Any, filters: BoardFilters, *, today: date) -> dict[str, tuple[int, bool]]:
    """How many terms are late, end today, in the coming seven days, later, under the other filters, and whether there are more than
    that.

    One statement: for whoever leads or works on some complaints exactly, for whoever reads every office up to a thousand each, as
    counting on would cost more than the page.
    """
    if not policy.reads_everything(user) or filters.office or filters.officer:
        terms = board_terms(user, replace(filters, when=""), today=today).order_by()
        found = terms.aggregate(**{when: Count("pk", filter=_when(when, today)) for when in WHENS})
        return {when: (count, False) for when, count in found.items()}
    return counts_to({when: board_terms(user, replace(filters, when=when), today=today) for when in WHENS})


@dataclass(frozen=True)
class BoardPage:
    """Rows of one page and the places that lead on; None at an end."""

    rows: list[Any]
    sooner: TermKey | None
    later: TermKey | None


def board_page(terms: QuerySet[Term], language: str, *, after: TermKey | None = None, before: TermKey | None = None) -> BoardPage:
    """One page by key (due_on, id), one statement. `after`: those that end later than the key; `before`: those that end sooner."""
    rows = terms.annotate(
        number=F("complaint__number"), officer_name=_WHOSE, urgent=F("complaint__urgent"),
        office_name=F(f"complaint__office__name_{language}"),
    ).values_list(
        "id", "complaint_id", "purpose", "rule", "basis", "due_on", "number", "officer_name", "urgent", "office_name", named=True
    )  # fmt: skip
    if before is not None:
        found = list(rows.filter(before.earlier).order_by("-due_on", "-id")[: SIZE + 1])
        more, shown = len(found) > SIZE, found[:SIZE][::-1]
        return BoardPage(shown, _key(shown[0]) if more else None, _key(shown[-1]) if shown else None)
    found = list((rows.filter(after.later) if after else rows).order_by("due_on", "id")[: SIZE + 1])
    more, shown = len(found) > SIZE, found[:SIZE]
    return BoardPage(shown, _key(shown[0]) if shown and after else None, _key(shown[-1]) if more else None)


# Whoever has to do what is due: of a review the reviewer, of everything else the officer.
_WHOSE = Case(When(purpose="review", then=F("complaint__reviewer__name")), default=F("complaint__officer__name"))


def _key(row: Any) -> TermKey:
    return TermKey(row.due_on, row.id)


def _when(when: str, today: date) -> Q:
    if when == "late":
        return Q(due_on__lt=today)
    if when == "today":
        return Q(due_on=today)
    week = today + timedelta(days=7)
    return Q(due_on__gt=today, due_on__lte=week) if when == "week" else Q(due_on__gt=week)
