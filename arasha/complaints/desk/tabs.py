"""The parts of a complaint's page. Each asks the database only for what it shows: at most three statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from arasha.complaints.desk.journal_rows import change_rows
from arasha.complaints.desk.people_view import complainant_card, consent_view
from arasha.complaints.desk.story_view import told_rows
from arasha.complaints.forms.desk import MessageForm, NoteForm
from arasha.complaints.models import Complaint
from arasha.complaints.queries import desk_acts
from arasha.complaints.queries.desk_complaint import earlier_of
from arasha.complaints.queries.desk_files import by_target, files_of
from arasha.complaints.queries.desk_next import why_not
from arasha.complaints.queries.desk_story import story_of
from arasha.complaints.queries.desk_terms import TermView
from arasha.ids import new_id
from arasha.journal.queries import entries_of
from arasha.law import RuleBook
from arasha.parties.queries import consent_on_record


@dataclass(frozen=True)
class Open:
    """A complaint that is open before a reader, its keys loaded."""

    complaint: Complaint
    user: Any
    book: RuleBook
    language: str
    terms: list[TermView]
    query: dict[str, str]

    @property
    def erased(self) -> bool:
        return self.complaint.erased_at is not None


def story(page: Open) -> dict[str, Any]:
    """What was told, and everything that happened since, with a place to write."""
    if page.erased:
        return {}
    files = files_of(page.complaint.id)
    return {
        "told": told_rows(page.complaint, page.book, page.language),
        "entries": story_of(page.complaint, book=page.book, language=page.language, files=by_target(files)),
        "told_files": [file for file in files if file.row.part == "story"],
        "composers": _composers(page),
    }


def _composers(page: Open) -> list[dict[str, Any]]:
    """The composer at the foot: a note, a message, an inquiry; only what this person may do now."""
    complaint, procedure = page.complaint, page.book.procedure
    kinds = (
        ("note", "note", NoteForm, gettext("Save the note")),
        ("message", "message", MessageForm, gettext("Send")),
        ("send_inquiry", "inquiry", None, ""),
    )
    found = []
    for verb, icon, form, submit in kinds:
        if why_not(page.user, procedure.verb(verb), complaint, page.book, page.language):
            continue
        composer: dict[str, Any] = {
            "label": procedure.verb(verb).name(page.language),
            "icon": icon,
            "value": verb,
            "submit_label": submit,
        }
        composer["url"] = reverse("desk:verb", args=[complaint.id, verb])
        if form:
            text = form.base_fields["text"]
            composer |= {
                "field": text.label,
                "hint": text.help_text,
                "kept": [("version", complaint.version), ("press", new_id())],
            }
        found.append(composer)
    return found


def people(page: Open) -> dict[str, Any]:
    """Who is concerned, how one may reach them, and whom they allow to know."""
    if page.erased:
        return {}
    complaint, answers = page.complaint, page.complaint.story or {}
    found = [complainant_card(complaint)]
    if answers.get("affected_name"):
        role = gettext("affected person")
        relation = answers.get("relation")
        lines = [gettext("the complainant is: %(relation)s") % {"relation": relation}] if relation else []
        found.append({"name": answers["affected_name"], "role": role, "lines": lines})
    earlier = earlier_of(page.user, complaint)
    return {
        "people": found,
        "consent": consent_view(consent_on_record(complaint.id)),
        "earlier": earlier,
        "record_consent_url": _consent_url(page),
    }


def _consent_url(page: Open) -> str:
    verb = page.book.procedure.verb("record_consent")
    if why_not(page.user, verb, page.complaint, page.book, page.language):
        return ""
    return reverse("desk:verb", args=[page.complaint.id, "record_consent"])


def rights(page: Open) -> dict[str, Any]:
    """Findings by right."""
    topic = page.book.topic(page.complaint.topic) if page.complaint.topic else None
    return {
        "right": topic.name(page.language) if topic else "",
        "articles": topic.articles if topic else {},
        "findings": [] if page.erased else desk_acts.findings_of(page.complaint, page.book, page.language),
    }


def evidence(page: Open) -> dict[str, Any]:
    """Every file; each opening is journaled."""
    return {"files": files_of(page.complaint.id)}


def acts(page: Open) -> dict[str, Any]:
    """Inquiries, recommendations with the body's reports, what changed for the person."""
    if page.erased:
        return {}
    return {
        "inquiries": desk_acts.inquiries_of(page.complaint, page.language),
        "recommendations": desk_acts.recommendations_of(page.complaint.id, page.language),
        "remedies": desk_acts.remedies_of(page.complaint),
    }


def terms(page: Open) -> dict[str, Any]:
    """Every term with its sum; the header has asked for them already."""
    return {"all_terms": page.terms}


def journal(page: Open) -> dict[str, Any]:
    """What was changed and by whom, from the complaint's own chain."""
    before = page.query.get("before", "")
    found = entries_of(page.complaint.id, before=int(before) if before.isdigit() and len(before) < 12 else None)
    url = reverse("desk:complaint", args=[page.complaint.id])
    older = f"{url}?tab=journal&before={found.next}" if found.next else ""
    newer = f"{url}?tab=journal" if before else ""
    pager = {"newer_url": newer, "older_url": older, "shown": len(found.rows), "total": None}
    return {"entries": change_rows(found.rows, page.book, page.language), "pager": pager}
