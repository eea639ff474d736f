"""What staff type of the acts of an examination and of a hearing of the body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import BodyField, VerbForm
from arasha.complaints.forms.front_office import HourField
from arasha.complaints.forms.plan import act_in_words
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, PlainText
from arasha.complaints.models import ExaminationAct

Kind, Way = ExaminationAct.Kind, ExaminationAct.Way
KINDS = [choice for choice in Kind.choices if choice[0] not in (Kind.OPINION, Kind.HEARING)]
READERS = (
    ("no", _("Only the office\nIt is in no letter, on no page outside and in no file for a court.")),
    ("yes", _("It may be disclosed\nIt is in the complaint's PDF for a court or another body.")),
)
DAY = _("Write it like 14 04 2026.")


class OptionalHour(HourField):
    """An hour that may stay open."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if str(value or "").strip() else None


def disclosable() -> Choices:
    return Choices(
        label=_("Who may read it?"), choices=READERS, required=True, error_messages={"required": _("Choose who may read it.")}
    )


class ActForm(VerbForm):
    """What was done, when, where, with whom; what was said or seen."""

    kind = Choices(
        label=_("What was done?"), choices=KINDS, required=True, error_messages={"required": _("Choose what was done.")}
    )
    held_on = DayField(label=_("On which day?"), help_text=DAY, error_messages={"required": _("Write the day.")})
    held_at = OptionalHour(label=_("At which hour?"), required=False, help_text=_("Office time, like 14:00, if you know it."))
    place = PlainText(label=_("Where?"), required=False)
    people = LongText(
        label=_("Who took part?"), rows=3, max_length=2000, required=False, help_text=_("One person a line. It is encrypted.")
    )
    record = LongText(
        label=_("What was said or seen?"), rows=10, max_length=STORY_LENGTH,
        error_messages={"required": _("Write what was said or seen.")},
    )  # fmt: skip
    files = FilesField(label=_("Files"), required=False, help_text=_("Minutes, photographs, a recording."))
    readers = disclosable()

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"held_on": f"{ask.today:%d %m %Y}", "readers": "no"}

    def prepare(self, ask: Any) -> None:
        self.fields["held_on"].widget.attrs.update(size=12, autocomplete="off")


class OneActForm(VerbForm):
    """A verb on one act; the address may name it (`?act=`), and then it is not asked for."""

    act = Choices(label=_("Which one?"), choices=(), required=True, error_messages={"required": _("Choose which one.")})

    def offered(self, ask: Any) -> Any:
        return ExaminationAct.objects.filter(complaint=ask.complaint.id, held_on__isnull=False).exclude(kind=Kind.HEARING)

    def prepare(self, ask: Any) -> None:
        self.rows = {str(row.id): row for row in self.offered(ask).order_by("-made_at", "-id")}
        for row in self.rows.values():
            row.complaint = ask.complaint
        self.fields["act"].choices = [(key, self.in_words(row, ask.language)) for key, row in self.rows.items()]
        named = ask.query.get("act", "")
        if named in self.rows:
            self.initial["act"], self.fields["act"].widget = named, forms.HiddenInput()
        elif len(self.rows) == 1:
            self.initial.setdefault("act", next(iter(self.rows)))

    def in_words(self, row: ExaminationAct, language: str) -> str:
        return "\n".join(filter(None, [act_in_words(row, language), row.question or row.place]))

    @property
    def row(self) -> ExaminationAct | None:
        """The act that is chosen now."""
        return self.rows.get(self.chosen("act"))

    def clean_act(self) -> ExaminationAct:
        return self.rows[self.cleaned_data["act"]]


class DisclosureForm(OneActForm):
    readers = disclosable()
    reason = LongText(
        label=_("Why?"), rows=3, max_length=2000, help_text=_("It stays with the complaint."),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        if self.row is not None:
            self.initial.setdefault("readers", "no" if self.row.disclosable else "yes")


class OrderOpinionForm(VerbForm):
    expert = PlainText(
        label=_("Whom did you ask?"), help_text=_("The expert or the institution. It is encrypted."),
        error_messages={"required": _("Write whom you asked.")},
    )  # fmt: skip
    question = LongText(
        label=_("What should the expert say?"), rows=5, error_messages={"required": _("Write what the expert is asked.")}
    )
    due_on = DayField(
        label=_("By which day?"), help_text=_("A day of your own, no term of law. Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )  # fmt: skip

    def prepare(self, ask: Any) -> None:
        self.fields["due_on"].widget.attrs.update(size=12, autocomplete="off")


class AwaitedForm(OneActForm):
    """A verb on an opinion that has not come yet."""

    def offered(self, ask: Any) -> Any:
        return ExaminationAct.objects.filter(complaint=ask.complaint.id, kind=Kind.OPINION, held_on=None, cancelled_at=None)


class ReceiveOpinionForm(AwaitedForm):
    received_on = DayField(label=_("On which day did it come?"), help_text=DAY, error_messages={"required": _("Write the day.")})
    opinion = LongText(
        label=_("What does the expert say?"), rows=8, max_length=STORY_LENGTH,
        help_text=_("The expert's words, or their sense when the opinion itself is added below."),
        error_messages={"required": _("Write what the expert says, or at least that it is in the document.")},
    )  # fmt: skip
    files = FilesField(label=_("The opinion and its annexes"), required=False)
    readers = disclosable()

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"received_on": f"{ask.today:%d %m %Y}", "readers": "no"}


class CancelOpinionForm(AwaitedForm):
    reason = LongText(
        label=_("Why is it not needed any more?"), rows=3, max_length=2000, error_messages={"required": _("Write why.")}
    )


class HearingForm(VerbForm):
    """How a body had the chance to explain itself."""

    body = BodyField(label=_("Which body?"), error_messages={"required": _("Choose the body.")})
    way = Choices(
        label=_("How did it have the chance to explain itself?"), choices=Way.choices, required=True,
        error_messages={"required": _("Choose how.")},
    )  # fmt: skip
    held_on = DayField(
        label=_("On which day?"), required=False,
        help_text=_("Of silence the day is the last one of the term for its answer; write it only where no term runs."),
    )  # fmt: skip
    held_at = OptionalHour(label=_("At which hour?"), required=False, help_text=_("Office time, like 14:00, if you know it."))
    place = PlainText(label=_("Where?"), required=False)
    people = LongText(
        label=_("Who spoke for the body, and who was there?"), rows=3, max_length=2000, required=False,
        help_text=_("One person a line. It is encrypted."),
    )  # fmt: skip
    record = LongText(
        label=_("What did the body say?"), rows=8, max_length=STORY_LENGTH,
        help_text=_("Of silence: how and when it was asked. It is part of the file that a court gets."),
        error_messages={"required": _("Write what the body said, or how it was asked.")},
    )  # fmt: skip
    files = FilesField(label=_("Files"), required=False, help_text=_("Its written explanation, minutes."))

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"body": ask.complaint.body.code if ask.complaint.body else ""}

    def prepare(self, ask: Any) -> None:
        self.fields["body"].choices = [
            ("", _("Choose")),
            *choices.body_choices(ask.book, ask.language, ask.today, near=ask.near, addressees=True),
        ]
        self.fields["held_on"].widget.attrs.update(size=12, autocomplete="off")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("way") in (Way.WRITTEN, Way.ORAL) and not cleaned.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", _("Write on which day the body explained itself."))
        return cleaned
