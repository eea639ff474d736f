"""Calendar days as people write them, in any of the three languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.typed import PlainText
from arasha.dates import write_date


class DayField(PlainText):
    """A calendar day of the office as people write it; cleans to a date, None when it may stay empty and does."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        day = read_day(text) if text else None
        if text and day is None:
            raise ValidationError(_("We could not read the date. Write it like 14 04 2026."))
        return day


def read_day(text: str) -> date | None:
    """A day as people write it: 14 04 2026, 14.4.2026, 14/04/26, 2026-04-14, 14 апреля 2026, 2026 ж. 14 сәуір. None when it is no day.

    Nor is one outside YEARS, with which a calendar cannot go on counting: a slip of the hand.
    """
    parts = [part for part in re.findall(r"\d+|[^\W\d_]+", text.casefold()) if part not in FILLERS]
    if len(parts) != 3:
        return None
    if parts[0].isdigit() and len(parts[0]) == 4:
        parts = [parts[2], parts[1], parts[0]] if parts[2].isdigit() else [parts[1], parts[2], parts[0]]
    day, month, year = parts
    if not (day.isdigit() and year.isdigit() and len(year) in (2, 4)):
        return None
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month) if month.isdigit() else _month(month), int(day))
    except (ValueError, OverflowError):
        return None
    return found if found.year in YEARS else None


YEARS = range(1901, 2200)
FILLERS = ("г", "года", "ж", "жыл", "жылы", "жылғы", "of", "the")


def _month(word: str) -> int:
    """The number of a month by its first three letters, in any of the three languages; 0 for none."""
    for number in range(1, 13):
        for language in ("kk", "ru", "en"):
            name = write_date(date(2000, number, 1), language, "day").split()[1].casefold()
            if len(word) > 2 and (word[:3] == name[:3] or (word == "май" and number == 5)):
                return number
    return 0
