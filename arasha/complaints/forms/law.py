"""What is typed in the Law room: days off by decree, the office's own terms, terms to be counted again."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.approvals import STEP_NAMES
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.forms.typed import Choices, LongText, PlainText, TypedForm
from arasha.complaints.queries.desk_recount import Row, moved_of
from arasha.dates import write_date
from arasha.law import RuleBook

APPROVED_LETTERS = {
    "decision": _("The decision"), "decline": _("A letter that declines"), "redirect": _("A letter that passes a complaint on"),
}  # fmt: skip
DAY_KINDS = (
    ("holiday", _("A holiday\nNobody works on this day.")),
    ("moved", _("A day off moved here\nA weekend day is worked instead of it.")),
    ("observed", _("A day off in place of a holiday\nThe holiday itself fell on a day off.")),
    ("worked", _("A worked weekend\nA Saturday or Sunday that is worked.")),
    ("ordinary", _("An ordinary day after all\nTakes an earlier entry back.")),
)
UNITS = (
    ("working_days", _("working days")), ("calendar_days", _("calendar days")), ("months", _("months")), ("years", _("years")),
)  # fmt: skip


class LawDayField(DayField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("Write it like 14 04 2026."), "max_length": 40, **kwargs})
        self.widget.attrs["size"] = 16


class SourceField(LongText):
    """Where an entry of the overlay comes from."""

    def __init__(self, **kwargs: Any) -> None:
        missing = _("Say which decree or order it is, so that one can look it up.")
        super().__init__(rows=3, max_length=2000, error_messages={"required": missing}, **kwargs)


class CalendarDayForm(TypedForm):
    """A decree on days off. What it may say together is decided by the action."""

    day = LawDayField(label=_("Which day?"), error_messages={"required": _("Write the day.")})
    kind = Choices(
        label=_("What is it?"), choices=DAY_KINDS, required=True, error_messages={"required": _("Choose what the day is.")}
    )
    moved_from = LawDayField(label=_("Which Saturday or Sunday is worked instead?"), required=False)
    name_kk = PlainText(label=_("Name of the day in Kazakh"), required=False)
    name_ru = PlainText(label=_("Name of the day in Russian"), required=False)
    name_en = PlainText(label=_("Name of the day in English"), required=False)
    source = SourceField(label=_("Decree: number, date, where to read it"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        kind, names = self.cleaned_data.get("kind"), self.names()
        if kind in ("holiday", "observed") and not names:
            self.add_error("name_kk", _("Give the day a name: the reason of each term names it."))
        if kind == "moved" and not self.cleaned_data.get("moved_from") and "moved_from" not in self.errors:
            self.add_error("moved_from", _("Say which weekend day is worked instead."))
        return self.cleaned_data

    def names(self) -> dict[str, str]:
        """The day's names by language, those that were typed."""
        return {code: name for code in ("kk", "ru", "en") if (name := self.cleaned_data.get(f"name_{code}"))}


class OwnTermForm(TypedForm):
    """The office's own term for a purpose that the law leaves open."""

    purpose = forms.ChoiceField(label=_("For what?"), error_messages={"required": _("Choose what the term is for.")})
    number = forms.IntegerField(
        label=_("How long?"), required=False, min_value=1, max_value=3650,
        help_text=_("Leave it empty to drop the office's own term."),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS)
    in_force_from = LawDayField(label=_("From which day on?"), error_messages={"required": _("Write the day.")})
    source = SourceField(label=_("Order: number, date, who signed it"))

    def __init__(self, data: Any = None, *, purposes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["purpose"].choices = [("", _("Choose")), *purposes]
        self.fields["number"].widget.attrs.update(size=6, inputmode="numeric")


class ApprovalOrderForm(TypedForm):
    """Who approves letters of one kind before they are signed."""

    letter = Choices(
        label=_("Which letters?"), choices=tuple(APPROVED_LETTERS.items()), required=True,
        error_messages={"required": _("Choose which letters.")},
    )  # fmt: skip
    steps = forms.MultipleChoiceField(
        label=_("Who approves them, in this order?"), choices=tuple(STEP_NAMES.items()), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Tick nobody where the signature alone is enough."),
    )  # fmt: skip
    in_force_from = LawDayField(label=_("From which day on?"), error_messages={"required": _("Write the day.")})
    source = SourceField(label=_("Order: number, date, who signed it"))


def purpose_choices(book: RuleBook, language: str) -> list[tuple[str, str]]:
    return [(purpose.code, purpose.name(language)) for purpose in book.purposes.values()]


class RecountForm(VerbForm):
    """Which open terms of the complaint get the date that the calendar of today gives them."""

    terms = forms.MultipleChoiceField(
        label=_("Which terms?"), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one term."),
            "invalid_choice": _("The calendar changed again meanwhile. Nothing was changed: look at the new dates."),
        },
    )  # fmt: skip

    def prepare(self, ask: Any) -> None:
        rows = moved_of(ask.id, ask.book, ask.language)
        self.fields["terms"].choices = [(_value(row), _label(row, ask.language)) for row in rows]
        self.fields["terms"].initial = [_value(row) for row in rows]


def shown_dates(values: list[str]) -> dict[UUID, date]:
    """The new date of each chosen term, as the page showed it."""
    pairs = (value.split("/") for value in values)
    return {UUID(term): date.fromisoformat(day) for term, day in pairs}


def _value(row: Row) -> str:
    return f"{row.term.id}/{row.due_on.isoformat()}"


def _label(row: Row, language: str) -> str:
    return _("%(purpose)s: %(after)s instead of %(before)s") % {
        "purpose": row.purpose,
        "after": write_date(row.due_on, language, "short"),
        "before": write_date(row.term.due_on, language, "short"),
    }
