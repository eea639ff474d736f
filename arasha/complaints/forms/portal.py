"""The eight questions. Each form's field names are the keys of the answers as the complaint keeps them.

Only the story, the choice of how one wants to be known and (unless anonymous) a name are needed; the rest helps and may stay empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import read_day
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, PlainText, QuickSelect, TypedForm
from arasha.complaints.models import Identity

YES_NO = (("yes", _("Yes")), ("no", _("No")))
LETTER_LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"), ("en", "English"))
# What tells who somebody is: an anonymous complaint leaves without it.
IDENTIFYING = ("name", "email", "phone", "address", "contact_note")


class Question(TypedForm):
    """One page of the form. `from_answers` and `answers` turn what is kept into what is shown and back."""

    def __init__(self, data: Any = None, files: Any = None, *, today: date | None = None, **kwargs: Any) -> None:
        self.today = today
        super().__init__(data, files, **kwargs)

    @classmethod
    def from_answers(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show for these answers."""
        return {name: answers[name] for name in cls.base_fields if answers.get(name) is not None}

    def answers(self) -> dict[str, Any]:
        """What to keep of what was typed."""
        return self.typed()


class WhoForm(Question):
    about = Choices(
        label=_("Whom did it happen to?"),
        choices=[
            ("me", _("Me")),
            ("other", _("Somebody else\nYou speak for them. If they can, they should agree to it.")),
            ("group", _("Several people\nOne complaint for all of you is enough.")),
        ],
    )
    affected_name = PlainText(
        label=_("Their name"), required=False, help_text=_("Only if it did not happen to you. You may leave it out.")
    )
    relation = PlainText(label=_("Who you are to them"), required=False, help_text=_("For example: mother, lawyer, neighbour."))
    child = forms.BooleanField(label=_("It is about somebody under 18"), required=False)
    detention = forms.BooleanField(
        label=_("The person is held and cannot leave\nPolice custody, prison, a closed hospital, an institution, the army."),
        required=False,
    )


class WhatForm(Question):
    heading_field = "story"
    story = LongText(
        label=_("What happened?"),
        rows=12,
        max_length=STORY_LENGTH,
        help_text=_("In your own words and language. Who did what, in which order? What did it do to you?"),
        error_messages={"required": _("Tell us what happened, if only in one sentence. Without it we cannot do anything.")},
    )
    files = FilesField(
        label=_("Photos and documents"),
        required=False,
        kept_apart=True,
        help_text=_(
            "You may choose several at once. A photo from your phone is enough. We keep each file as it is and encrypt it."
        ),
    )


