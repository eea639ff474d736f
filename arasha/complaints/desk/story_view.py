"""What was told, laid out by question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext

from arasha.bodies.models import Body
from arasha.complaints.desk.frame import page_language
from arasha.complaints.forms import portal
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_rows import region_name
from arasha.dates import write_date
from arasha.law import RuleBook

QUESTIONS = (portal.WhatForm, portal.WhoForm, portal.BodyForm, portal.PlaceForm, portal.TriedForm, portal.WantForm)
NOT_TOLD = frozenset({"files", "body_region"})  # files stand under Evidence; the region of the body is part of its name


def told_rows(
    complaint: Complaint, book: RuleBook, language: str, *, without: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Question and answer, the story first; what was left open, and the answers named in `without`, are left out."""
    if complaint.erased_at is not None:
        return []
    answers = complaint.story or {}
    found = []
    for form in QUESTIONS:
        for name, field in form.base_fields.items():
            value = _answer(name, field, answers, complaint, book, language)
            if name not in NOT_TOLD | without and value:
                found.append({"label": _head(field.label), "value": value})
    return found + _known_from_outside(answers, complaint)


def _known_from_outside(answers: Mapping[str, Any], complaint: Complaint) -> list[dict[str, Any]]:
    """What the envelope or the message itself says, rather than the person; a guess that somebody corrected is not repeated."""
    found = []
    if answers.get("postmarked_on"):
        day = write_date(date.fromisoformat(answers["postmarked_on"]), page_language())
        found.append({"label": gettext("Postmark on the envelope: the day on which the person complained"), "value": day})
    for name, label in (("second_body", gettext("A second body complained of")), ("passed_on_by", gettext("Passed on by"))):
        if answers.get(name):
            body = Body.objects.filter(code=answers[name]).first()
            found.append({"label": label, "value": body.name(page_language()) if body else answers[name]})
    if answers.get("language_guess") == complaint.language:
        guessed = dict(settings.LANGUAGES).get(answers["language_guess"], "")
        found.append({"label": gettext("Language, guessed from the letters"), "value": str(guessed)})
    return found


def _answer(
    name: str, field: forms.Field, answers: Mapping[str, Any], complaint: Complaint, book: RuleBook, language: str
) -> str:
    value = answers.get(name)
    if name == "body" and value:
        return complaint.body.name(language) if complaint.body else str(value)
    if name == "region":
        return region_name(book, str(value or ""), language)
    if isinstance(field, forms.BooleanField):
        return gettext("Yes") if value else ""
    if isinstance(field, forms.ChoiceField) and field.choices:
        choices: Any = field.choices
        return _head(dict(choices).get(value, value or ""))
    return str(value or "")


def _head(label: Any) -> str:
    """A label of two lines is a label with a hint: the first line."""
    return str(label).partition("\n")[0]
