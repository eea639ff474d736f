"""What a body's contact may type."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, OneFileField, PlainText, TypedForm


class CodeForm(TypedForm):
    """The second factor: the code that went apart from the link."""

    code = PlainText(
        label=_("Code"),
        max_length=60,
        help_text=_("Eight digits. We told you the code by telephone, or it came in a letter by post."),
        error_messages={"required": _("Write the code.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(size=12, inputmode="numeric", autocomplete="one-time-code")


class AnswerForm(TypedForm):
    """The answer to an inquiry."""

    text = LongText(
        label=_("Your answer"),
        max_length=STORY_LENGTH,
        rows=12,
        help_text=_("Answer each question of our letter. You can send it once; look it through before you do."),
        error_messages={"required": _("Write your answer. If it is in a document, say so here and add the document.")},
    )
    files = FilesField(label=_("Documents"), required=False, help_text=_("You may choose several at once."))


class InterimAnswerForm(TypedForm):
    """The answer to a request for an interim measure."""

    reply = Choices(
        label=_("Will you keep to it?"),
        required=True,
        choices=[("granted", _("Yes")), ("partly", _("In part")), ("refused", _("No"))],
        error_messages={"required": _("Choose an answer.")},
    )
    text = LongText(
        label=_("Who sees to it, and how"),
        max_length=STORY_LENGTH,
        rows=6,
        help_text=_("If you do not keep to it, or only in part, say why. You can send the answer once."),
        error_messages={"required": _("Write who sees to it and how, or why you do not keep to it.")},
    )
    files = FilesField(label=_("Documents"), required=False, help_text=_("You may choose several at once."))


class ReportForm(TypedForm):
    """The report on a recommendation."""

    accepted = Choices(
        label=_("Do you carry out the recommendation?"),
        required=True,
        choices=[("yes", _("Yes, wholly or in part")), ("no", _("No"))],
        error_messages={"required": _("Choose yes or no.")},
    )
    text = LongText(
        label=_("What was done, by whom and when"),
        max_length=STORY_LENGTH,
        rows=12,
        help_text=_("If you do not carry it out, give the reasons. You can send the report once; look it through before you do."),
        error_messages={"required": _("Write what was done, or why it is not done.")},
    )
    files = OneFileField(label=_("A document"), required=False, help_text=_("One file, for example the order or the decision."))


class MoreTimeForm(TypedForm):
    """The body asks for more time to answer an inquiry."""

    until = DayField(
        label=_("Until which day?"), help_text=_("Write it like 14 04 2026."), error_messages={"required": _("Write the day.")}
    )
    reason = LongText(
        label=_("Why is more time needed?"),
        rows=4,
        max_length=2000,
        error_messages={"required": _("Write why, so that we can decide.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].widget.attrs.update(size=12, autocomplete="off")
