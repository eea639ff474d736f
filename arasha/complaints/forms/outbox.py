"""What staff type about something on its way out."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.forms.typed import Choices, LongText, PlainText
from arasha.letters.models import Letter, Outgoing

WHICH = {"required": _("Choose which one.")}
State, Kind = Outgoing.State, Outgoing.Kind


class EntryForm(VerbForm):
    """One thing of the complaint on its way out. `possible` are the states in which the verb begins."""

    possible: tuple[str, ...] = ()
    entry = Choices(choices=(), required=True, label=_("Which one?"), error_messages=WHICH)

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"entry": ask.query.get("entry", "")}

    def prepare(self, ask: Any) -> None:
        rows = Outgoing.objects.filter(subject_id=ask.complaint.id, state__in=self.possible).select_related("letter")
        self.fields["entry"].choices = [(str(row.id), in_words(row)) for row in rows if self.fits(row)]

    def fits(self, row: Outgoing) -> bool:
        return True


def in_words(row: Outgoing) -> str:
    number = f" · {row.letter.number}" if row.letter and row.letter.number else ""
    return f"{row.get_kind_display()}{number}"


class DayForm(EntryForm):
    """With the calendar day on which it happened."""

    on = DayField(
        label=_("On which day?"), help_text=_("Write it like 14 04 2026."), error_messages={"required": _("Write the day.")}
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {**super().first_values(ask), "on": f"{ask.today:%d %m %Y}"}


class AgainForm(EntryForm):
    possible = (State.FAILED, State.RETURNED)


class PostedForm(DayForm):
    possible = (State.WAITING,)
    tracking = PlainText(label=_("Number that the post gave"), required=False)

    def fits(self, row: Outgoing) -> bool:
        return row.kind == Kind.POST and not row.is_held(timezone.now())


class ReturnedForm(DayForm):
    possible = (State.SENT,)
    reason = LongText(
        label=_("Why did it come back?"),
        rows=3,
        max_length=500,
        error_messages={"required": _("Write what stands on the envelope or in the mail.")},
    )

    def fits(self, row: Outgoing) -> bool:
        return row.kind != Kind.PORTAL


class RecallForm(VerbForm):
    letter = Choices(choices=(), required=True, label=_("Which letter?"), error_messages=WHICH)
    reason = LongText(
        label=_("Why is it recalled?"),
        rows=3,
        max_length=2000,
        error_messages={"required": _("Write the reason. It stays with the complaint.")},
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"letter": ask.query.get("letter", "")}

    def prepare(self, ask: Any) -> None:
        sent = Letter.objects.filter(subject_id=ask.complaint.id, status=Letter.Status.SENT, held_until__gt=timezone.now())
        self.letters = list(sent)
        self.fields["letter"].choices = [
            (str(one.id), f"{one.get_recipient_kind_display()} · {one.number}") for one in self.letters
        ]
