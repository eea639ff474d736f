"""What staff type of an interim measure."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import CameBy
from arasha.complaints.actions.interim import in_office_time, open_measures
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import ToBodyForm, VerbForm
from arasha.complaints.forms.typed import Choices, LongText, PlainText
from arasha.complaints.models import InterimMeasure

WAYS = [choice for choice in CameBy.choices if choice[0] != CameBy.LINK]


class InterimForm(ToBodyForm):
    what = LongText(
        label=_("What must not happen, or must be done?"),
        rows=4,
        help_text=_("Say it so that one can see later whether it was kept."),
        error_messages={"required": _("Write what is asked of the body.")},
    )
    until_day = DayField(
        label=_("Until which day?"), help_text=_("Write it like 14 04 2026."), error_messages={"required": _("Write the day.")}
    )
    until_hour = PlainText(
        label=_("Until which hour?"),
        help_text=_("Office time, like 18:00."),
        error_messages={"required": _("Write the hour.")},
    )
    why = LongText(
        label=_("Why can it not wait?"),
        rows=4,
        help_text=_("What could not be undone. The letter says this."),
        error_messages={"required": _("Write why it cannot wait.")},
    )
    named = forms.BooleanField(label=_("Tell the body the person's name"), required=False)
    field_order = ["version", "body", "contact", "what", "until_day", "until_hour", "why", "named", "text", "proposed"]

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        for name in ("until_day", "until_hour"):
            self.fields[name].widget.attrs.update(size=12, autocomplete="off")
        if not ask.may_name:
            del self.fields["named"]

    def clean_until_hour(self) -> time:
        hour = read_hour(self.cleaned_data["until_hour"])
        if hour is None:
            raise ValidationError(_("We could not read the hour. Write it like 18:00."))
        return hour

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, hour = cleaned.get("until_day"), cleaned.get("until_hour")
        if day and hour:
            cleaned["until"] = datetime.combine(day, hour, tzinfo=ZoneInfo(settings.TIME_ZONE))
        return cleaned


def read_hour(text: str) -> time | None:
    """An hour as people write it: 18:00, 18.00, 18 00, 18. None when it is no hour."""
    parts = text.replace(".", ":").replace(" ", ":").split(":")
    if not 1 <= len(parts) <= 2 or not all(part.isdigit() and len(part) <= 2 for part in parts):
        return None
    try:
        return time(int(parts[0]), int(parts[1]) if len(parts) > 1 else 0)
    except ValueError:
        return None


class MeasureForm(VerbForm):
    """A verb on one of the measures that have not ended; the address may name it (`?measure=`)."""

    measure = Choices(
        label=_("Which interim measure?"), choices=(), required=True, error_messages={"required": _("Choose which one.")}
    )

    def prepare(self, ask: Any) -> None:
        self.rows = {str(row.id): row for row in self.offered(ask)}
        self.fields["measure"].choices = [(key, measure_in_words(row, ask.language)) for key, row in self.rows.items()]
        if not self.initial.get("measure"):
            asked = ask.query.get("measure", "")
            self.initial["measure"] = asked if asked in self.rows else next(iter(self.rows), "")

    def offered(self, ask: Any) -> list[InterimMeasure]:
        return open_measures(ask.complaint)

    def clean_measure(self) -> InterimMeasure:
        return self.rows[self.cleaned_data["measure"]]


def measure_in_words(row: InterimMeasure, language: str) -> str:
    return f"{row.body.name(language)}\n{_('until')} {in_office_time(row.until, language)}"


class InterimReplyForm(MeasureForm):
    reply = Choices(
        label=_("What does the body say?"), choices=InterimMeasure.Reply.choices, required=True,
        error_messages={"required": _("Choose what the body says.")},
    )  # fmt: skip
    came_by = Choices(
        label=_("How did it come?"), choices=WAYS, required=True, error_messages={"required": _("Choose how it came.")}
    )
    text = LongText(
        label=_("Its words"), rows=5, help_text=_("Who said it, and what."),
        error_messages={"required": _("Write who said it, and what.")},
    )  # fmt: skip

    def offered(self, ask: Any) -> list[InterimMeasure]:
        return [row for row in open_measures(ask.complaint) if row.replied_at is None]


class LiftForm(MeasureForm):
    reason = LongText(
        label=_("Why is it not needed any more?"), rows=4, help_text=_("The letter to the body says this."),
        error_messages={"required": _("Write why: the body is told.")},
    )  # fmt: skip


class EndMeasureForm(MeasureForm):
    kept = Choices(
        label=_("Was it kept?"), required=True,
        choices=[("yes", InterimMeasure.End.KEPT.label), ("no", InterimMeasure.End.BROKEN.label)],
        error_messages={"required": _("Choose yes or no.")},
    )  # fmt: skip
    account = LongText(label=_("What happened?"), rows=4, error_messages={"required": _("Write what happened.")})
