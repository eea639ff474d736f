"""The statement behind the story of a complaint. As SQL, because putting six querysets together anew for every page costs more than
running them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import DateTimeField, Field, Model, UUIDField, Value

from arasha.bodies.models import Body
from arasha.complaints.models import ExaminationAct, Inquiry, Message, Note, Step, Translation
from arasha.letters.models import Letter
from arasha.people.models import User
from arasha.recommendations.models import MeasureReport, Recommendation


class Raw(NamedTuple):
    """A row of the joined statement. What `a`, `b`, `c` hold depends on the kind; `sealed` opens at its own row's place."""

    kind: str
    id: UUID
    at: datetime
    a: str
    b: str
    c: str
    who: str
    target: UUID | None
    sealed: bytes | None


def _sources(language: str) -> list[tuple[str, type[Model], dict[str, str], str]]:
    """Kind, table, its columns by the names of Raw, and how its rows belong to the complaint. Language is one of the office's own."""
    user, body = User._meta.db_table, Body._meta.db_table
    who = f'(SELECT u."name" FROM "{user}" u WHERE u."id" = t."{{}}")'  # noqa: S608
    of = f'(SELECT b."name_{language}" FROM "{body}" b WHERE b."id" = {{}})'  # noqa: S608
    recommendation, inquiry = Recommendation._meta.db_table, Inquiry._meta.db_table
    return [
        (
            "step",
            Step,
            {
                "a": 't."verb"', "b": 't."to_state"', "c": "t.\"by_kind\" || ':' || t.\"from_state\"", "who": who.format("by_id"),
                "target": 't."target_id"', "sealed": 't."note"',
            },
            't."complaint_id" = %s',
        ),
        ("note", Note, {"who": who.format("by_id"), "sealed": 't."text"'}, 't."complaint_id" = %s'),
        (
            "message",
            Message,
            {"a": "CASE WHEN t.\"from_public\" THEN 'public' ELSE 'staff' END", "who": who.format("by_id"), "sealed": 't."text"'},
            't."complaint_id" = %s',
        ),
        (
            "letter",
            Letter,
            {
                "at": 't."made_at"', "a": 't."status"', "b": 't."recipient_kind"', "c": "COALESCE(t.\"number\", '')",
                "who": who.format("signed_by_id"), "sealed": 't."title"',
                "target": f'(SELECT i."id" FROM "{inquiry}" i WHERE i."complaint_id" = t."subject_id" AND i."letter_id" = t."id")',  # noqa: S608
            },
            't."subject_id" = %s',
        ),
        (
            "answer",
            Inquiry,
            {"at": 't."answered_at"', "b": 't."came_by"', "who": of.format('t."body_id"'), "sealed": 't."answer"'},
            't."answered_at" IS NOT NULL AND t."complaint_id" = %s',
        ),
        (
            "report",
            MeasureReport,
            {
                "a": "CASE WHEN t.\"accepted\" THEN 'yes' ELSE 'no' END", "b": 't."came_by"',
                "who": of.format(f'(SELECT r."body_id" FROM "{recommendation}" r WHERE r."id" = t."recommendation_id")'),  # noqa: S608
                "sealed": 't."text"',
            },
            f't."recommendation_id" IN (SELECT r."id" FROM "{recommendation}" r WHERE r."source_id" = %s)',  # noqa: S608
        ),
        (
            "examination",
            ExaminationAct,
            {
                "at": 't."made_at"', "a": 't."kind"', "b": "COALESCE(CAST(t.\"held_on\" AS text), '')", "c": 't."way"',
                "who": who.format("made_by_id"), "sealed": 't."record"',
            },
            # an opinion that is awaited, or was cancelled, is told by its steps
            't."held_on" IS NOT NULL AND t."complaint_id" = %s',
        ),
        (
            "translation",
            Translation,
            {
                "at": 't."made_at"', "a": "t.\"language_from\" || ':' || t.\"language_to\"",
                "b": "COALESCE(CAST(t.\"certified_on\" AS text), '')", "who": who.format("made_by_id"), "target": 't."target_id"',
                "sealed": 't."text"',
            },
            't."replaced_at" IS NULL AND t."complaint_id" = %s',
        ),
        (
            "translator",
            Translation,
            {"at": 't."made_at"', "sealed": 't."certified_by"'},
            't."certified_on" IS NOT NULL AND t."replaced_at" IS NULL AND t."complaint_id" = %s',
        ),
    ]  # fmt: skip


@lru_cache
def _statement(language: str) -> str:
    """The whole statement, with one place for the complaint in each part."""
    parts = []
    for kind, model, columns, belongs in _sources(language):
        shown = [
            f"'{kind}'", 't."id"', columns.get("at", 't."at"'), columns.get("a", "''"), columns.get("b", "''"), columns.get("c", "''"),
            columns.get("who", "''"), columns.get("target", "NULL"), columns["sealed"],
        ]  # fmt: skip
        parts.append(f'SELECT {", ".join(shown)} FROM "{model._meta.db_table}" t WHERE {belongs}')  # noqa: S608
    return " UNION ALL ".join(parts)


def story_rows(complaint_id: UUID, language: str) -> list[Raw]:
    """Every row of the story of a complaint, in no order; one statement. `language` is one of the office's own."""
    to_id, to_moment = _converters()
    given = UUIDField().get_db_prep_value(complaint_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(_statement(language), [given] * len(_sources(language)))
        rows = cursor.fetchall()
    return [
        Raw(
            kind,
            to_id(id),
            to_moment(at),
            a,
            b,
            c,
            who or "",
            to_id(target) if target else None,
            bytes(sealed) if sealed else None,
        )
        for kind, id, at, a, b, c, who, target, sealed in rows
    ]


def _converters() -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """How this database's identifiers and moments become Python's: the same functions that Django's own models use."""

    def converter(field: Field) -> Callable[[Any], Any]:
        expression = Value(None, output_field=field)
        steps = [*connection.ops.get_db_converters(expression), *field.get_db_converters(connection)]

        def convert(value: Any) -> Any:
            for step in steps:
                value = step(value, expression, connection)
            return value

        return convert

    return converter(UUIDField()), converter(DateTimeField())
