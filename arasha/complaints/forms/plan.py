"""What staff type of the plan of an examination."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.plan import may_take
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.forms.typed import Choices, LongText
from arasha.complaints.models import Attachment, ExaminationAct, PlanLine
from arasha.complaints.queries.desk_files import FileView
from arasha.dates import write_date
from arasha.people.models import User

QUESTION = 1000


class PlanLineForm(VerbForm):
    """A line of the plan. Only those are offered who may read the complaint: nobody gets work on what is not theirs to see."""

    question = LongText(
        label=_("What has to be settled?"), rows=3, max_length=QUESTION,
        help_text=_("One question: “Was a doctor called on the second day?”. It never leaves the office."),
        error_messages={"required": _("Write the question.")},
    )  # fmt: skip
    evidence = LongText(
        label=_("By what evidence?"), rows=2, max_length=QUESTION, required=False,
        help_text=_("A document, a witness, a place to see."),
    )  # fmt: skip
    who = forms.ChoiceField(
        label=_("Who does it?"), help_text=_("Colleagues of the complaint's office who may read it."),
        error_messages={
            "required": _("Choose who does it."),
            "invalid_choice": _("This person may not read the complaint. Choose somebody else."),
        },
    )  # fmt: skip
    due_on = DayField(
        label=_("By which day?"), help_text=_("A day of your own, no term of law. Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )  # fmt: skip

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"who": str(ask.complaint.officer_id or ask.by.user.pk)}

    def prepare(self, ask: Any) -> None:
        self.staff = {str(user.pk): user for user in _colleagues(ask)}
        names = [(key, f"{user.name} · {', '.join(map(str, user.role_names))}") for key, user in self.staff.items()]
        self.fields["who"].choices = [("", _("Choose")), *names]
        self.fields["due_on"].widget.attrs.update(size=12, autocomplete="off")

    def clean_who(self) -> User:
        return self.staff[self.cleaned_data["who"]]


def _colleagues(ask: Any) -> list[User]:
    """Who may be given a line, by name, and whoever asks."""
    office = User.objects.filter(office=ask.complaint.office_id, is_active=True).order_by("name")
    found = [user for user in office if may_take(user, ask.complaint)]
    return found if any(user.pk == ask.by.user.pk for user in found) else [*found, ask.by.user]


class OpenLineForm(VerbForm):
    """A verb on one of the open lines; the address may name it (`?line=`), and then it is not asked for."""

    line = Choices(label=_("Which question?"), choices=(), required=True, error_messages={"required": _("Choose the question.")})

    def prepare(self, ask: Any) -> None:
        rows = PlanLine.objects.filter(complaint=ask.complaint.id, ended_at=None).select_related("who")
        self.rows = {str(row.id): row for row in rows}
        for row in self.rows.values():
            row.complaint = ask.complaint
        self.fields["line"].choices = [(key, line_in_words(row, ask.language)) for key, row in self.rows.items()]
        named = ask.query.get("line", "")
        if named in self.rows:
            self.initial["line"], self.fields["line"].widget = named, forms.HiddenInput()
        elif len(self.rows) == 1:
            self.initial.setdefault("line", next(iter(self.rows)))

    @property
    def row(self) -> PlanLine | None:
        """The line that is chosen now."""
        return self.rows.get(self.chosen("line"))

    def clean_line(self) -> PlanLine:
        return self.rows[self.cleaned_data["line"]]


def line_in_words(row: PlanLine, language: str) -> str:
    return f"{row.question}\n{row.who.name}, {write_date(row.due_on, language, 'short')}"


class ChangeLineForm(PlanLineForm, OpenLineForm):
    """An open line, written anew."""

    field_order = ["version", "line", "question", "evidence", "who", "due_on"]

    def prepare(self, ask: Any) -> None:
        PlanLineForm.prepare(self, ask)
        OpenLineForm.prepare(self, ask)
        row = self.row
        if row is None or self.is_bound:
            return
        held = {
            "question": row.question,
            "evidence": row.evidence or "",
            "who": str(row.who_id),
            "due_on": f"{row.due_on:%d %m %Y}",
        }
        self.initial.update(
            {name: value for name, value in held.items() if self.initial.get(name) in (None, "") or name == "who"}
        )


class FinishLineForm(OpenLineForm):
    found = LongText(
        label=_("What was found?"), rows=5, help_text=_("In a few sentences, and how it is known. It stays in the office."),
        error_messages={"required": _("Write what was found, also when it was nothing.")},
    )  # fmt: skip
    proof = forms.ChoiceField(label=_("From which act or file is it known?"), required=False)
    field_order = ["version", "line", "found", "proof"]

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        acts = ExaminationAct.objects.filter(complaint=ask.complaint.id, held_on__isnull=False).order_by("-held_on", "-id")
        files = Attachment.objects.filter(complaint=ask.complaint.id).select_related("blob")
        self.acts = {f"act:{act.id}": act for act in acts}
        self.evidence = {f"file:{file.id}": file for file in files}
        self.fields["proof"].choices = [
            ("", _("None of them")),
            (_("Acts of the examination"), [(key, act_in_words(act, ask.language)) for key, act in self.acts.items()]),
            (_("Files"), [(key, FileView(file).name) for key, file in self.evidence.items()]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        proof = cleaned.get("proof", "")
        return {**cleaned, "act": self.acts.get(proof), "file": self.evidence.get(proof)}


def act_in_words(act: ExaminationAct, language: str) -> str:
    day = act.held_on or act.due_on
    return f"{act.get_kind_display()} · {write_date(day, language, 'short')}" if day else str(act.get_kind_display())


class DropLineForm(OpenLineForm):
    reason = LongText(
        label=_("Why need it not be settled any more?"), rows=3, max_length=2000,
        error_messages={"required": _("Write the reason. It stays with the plan.")},
    )  # fmt: skip
