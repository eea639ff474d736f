"""Every field into which somebody can write words: the doors through which a secret can come in, found in the forms themselves."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from django import forms

import arasha
from arasha.complaints import forms as rooms
from arasha.complaints.desk.verb_pages import PAGES
from arasha.complaints.desk.verbs import VerbForm
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.front_office import HourField
from arasha.complaints.forms.typed import TypedForm

INPUT = re.compile(r"<(?:input|textarea)\b[^>]*>")
NOT_WORDS = (DayField, HourField, forms.UUIDField)  # fields of text that keep a day, an hour, an identifier
NEVER_TYPED = ("proposed", "ground")  # hidden for good
CLOSED = ("hidden", "checkbox", "radio", "submit", "password")  # kinds of <input> that take no words


def doors() -> set[str]:
    """`verb.field` of the verbs' forms, `Form.field` of all others, `template.html name` of what a template writes by itself."""
    return {*_of_verbs(), *_of_forms(), *_of_templates()}


def _of_verbs() -> Iterator[str]:
    for verb, page in PAGES.items():
        yield from (f"{verb}.{name}" for name in words_of(page.form))


def _of_forms() -> Iterator[str]:
    for module in pkgutil.iter_modules(rooms.__path__):
        import_module(f"{rooms.__name__}.{module.name}")
    for form in _below(TypedForm):
        if not issubclass(form, VerbForm):
            yield from (f"{form.__name__}.{name}" for name in words_of(form))


