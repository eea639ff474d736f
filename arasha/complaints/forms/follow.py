"""What the complainant may type while following a complaint."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, PlainText, TypedForm


class CodeForm(TypedForm):
    heading_field = "code"
    code = PlainText(
        label=_("Enter your code"),
        max_length=200,
        help_text=_("Twenty-two digits in groups of four. Spaces do not matter."),
        error_messages={"required": _("Enter the code that you got when you sent your complaint.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="off", inputmode="numeric", size=28, spellcheck="false")


class WriteForm(TypedForm):
    """A message to the office; also the answer to its questions."""

    heading_field = "text"
    text = LongText(
        label=_("Write to us"),
        max_length=STORY_LENGTH,
        rows=10,
        error_messages={"required": _("Write your message first.")},
    )
    files = FilesField(label=_("Photos and documents"), required=False, help_text=_("You may choose several at once."))

    def __init__(self, *args: Any, heading: Any = "", hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heading:
            self.fields["text"].label = heading
        self.fields["text"].help_text = hint


class WithdrawForm(TypedForm):
    reason = LongText(
        label=_("Why do you want to withdraw it?"),
        required=False,
        rows=5,
        help_text=_("You need not say. If somebody presses you, tell us: nobody but us reads it."),
    )


class ConsentForm(TypedForm):
    heading_field = "given"
    given = Choices(
        label=_("May we tell the body your name?"),
        required=True,
        choices=[
            ("yes", _("Yes, if it is needed\nThe body can look up your case more easily.")),
            ("no", _("No\nOur letters leave your name out. The body may still guess from what happened.")),
        ],
        error_messages={"required": _("Choose yes or no.")},
    )
