"""The parts of a complaint's page. Each asks the database only for what it shows: at most three statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from arasha.complaints.desk.evidence_view import evidence_of
from arasha.complaints.desk.examination_view import examination_of
from arasha.complaints.desk.journal_rows import change_rows
from arasha.complaints.desk.people_view import ON_ONE, consent_view, joined, party_cards, verb_links
from arasha.complaints.desk.story_view import told_rows
from arasha.complaints.forms.desk import MessageForm, NoteForm
from arasha.complaints.models import Complaint, Party
from arasha.complaints.queries import desk_acts, desk_inquiries
from arasha.complaints.queries.desk_acceptance import acceptance_of
from arasha.complaints.queries.desk_files import by_target, files_of
from arasha.complaints.queries.desk_matter import Matter
from arasha.complaints.queries.desk_next import why_not
from arasha.complaints.queries.desk_same import together
from arasha.complaints.queries.desk_story import Entry, story_of
from arasha.complaints.queries.desk_story_filter import Chosen, homeless_files, timeline
from arasha.complaints.queries.desk_story_rows import story_rows
from arasha.complaints.queries.desk_terms import TermView
from arasha.complaints.queries.desk_translations import translations_in
from arasha.complaints.terms import office_day
from arasha.ids import new_id
from arasha.journal.queries import entries_of
from arasha.law import RuleBook
from arasha.parties.models import Purpose
from arasha.parties.queries import consents_on_record


@dataclass(frozen=True)
class Open:
    """A complaint that is open before a reader, its keys loaded."""

    complaint: Complaint
    user: Any
    book: RuleBook
    language: str
    terms: list[TermView]
    query: dict[str, str]
    parties: Sequence[Party] = ()  # for the part on people only
    matter: Matter | None = None  # for the part on the same matter only

    @property
    def erased(self) -> bool:
        return self.complaint.erased_at is not None


def story(page: Open) -> dict[str, Any]:
    """What was told, and everything that happened since, with a place to write."""
    if page.erased:
        return {}
    files = files_of(page.complaint.id)
    housed, rows = by_target(files), story_rows(page.complaint.id, page.language)
    terms = {term.row.target_id: term for term in page.terms if term.row.target_id}
    entries = story_of(page.complaint, book=page.book, language=page.language, files=housed, rows=rows, terms=terms)
    translations = translations_in(rows, housed)
    originals = [page.complaint.id, *(file.id for file in files if file.row.part == "story")]
    _offer_review(page, entries)
    return {
        "told": told_rows(page.complaint, page.book, page.language),
        "told_translations": [one for original in originals for one in translations.get(original, ())],
        **_translation_urls(page),
        **timeline(entries + homeless_files(files, entries), Chosen.of(page.query)),
        "told_files": [file for file in files if file.row.part == "story"],
        "composers": _composers(page),
    }


def _translation_urls(page: Open) -> dict[str, str]:
    """Where a translation is written and where one is marked as certified; empty for who may not."""
    found = {}
    for name, code in (("translate_url", "add_translation"), ("certify_url", "certify_translation")):
        refusal = why_not(page.user, page.book.procedure.verb(code), page.complaint, page.book, page.language)
        found[name] = "" if refusal else reverse("desk:verb", args=[page.complaint.id, code])
    return found


def _offer_review(page: Open, entries: list[Entry]) -> None:
    """Beside each message that came after the decision: it may in fact ask for a review, whatever it is called."""
    verb, decided_at = page.book.procedure.verb("record_review_request"), page.complaint.decided_at
    if decided_at is None or why_not(page.user, verb, page.complaint, page.book, page.language):
        return
    url = reverse("desk:verb", args=[page.complaint.id, verb.code])
    for entry in entries:
        if entry.written and entry.at >= decided_at:
            entry.offer = {"label": gettext("This asks for a review"), "url": f"{url}?message={entry.id}"}


def _composers(page: Open) -> list[dict[str, Any]]:
    """The composer at the foot: a note, a message, an inquiry; only what this person may do now."""
    complaint, procedure = page.complaint, page.book.procedure
    kinds = (
        ("note", "note", NoteForm, gettext("Save the note")),
        ("message", "message", MessageForm, gettext("Send")),
        ("send_inquiry", "inquiry", None, ""),
        ("record_examination_act", "phone", None, ""),
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


SHOWN_AT_ONCE = 8  # people; the others of a long letter stand folded


def people(page: Open) -> dict[str, Any]:
    """Who is concerned, how one may reach them, what they allow, and what may belong together with this complaint."""
    if page.erased:
        return {}
    complaint = page.complaint
    parties = page.parties
    verbs = _people_verbs(page)
    found = together(page.user, complaint, parties)
    consent = consents_on_record(complaint.id)
    cards = party_cards(complaint, parties, page.book, page.language, office_day(timezone.now()), consent)
    for card in cards:
        card["links"] = verb_links(complaint, card, verbs)
    return {
        "people": cards[:SHOWN_AT_ONCE],
        "more_people": cards[SHOWN_AT_ONCE:],
        "complainants": sum(card["complainant"] for card in cards),
        "consents": [(purpose.label, consent_view(consent.get(purpose)), purpose.value) for purpose in Purpose],
        **vars(found),
        "lead_party": parties[0].id if parties else "",
        "joined": joined(complaint) if found.earlier and "unmerge_persons" in verbs else [],
        "may_join": "merge_persons" in verbs,
        "add_verbs": [(verbs[verb], reverse("desk:verb", args=[complaint.id, verb])) for verb in ADDING if verb in verbs],
        "record_consent_url": reverse("desk:verb", args=[complaint.id, "record_consent"]) if "record_consent" in verbs else "",
    }


ADDING = ("add_party", "add_complainants")


def _people_verbs(page: Open) -> dict[str, str]:
    """What this person may do now on the people of the complaint, by verb, with its name."""
    return may_do(page, (*ADDING, *ON_ONE, "merge_persons", "unmerge_persons", "record_consent"))


def examination(page: Open) -> dict[str, Any]:
    """The plan, whether the body was heard, and what was done to learn the facts."""
    if page.erased:
        return {}
    files = by_target(files_of(page.complaint.id))
    return examination_of(page.complaint, page.user, page.book, page.language, office_day(timezone.now()), files)


def rights(page: Open) -> dict[str, Any]:
    """Why it was taken up, and findings by right."""
    topic = page.book.topic(page.complaint.topic) if page.complaint.topic else None
    return {
        "right": topic.name(page.language) if topic else "",
        "articles": topic.articles if topic else {},
        "acceptance": None if page.erased else acceptance_of(page.complaint, page.book, page.language),
        "findings": [] if page.erased else desk_acts.findings_of(page.complaint, page.book, page.language),
    }


def evidence(page: Open) -> dict[str, Any]:
    """Every file, and the one that is opened (`&open=`); each opening is journaled."""
    shown = evidence_of(page.complaint, page.user, page.query.get("open", ""))
    return {**shown, **({} if page.erased else _translation_urls(page))}


def acts(page: Open) -> dict[str, Any]:
    """Inquiries, interim measures, recommendations and other acts with the body's reports."""
    if page.erased:
        return {}
    return {
        "inquiries": desk_inquiries.inquiries_of(page.complaint, page.language, page.terms),
        "may": may_do(page, INQUIRY_VERBS),
        "measures": desk_acts.interim_of(page.complaint, page.language),
        "recommendations": desk_acts.recommendations_of(page.complaint.id, page.book, page.language),
    }


INQUIRY_VERBS = (
    "send_inquiry", "remind_body", "grant_more_time", "refuse_more_time", "give_code", "revoke_link", "send_new_link", "go_on_without",
    "record_answer",
)  # fmt: skip


def may_do(page: Open, verbs: Sequence[str]) -> dict[str, str]:
    """Which of these verbs this person may do now, each with its name."""
    found = {}
    for code in verbs:
        verb = page.book.procedure.verb(code)
        if not why_not(page.user, verb, page.complaint, page.book, page.language):
            found[code] = verb.name(page.language)
    return found


def results(page: Open) -> dict[str, Any]:
    """What changed for the person and for others; proceedings that were opened, and their end; reviews of our decisions."""
    if page.erased:
        return {}
    return {
        "remedies": desk_acts.remedies_of(page.complaint),
        "proceedings": desk_acts.proceedings_of(page.complaint),
        "reviews": desk_acts.reviews_of(page.complaint),
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
