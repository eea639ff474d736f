"""Filters of the desk's list: read from an address, written back into one, and turned into a condition.

Every number on the desk that opens a list is counted with the same filters that its link holds, so that they always agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from arasha.complaints.models import Inquiry, IssueLink, ReviewStage, Term
from arasha.complaints.queries.desk_remedies import read_remedy, remedied
from arasha.complaints.terms import start_of
from arasha.ids import read_id

OPEN_STATES = (
    "received", "screening", "awaiting_complainant", "outcome_proposed", "accepted", "examination", "findings",
    "joined", "awaiting_signature", "decided", "follow_up", "withdrawn_pending",
)  # fmt: skip
DUES = ("late", "today", "week")
NOBODY, ANY = "nobody", "any"


@dataclass(frozen=True)
class Filters:
    """Which complaints a list shows. Empty means all. `due`: late, today, week (the coming seven days); `received` and `closed` name
    an ISO week ("2026-W47") of the office's calendar; `officer` is a member of staff's identifier or "nobody"; `silent` is the code
    of a body whose answer to an inquiry is late; `remedy` says what was achieved in which year ("people-2026"); `issue` is the
    identifier of a systemic issue; `review` is a stage of the review that is under way, or "any"; `state` may be "open", which is every
    state before the end of the road."""

    state: str = ""
    office: str = ""
    region: str = ""
    body: str = ""
    officer: str = ""
    urgent: str = ""
    due: str = ""
    received: str = ""
    closed: str = ""
    silent: str = ""
    remedy: str = ""
    issue: str = ""
    review: str = ""

    @classmethod
    def read(cls, query: Mapping[str, Any]) -> Filters:
        """From an address; what makes no sense is left out, so that an old link still opens a list."""
        values = {field.name: str(query.get(field.name, ""))[:60] for field in fields(cls)}
        for name in ("received", "closed"):
            if values[name] and week_bounds(values[name]) is None:
                values[name] = ""
        if values["officer"] not in ("", NOBODY) and not read_id(values["officer"]):
            values["officer"] = ""
        if values["remedy"] and read_remedy(values["remedy"]) is None:
            values["remedy"] = ""
        if not read_id(values["issue"]):
            values["issue"] = ""
        if values["review"] not in (ANY, *ReviewStage.values):
            values["review"] = ""
        if values["due"] not in DUES:
            values["due"] = ""
        return cls(**values)

    @property
    def chosen(self) -> dict[str, str]:
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    def query(self, **changes: str) -> str:
        """The filters as the query of an address ("?state=…"), some of them changed; "?" alone when nothing is chosen."""
        return "?" + urlencode(replace(self, **changes).chosen)

    def apply(self, complaints: QuerySet, *, today: date) -> QuerySet:
        """The complaints that these filters leave. `today` is the office's calendar day."""
        for condition in self._conditions(today):
            complaints = complaints.filter(condition)
        return complaints

    def _conditions(self, today: date) -> list[Q]:
        plain = {"office": "office__code", "region": "region", "body": "body__code"}
        found = [Q(**{column: getattr(self, name)}) for name, column in plain.items() if getattr(self, name)]
        if self.state:
            found.append(Q(state__in=OPEN_STATES) if self.state == "open" else Q(state=self.state))
        if self.officer:
            found.append(Q(officer=None) if self.officer == NOBODY else Q(officer=self.officer))
        if self.urgent:
            found.append(Q(urgent=True))
        if self.due:
            found.append(due_condition(self.due, today))
        if self.silent:
            asked = Inquiry.objects.filter(body__code=self.silent, answered_at=None).order_by().values("id")
            late = Term.objects.filter(
                complaint=OuterRef("pk"), purpose="body_answer", ended_on=None, due_on__lt=today, target_id__in=asked
            )
            found.append(Q(Exists(late)))
        if self.issue:
            shown = IssueLink.objects.filter(issue=read_id(self.issue), ended_at=None)
            found.append(Q(pk__in=shown.values("complaint")))
        if self.review:
            found.append(Q(review__isnull=False) if self.review == ANY else Q(review=self.review))
        if self.remedy:
            found.append(remedied(self.remedy))
        for name in ("received", "closed"):
            if bounds := week_bounds(getattr(self, name)):
                found.append(Q(**{f"{name}_at__gte": bounds[0], f"{name}_at__lt": bounds[1]}))
        return found


def due_condition(due: str, today: date) -> Q:
    """Complaints whose earliest open term is late, ends today, or ends within the coming seven days (today left out)."""
    if due == "late":
        return Q(due_on__lt=today)
    if due == "today":
        return Q(due_on=today)
    return Q(due_on__gt=today, due_on__lte=today + timedelta(days=7))


def week_of(day: date) -> str:
    """The ISO week of a calendar day, such as 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def week_bounds(week: str) -> tuple[datetime, datetime] | None:
    """First instant of the week and of the week after it, UTC, by the office's calendar; None when it names no week."""
    found = re.fullmatch(r"(\d{4})-W(\d{2})", week)
    if not found:
        return None
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None
    return start_of(monday), start_of(monday + timedelta(days=7))
