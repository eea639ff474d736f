"""What every form of people outside the office has in common: nothing typed is lost, and no sign breaks the page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

STORY_LENGTH = 20_000  # characters; some eight printed pages
NOTE_LENGTH = 5_000
LINE_LENGTH = 200

TOO_LONG = _(
    "This is too long: %(show_value)d characters, and we can take %(limit_value)d. Shorten it, or add the whole text as a file."
)
TOO_MANY_FILES = _("These are too many files at once. We can take %(most)d here.")
# What the file chooser of a phone or computer offers first; the camera is among it. What is taken is decided by content.
ACCEPTED = "image/*,video/*,audio/*,.pdf,.doc,.docx,.odt,.rtf,.xls,.xlsx,.ods,.txt"
STRAY_SIGN = _("There was a sign in it that no screen can show. We took it out: see whether the text is still right, then go on.")


def as_typed(text: str) -> str:
    """The text with plain line ends and without NULs: no keyboard makes one, and PostgreSQL keeps none."""
    return text.replace("\r\n", "\n").replace("\0", "")


class PlainText(forms.CharField):
    """Text as typed. What is too long is refused with its length, never cut."""

    def __init__(self, *, max_length: int = LINE_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = TOO_LONG
        self.widget.attrs.pop("maxlength", None)  # a browser would cut a pasted text off without a word


class LongText(PlainText):
    """A text of several lines."""

    def __init__(self, *, rows: int = 8, max_length: int = NOTE_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class QuickSelect(forms.Select):
    """A select field written in one go: Django renders a template for every option, which costs more than the rest of the page.

    The options of a directory are the same for everybody: they are written once, and what is chosen is marked in the copy.
    """

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        options = _options(tuple(_plain(choice) for choice in self.choices))
        chosen = format_html("<option{}>", flatatt({"value": self.format_value(value)[0]}))
        options = options.replace(chosen, f"{chosen[:-1]} selected>", 1)
        names = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", names, mark_safe(options))  # noqa: S308 (escaped when they were written)


def _plain(choice: tuple[Any, Any]) -> tuple[str, Any]:
    """(value, label) or (name of a group, its choices), as plain text: what is remembered must not follow the page's language."""
    value, label = choice
    if isinstance(label, list | tuple):
        return str(value), tuple(_plain(one) for one in label)
    return "" if value is None else str(value), str(label)


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, Any], ...]) -> str:
    """The options without what is chosen."""
    return "".join(
        format_html('<optgroup label="{}">{}</optgroup>', value, mark_safe(_options(label)))  # noqa: S308 (written by ourselves)
        if isinstance(label, tuple)
        else format_html("<option{}>{}</option>", flatatt({"value": value}), label)
        for value, label in choices
    )


class Choices(forms.ChoiceField):
    """One of several, as large targets."""

    def __init__(self, *, choices: Any, required: bool = False, **kwargs: Any) -> None:
        super().__init__(choices=choices, required=required, widget=forms.RadioSelect, **kwargs)
        self.error_messages = {**self.error_messages, "invalid_choice": _("Choose one of these answers.")}


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACCEPTED, "multiple": True, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Several files; those that the office does not take are named with the reason. With `kept_apart` the page keeps each file
    by itself as it comes, so that one bad file does not lose the others, and nothing is asked here."""

    widget = ManyFilesInput
    most = 10

    def __init__(self, *, kept_apart: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kept_apart = kept_apart

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = [upload for upload in data or [] if upload]
        if self.kept_apart:
            return uploads
        if len(uploads) > self.most:
            raise forms.ValidationError(TOO_MANY_FILES % {"most": self.most})
        refused = [f"{upload.name}: {refusal.message}" for upload in uploads if (refusal := getattr(upload, "refusal", None))]
        if refused:
            raise forms.ValidationError(refused)
        return uploads


class OneFileField(FilesField):
    """One file at most."""

    most = 1

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["multiple"] = False


class TypedForm(forms.Form):
    """A form that can hand back what was typed, whether it is right or not.

    `heading_field` names the field whose label is the heading of the page (see arasha.site.forms).
    """

    heading_field = ""
    use_required_attribute = False  # the browser's own refusals come before ours and keep nothing

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        self._stray: list[str] = []
        if isinstance(data, MultiValueDict):
            data = self._readable(data)
        super().__init__(data, files, **kwargs)

    def _readable(self, data: MultiValueDict) -> MultiValueDict:
        self._stray = [name for name, values in data.lists() if any("\0" in value for value in values)]
        return MultiValueDict({name: [as_typed(value) for value in values] for name, values in data.lists()})

    def clean(self) -> dict[str, Any]:
        for name in self._stray:
            if name in self.fields:
                self.add_error(name, STRAY_SIGN)
        return self.cleaned_data

    def was_sent(self) -> bool:
        """Whether the posted data hold this form at all; a request of another kind must not empty what is kept."""
        return any(self.add_prefix(name) in self.data for name in self.fields)

    def typed(self) -> dict[str, Any]:
        """The value of each field as it was typed; files left out. Empty when the form was not sent."""
        if not self.was_sent():
            return {}
        return {
            name: field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for name, field in self.fields.items()
            if not isinstance(field, FilesField)
        }
