"""The answers as a person checks them: what the fields of the form say, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from arasha.complaints.forms.portal import IDENTIFYING, Question
from arasha.complaints.models import Identity
from arasha.complaints.portal.steps import ORDER, STEPS

# Shown even without an answer, so that one sees what may be added.
ALWAYS = ("about", "story", "body", "region", "tried", "want", "identity", "name")


def groups(pages: Mapping[str, Question], files: list[dict[str, Any]], *, anonymous: bool) -> list[dict[str, Any]]:
    """One group of rows a page, as components/summary.html shows them, each row with the address that changes it."""
    return [
        {
            "title": STEPS[slug].heading or pages[slug].fields[pages[slug].heading_field].label,
            "url": f"{STEPS[slug].url}?check=1",
            "rows": _rows(slug, pages[slug], files, anonymous),
        }
        for slug in ORDER[:-1]
    ]


def _rows(slug: str, form: Question, files: list[dict[str, Any]], anonymous: bool) -> list[dict[str, Any]]:
    rows = []
    for field in form:
        if field.name == "files":
            rows.append(_row(slug, field, [one["name"] for one in files], _("No file")))
        elif not (anonymous and field.name in (*IDENTIFYING, "safe")):
            said = _said(field)
            if said or field.name in ALWAYS:
                rows.append(_row(slug, field, said))
    return rows


def _row(slug: str, field: BoundField, said: str | list[str], missing: str = "") -> dict[str, Any]:
    label = str(field.label).partition("\n")[0]
    row = {"label": label, "url": f"{STEPS[slug].url}?check=1#{field.auto_id}", "change": label, "missing": missing}
    return {**row, "parts" if isinstance(said, list) else "value": said}


def _said(field: BoundField) -> str:
    """What was answered, in words."""
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return _("Yes") if value else ""
    if isinstance(field.field, forms.ChoiceField):
        return _chosen(field.field, str(value or ""))
    return str(value or "")


def _chosen(field: forms.ChoiceField, value: str) -> str:
    """The first line of the label of what was chosen; a choice may stand in a group."""
    choices: Any = field.choices
    for key, label in choices:
        rows = label if isinstance(label, list | tuple) else [(key, label)]
        for code, name in rows:
            if value and str(code) == value:
                return str(name).partition("\n")[0]
    return ""


def is_anonymous(answers: Mapping[str, Any]) -> bool:
    return answers.get("identity") == Identity.ANONYMOUS
