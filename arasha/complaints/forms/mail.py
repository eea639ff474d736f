"""What a member of staff types about a message that was put aside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.entry import Select
from arasha.complaints.forms.portal import LETTER_LANGUAGES
from arasha.complaints.forms.typed import PlainText, TypedForm


class TrayForm(TypedForm):
    """A message that becomes a complaint: its language, guessed until somebody says it."""

    language = Select(label=_("Language of the message"), choices=LETTER_LANGUAGES)


class GiveForm(TypedForm):
    """To which complaint a message belongs."""

    number = PlainText(
        label=_("Number of the complaint"),
        error_messages={"required": _("Write the number of the complaint to which this message belongs.")},
    )
