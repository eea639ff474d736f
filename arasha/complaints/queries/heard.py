"""Whether a body had the chance to explain itself, and what is missing (`kz`: KZ-C18, a step before a finding of breach)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext

from arasha.bodies.models import Body
from arasha.complaints.models import ExaminationAct, Inquiry, Term
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.law import RuleBook
from arasha.letters.models import Outgoing

Way = ExaminationAct.Way


@dataclass(frozen=True)
class Heard:
    """How one body stands. `way` is "answer", one of Way, or "" while it was not heard; `on` is the calendar day of the office.

    `asked` is the newest inquiry that it left unanswered, `until` the last day of its term, None where no term runs for it.
    """

    way: str = ""
    on: date | None = None
    asked: Inquiry | None = None
    until: date | None = None

    def is_over(self, today: date) -> bool:
        """Whether the unanswered inquiry's term is over."""
        return self.until is not None and self.until < today


def heard(complaint_id: UUID, body: Body) -> Heard:
    """How the body had its chance on this complaint: the earliest answer or hearing; at most three statements."""
    inquiries = list(Inquiry.objects.filter(complaint=complaint_id, body=body).order_by("sent_at", "id"))
    found: list[tuple[str, date]] = [("answer", office_day(one.answered_at)) for one in inquiries if one.answered_at]
    acts = ExaminationAct.objects.filter(complaint=complaint_id, kind=ExaminationAct.Kind.HEARING, body=body)
    found += [(way, day) for way, day in acts.values_list("way", "held_on") if day]
    if found:
        way, on = min(found, key=lambda one: one[1])
        return Heard(way, on)
    asked = inquiries[-1] if inquiries else None
    return Heard(asked=asked, until=last_day(asked.id) if asked else None)


def last_day(inquiry_id: UUID) -> date | None:
    """The last day of the term for the answer to an inquiry, extensions included; None where no rule set one."""
    terms = Term.objects.filter(target_id=inquiry_id, purpose="body_answer")
    return terms.order_by("-due_on").values_list("due_on", flat=True).first()


def came_back(inquiry: Inquiry) -> bool:
    """Whether our letter did not reach the body: its last way out failed or came back."""
    last = Outgoing.objects.filter(letter=inquiry.letter_id).order_by("queued_at", "id").last()
    return last is not None and last.state in (Outgoing.State.FAILED, Outgoing.State.RETURNED)


def what_is_missing(body: Body, how: Heard, *, book: RuleBook, language: str, at: datetime) -> str:
    """What would make a finding of breach against this body possible, as sentences; with the law that asks for it."""
    rule = book.requirement_rule("body_heard") if book.hearing_required else None
    cited = rule.citation.text(language) if rule and rule.basis == "statute" else ""
    said = [gettext("%(body)s has not had the chance to explain itself yet.") % {"body": body.name(language)}]
    if cited:
        said.append(gettext("Without it no breach may be found against it: %(law)s.") % {"law": cited})
    return " ".join([*said, _what_to_do(how, language, office_day(at))])


def _what_to_do(how: Heard, language: str, today: date) -> str:
    if how.asked is None:
        return gettext("Send it an inquiry, or hear it in person or in writing and record the hearing.")
    if how.until is None:
        return gettext("It was asked and has not answered. Wait for its answer, or hear it and record the hearing.")
    day = {"day": write_date(how.until, language, "until")}
    if how.is_over(today):
        return gettext("It was asked to answer until %(day)s and did not. Record its silence, or hear it.") % day
    return (
        gettext("It may answer until %(day)s. After that day you can record its silence; a hearing can be recorded at once.")
        % day
    )
