"""What stands in a dossier, in the language it was asked for. Everything is opened here, in the worker; nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from arasha.complaints.desk.header import title_of
from arasha.complaints.desk.story_view import told_rows
from arasha.complaints.dossier.appendices import Appendix
from arasha.complaints.dossier.examination import examination_items, translation_items
from arasha.complaints.dossier.parts import at_clock, day, item, line, section
from arasha.complaints.models import Export, Identity, MoreTime, Party
from arasha.complaints.queries import desk_acts
from arasha.complaints.queries.desk_files import FileView, by_target
from arasha.complaints.queries.desk_inquiries import inquiries_of
from arasha.complaints.queries.desk_rows import region_name
from arasha.complaints.queries.desk_story import story_of
from arasha.complaints.queries.desk_story_rows import Raw, story_rows
from arasha.complaints.queries.desk_terms import terms_of
from arasha.complaints.queries.desk_translations import TranslationView, translations_in
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.law import RuleBook
from arasha.letters.models import Letter
from arasha.recommendations.models import Recommendation


@dataclass
class Dossier:
    """One complaint that is being written down. `appendices` are what follows the text, in order."""

    export: Export
    book: RuleBook
    at: datetime
    parties: list[Party]
    letters: list[Letter]
    files: list[FileView]
    appendices: list[Appendix] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.export.language

    @property
    def complaint(self) -> Any:
        return self.export.complaint

    @cached_property
    def rows(self) -> list[Raw]:
        """The rows of the story, asked for once."""
        return story_rows(self.complaint.id, self.language)

    @cached_property
    def translations(self) -> dict[UUID, list[TranslationView]]:
        """What stands beside the originals; for a reader outside only what is certified."""
        return translations_in(self.rows, by_target(self.files), certified_only=not self.export.with_notes)

    @property
    def named(self) -> bool:
        """Whether the person allowed that their name leaves the office."""
        return self.complaint.identity == Identity.NAMED


def content_of(dossier: Dossier) -> dict[str, Any]:
    """The whole text as data for the typesetter. The complaint's keys are loaded by the caller."""
    complaint, language = dossier.complaint, dossier.language
    return {
        "language": language,
        "title": _("Complaint %(number)s") % {"number": complaint.number or _("without a number")},
        "subject": title_of(complaint),
        "facts": _cover(dossier),
        "remarks": _remarks(dossier),
        "sections": [
            section(_("Who is concerned"), _people(dossier)),
            section(_("What was told"), _told(dossier)),
            section(_("What happened, in order"), _timeline(dossier)),
            section(_("What was done to learn the facts"), examination_items(dossier)),
            section(_("Letters"), _letters(dossier)),
            section(_("What was found"), _findings(dossier)),
            section(_("What was asked and recommended"), _acts(dossier)),
            section(_("What changed for the person"), _remedies(dossier)),
            section(_("Evidence"), _evidence(dossier)),
        ],
        "appendices": [
            {
                "title": _("Appendix %(number)d. %(title)s") % {"number": place, "title": one.title},
                "rows": [[str(label), str(value)] for label, value in one.rows],
                "mono": one.sha256,
                "pages": one.pages,
            }
            for place, one in enumerate(dossier.appendices, start=1)
        ],
        "words": {"index": _("Index"), "page": _("Page")},
    }


def _cover(dossier: Dossier) -> list[list[str]]:
    complaint, language, book = dossier.complaint, dossier.language, dossier.book
    topic = book.topic(complaint.topic) if complaint.topic else None
    rows = [
        (_("Received"), day(complaint.received_at, language)),
        (_("Registered"), day(complaint.registered_at, language)),
        (_("How it came"), complaint.get_channel_display()),
        (_("State"), book.procedure.state(complaint.state).name(language)),
        (_("Body complained of"), complaint.body.name(language) if complaint.body else ""),
        (_("Region"), region_name(book, complaint.region, language)),
        (_("Right at issue"), topic.name(language) if topic else ""),
        (_("Officer"), complaint.officer.name if complaint.officer else ""),
        (_("Made for"), dossier.export.purpose),
        (_("Asked for by"), line(dossier.export.asked_by.name, at_clock(dossier.export.asked_at, language))),
        (_("Made"), at_clock(dossier.at, language)),
    ]
    return [[str(label), str(value)] for label, value in rows if value]


def _remarks(dossier: Dossier) -> list[str]:
    """What is in it and what is not, so that nobody takes it for more than it is."""
    inside = (
        _("It holds what otherwise stays in the office: notes, drafts, reasons.")
        if dossier.export.with_notes
        else _("Notes, drafts and reasons that stay in the office are not in it.")
    )
    said = [inside, _("What people told and wrote is printed in their own words.")]
    if not dossier.named:
        said.append(
            _(
                "The complainant did not allow that the name leaves the office: names of the people concerned and letters to the "
                "complainant are left out."
            )
        )
    said.append(
        _(
            "A copy appended here is for reading. Signatures and hidden data are in the originals; SHA-256 tells whether a file is the "
            "original."
        )
    )
    return said


def _people(dossier: Dossier) -> list[dict[str, Any]]:
    found = []
    for party in dossier.parties:
        name = (party.name or _("name not told")) if dossier.named else _("name left out")
        stands_for = line(party.get_role_display(), party.get_basis_display() if party.basis else "")
        found.append(item(name, meta=stands_for))
    return found