class BodyForm(Question):
    body = forms.ChoiceField(
        widget=QuickSelect,
        label=_("Which body or official is it about?"),
        required=False,
        help_text=_("If you are not sure, leave it open and write below."),
    )
    body_region = forms.ChoiceField(
        widget=QuickSelect,
        label=_("Of which region?"),
        required=False,
        help_text=_("Only for bodies that every region has, such as a police department."),
    )
    body_text = PlainText(
        label=_("Name it in your own words"),
        required=False,
        help_text=_("The office, the place, names or ranks of people, as far as you know them."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    about_office = forms.BooleanField(
        label=_(
            "It is about this Commissioner's office or somebody who works here\n"
            "Then it takes a way of its own: only the Commissioner and the deputies see it, and whoever they choose. "
            "Nobody whom it is about has a part in it."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, directory: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.directory = directory
        if directory is not None:
            self.fields["body"].choices = directory.choices()
            self.fields["body_region"].choices = directory.region_choices()

    @classmethod
    def from_answers(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        shown = super().from_answers(answers)
        code, colon, region = str(answers.get("body") or "").partition(":")
        return {**shown, "body": code, "body_region": region if colon else answers.get("body_region", "")}

    def answers(self) -> dict[str, Any]:
        typed = self.typed()
        if typed and self.directory is not None:
            typed["body"] = self.directory.code_for(typed["body"] or "", typed["body_region"] or "")
        return typed

    def clean_body(self) -> str:
        return self.cleaned_data["body"].partition(":")[0]


class PlaceForm(Question):
    region = forms.ChoiceField(label=_("Region"), required=False, widget=QuickSelect)
    place = PlainText(label=_("Place"), required=False, help_text=_("Town or village, street, building, ward or cell."))
    when = PlainText(
        label=_("When was it?"),
        required=False,
        help_text=_("As well as you remember: “in spring”, “for two years”, “last Tuesday night”."),
    )
    date = PlainText(label=_("The exact day, if you know it"), required=False, help_text=_("Write it like 14 04 2026."))

    def __init__(self, data: Any = None, files: Any = None, *, regions: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["region"].choices = [("", _("I do not know, or abroad")), *regions]
        self.fields["date"].widget.attrs.update(size=14, inputmode="numeric", autocomplete="off")

    def clean_date(self) -> str:
        text = self.cleaned_data["date"]
        if not text:
            return ""
        day = read_day(text)
        if day is None:
            raise ValidationError(_("We could not read the date. Write it like 14 04 2026, or leave it empty."))
        if self.today and day > self.today:
            raise ValidationError(_("This day has not come yet. Write the day on which it happened, or leave it empty."))
        return text


class TriedForm(Question):
    tried = LongText(
        label=_("What have you tried so far?"),
        required=False,
        rows=6,
        help_text=_("To whom did you complain, and what did they answer? You need not have tried anything."),
    )
    court = Choices(
        label=_("Is a court dealing with it, or has it decided?"),
        choices=[*YES_NO, ("unknown", _("I do not know"))],
        help_text=_("We cannot change what a court decided, but we can tell you where to appeal."),
    )


class WantForm(Question):
    heading_field = "want"
    want = LongText(
        label=_("What should change?"),
        required=False,
        rows=6,
        help_text=_("What would help you? For example: see a doctor, get the document, an apology, that it never happens again."),
    )


class ReachForm(Question):
    identity = Choices(
        label=_("Who may know your name?"),
        required=True,
        choices=[
            (
                Identity.NAMED,
                _(
                    "We, and the body if needed\n"
                    "Those here who work on your complaint see your name. We may tell the body, so that it can look up your case."
                ),
            ),
            (
                Identity.CONFIDENTIAL,
                _(
                    "Only we\n"
                    "Those here who work on your complaint see your name. We do not tell the body, but it may guess from what happened."
                ),
            ),
            (
                Identity.ANONYMOUS,
                _("Nobody\nWe never learn your name and cannot write or call. Only your secret code shows you our answer."),
            ),
        ],
        error_messages={"required": _("Choose who may know your name.")},
    )
    name = PlainText(
        label=_("Your name"),
        help_text=_("Leave it empty if you chose “Nobody”."),
        error_messages={"required": _("Write your name, or choose “Nobody” above.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("This does not look like an e-mail address. It has a sign @ in it.")},
    )
    phone = PlainText(label=_("Telephone"), required=False, max_length=60)
    address = PlainText(label=_("Postal address"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    safe = Choices(
        label=_("Is it safe to write or call you there?"),
        choices=[
            ("yes", _("Yes")),
            ("no", _("No, somebody else may read or hear it\nThen we write only here, where your code opens it.")),
        ],
        help_text=_("If you say nothing, we do not write or call."),
    )
    contact_note = PlainText(
        label=_("What we must heed"),
        required=False,
        max_length=500,
        help_text=_("For example: only by day, never speak to my husband."),
    )
    language = Choices(label=_("In which language shall we write to you?"), choices=LETTER_LANGUAGES)
    large_print = forms.BooleanField(label=_("Send me letters in large print"), required=False)

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        for field, hint in (("name", "name"), ("email", "email"), ("phone", "tel"), ("address", "street-address")):
            self.fields[field].widget.attrs["autocomplete"] = hint

    @classmethod
    def from_answers(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        shown = super().from_answers(answers)
        if isinstance(answers.get("safe"), bool):
            shown["safe"] = "yes" if answers["safe"] else "no"
        return shown

    def answers(self) -> dict[str, Any]:
        typed = self.typed()
        if typed:
            typed["safe"] = {"yes": True, "no": False}.get(typed.get("safe") or "")
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("identity") in (None, Identity.ANONYMOUS) and not self.data.get(self.add_prefix("name")):
            self.errors.pop("name", None)  # asked for only of those who do not stay anonymous
        return cleaned


class CodeSavedForm(TypedForm):
    saved = forms.BooleanField(
        label=_("I have saved my code"),
        error_messages={"required": _("Save the code first: write it down, print it or keep the picture. Then tick this box.")},
    )
