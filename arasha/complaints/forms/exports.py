"""What is typed to get the whole complaint as one file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.desk import LANGUAGES, VerbForm
from arasha.complaints.forms.typed import Choices, LongText


class ExportForm(VerbForm):
    """For what, in which language, and with what in it. What is internal is left out unless somebody ticks it."""

    purpose = LongText(
        label=_("For whom, and for what?"),
        rows=3,
        max_length=2000,
        help_text=_(
            "For example: “The district court asks for the file, letter of 3 April”. It stands on the first page and in the journal."
        ),
        error_messages={"required": _("Write for whom and for what the file is made.")},
    )
    language = Choices(label=_("Language of the headings"), choices=LANGUAGES, required=True)
    with_files = forms.BooleanField(
        label=_("Append the pictures and PDF of the evidence\nThe list of evidence with its fingerprints is always there."),
        required=False,
    )
    with_notes = forms.BooleanField(
        label=_("Put in what never leaves the office: notes, drafts, reasons\nOnly for a reader inside the office."),
        required=False,
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"language": ask.language}
