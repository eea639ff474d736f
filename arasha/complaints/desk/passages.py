"""The bank of passages: the list, one passage with its versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.forms.desk_choices import topic_choices
from arasha.complaints.forms.letter_templates import PassageForm
from arasha.errors import DomainError
from arasha.letters import passages as bank
from arasha.letters.errors import BrokenTemplate, TemplateChanged
from arasha.letters.models import PassageVersion
from arasha.people import policy

LANGUAGES = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}


@staff_page("templates")
def passages(request: HttpRequest) -> HttpResponse:
    """Every passage with the right that it fits and the languages that it has."""
    book, language = current_book(), page_language()
    rows = []
    for row in bank.passages():
        topic = book.topic(row.topic) if row.topic else None
        missing = [name for code, name in LANGUAGES.items() if not row.text(code)]
        rows.append({"row": row, "topic": topic.name(language) if topic else "", "missing": missing})
    context = {"rows": rows, "may_set": policy.may_open(request.user, "set_templates")}
    return desk_page(request, "passages.html", context, current="templates")


@staff_page("templates")
def passage(request: HttpRequest, passage_id: UUID) -> HttpResponse:
    """One passage: read, change, take an older version up again (`?from=`)."""
    versions = bank.versions_of(passage_id)
    older = next((row for row in versions if str(row.number) == request.GET.get("from")), versions[0])
    return _page(request, passage_id, versions, {**_values(older), "seen": versions[0].number, "dropped": versions[0].dropped})


@staff_page("set_templates")
def new_passage(request: HttpRequest) -> HttpResponse:
    """A passage that the bank does not have yet."""
    return _page(request, None, [], {"seen": 0})


def _values(row: PassageVersion) -> dict[str, Any]:
    return {"name": row.name, "topic": row.topic, **{f"text_{code}": row.text(code) for code in LANGUAGES}}


def _page(request: HttpRequest, passage_id: UUID | None, versions: list[PassageVersion], first: dict[str, Any]) -> HttpResponse:
    topics = topic_choices(current_book(), page_language())
    form = PassageForm(request.POST if request.method == "POST" else None, topics=topics, initial=first)
    status, changed = 200, None
    if "_language" in request.POST:
        form = PassageForm(topics=topics, initial=form.typed())
    elif request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, passage_id, form.cleaned_data)
        except TemplateChanged as refusal:
            typed = form.data.copy()
            typed["seen"], changed, status = str(versions[0].number), versions[0], refusal.status
            form = PassageForm(typed, topics=topics)
            form.add_error(None, refusal.message)
        except DomainError as refusal:
            for said in refusal.problems if isinstance(refusal, BrokenTemplate) else [refusal.message]:
                form.add_error(None, str(said))
            status = refusal.status
        else:
            messages.success(request, _("Saved. It is offered while a letter is drafted."))
            return redirect("desk:passage", saved.passage)
    context = {
        "form": form, "form_id": "passage", "versions": versions, "changed": changed,
        "texts": [(code, name, versions[0].text(code)) for code, name in LANGUAGES.items()] if versions else [],
        "may_set": policy.may_open(request.user, "set_templates"),
    }  # fmt: skip
    return desk_page(request, "passage.html", context, current="templates", status=status)


def _save(request: HttpRequest, passage_id: UUID | None, given: dict[str, Any]) -> PassageVersion:
    by = doer(request)
    texts = {code: given[f"text_{code}"] for code in LANGUAGES}
    return bank.save_passage(
        passage_id, name=given["name"], topic=given["topic"], texts=texts, why=given["why"], seen=given["seen"],
        dropped=given["dropped"], by=by.user, actor=by.actor, at=timezone.now(),
    )  # fmt: skip
