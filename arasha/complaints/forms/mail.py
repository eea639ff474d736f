"""What a member of staff types about a message that was put aside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.typed import PlainText, TypedForm


class GiveForm(TypedForm):
    """To which complaint a message belongs."""

    number = PlainText(
        label=_("Number of the complaint"),
        error_messages={"required": _("Write the number of the complaint to which this message belongs.")},
    )
