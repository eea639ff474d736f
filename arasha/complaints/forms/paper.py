"""What a member of staff types about a letter that came on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.desk import LANGUAGES
from arasha.complaints.forms.entry import EntryDayField, EntryForm, Select
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, PlainText
from arasha.complaints.models import Channel, Identity

SAID = (
    ("", _("The letter does not say")),
    (Identity.CONFIDENTIAL, _("Only our office")),
    (Identity.NAMED, _("Our office, and the body if needed")),
)


class PaperForm(EntryForm):
    """A letter on paper, its scans and its envelope."""

    files = FilesField(
        label=_("Scans of the letter and the envelope"),
        help_text=_("You may choose several at once: PDF, JPEG or PNG. Each is kept as it is and encrypted."),
    )
    channel = Choices(
        label=_("How did it come?"),
        required=True,
        choices=[(Channel.POST.value, Channel.POST.label), (Channel.DETENTION.value, Channel.DETENTION.label)],
        error_messages={"required": _("Say how it came: a letter from a place of detention is sorted first.")},
    )
    postmarked_on = EntryDayField(
        label=_("Postmark on the envelope"),
        required=False,
        help_text=_("The day on which the person complained, like 14 04 2026. Empty when there is none or it cannot be read."),
    )
    name = PlainText(
        label=_("Who wrote it"), required=False, help_text=_("As it stands in the letter. Empty when it is not signed.")
    )
    address = PlainText(label=_("Address of the sender"), required=False, help_text=_("As it stands on the envelope."))
    identity = Select(label=_("Who may know the name?"), required=False, choices=SAID)
    language = Choices(label=_("Language of the letter"), choices=LANGUAGES, required=True)
    story = LongText(
        label=_("What the letter says, in short"),
        max_length=STORY_LENGTH,
        error_messages={"required": _("Write in a sentence what the letter says; the whole stands in the scan.")},
    )
    field_order = (
        "press", "files", "channel", "received_on", "postmarked_on", "story", "body", "region", "second_body", "body_text", "name",
        "address", "identity", "language", "urgent", "detention", "child", "about_office",
    )  # fmt: skip

    def clean_files(self) -> list[Any]:
        if not self.cleaned_data["files"]:
            raise ValidationError(_("Add at least one scan."))
        return self.cleaned_data["files"]

    def clean_postmarked_on(self) -> date | None:
        day = self.cleaned_data["postmarked_on"]
        if day and day > self.today:
            raise ValidationError(_("This day lies in the future. Look at the postmark again."))
        return day

    def answers(self) -> dict[str, Any]:
        """What was told, under the names of the portal's answers."""
        postmark = self.cleaned_data["postmarked_on"]
        said = {name: self.cleaned_data[name] for name in ("story", "name", "address", "identity")}
        return {**self.matter(), **said, "postmarked_on": postmark.isoformat() if postmark else ""}

    @property
    def bodies_folded(self) -> bool:
        return self._empty("second_body", "body_text")