def _told(dossier: Dossier) -> list[dict[str, Any]]:
    without = frozenset() if dossier.named else frozenset({"affected_name", "relation"})
    rows = told_rows(dossier.complaint, dossier.book, dossier.language, without=without)
    originals = [dossier.complaint.id, *(file.id for file in dossier.files if file.row.part == "story")]
    beside = [one for original in originals for one in dossier.translations.get(original, ())]
    return [*(item(str(row["label"]), text=row["value"]) for row in rows), *translation_items(beside)]


def _timeline(dossier: Dossier) -> list[dict[str, Any]]:
    left = None if dossier.export.with_notes else frozenset(letter.id for letter in dossier.letters)
    told = story_of(
        dossier.complaint,
        book=dossier.book,
        language=dossier.language,
        files=by_target(dossier.files),
        left=left,
        rows=dossier.rows,
    )
    found = []
    for entry in reversed(told):
        names = [(_("File"), file.name) for file in entry.files]
        found.append(item(entry.title, meta=line(at_clock(entry.at, dossier.language), entry.who), text=entry.text, rows=names))
        found += translation_items(entry.translations)
    return found


def _letters(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        item(
            letter.title,
            meta=line(f"№ {letter.number}", day(letter.sent_at, dossier.language), letter.get_recipient_kind_display()),
            rows=[(_("To"), letter.body.name(dossier.language) if letter.body else ""), (_("Where"), _place(dossier, letter.id))],
            mono=letter.pdf_hash,
        )
        for letter in dossier.letters
    ]


def _findings(dossier: Dossier) -> list[dict[str, Any]]:
    found = []
    for one in desk_acts.findings_of(dossier.complaint, dossier.book, dossier.language):
        row, topic = one["row"], dossier.book.topic(one["row"].topic)
        articles = "; ".join(f"{treaty.upper()} {where}" for treaty, where in topic.articles.items()) if topic else ""
        rows = [(_("Result"), row.get_result_display()), (_("Standard"), articles), (_("Body"), one["body"])]
        if one["former"]:
            rows.append((_("Note"), _("of the first decision, before the complaint was taken up again")))
        found.append(
            item(one["right"], meta=line(row.by.name, day(row.at, dossier.language)), rows=rows, text=row.reasoning, heading=True)
        )
    return found


def _acts(dossier: Dossier) -> list[dict[str, Any]]:
    language, found = dossier.language, []
    found += _inquiries(dossier)
    for act in desk_acts.recommendations_of(dossier.complaint.id, dossier.book, language):
        if act.row.state == Recommendation.State.DRAFT and not dossier.export.with_notes:
            continue
        title = line(act.name, act.row.number or "", act.body)
        state = line(day(act.row.issued_at, language), act.row.get_state_display(), act.row.get_assessment_display())
        found.append(item(title, meta=state, text=act.row.text, heading=True))
        for report in act.reports:
            said = _("accepted") if report.accepted else _("not accepted")
            found.append(item(_("Report of the body"), meta=line(day(report.at, language), said), text=report.text))
    return found


def _inquiries(dossier: Dossier) -> list[dict[str, Any]]:
    """Each inquiry with its number, what it follows, its term, what was asked and done meanwhile, and the answer."""
    language, found = dossier.language, []
    today = office_day(dossier.at)
    terms = terms_of(dossier.complaint.id, book=dossier.book, language=language, today=today)
    for one in inquiries_of(dossier.complaint, language, terms):
        title = (_("Second inquiry to %(body)s") if one.row.follows_id else _("Inquiry to %(body)s")) % {"body": one.body}
        follows = _("to no. %(number)s") % {"number": one.first_number} if one.first_number else ""
        due = _("term: %(day)s") % {"day": write_date(one.term.due_on, language, "short")} if one.term else ""
        meta = line(one.number, day(one.row.sent_at, language), follows, due)
        found.append(item(title, meta=meta, text=one.row.questions, heading=True))
        found += [item(_("Reminder"), meta=line(day(row.at, language), str(row.get_kind_display()))) for row in one.reminders]
        found += [_more_time(row, language) for row in one.requests]
        if one.row.answered_at:
            late = _("after the term") if one.came_late else ""
            found.append(item(_("Answer"), meta=line(day(one.row.answered_at, language), late), text=one.row.answer or ""))
    return found


def _more_time(row: MoreTime, language: str) -> dict[str, Any]:
    asked = _("asked until %(day)s") % {"day": write_date(row.asked_until, language, "short")}
    if row.granted_until:
        decided = _("given until %(day)s") % {"day": write_date(row.granted_until, language, "short")}
    else:
        decided = _("refused") if row.answer else ""
    return item(_("More time"), meta=line(day(row.asked_at, language), asked, decided), text=row.reason)


def _remedies(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        item(
            str(row.get_kind_display()),
            meta=line(row.by.name, day(row.at, dossier.language)),
            text=row.account,
            rows=[(_("People whose rights were restored"), str(row.people or ""))],
        )
        for row in desk_acts.remedies_of(dossier.complaint)
    ]


def _evidence(dossier: Dossier) -> list[dict[str, Any]]:
    found = []
    for place, file in enumerate(dossier.files, start=1):
        size = _("%(count)d bytes") % {"count": file.size}
        found.append(
            item(
                f"{place}. {file.name}",
                meta=line(file.type_name, size, file.note, at_clock(file.row.added_at, dossier.language)),
                rows=[(_("Where"), _place(dossier, file.row.blob_id))],
                mono="" if file.erased else file.row.blob.sha256,
            )
        )
    return found


def _place(dossier: Dossier, of: Any) -> str:
    for place, one in enumerate(dossier.appendices, start=1):
        if one.of == of:
            return _("appendix %(number)d") % {"number": place}
    return _("kept at the office")
