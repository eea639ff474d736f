"""What the complainant may type while following a complaint."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, OneFileField, PlainText, TypedForm


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


class CheckCodeForm(TypedForm):
    heading_field = "code"
    code = PlainText(
        label=_("Is this letter from us?"),
        max_length=60,
        help_text=_("Type the code that stands at the end of the letter, beside the square: 16 letters and digits."),
        error_messages={"required": _("Type the code from the letter.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="off", size=24, spellcheck="false")


class CompareForm(TypedForm):
    file = OneFileField(label=_("The PDF of the letter"))


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


class ReviewForm(WriteForm):
    """Why the office should look at its decision again. The page has a heading of its own."""

    heading_field = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What did we miss or get wrong? What is new?")
        self.fields["text"].help_text = _("Write as you would tell it.")


class WithdrawForm(TypedForm):
    reason = LongText(
        label=_("Why do you want to withdraw it?"),
        required=False,
        rows=5,
        help_text=_("You need not say. If somebody presses you, tell us: nobody but us reads it."),
    )


ANSWERS = (("yes", _("Yes")), ("unnamed", _("Only without my name")), ("no", _("No")))


class ConsentForm(TypedForm):
    """What one allows, by purpose; what is left open stays as it was. From the next letter on the office obeys."""

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
    copy_to_body = Choices(label=_("May the body get a copy of what you told us?"), choices=ANSWERS)
    files_to_body = Choices(label=_("May the body get your photos and documents?"), choices=ANSWERS)
    partner_ngo = Choices(label=_("May we tell an organisation that helps people?"), choices=ANSWERS)
    publish_unnamed = Choices(
        label=_("May we tell your story in our report, without your name?"), choices=ANSWERS[::2],
        help_text=_("We change whatever would show who you are."),
    )  # fmt: skip
    contact_email = Choices(label=_("May we write to you by e-mail?"), choices=ANSWERS[::2])
    contact_phone = Choices(label=_("May we call you?"), choices=ANSWERS[::2])
