"""What a member of staff writes down while somebody speaks: one page, filled by keyboard alone, named as the portal's answers are."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import read_day
from arasha.complaints.forms.entry import EntryDayField, EntryForm, Select
from arasha.complaints.forms.portal import LETTER_LANGUAGES
from arasha.complaints.forms.typed import STORY_LENGTH, LongText, PlainText
from arasha.complaints.models import Channel, Identity

AT_THE_OFFICE = (
    Channel.PHONE, Channel.VISIT, Channel.POST, Channel.DETENTION, Channel.EMAIL, Channel.REDIRECTED, Channel.PLATFORM, Channel.OWN,
)  # fmt: skip
NUMBERED = (Channel.REDIRECTED, Channel.PLATFORM)
IDENTITIES = (
    (Identity.CONFIDENTIAL, _("Only our office")),
    (Identity.NAMED, _("Our office, and the body if needed")),
    (Identity.ANONYMOUS, _("Nobody: anonymous")),
)
SAFE = (("", _("Not asked")), ("yes", _("Yes")), ("no", _("No, never")))


class NumberThereField(PlainText):
    """A number that others gave. It stands in the clear, so that one finds it again: words, and names among them, are refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and (not re.search(r"\d", text) or re.search(r"[^\W\d_]{5}", text)):
            raise ValidationError(_("Write only the number, like ЖТ-2026-0123: words and names do not belong here."))
        return text


class TakeDownForm(EntryForm):
    channel = Select(label=_("How did it come?"))
    language = Select(label=_("We answer in"), choices=LETTER_LANGUAGES)
    channel_number = NumberThereField(
        label=_("Its number there"),
        required=False,
        help_text=_("Of the platform, or of the letter of the other body."),
    )
    channel_date = EntryDayField(label=_("Date of that letter"), required=False)
    passed_on_by = Select(label=_("Body that passed it on"), required=False)

    story = LongText(
        label=_("What happened?"), rows=9, max_length=STORY_LENGTH,
        error_messages={"required": _("Write down what happened, if only in one sentence.")},
    )  # fmt: skip
    want = LongText(label=_("What does the person want?"), rows=2, required=False)
    when = PlainText(label=_("When?"), required=False)
    place = PlainText(label=_("Where?"), required=False)

    name = PlainText(label=_("Who complains"), required=False)
    phone = PlainText(label=_("Telephone"), required=False, max_length=60)
    safe = Select(label=_("May we call or write?"), required=False, choices=SAFE)
    identity = Select(label=_("Who may know the name?"), choices=IDENTITIES)
    email = forms.EmailField(
        label=_("E-mail"), required=False, error_messages={"invalid": _("This does not look like an e-mail address.")}
    )
    address = PlainText(label=_("Postal address"), required=False, max_length=500)
    contact_note = PlainText(label=_("How to reach them safely, what to heed"), required=False, max_length=500)
    affected_name = PlainText(label=_("Affected person, if somebody else"), required=False)
    relation = PlainText(label=_("Who the caller is to them"), required=False)

    with_code = forms.BooleanField(label=_("The person wants a secret code for the portal"), required=False)

    ANSWERS = (
        "story", "want", "place", "name", "phone", "email", "address", "contact_note", "affected_name", "relation", "identity",
        "passed_on_by",
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, language: str, own_initiative: bool, **kwargs: Any) -> None:
        first = {"channel": Channel.PHONE, "language": language, "identity": Identity.CONFIDENTIAL}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(data, files, language=language, **kwargs)
        ways = [way for way in AT_THE_OFFICE if own_initiative or way != Channel.OWN]
        self.fields["channel"].choices = [(way.value, way.label) for way in ways]
        self.fields["passed_on_by"].choices = self.fields["second_body"].choices
        self.fields["story"].widget.attrs["autofocus"] = True
        for name in ("name", "phone", "email", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"  # never what the last caller said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("channel") in NUMBERED and not cleaned.get("channel_number"):
            self.add_error("channel_number", _("Write the number that it has there: by it one finds it again."))
        if cleaned.get("with_code") and cleaned.get("channel") == Channel.OWN:
            self.add_error("with_code", _("Nobody complains here, so there is nobody to give a code to."))
        return cleaned

    def answers(self) -> dict[str, Any]:
        """What was told, under the names of the portal's answers."""
        told: dict[str, Any] = {**self.matter(), **{name: self.cleaned_data[name] for name in self.ANSWERS}}
        told["safe"] = {"yes": True, "no": False}.get(self.cleaned_data["safe"])
        told["about"] = "other" if told["affected_name"] else "me"
        told["date" if read_day(self.cleaned_data["when"]) else "when"] = self.cleaned_data["when"]
        return told

    @property
    def folded(self) -> bool:
        return self._empty("channel_number", "channel_date", "passed_on_by")

    @property
    def bodies_folded(self) -> bool:
        return self._empty("second_body", "body_text")

    @property
    def more_folded(self) -> bool:
        return self._empty("email", "address", "affected_name", "relation")
