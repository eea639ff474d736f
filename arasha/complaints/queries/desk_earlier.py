"""Whether there are earlier complaints of the same person that the reader may see: a column of the complaint's own statement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, UUIDField
from django.db.models.expressions import RawSQL

from arasha.complaints.models import Complaint, Party
from arasha.parties.models import Person
from arasha.people import policy

SOMEBODY, SOMEWHERE = UUID(int=1), UUID(int=2)


@dataclass(frozen=True)
class _AnyReader:
    """Somebody with these roles, for whom the condition is put into SQL once."""

    roles: tuple[str, ...]
    id: UUID = SOMEBODY
    office_id: UUID = SOMEWHERE

    def has_role(self, *roles: str) -> bool:
        return bool(set(roles) & set(self.roles))


def joined_to_another(user: Any) -> RawSQL:
    """Whether staff joined the complainant to somebody of another complaint that `user` may read. Of the table of complaints.

    Asked from the person's records outwards, so that no database begins with all that the reader may see. The rights are those of
    `policy.visible`; only their SQL is kept, because putting it together anew for every page costs more than running it.
    """
    sql, given = _statement(tuple(sorted(user.roles)), connection.vendor)
    own = {_as_given(SOMEBODY): _as_given(user.id), _as_given(SOMEWHERE): _as_given(user.office_id)}
    return RawSQL(sql, [own.get(value, value) for value in given], BooleanField())  # noqa: S611 (our own words)


@lru_cache(maxsize=256)
def _statement(roles: tuple[str, ...], _vendor: str) -> tuple[str, tuple[Any, ...]]:
    seen = policy.visible(_AnyReader(roles), Complaint.objects.filter(erased_at=None)).order_by().values("pk")
    if seen.query.is_empty():
        return "EXISTS (SELECT 1 WHERE 1 = 0)", ()
    visible, given = seen.query.sql_with_params()
    complaint, party, person = (f'"{model._meta.db_table}"' for model in (Complaint, Party, Person))
    sql = (
        f'EXISTS (SELECT 1 FROM {person} o JOIN {party} p ON p."person_id" = o."id" AND p."removed_at" IS NULL '  # noqa: S608
        f'WHERE o."same" = (SELECT m."same" FROM {person} m WHERE m."id" = {complaint}."complainant_id") '
        f'AND p."complaint_id" <> {complaint}."id" AND EXISTS ({visible} AND {complaint}."id" = p."complaint_id"))'
    )
    return sql, tuple(given)


def _as_given(value: UUID) -> Any:
    """An identifier as this database takes it."""
    return UUIDField().get_db_prep_value(value, connection)
