"""What is typed on the page of a template: its text, why it changes, and on which complaint it is tried."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.typed import LongText, PlainText, TypedForm
from arasha.letters.names import LANGUAGE_NAMES

TEXT_LENGTH = 20_000


class WhyForm(TypedForm):
    """`seen` is the number of the version that the page showed."""

    why = PlainText(
        label=_("Why does it change?"), max_length=300,
        help_text=_("One sentence for colleagues. No name of a person: everybody at the office reads it."),
        error_messages={"required": _("Say in one sentence why, so that colleagues understand it later.")},
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PassageForm(WhyForm):
    """A passage of the bank, in as many languages as it has words."""

    name = PlainText(
        label=_("Name of the passage"), max_length=120, help_text=_("As colleagues find it in the list."),
        error_messages={"required": _("Give it a name by which colleagues find it.")},
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("Right at issue"), required=False)
    text_kk = LongText(label=_("Words in Kazakh"), rows=6, required=False)
    text_ru = LongText(label=_("Words in Russian"), rows=6, required=False)
    text_en = LongText(label=_("Words in English"), rows=6, required=False)
    dropped = forms.BooleanField(label=_("Do not offer it any more"), required=False)
    field_order = ["name", "topic", "text_kk", "text_ru", "text_en", "dropped", "why", "seen"]

    def __init__(self, *args: Any, topics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("Whatever the right")), *topics]
        for language in LANGUAGE_NAMES:
            self.fields[f"text_{language}"].widget.attrs.update({"class": "letter-text", "lang": language})


class TemplateForm(WhyForm):
    text = LongText(
        label=_("Text"), rows=26, max_length=TEXT_LENGTH,
        help_text=_("The first line is the title; then an empty line; empty lines part the paragraphs."),
        error_messages={"required": _("Write the text of the letter.")},
    )  # fmt: skip
    outdates = forms.MultipleChoiceField(
        label=_("Does it say something else than the other languages now?"), required=False, choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In a language that you tick the letter does not go until somebody has translated it."),
    )  # fmt: skip
    tried_on = PlainText(
        label=_("Number of a complaint to see it on"), required=False, max_length=60,
        help_text=_("One that you may read. Opening it stands in the journal. Nothing is saved and nothing is sent."),
    )  # fmt: skip
    everything = forms.BooleanField(label=_("Show every part, also those that this complaint would not have"), required=False)
    field_order = ["text", "tried_on", "everything", "outdates", "why", "seen"]

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.update({"class": "letter-text", "lang": language, "spellcheck": "true"})
        self.fields["outdates"].choices = [(code, name) for code, name in LANGUAGE_NAMES.items() if code != language]
