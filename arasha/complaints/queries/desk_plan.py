"""The plan of the examination: of one complaint, its next line for the page's head, and the lines of one person for My work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, BooleanField, CharField, DateField, Field, QuerySet, UUIDField
from django.db.models.expressions import RawSQL

from arasha import vault
from arasha.complaints.joining import UNDECIDED
from arasha.complaints.models import Complaint, ExaminationAct, Inquiry, IssueLink, Joining, PlanLine, Relation, Translation
from arasha.complaints.queries.desk_filters import OPEN_STATES
from arasha.complaints.queries.desk_next import exists
from arasha.mailbox.models import Mail
from arasha.people import policy
from arasha.people.models import User

SHOWN_AT_MOST = 30  # lines in My work; who has more reads them on the complaints
_MINE = f'"{Complaint._meta.db_table}"."id"'
_BODY = f'"{Complaint._meta.db_table}"."body_id"'


def _of_next(column: str) -> str:
    table = f'"{PlanLine._meta.db_table}" p JOIN "{User._meta.db_table}" u ON u."id" = p."who_id"'
    return f'(SELECT {column} FROM {table} WHERE p."complaint_id" = {_MINE} AND p."ended_at" IS NULL ORDER BY p."due_on", p."id" LIMIT 1)'  # noqa: S608


_ANSWERED = exists(Inquiry, "complaint_id", f'f."body_id" = {_BODY} AND f."answered_at" IS NOT NULL')
_HEARD = exists(ExaminationAct, "complaint_id", f'f."body_id" = {_BODY} AND f."kind" = \'hearing\'')
_UNENDED = 'f."ended_at" IS NULL'
_STATES = ", ".join(f"'{state}'" for state in UNDECIDED)
_JOINED = f'"{Complaint._meta.db_table}" m WHERE m."id" = f."complaint_id" AND m."state" IN ({_STATES})'
_UNDECIDED = f'{_UNENDED} AND EXISTS (SELECT 1 FROM {_JOINED} AND (m."reopened_at" IS NULL OR f."at" >= m."reopened_at"))'  # noqa: S608
# What only the page of one complaint asks for; in its statement, as SQL for the reason given in `desk_next`.
PAGE_FACTS = {
    "acted": exists(ExaminationAct, "complaint_id"),
    "expert_awaited": exists(
        ExaminationAct, "complaint_id", 'f."kind" = \'opinion\' AND f."held_on" IS NULL AND f."cancelled_at" IS NULL'
    ),
    "uncertified": exists(Translation, "complaint_id", 'f."certified_on" IS NULL AND f."replaced_at" IS NULL'),
    "heard": f"({_ANSWERED} OR {_HEARD})",
    "leads": exists(Joining, "lead_id", _UNDECIDED),
    "related": f"({exists(Relation, 'complaint_id', _UNENDED)} OR {exists(Relation, 'other_id', _UNENDED)})",
    "has_issues": exists(IssueLink, "complaint_id", _UNENDED),
    "mail_waits": exists(Mail, "complaint_id", f"f.\"state\" = '{Mail.State.ANSWER.value}'"),
}
NEXT_LINE: dict[str, tuple[str, Field]] = {
    "plan_line": ('p."id"', UUIDField()),
    "plan_due": ('p."due_on"', DateField()),
    "plan_question": ('p."question"', BinaryField()),
    "plan_who": ('u."name"', CharField()),
}


def with_examination(complaints: QuerySet) -> QuerySet:
    """The complaints with PAGE_FACTS and the line of the plan that is due first; no statement of its own."""
    facts = {name: RawSQL(sql, (), BooleanField()) for name, sql in PAGE_FACTS.items()}  # noqa: S611 (our own words)
    line = {name: RawSQL(_of_next(column), (), field) for name, (column, field) in NEXT_LINE.items()}  # noqa: S611
    return complaints.annotate(**facts, **line)


@dataclass(frozen=True)
class Line:
    """A line of a plan as a page shows it. `due_on` is the office's own day."""

    id: UUID
    complaint_id: UUID
    question: str
    who: str
    due_on: date
    today: date
    number: str = ""

    @property
    def late(self) -> bool:
        return self.due_on < self.today

    @property
    def due_today(self) -> bool:
        return self.due_on == self.today


def next_line(complaint: Any, today: date) -> Line | None:
    """The line that is due first, of a complaint that came with `with_examination`, its key loaded."""
    if complaint.plan_line is None or complaint.erased_at is not None:
        return None
    question = _opened(complaint.plan_question, complaint.plan_line)
    return Line(complaint.plan_line, complaint.id, question, complaint.plan_who, complaint.plan_due, today)


def my_line_rows(user: Any) -> list[Any]:
    """Open lines of this person on open complaints that they may read, what is due first on top; one statement."""
    rows = PlanLine.objects.filter(who=user.id, ended_at=None, complaint__state__in=OPEN_STATES, complaint__erased_at=None)
    columns = ("id", "complaint_id", "complaint__key_id", "complaint__number", "question", "who__name", "due_on")
    mine = policy.visible(user, rows, through="complaint__").order_by("due_on", "id")
    return list(mine.values_list(*columns, named=True)[:SHOWN_AT_MOST])


def my_lines(rows: Sequence[Any], today: date) -> list[Line]:
    """The rows ready to show; the complaints' keys are loaded."""
    return [
        Line(
            row.id, row.complaint_id, _opened(row.question, row.id), row.who__name, row.due_on, today, row.complaint__number or ""
        )
        for row in rows
    ]


def plan_of(complaint: Complaint) -> tuple[list[PlanLine], list[PlanLine]]:
    """The lines that are open and those that ended, each in the order of its days; one statement."""
    rows = list(PlanLine.objects.filter(complaint=complaint.id).select_related("who", "ended_by", "act", "file__blob"))
    for row in rows:
        row.complaint = complaint
    return [row for row in rows if row.ended_at is None], [row for row in rows if row.ended_at is not None]


def _opened(sealed: bytes, line_id: UUID) -> str:
    return vault.open_sealed(sealed, place=f"{PlanLine._meta.db_table}.question:{line_id}").decode()
