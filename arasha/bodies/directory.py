"""The directory of bodies, from the rule book into the database. What was known before stays: old names, bodies now gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from arasha.bodies.models import Body, FormerName
from arasha.law import RuleBook
from arasha.law import directory as law

NAMES = ("name_kk", "name_ru", "name_en")
KEPT = ("kind", "level", "within_jurisdiction", "region", "valid_from", "valid_to", "confidence", "note")


@dataclass(frozen=True)
class Loaded:
    """How many bodies a loading added, changed and ended."""

    added: int
    changed: int
    ended: int


def load_directory(book: RuleBook, *, at: datetime) -> Loaded:
    """Bring the bodies in step with `book`, the bodies of every region included; loading again changes nothing.

    The old name is kept as in use until the day before; a body that the book dropped ends the day before. Nothing is deleted.
    """
    yesterday = book.office_day(at) - timedelta(days=1)
    with transaction.atomic():
        known = {body.code: body for body in Body.objects.select_for_update()}
        wanted = {body.code: body for body in book.bodies_with_regions()}
        added = [Body(code=code, **_values(body)) for code, body in wanted.items() if code not in known]
        both = [(known[code], _values(body)) for code, body in wanted.items() if code in known]
        changed = [row for row, values in both if _bring_up(row, values, yesterday)]
        ended = [body for code, body in known.items() if code not in wanted and body.valid_to is None]
        for body in ended:
            body.valid_to = yesterday
        moved = _set_parents(wanted, {**known, **{body.code: body for body in added}})
        Body.objects.bulk_create(added)
        Body.objects.bulk_update([*changed, *ended], [*NAMES, *KEPT], batch_size=200)
        Body.objects.bulk_update([body for body in moved if body.code in known], ["parent"], batch_size=200)
    return Loaded(len(added), len(changed), len(ended))


def _values(body: law.Body) -> dict[str, Any]:
    names = {f"name_{language}": body.name(language) for language in ("kk", "ru", "en")}
    return {**names, **{field: getattr(body, field) for field in KEPT}}


def _bring_up(row: Body, values: dict[str, Any], yesterday: date) -> bool:
    before = {field: getattr(row, field) for field in values}
    if before == values:
        return False
    if any(before[name] != values[name] for name in NAMES):
        FormerName.objects.create(body=row, until=yesterday, **{name: before[name] for name in NAMES})
    for field, value in values.items():
        setattr(row, field, value)
    return True


def _set_parents(wanted: dict[str, law.Body], rows: dict[str, Body]) -> list[Body]:
    """Point every body to the one it is part of, before anything is saved; answers those whose parent changed."""
    moved = []
    for code, body in wanted.items():
        parent = rows.get(body.parent)
        if rows[code].parent_id != (parent.pk if parent else None):
            rows[code].parent_id = parent.pk if parent else None
            moved.append(rows[code])
    return moved
