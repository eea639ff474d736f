"""The templates of letters: all of them, one to read and change, an older version to look at and go back to."""

from __future__ import annotations

import difflib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page
from arasha.complaints.desk.letter_preview import preview
from arasha.complaints.forms.letter_templates import TemplateForm, WhyForm
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.complaints.queries.desk_lookup import find_number
from arasha.errors import DomainError
from arasha.letters import wording
from arasha.letters.checking import as_saved, known_fields, problems_of
from arasha.letters.errors import BrokenTemplate, NoSuchVersion, TemplateChanged
from arasha.letters.models import TemplateVersion
from arasha.letters.names import FIELDS, GROUPS, LANGUAGE_NAMES, LETTERS
from arasha.letters.templates import read_template
from arasha.people import policy

SAMPLES = ("[[if due]]…[[end]]", "[[if not due]]…[[end]]", "{due:until}", "{due:from}")


@staff_page("templates")
def templates(request: HttpRequest) -> HttpResponse:
    """Every letter in three languages: which version is in force, and where it does not go."""
    newest = wording.newest_versions()
    groups = [{"name": name, "letters": [_line(code, newest) for code in codes]} for name, codes in GROUPS]
    context = {"groups": groups, "may_set": policy.may_open(request.user, "set_templates")}
    return desk_page(request, "letter_templates.html", context, current="templates")


def _line(code: str, newest: dict[tuple[str, str], TemplateVersion]) -> dict[str, Any]:
    texts = []
    for language, name in LANGUAGE_NAMES.items():
        row = newest.get((code, language))
        texts.append({
            "language": language, "name": name, "goes": wording.goes(code, language, row),
            "version": row.number if row else 0, "own": row is not None and row.kind == TemplateVersion.Kind.OWN,
        })  # fmt: skip
    return {"code": code, "name": LETTERS[code], "texts": texts}


@staff_page("templates")
def template(request: HttpRequest, code: str, text_language: str) -> HttpResponse:
    """One text: read, try on a complaint, change, take out of use until it is translated."""
    _require_known(code, text_language)
    versions = wording.versions_of(code, text_language)
    newest = versions[0].number if versions else 0
    text = wording.text_of(code, text_language, newest)
    first = {"text": text, "seen": newest}
    form = TemplateForm(request.POST if request.method == "POST" else None, language=text_language, initial=first)
    context: dict[str, Any] = {}
    status = 200
    if "_language" in request.POST:
        form = TemplateForm(language=text_language, initial=form.typed())
    elif "_preview" in request.POST:
        context = _tried(request, form, code, text_language)
    elif request.method == "POST" and form.is_valid():
        try:
            return _saved(request, form, code, text_language)
        except DomainError as refusal:
            form, context = _refused(form, refusal, code, text_language, text, newest)
            status = refusal.status
    return desk_page(
        request, "letter_template.html",
        {**_about(request, code, text_language, versions), "form": form, "form_id": "template", "text": text, **context},
        current="templates", status=status,
    )  # fmt: skip


def _require_known(code: str, language: str) -> None:
    if code not in LETTERS or language not in LANGUAGE_NAMES:
        raise Http404


def _saved(request: HttpRequest, form: TemplateForm, code: str, language: str) -> HttpResponse:
    given = form.cleaned_data
    who = _who(request, given)
    if "_withhold" in request.POST:
        wording.withhold(code, language, **who)
        messages.success(request, _("The letter does not go in this language now, until somebody saves a text."))
    else:
        wording.save_text(code, language, text=given["text"], outdates=given["outdates"], **who)
        messages.success(request, _("Saved. New letters are drafted from it; those that exist stay as they are."))
    return redirect("desk:template", code, language)


def _who(request: HttpRequest, given: dict[str, Any]) -> dict[str, Any]:
    by = doer(request)
    return {"why": given["why"], "seen": given["seen"], "by": by.user, "actor": by.actor, "at": timezone.now()}


