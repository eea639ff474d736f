"""What an office begins with from its profile: its own offices and the directory of bodies. Rows that are there stay as they are."""

from __future__ import annotations

from arasha.law import RuleBook
from arasha.people.models import Office


def complete_offices(book: RuleBook) -> int:
    """Make the offices of the profile that are not there yet; returns how many were made. What the office renamed is kept."""
    known = set(Office.objects.values_list("code", flat=True))
    missing = [office for office in book.offices if office.code not in known]
    Office.objects.bulk_create(
        Office(
            code=office.code,
            region=office.region,
            name_kk=office.name("kk"),
            name_ru=office.name("ru"),
            name_en=office.name("en"),
        )
        for office in missing
    )
    return len(missing)