def _below(form: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def words_of(form: type[forms.Form]) -> list[str]:
    """The fields that take words or files. A letter's words are hidden at first: they are shown to be edited after a look at the letter."""
    return [name for name, field in form.base_fields.items() if _takes_words(field) and name not in NEVER_TYPED]


def _takes_words(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField | forms.FileField) and not isinstance(field, NOT_WORDS)


def _of_templates() -> Iterator[str]:
    """Fields that stand in a template as they are, without a form behind them."""
    for path in sorted(Path(arasha.__file__).parent.rglob("templates/**/*.html")):
        for tag in INPUT.findall(path.read_text(encoding="utf-8")):
            name = re.search(r'\bname="([^"]*)"', tag)
            kind = re.search(r'\btype="([^"]*)"', tag)
            if name and not (kind and kind[1] in CLOSED):
                yield f"{path.name} {name[1]}"


def _lines(text: str) -> set[str]:
    """`verb: field field` a line, as `verb.field`; of a template as `template.html field`."""
    pairs = [line.partition(": ") for line in text.strip().splitlines()]
    return {f"{form}{' ' if '.' in form else '.'}{name}" for form, _colon, names in pairs for name in names.split()}


# What the two roads of tests/browser type: the door, and under which key its words stand in tests/browser/words.py.
ON_THE_ROADS = {
    "WhoForm.affected_name": "affected_name",
    "WhoForm.relation": "relation",
    "WhatForm.story": "story",
    "WhatForm.files": "paper",
    "BodyForm.body_text": "body_text",
    "PlaceForm.place": "place",
    "PlaceForm.when": "when",
    "TriedForm.tried": "tried",
    "WantForm.want": "want",
    "ReachForm.name": "name",
    "ReachForm.email": "email",
    "ReachForm.phone": "phone",
    "ReachForm.address": "address",
    "ReachForm.contact_note": "contact_note",
    "WriteForm.text": "write",
    "WriteForm.files": "paper",
    "register.subject": "subject",
    "note.text": "note",
    "composer.html text": "message",
    "message.text": "message",
    "ask_more.questions": "ask_more",
    "ContactForm.name": "contact_name",
    "ContactForm.position": "contact_position",
    "ContactForm.phone": "contact_phone",
    "send_inquiry.summary": "inquiry_summary",
    "send_inquiry.questions": "inquiry_questions",
    "AnswerForm.text": "answer",
    "AnswerForm.files": "answer_file",
    "record_finding.reasoning": "finding",
    "draft_recommendation.words": "recommendation",
    "propose_decision.text": "letter",
    "ReportForm.text": "report",
    "ReportForm.files": "report_file",
    "close_follow_up.account": "account",
    "propose_decline.reasoning": "decline_reasons",
}
# What the walk through all other doors types (tests/browser/every_door.py).
ON_THE_WALK = _lines(
    """
TakeDownForm: story want when place name phone email address contact_note affected_name relation body_text
PaperForm: name address story files body_text
DropForm: files
ScannedLetterForm: name address story body_text
NothingForm: reason
AdviceForm: note
AppointmentForm: name phone
CheckCodeForm: code
InterimAnswerForm: text files
MoreTimeForm: reason
ReviewForm: text files
WithdrawForm: reason
CompareForm: file
correct_subject: subject
correct_registration: reason
mark_urgent: reason
unmark_urgent: reason
add_party: name relation phone email address iin
add_complainants: names
correct_party: name relation phone email address iin
remove_party: reason
set_representative: basis_note
set_safe_contact: calls not_with note
mark_vulnerable: place
note_safety: text
merge_persons: reason
unmerge_persons: reason
join_complaints: reason
separate_complaints: reason
relate: note
unrelate: reason
IssueForm: title account
unlink_issue: reason
propose_redirect: own_ways summary reasoning text
send_back_outcome: note
propose_decline: own_ways reasoning text
accept: reasoning
request_interim_measure: what why text
record_interim_reply: text
lift_interim_measure: reason
end_interim_measure: account
send_inquiry: summary questions text
record_answer: text files
extend_term: reason
add_plan_line: question evidence
change_plan_line: question evidence
finish_plan_line: found
drop_plan_line: reason
record_examination_act: place people record files
set_act_disclosure: reason
order_expert_opinion: expert question
receive_expert_opinion: opinion files
cancel_expert_opinion: reason
record_hearing: place people record files
add_translation: text files certified_by
certify_translation: certified_by
record_finding: reasoning own_standards
draft_recommendation: words
draft_act: words
discard_act: note
propose_decision: text
send_back_decision: note
return_letter: reason
record_report: text files
record_act_outcome: account
record_proceeding: account
end_proceeding: account
record_remedy: account
close: account
mark_posted: tracking
mark_returned: reason
recall_letter: reason
export_complaint: purpose
record_review_request: text files
propose_review: own_ways reasoning text
send_back_review: note
record_withdrawal_request: text
refuse_more_time: reason
grant_more_time: words
revoke_link: reason
go_on_without: reason
refuse_withdrawal: note
confirm_withdrawal: note
look_at_email: reason
recuse: reason
erase: reason
filters.html: q
law.html: q
desk.html: q
journal.html: number
"""
)
# What the walk in an office of the neutral profile types (tests/browser/doors_paris.py).
IN_PARIS = {"pause_term.reason", "resume_term.reason"}
# What nobody needs to type a secret into, and why.
NOT_TYPED = {
    "EntryForm.body_text": "what TakeDownForm, PaperForm and ScannedLetterForm share: typed in each of them",
    "TakeDownForm.channel_number": "a number that others gave, in the clear to be found again; words are refused",
    "join_complaints.numbers": "numbers of complaints, which stand in the clear; anything else is refused",
    "relate.number": "as where complaints are joined",
    "correct_registration.channel_number": "as when it is taken down",
    "ReceptionForm.place": "the room in which the office receives: its own, and announced",
    "CodeForm.code": "the secret code itself: the byte search looks for it by itself, as it was shown and without spaces",
    "PlaceForm.date": "a day; anything else is refused",
    "request_interim_measure.until_hour": "an hour; anything else is refused",
    "CutForm.letters": "numbers of pages; anything else is refused",
    "BelongsForm.number": "a complaint's number, which stands in the clear; anything else is refused",
    "GiveForm.number": "a complaint's number, which stands in the clear; anything else is refused",
    "ContactForm.email": "the work address of a body's contact: our mail to them carries it, so it stands in the outbox",
    "CalendarDayForm.name_kk": "the name of a public holiday",
    "CalendarDayForm.name_ru": "the name of a public holiday",
    "CalendarDayForm.name_en": "the name of a public holiday",
    "CalendarDayForm.source": "which decree it is: published, and nobody's secret",
    "OwnTermForm.source": "the office's own order about its terms: staff and public may know it",
    "ApprovalOrderForm.source": "as the source of an own term",
    "CitationForm.act": "which act the office rests on: published, and printed in letters",
    "CitationForm.article": "as the act",
    "CitationForm.source": "the passage of a published act",
    "PassageForm.name": "how colleagues find a ready passage: the office's own words",
    "PassageForm.text_kk": "ready words of the office for any letter, as the text of a template",
    "PassageForm.text_ru": "as in Kazakh",
    "PassageForm.text_en": "as in Kazakh",
    "PassageForm.why": "as for a template",
    "WhyForm.why": "why a text of the office changed: one sentence for every colleague, in the clear as the source of an own term is",
    "TemplateForm.why": "as on the page of an older version",
    "TemplateForm.text": "the office's own wording of a letter: whoever gets one reads it; a person's words come in as values, sealed",
    "TemplateForm.tried_on": "a complaint's number, which stands in the clear; anything else is refused",
    "send_inquiry.follows": "hidden: the identifier of the inquiry that it follows",
    "draft_act.text": "taken out of the form: an act has no letter of its own to edit",
    "draft_recommendation.text": "as for an act",
    "correspondence.html since": "a day",
    "correspondence.html until": "a day",
    "journal.html day": "a day",
    "pager.html from": "a day",
    "field.html {{ attrs.name }}": (
        "signing in: the account's name is data of staff and stands in the clear, so that one can sign in and the journal can name "
        "who did what; passwords are hashed, and the byte search looks for the one that was typed"
    ),
    "typed.html {{ name }}": "shows once more what was typed elsewhere when a session has ended; keeps nothing",
}
