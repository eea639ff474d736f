"""What a member of staff types about scans that wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.paper import PaperForm
from arasha.complaints.forms.typed import FilesField, LongText, PlainText, TypedForm
from arasha.scans.pages import BadPages, read_cuts


class DropForm(TypedForm):
    """What comes out of the scanner, several files at once."""

    files = FilesField(
        label=_("Scans"), help_text=_("Up to 10 files at once: PDF, JPEG or PNG. You cut a file that holds several letters afterwards."),
        error_messages={"required": _("Choose at least one file.")},
    )  # fmt: skip


class CutForm(TypedForm):
    """Which pages of a file are which letter. Needs the number of `pages` that the file has."""

    letters = LongText(
        label=_("Pages of each letter"), rows=4,
        help_text=_("One line a letter, with its envelope: 1-3, and on the next line 4, 6."),
        error_messages={"required": _("Write one line a letter, for example 1-3.")},
    )  # fmt: skip
    rest_is_blank = forms.BooleanField(label=_("The pages that I did not name are blank"), required=False)

    def __init__(self, *args: Any, pages: int, **kwargs: Any) -> None:
        self.pages = pages
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("letters"):
            try:
                said["cuts"] = read_cuts(said["letters"], self.pages, rest_is_blank=said.get("rest_is_blank", False))
            except BadPages as refusal:
                self.add_error("letters", refusal.message)
        return said


class NothingForm(TypedForm):
    """Why a scan is no letter to the office."""

    reason = PlainText(
        label=_("Why is there nothing to do?"), help_text=_("For example: scanned twice, a blank page."),
        error_messages={"required": _("Write why: whoever looks for it reads this.")},
    )  # fmt: skip


class ScannedLetterForm(PaperForm):
    """A new complaint from scans that wait already."""

    files = None  # they wait already


class BelongsForm(TypedForm):
    """The complaint to which a letter belongs, and the day when it came."""

    number = PlainText(
        label=_("Number of the complaint"),
        error_messages={"required": _("Write the number of the complaint to which it belongs.")},
    )
    received_on = DayField(
        label=_("Day on which it came"),
        help_text=_("Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )
