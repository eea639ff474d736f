"""The story of a complaint on the desk: steps, letters, messages, notes, answers and reports together, in one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from arasha import vault
from arasha.bodies.models import CameBy
from arasha.complaints.models import Complaint, ExaminationAct, Inquiry, Message, Note, Step
from arasha.complaints.queries.desk_files import FileView
from arasha.complaints.queries.desk_story_rows import Raw, story_rows
from arasha.complaints.queries.desk_terms import TermView
from arasha.complaints.queries.desk_translations import TranslationView, translations_in
from arasha.complaints.queries.desk_words import done
from arasha.dates import write_date
from arasha.law import RuleBook
from arasha.letters.models import Letter
from arasha.recommendations.models import MeasureReport

# Steps that are nothing beside what they made: the note, message, answer or report itself stands in the story.
SAID_BY_THEIR_TARGET = frozenset({
    "note", "message", "write", "supply_more", "answer_inquiry", "report_measures",
    "record_examination_act", "receive_expert_opinion", "record_hearing",
    "add_translation",
})  # fmt: skip
# Steps of the office with itself: proposals, second thoughts, warnings to colleagues, whose record belongs to whom.
INSIDE = frozenset(
    {
        "propose_redirect", "propose_decline", "propose_decision", "send_back_outcome", "send_back_decision", "draft_recommendation",
        "ask_approval", "approve_letter", "return_letter",
        "note_safety", "set_safe_contact", "mark_vulnerable", "merge_persons", "unmerge_persons", "recuse", "look_at_email",
        "correct_subject", "export_complaint", "recall_letter", "go_on_without", "give_code", "revoke_link",
        "add_plan_line", "change_plan_line", "finish_plan_line", "drop_plan_line",
        "record_examination_act", "set_act_disclosure", "order_expert_opinion", "receive_expert_opinion", "cancel_expert_opinion",
        "add_translation", "certify_translation", "relate", "unrelate", "link_issue", "unlink_issue",
        "assign_review", "propose_review", "send_back_review",
    }
)  # fmt: skip
NOT_STAFF = {
    "public": gettext_lazy("the complainant"),
    "body": gettext_lazy("the body"),
    "system": gettext_lazy("the office's schedule"),
}


@dataclass
class Entry:
    """One line of the story, ready for `components/story.html`."""

    id: UUID
    at: datetime
    kind: str
    who: str
    title: str
    text: str = ""
    url: str = ""
    state: str = ""
    verb: str = ""  # of a step
    written: bool = False  # a message of the person
    offer: dict[str, str] = field(default_factory=dict)  # what may be done with it: label, url
    files: list[FileView] = field(default_factory=list)
    translations: list[TranslationView] = field(default_factory=list)  # of its text or of its files


def story_of(
    complaint: Complaint,
    *,
    book: RuleBook,
    language: str,
    files: dict[UUID, list[FileView]],
    left: frozenset[UUID] | None = None,
    rows: list[Raw] | None = None,
    terms: Mapping[UUID, TermView] | None = None,
) -> list[Entry]:
    """The story, newest first, one statement. `files` are those that came with a message, an answer or a report, by its identifier,
    `terms` those of inquiries, by the inquiry's. `rows` are those of the story where somebody has asked for them already.

    For a reader outside, `left` names the letters that have left the office. Then all that stays in it is left out: notes, reasons, every
    other letter with the step that it tells of, the steps in INSIDE, acts of the examination, translations that nobody certified.

    The complaint's and the post-box key are loaded by the caller with its other keys.
    """
    rows = story_rows(complaint.id, language) if rows is None else rows
    translations = translations_in(rows, files, certified_only=left is not None)
    rows = [row for row in rows if row.kind not in ("translation", "translator")]
    if left is not None:
        held = {row.id for row in rows if row.kind == "letter"} - left
        rows = [row for row in rows if _goes_out(row, held)]
    letters = {row.id: row for row in rows if row.kind == "letter"}
    told = {row.target for row in rows if row.kind == "step"}
    teller = _Teller(complaint, book, language, letters, files, left is None, terms or {})
    shown = [
        row
        for row in rows
        if not (row.kind == "step" and row.a in SAID_BY_THEIR_TARGET) and not (row.kind == "letter" and row.id in told)
    ]
    entries = [teller.entry(row) for row in sorted(shown, key=lambda row: (row.at, str(row.id)), reverse=True)]
    for entry in entries:
        entry.translations = [one for id in (entry.id, *(file.id for file in entry.files)) for one in translations.get(id, ())]
    return entries


def _goes_out(row: Raw, held: set[UUID]) -> bool:
    if row.kind == "step":
        return row.a not in INSIDE and row.target not in held
    if row.kind == "examination":
        return row.a == ExaminationAct.Kind.HEARING
    return row.kind != "note" and row.id not in held


@dataclass(frozen=True)
class _Teller:
    """Puts the rows of one complaint into words."""

    complaint: Complaint
    book: RuleBook
    language: str
    letters: dict[UUID, Raw]
    files: dict[UUID, list[FileView]]
    inside: bool
    terms: Mapping[UUID, TermView]

    def entry(self, row: Raw) -> Entry:
        return getattr(self, f"_{row.kind}")(row)

    def _step(self, row: Raw) -> Entry:
        title = done(row.a, self.book, self.language)
        told = self.inside or row.c.startswith("public:")  # what the complainant wrote with a step is no secret of the office
        entry = Entry(row.id, row.at, "verb", self._who(row), title, self._open(row, Step, "note") if told else "", verb=row.a)
        if row.b != row.c.partition(":")[2]:
            entry.state = row.b
        letter = self.letters.get(row.target) if row.target else None
        if letter is not None:
            entry.kind, entry.url = "letter", self._letter_url(letter)
            entry.text = "\n".join(filter(None, [self._letter_title(letter), self._term_of(letter), entry.text]))
        return entry

    def _letter(self, row: Raw) -> Entry:
        to_body = row.b == Letter.Recipient.BODY
        title = gettext("Letter to the body") if to_body else gettext("Letter to the complainant")
        return Entry(row.id, row.at, "letter", row.who or "", title, self._letter_title(row), self._letter_url(row))

    def _message(self, row: Raw) -> Entry:
        from_public = row.a == "public"
        title = gettext("The complainant wrote") if from_public else gettext("Message to the complainant")
        who = "" if from_public else row.who or ""
        return Entry(
            row.id, row.at, "message", who, title, self._open(row, Message, "text"), files=self._files(row), written=from_public
        )

    def _note(self, row: Raw) -> Entry:
        return Entry(
            row.id, row.at, "note", row.who or "", gettext("Note, seen only inside the office"), self._open(row, Note, "text")
        )

    def _examination(self, row: Raw) -> Entry:
        kind = ExaminationAct.Way(row.c).label if row.c else ExaminationAct.Kind(row.a).label
        title = f"{kind} · {write_date(date.fromisoformat(row.b), self.language, 'short')}"
        return Entry(
            row.id, row.at, "examination", row.who or "", title, self._open(row, ExaminationAct, "record"), files=self._files(row)
        )

    def _answer(self, row: Raw) -> Entry:
        text = self._open(row, Inquiry, "answer")
        return Entry(
            row.id, row.at, "answer", row.who or "", _by(gettext("The body answered"), row.b), text, files=self._files(row)
        )

    def _report(self, row: Raw) -> Entry:
        accepted = gettext("The body reports that it carries the recommendation out")
        title = accepted if row.a == "yes" else gettext("The body does not accept the recommendation")
        text = self._open(row, MeasureReport, "text")
        return Entry(row.id, row.at, "answer", row.who or "", _by(title, row.b), text, files=self._files(row))

    def _who(self, row: Raw) -> str:
        kind = row.c.partition(":")[0]
        return str(NOT_STAFF[kind]) if kind in NOT_STAFF else row.who

    def _letter_title(self, row: Raw) -> str:
        title = self._open(row, Letter, "title")
        if row.a == Letter.Status.DRAFT:
            return gettext("Draft: %(title)s") % {"title": title}
        return f"{title} · {row.c}" if row.c else title

    def _term_of(self, letter: Raw) -> str:
        """Of an inquiry that waits: by when its answer is due."""
        term = self.terms.get(letter.target) if letter.target else None
        if term is None or term.ended_on is not None:
            return ""
        return gettext("The answer is due by %(day)s.") % {"day": write_date(term.due_on, self.language, "until")}

    def _letter_url(self, row: Raw) -> str:
        return reverse("desk:letter", args=[self.complaint.id, row.id])

    def _files(self, row: Raw) -> list[FileView]:
        return self.files.get(row.id, [])

    def _open(self, row: Raw, model: type[Model], column: str) -> str:
        if row.sealed is None:
            return ""
        return vault.open_sealed(row.sealed, place=f"{model._meta.db_table}.{column}:{row.id}").decode()


def _by(title: str, came_by: str) -> str:
    """How it came, where it did not come through the secure link."""
    return title if came_by in ("", CameBy.LINK) else f"{title} · {CameBy(came_by).label}"
