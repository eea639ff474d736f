"""What a member of staff types about a letter that came on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.desk import LANGUAGES, BodyField
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, PlainText, TypedForm
from arasha.complaints.models import Channel
from arasha.law import RuleBook


class PaperForm(TypedForm):
    """A letter on paper, its scans and its envelope."""

    files = FilesField(
        label=_("Scans of the letter and the envelope"),
        help_text=_("You may choose several at once: PDF, JPEG or PNG. Each is kept as it is and encrypted."),
    )
    channel = Choices(
        label=_("How did it come?"),
        required=True,
        choices=[(Channel.POST.value, Channel.POST.label), (Channel.DETENTION.value, Channel.DETENTION.label)],
    )
    postmarked_on = forms.DateField(
        label=_("Postmark on the envelope"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day on which the person complained. Leave it empty when there is none or it cannot be read."),
    )
    name = PlainText(
        label=_("Who wrote it"), required=False, help_text=_("As it stands in the letter. Empty when it is not signed.")
    )
    address = PlainText(label=_("Address of the sender"), required=False, help_text=_("As it stands on the envelope."))
    language = Choices(label=_("Language of the letter"), choices=LANGUAGES, required=True)
    body = BodyField(label=_("Body complained of"), required=False)
    story = LongText(
        label=_("What the letter says, in short"),
        max_length=STORY_LENGTH,
        error_messages={"required": _("Write in a sentence what the letter says; the whole stands in the scan.")},
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, book: RuleBook, in_language: str, today: date, near: str, **kwargs: Any
    ) -> None:
        self.today = today
        super().__init__(data, files, **kwargs)
        self.fields["body"].choices = [("", _("Not known yet")), *choices.body_choices(book, in_language, today, near=near)]

    def clean_files(self) -> list[Any]:
        if not self.cleaned_data["files"]:
            raise ValidationError(_("Add at least one scan."))
        return self.cleaned_data["files"]

    def clean_postmarked_on(self) -> date | None:
        day = self.cleaned_data["postmarked_on"]
        if day and day > self.today:
            raise ValidationError(_("This day lies in the future. Look at the postmark again."))
        return day
