"""Dates as the office's languages write them. Plain Python: letters, pages and the command line use the same words.

Kazakh puts case endings on the month ("24 қарашаға дейін", until 24 November), so a sentence asks for the form it needs instead of
gluing a word to a ready date. Russian needs the word "года" there instead of "г.", whose full stop would meet that of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

_KAZAKH = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан")
_KAZAKH_ENDINGS = {
    "until": ("ға", "ға", "ға", "ге", "ға", "ға", "ге", "ға", "ке", "ға", "ға", "ға"),
    "from": ("дан", "нан", "дан", "ден", "дан", "нан", "ден", "дан", "тен", "нан", "дан", "нан"),
    "on": ("да", "да", "да", "де", "да", "да", "де", "да", "те", "да", "да", "да"),
}
_RUSSIAN = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
_ENGLISH = ("January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December")  # fmt: skip

FORMS = ("long", "until", "from", "on", "day", "short")


def _kazakh(day: date, form: str) -> str:
    if form == "short":
        return f"{day:%d.%m.%Y}"
    month = _KAZAKH[day.month - 1] + _KAZAKH_ENDINGS.get(form, ("",) * 12)[day.month - 1]
    return f"{day.day} {month}" if form == "day" else f"{day.year} ж. {day.day} {month}"


def _russian(day: date, form: str) -> str:
    if form == "short":
        return f"{day:%d.%m.%Y}"
    words = f"{day.day} {_RUSSIAN[day.month - 1]}"
    if form == "day":
        return words
    return f"{words} {day.year} г." if form == "long" else f"{words} {day.year} года"


def _english(day: date, form: str) -> str:
    month = _ENGLISH[day.month - 1]
    if form == "short":
        return f"{day.day} {month[:3]} {day.year}"
    return f"{day.day} {month}" if form == "day" else f"{day.day} {month} {day.year}"


_WRITERS: dict[str, Callable[[date, str], str]] = {"kk": _kazakh, "ru": _russian, "en": _english}


def write_date(day: date, language: str, form: str = "long") -> str:
    """A calendar day in words, for example «2026 ж. 24 қараша», "24 ноября 2026 г.", "24 November 2026".

    `form`: "long"; "until", "from", "on" (long, with the Kazakh case ending that the sentence needs); "day" (no year);
    "short" (figures). A datetime is written as it stands: bring it to the office's time zone first.
    Raises ValueError for a form nobody knows; a language without its own words gets English.
    """
    if form not in FORMS:
        raise ValueError(f"no such form of a date: {form}")
    return _WRITERS.get(language[:2], _english)(day, form)


_RUSSIAN_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip


def write_month(day: date, language: str) -> str:
    """The month of a calendar day: «2026 ж. қараша», "ноябрь 2026 г.", "November 2026"."""
    if language[:2] == "kk":
        return f"{day.year} ж. {_KAZAKH[day.month - 1]}"
    if language[:2] == "ru":
        return f"{_RUSSIAN_MONTHS[day.month - 1]} {day.year} г."
    return f"{_ENGLISH[day.month - 1]} {day.year}"


def write_moment(moment: datetime, language: str, form: str = "long") -> str:
    """A day and the time of day, hours and minutes, in the time zone the moment is given in."""
    return f"{write_date(moment, language, form)}, {moment:%H:%M}"
