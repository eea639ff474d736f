"""What whoever writes down a complaint of somebody else's asks of it, by telephone, face to face or with a letter in hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.typed import PlainText, QuickSelect, TypedForm
from arasha.ids import new_id
from arasha.law import RuleBook

NOT_YET = _("This day has not come yet. Look at the date again.")


class Select(forms.ChoiceField):
    """One of several, chosen by typing its first letters."""

    widget = QuickSelect


class EntryDayField(DayField):
    """A day on a page that is filled quickly."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update(size=12, inputmode="numeric", autocomplete="off")


class PressForm(TypedForm):
    """A form whose button, pressed twice, does its work once: `press` is new each time the form is shown."""

    press = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, files, initial={"press": new_id(), **(initial or {})}, **kwargs)


class EntryForm(PressForm):
    """When it came, which bodies and where, how pressing it is. `region` is the office's own: its bodies stand first."""

    received_on = EntryDayField(label=_("Received on"), error_messages={"required": _("Write the day on which it came.")})
    region = Select(label=_("Region"), required=False)
    body = Select(label=_("Body complained of"), required=False)
    second_body = Select(label=_("A second body complained of"), required=False)
    body_text = PlainText(label=_("Further bodies, in words"), required=False)
    urgent = Select(label=_("Urgent?"), required=False)
    child = forms.BooleanField(label=_("The affected person is under 18"), required=False)
    detention = forms.BooleanField(label=_("The affected person is held and cannot leave"), required=False)
    about_office = forms.BooleanField(label=_("About this office or somebody who works here"), required=False)

    MATTER = ("region", "second_body", "body_text", "child", "detention", "about_office")

    def __init__(
        self, data: Any = None, files: Any = None, *, book: RuleBook, language: str, today: date, region: str, **kwargs: Any
    ) -> None:
        self.today = today
        first = {"received_on": f"{today:%d %m %Y}", "region": region}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(data, files, **kwargs)
        bodies = choices.body_choices(book, language, today, near=region, addressees=True)
        self._codes = {code for _name, rows in bodies for code, _label in rows}
        self._regions = {one.code for one in book.regions}
        self.fields["body"].choices = [("", _("Not known yet")), *bodies]
        self.fields["second_body"].choices = [("", _("None")), *bodies]
        self.fields["region"].choices = [("", _("Not known, or abroad")), *choices.region_choices(book, language)]
        self.fields["urgent"].choices = [("", _("No")), *((one.code, one.name(language)) for one in book.urgent_reasons)]

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if day > self.today:
            raise ValidationError(NOT_YET)
        return day

    @property
    def reasons(self) -> list[str]:
        """Why it cannot wait, as codes of the profile's list; empty when it can."""
        return [self.cleaned_data["urgent"]] if self.cleaned_data["urgent"] else []

    def matter(self) -> dict[str, Any]:
        """What was said of the matter, under the names of the portal's answers. A kind of body becomes that of the region, and the
        region is that of the body, where it has one."""
        told: dict[str, Any] = {name: self.cleaned_data[name] for name in self.MATTER}
        told["body"] = self._in_region(self.cleaned_data["body"], told["region"])
        told["second_body"] = self._in_region(told["second_body"], told["region"])
        place = told["body"].partition(":")[2]
        return {**told, "region": place if place in self._regions else told["region"]}

    def _in_region(self, code: str, region: str) -> str:
        own = f"{code}:{region}"
        return own if own in self._codes else code

    def _empty(self, *names: str) -> bool:
        """Whether nothing stands in these fields, so that they may be folded away."""
        return not any(self[name].value() or self[name].errors for name in names)
