"""What staff type to join, take out and relate complaints."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.desk import ReasonForm, VerbForm
from arasha.complaints.forms.typed import Choices, LongText, PlainText
from arasha.complaints.joining import JOINED, TO_BE_JOINED
from arasha.complaints.models import Complaint, Relation
from arasha.complaints.queries.desk_matter import group_of, likely_same
from arasha.dates import write_date
from arasha.ids import read_id
from arasha.people import policy


class _Chosen(ReasonForm):
    """Complaints chosen with boxes; the list is made of what the reader may read."""

    members = forms.MultipleChoiceField(
        label=_("Which complaints?"), widget=forms.CheckboxSelectMultiple, choices=(), required=False
    )
    field_order = ["version", "members", "numbers", "reason"]

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"members": [one for one in ask.query.get("with", "").split(",") if read_id(one)]}

    def offered(self, ask: Any) -> list[Any]:
        raise NotImplementedError

    def prepare(self, ask: Any) -> None:
        field = self.fields["members"]
        field.choices = [(str(one.id), _label(one, ask.language)) for one in self.offered(ask)]
        if not field.choices:
            field.widget = forms.MultipleHiddenInput()

    def clean_members(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["members"]]


class JoinForm(_Chosen):
    """Those that are perhaps the same and can be joined as they stand, and any others by their numbers."""

    numbers = PlainText(
        label=_("Others, by their numbers"),
        required=False,
        help_text=_("With a space or a comma between them: 2026-000012, 2026-000031"),
    )

    def offered(self, ask: Any) -> list[Any]:
        likely = [one for one in likely_same(ask.by.user, ask.complaint) if one.number and one.state in TO_BE_JOINED]
        named = [one for one in _of(ask, self.initial.get("members", [])) if one.id not in {other.id for other in likely}]
        return named + likely

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [*data.get("members", []), *_by_numbers(self, data.get("numbers") or "")]
        data["members"] = list(dict.fromkeys(chosen))
        if not data["members"] and not self.errors:
            self.add_error("members", _("Choose at least one complaint, or write a number."))
        return data


class SeparateForm(_Chosen):
    members = forms.MultipleChoiceField(
        label=_("Which complaints?"), widget=forms.CheckboxSelectMultiple, choices=(),
        error_messages={"required": _("Choose at least one complaint.")},
    )  # fmt: skip

    def offered(self, ask: Any) -> list[Any]:
        return [one for one in group_of(ask.by.user, ask.complaint).members if one.state == JOINED]


class RelateForm(VerbForm):
    number = PlainText(
        label=_("The other complaint"),
        help_text=_("Its number, such as 2026-000012."),
        error_messages={"required": _("Write its number.")},
    )
    kind = Choices(
        label=_("How do they belong together?"), choices=Relation.Kind.choices, required=True,
        error_messages={"required": _("Choose how they belong together.")},
    )  # fmt: skip
    note = LongText(
        label=_("What makes you think so?"), rows=3, max_length=2000, required=False, help_text=_("Only the office sees this.")
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        known = _of(ask, [ask.query.get("with", "")])
        return {"number": known[0].number if known else ""}

    def clean_number(self) -> str:
        found = _by_numbers(self, self.cleaned_data["number"], "number")
        if len(found) != 1 and "number" not in self.errors:
            raise forms.ValidationError(_("Write one number."))
        self.other = found[0] if found else None
        return str(self.cleaned_data["number"])

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "other": getattr(self, "other", None)}


class UnrelateForm(ReasonForm):
    """`other` comes with the link beside the relation."""

    other = forms.UUIDField(widget=forms.HiddenInput)

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"other": ask.query.get("other", "")}


def _label(one: Any, language: str) -> str:
    said = [write_date(one.received_at.date(), language), *(str(why) for why in getattr(one, "why", ()))]
    return f"{one.number}\n{' · '.join(said)}"


def _of(ask: Any, ids: Any) -> list[Complaint]:
    """Complaints with a number that the reader may read, by what a link said."""
    known = [found for one in ids if (found := read_id(str(one)))]
    rows = policy.visible(ask.by.user, Complaint.objects.filter(pk__in=known, number__isnull=False)) if known else []
    return list(rows)


def _by_numbers(form: Any, typed: str, name: str = "numbers") -> list[UUID]:
    """The complaints of these numbers; what cannot be found, or is not theirs to read, is an error of the field `name`."""
    wanted = [one for one in re.split(r"[\s,;]+", typed) if one]
    rows = policy.visible(form.ask.by.user, Complaint.objects.filter(number__in=wanted)) if wanted else []
    found = {row.number: row.pk for row in rows}
    if missing := [one for one in wanted if one not in found]:
        form.add_error(name, _("We found no complaint of yours with this number: %(numbers)s.") % {"numbers": ", ".join(missing)})
    return [found[one] for one in wanted if one in found]
