"""What staff type of proceedings that were opened, and how they ended."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.forms.typed import Choices, LongText
from arasha.complaints.models import Proceeding
from arasha.dates import write_date


class DayForm(VerbForm):
    day = DayField(
        label=_("On which day?"), help_text=_("Write it like 14 04 2026."), error_messages={"required": _("Write the day.")}
    )
    account = LongText(
        label=_("How it is known"), rows=3, required=False, max_length=2000,
        help_text=_("By whom, from which letter. Leave out names of people whose guilt nobody established."),
    )  # fmt: skip


class OpenedForm(DayForm):
    kind = Choices(
        label=_("Which proceedings were opened?"), choices=Proceeding.Kind.choices, required=True,
        error_messages={"required": _("Choose which.")},
    )  # fmt: skip
    field_order = ["version", "kind", "day", "account"]


class EndedForm(DayForm):
    proceeding = Choices(
        label=_("Which proceedings?"), choices=(), required=True, error_messages={"required": _("Choose which.")}
    )
    end = Choices(
        label=_("How did they end?"), choices=Proceeding.End.choices, required=True,
        error_messages={"required": _("Choose how they ended.")},
    )  # fmt: skip
    field_order = ["version", "proceeding", "end", "day", "account"]

    def prepare(self, ask: Any) -> None:
        rows = list(Proceeding.objects.filter(complaint=ask.complaint.id))
        self.fields["proceeding"].choices = [(str(row.id), in_words(row, ask.language)) for row in rows]
        still = next((row for row in rows if not row.end), None)
        if still and not self.initial.get("proceeding"):
            self.initial["proceeding"] = str(still.id)


def in_words(row: Proceeding, language: str) -> str:
    """Which proceedings, since when, and how they ended if they did."""
    said = f"{row.get_kind_display()}\n{_('opened')} {write_date(row.opened_on, language)}"
    return f"{said} · {row.get_end_display()}" if row.end else said
