"""A template shown as a letter on a complaint that one may read: what is known of the complaint stands in it, the rest as marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from arasha.complaints import outgoing
from arasha.complaints.actions.decision import decision_values
from arasha.complaints.findings import findings_now
from arasha.complaints.letter_view import sheet
from arasha.complaints.models import Complaint
from arasha.law import RuleBook
from arasha.letters.checking import Known
from arasha.letters.models import Letter, Making, TemplateVersion
from arasha.letters.names import FIELDS, GROUPS
from arasha.letters.templates import Template
from arasha.letters.wording import model_of
from arasha.parties.queries import may_name

TO_COMPLAINANT = frozenset(GROUPS[0][1])


def preview(template: Template, complaint: Complaint, *, book: RuleBook, everything: bool) -> dict[str, Any]:
    """The letter for `components/letter.html`. `everything`: also the parts that hang on what this complaint does not have.

    The complaint's keys must be loaded. What only the step itself would give (the questions, the reasons) stands as ‹its name›.
    """
    letter = Letter(
        subject_id=complaint.id, key_id=complaint.key_id, office=complaint.office, code=template.code, language=template.language,
        recipient_kind=outgoing.COMPLAINANT if template.code in TO_COMPLAINANT else outgoing.BODY,
    )  # fmt: skip
    letter.body = None if letter.recipient_kind == outgoing.COMPLAINANT else complaint.body
    letter.recipient_name = outgoing.person_name(complaint) if letter.recipient_kind == outgoing.COMPLAINANT else ""
    given = _given(template, complaint, letter, book)
    letter.title, letter.text = template.fill({**_marks(template, given, everything), **given})
    kept = TemplateVersion(kind=TemplateVersion.Kind.OWN, text=f"{template.title}\n\n{template.body}")
    letter.making = Making(letter=letter, template=kept)
    return sheet(letter)


def _given(template: Template, complaint: Complaint, letter: Letter, book: RuleBook) -> dict[str, Any]:
    """What is known of the complaint, in the language of the template; nothing where it is not there."""
    language = template.language
    values = {
        "institution": book.institution.name(language),
        "office": complaint.office.name(language),
        "recipient": letter.recipient_name,
        "body": letter.body.name(language) if letter.body else "",
        "number": letter.number or "",
        **outgoing.known_of(complaint),
        **outgoing.due_values(outgoing.consideration_term(complaint)),
    }
    if letter.recipient_kind == outgoing.BODY:
        values["complainant"] = outgoing.person_name(complaint) if may_name(complaint.id) else ""
    if template.code == "decision" and findings_now(complaint).exists():
        values |= decision_values(_read_in(complaint, language), book)
    return {name: value for name, value in values.items() if value}


def _read_in(complaint: Complaint, language: str) -> Complaint:
    complaint.language = language  # of this request's copy: nothing is saved
    return complaint


def _marks(template: Template, given: Mapping[str, Any], everything: bool) -> dict[str, str]:
    """‹name› for what must be there and is not known yet; with `everything` for all that may be there too."""
    known = Known.of(model_of(template.code, template.language))
    with translation.override(template.language):
        missing = known.names if everything else known.always
        return {name: f"‹{FIELDS.get(name, name)}›" for name in missing if name not in given}
