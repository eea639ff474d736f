"""Forms with every kind of field, as they are before and after they were sent."""

from __future__ import annotations

from typing import Any

from django import forms

from arasha.site.design.samples import say


class DateParts(forms.MultiWidget):
    """Day, month and year apart."""

    template_name = "django/forms/widgets/date_parts.html"

    def __init__(self) -> None:
        super().__init__([forms.TextInput({"size": size, "inputmode": "numeric"}) for size in ("2", "2", "4")])

    def decompress(self, value: Any) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


def sample_form(data: dict[str, Any] | None = None, *, prefix: str) -> forms.Form:
    """A form with every kind of field; with `data` it is bound and shows what is wrong."""
    form = forms.Form(data, prefix=prefix)
    ways = [
        ("named", say("give-my-name")),
        ("confidential", say("confidential-the-office-knows-your-name")),
        ("anonymous", say("anonymous-then-we-may-be-able")),
    ]
    form.fields = {
        "name": forms.CharField(label=say("your-name-2"), help_text=say("as-in-your-document")),
        "number": forms.CharField(label=say("postcode"), required=False, widget=forms.TextInput({"size": "6"})),
        "what": forms.CharField(
            label=say("what-happened-2"), widget=forms.Textarea, max_length=20_000, help_text=say("in-your-own-words")
        ),
        "day": forms.CharField(
            label=say("on-which-day"), widget=forms.TextInput({"size": "12"}), help_text=say("for-example-14-04-2026")
        ),
        "parts": forms.MultiValueField(
            [forms.CharField(), forms.CharField(), forms.CharField()], widget=DateParts(), label=say("date-of-birth")
        ),
        "region": forms.ChoiceField(label=say("region"), choices=[("", "—"), ("10", say("abai-region"))]),
        "identity": forms.ChoiceField(label=say("what-about-your-name"), choices=ways, widget=forms.RadioSelect),
        "tried": forms.MultipleChoiceField(
            label=say("where-did-you-turn-before"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[("body", say("to-the-body-itself")), ("court", say("to-a-court")), ("none", say("nowhere"))],
        ),
        "files": forms.FileField(
            label=say("files"), required=False, widget=SeveralFiles(), help_text=say("you-may-choose-several")
        ),
        "agree": forms.BooleanField(label=say("i-have-read-this-and-agree")),
    }
    return form


def short_form(prefix: str, label: str) -> forms.Form:
    form = forms.Form(prefix=prefix)
    form.fields = {"text": forms.CharField(label=say(label), widget=forms.Textarea({"rows": "3"}))}
    return form


def question_form(data: dict[str, Any] | None = None) -> forms.Form:
    """One question: its label is the heading of the page."""
    form = sample_form(data, prefix="q")
    form.fields = {"what": form.fields["what"]}
    form.heading_field = "what"  # type: ignore[attr-defined]
    return form
