"""Form fields written in Python: Django renders a field as a tree of six or more templates, which cost more than the rest of a page.

One field is label, hint, error, input, in this order, so that a screen reader hears the error before it reaches the input. What a form may
say beyond Django's own is told in `arasha.site.forms`. Text of people is escaped here; labels and hints are escaped unless they are HTML
of ours (a help text may hold a link).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext

from arasha.site.templatetags.ui import label_lines, room_for


def field(context: Mapping[str, Any]) -> str:
    """A field with everything around it. `field` is the bound field."""
    bound: forms.BoundField = context["field"]
    wrong = " wrong" if bound.errors else ""
    hint = _hint(bound)
    if bound.widget_type == "checkbox":
        label = f'<label for="{bound.id_for_label}">{_lines(bound.label)}</label>'
        return f'<div class="field{wrong}">{_errors(bound)}<div class="choice">{bound}{label}</div>{hint}</div>'
    if bound.use_fieldset:
        said = f' aria-describedby="{ids}"' if (ids := bound.aria_describedby) else ""
        return f'<fieldset class="field{wrong}"{said}>{_legend(bound)}{hint}{_errors(bound)}{bound}</fieldset>'
    room = f'<p class="hint">{conditional_escape(text)}</p>' if (text := room_for(bound)) else ""
    return f'<div class="field{wrong}">{_label(bound)}{hint}{_errors(bound)}{bound}{room}</div>'


def _errors(bound: forms.BoundField) -> str:
    return str(bound.errors) if bound.errors else ""


def _hint(bound: forms.BoundField) -> str:
    return f'<div class="hint" id="{bound.auto_id}_helptext">{bound.help_text}</div>' if bound.help_text else ""


def _is_heading(bound: forms.BoundField) -> bool:
    return getattr(bound.form, "heading_field", "") == bound.name


def _optional(bound: forms.BoundField) -> str:
    return "" if bound.field.required else f' <span class="optional">{conditional_escape(gettext("(optional)"))}</span>'


def _legend(bound: forms.BoundField) -> str:
    if not bound.label:
        return ""
    label = conditional_escape(bound.label)
    return f"<legend>{f'<h1>{label}</h1>' if _is_heading(bound) else label}{_optional(bound)}</legend>"


def _label(bound: forms.BoundField) -> str:
    if not bound.label:
        return ""
    label, target = conditional_escape(bound.label), bound.id_for_label
    if _is_heading(bound):
        return f'<h1><label for="{target}">{label}</label></h1>'
    return f'<label for="{target}">{label}{_optional(bound)}</label>'


def _lines(label: Any) -> str:
    """A label of two lines is a label with a hint."""
    head, hint = label_lines(label)
    return str(conditional_escape(head)) + (f'<span class="hint">{conditional_escape(hint)}</span>' if hint else "")


def _attributes(attrs: Mapping[str, Any], *, without: str = "") -> str:
    shown = ((name, value) for name, value in attrs.items() if value is not False and name != without)
    return "".join(f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"' for name, value in shown)


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{conditional_escape(str(value))}"'
    return f'<input type="{widget["type"]}" name="{conditional_escape(widget["name"])}"{said}{_attributes(widget["attrs"])}>\n'


def plain_input(context: Mapping[str, Any]) -> str:
    """Any `<input>`."""
    return _input(context["widget"])


def textarea(context: Mapping[str, Any]) -> str:
    """Without maxlength: a browser would cut a pasted text off without a word. The limit is said below and checked when sent."""
    widget = context["widget"]
    text = conditional_escape(widget["value"]) if widget["value"] else ""
    name = conditional_escape(widget["name"])
    return f'<textarea name="{name}"{_attributes(widget["attrs"], without="maxlength")}>\n{text}</textarea>\n'


def choices(context: Mapping[str, Any]) -> str:
    """Radios and boxes as large targets."""
    widget = context["widget"]
    attrs = widget["attrs"]
    kind = f" {conditional_escape(attrs['class'])}" if attrs.get("class") else ""
    target = f' id="{conditional_escape(attrs["id"])}"' if attrs.get("id") else ""
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<div class="choices{kind}"{target}>{groups}</div>\n'


def _group(name: Any, options: list[dict[str, Any]]) -> str:
    heading = f'<p class="choice-group">{conditional_escape(name)}</p>' if name else ""
    return heading + "".join(_choice(option) for option in options)


def _choice(option: dict[str, Any]) -> str:
    target = f' for="{conditional_escape(identifier)}"' if (identifier := option["attrs"].get("id")) else ""
    return f'<div class="choice">{_input(option)}<label{target}>{_lines(option["label"])}</label></div>'


INPUTS = ("input", "text", "email", "number", "password", "url", "tel", "search", "hidden", "file", "checkbox")
DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "django/forms/field.html": field,
    "django/forms/widgets/textarea.html": textarea,
    "django/forms/widgets/radio.html": choices,
    "django/forms/widgets/checkbox_select.html": choices,
    **{f"django/forms/widgets/{name}.html": plain_input for name in INPUTS},
}