def _refused(
    form: TemplateForm, refusal: DomainError, code: str, language: str, text: str, newest: int
) -> tuple[TemplateForm, dict[str, Any]]:
    """The form again with what was typed. After a colleague's version: on top of the newest, with what they changed."""
    context: dict[str, Any] = {}
    if isinstance(refusal, TemplateChanged):
        seen = form.cleaned_data["seen"]
        context["changed"] = difference(wording.text_of(code, language, seen), text)
        typed = form.data.copy()
        typed["seen"] = str(newest)
        form = TemplateForm(typed, language=language)
        form.full_clean()
    if isinstance(refusal, BrokenTemplate):
        for problem in refusal.problems:
            form.add_error("text", str(problem))
    else:
        form.add_error(None, refusal.message)
    return form, context


def _tried(request: HttpRequest, form: TemplateForm, code: str, language: str) -> dict[str, Any]:
    """The typed text as a letter on a complaint. What is wrong with it is said; the reason is not asked for yet."""
    form.full_clean()
    form.errors.pop("why", None)
    text = as_saved(form.cleaned_data.get("text") or "")
    for problem in problems_of(text, wording.model_of(code, language)):
        form.add_error("text", str(problem))
    found = find_number(request.user, form.cleaned_data.get("tried_on") or "") if form.cleaned_data.get("tried_on") else None
    if found is None:
        form.add_error(
            "tried_on", gettext("We have no complaint with this number that you may read. Write the number of another.")
        )
    if form.errors or found is None:
        return {}
    complaint = open_complaint(request.user, found)
    load_keys_of(complaint)
    record_shown(request, "desk/template-preview", [complaint.id])
    shown = preview(
        read_template(code, language, text), complaint, book=current_book(), everything=form.cleaned_data["everything"]
    )  # fmt: skip
    return {"letter": shown, "tried_number": complaint.number}


def _about(request: HttpRequest, code: str, language: str, versions: list[TemplateVersion]) -> dict[str, Any]:
    """What stands around the text."""
    newest = versions[0] if versions else None
    return {
        "name": LETTERS[code], "code": code, "text_language": language, "language_name": LANGUAGE_NAMES[language],
        "languages": [
            {"label": name, "url": reverse("desk:template", args=[code, one]), "current": one == language}
            for one, name in LANGUAGE_NAMES.items()
        ],
        "goes": wording.goes(code, language, newest), "newest": newest.number if newest else 0,
        "fields": [
            {"name": name, "words": FIELDS.get(name, name), "always": always}
            for name, always in known_fields(wording.model_of(code, language))
        ],
        "samples": SAMPLES, "versions": versions, "may_set": policy.may_open(request.user, "set_templates"),
    }  # fmt: skip


@staff_page("templates")
def version(request: HttpRequest, code: str, text_language: str, number: int) -> HttpResponse:
    """An older version beside the one in force; going back to it makes a newer version of it."""
    _require_known(code, text_language)
    versions = wording.versions_of(code, text_language)
    newest = versions[0].number if versions else 0
    row = next((one for one in versions if one.number == number), None)
    if number and row is None:
        raise NoSuchVersion
    form = WhyForm(request.POST if request.method == "POST" else None, initial={"seen": newest})
    status = 200
    if "_language" in request.POST:
        form = WhyForm(initial=form.typed())
    elif request.method == "POST" and form.is_valid():
        try:
            wording.go_back(code, text_language, to=number, **_who(request, form.cleaned_data))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("This text is in force again, as a new version."))
            return redirect("desk:template", code, text_language)
    text = wording.text_of(code, text_language, number)
    context = {
        **_about(request, code, text_language, versions), "form": form, "form_id": "back", "number": number, "row": row, "text": text,
        "changed": difference(text, wording.text_of(code, text_language, newest)) if text and number != newest else [],
    }  # fmt: skip
    return desk_page(request, "letter_template_version.html", context, current="templates", status=status)


def difference(old: str, new: str) -> list[dict[str, str]]:
    """What became of `old`, line by line: kept, taken out, put in; long stretches that stayed are left out but for a line at each end."""
    kinds = {"  ": "same", "- ": "out", "+ ": "in"}
    lines = [
        {"kind": kinds[line[:2]], "text": line[2:]}
        for line in difflib.ndiff(old.splitlines(), new.splitlines())
        if line[:2] in kinds
    ]
    near = {at + step for at, line in enumerate(lines) if line["kind"] != "same" for step in (-2, -1, 0, 1, 2)}
    return [line for at, line in enumerate(lines) if at in near]
