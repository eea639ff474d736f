"""Whether a body had the chance to explain itself, and what is missing (`kz`: KZ-C18, a step before a finding of breach)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
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


def inquiries_of(complaint_id: UUID) -> list[Inquiry]:
    """The inquiries of a complaint with their bodies, in order; `until` is the last day of the term for the answer, extensions included,
    None where no rule set one. One statement."""
    terms = Term.objects.filter(target_id=OuterRef("pk"), purpose="body_answer").order_by("-due_on")
    rows = Inquiry.objects.filter(complaint=complaint_id).select_related("body").order_by("sent_at", "id")
    return list(rows.annotate(until=Subquery(terms.values("due_on")[:1])))


def heard(complaint_id: UUID, body: Body) -> Heard:
    """How the body had its chance on this complaint: the earliest answer or hearing; two statements."""
    asked = inquiries_of(complaint_id)
    acts = ExaminationAct.objects.filter(complaint=complaint_id, kind=ExaminationAct.Kind.HEARING, body=body)
    found = [(way, day) for way, day in acts.values_list("way", "held_on") if day]
    answer = _answered(body, asked)
    way, on = min([*found, *answer], key=lambda one: one[1], default=("", None))
    return Heard(way, on) if way else standing(body, asked)


def standing(body: Body, inquiries: Sequence[Inquiry]) -> Heard:
    """How a body without a hearing stands, from what `inquiries_of` gave; no statement."""
    if answered := _answered(body, inquiries):
        return Heard(*answered[0])
    asked = next((one for one in reversed(inquiries) if one.body_id == body.pk), None)
    return Heard(asked=asked, until=asked.until if asked else None)


def _answered(body: Body, inquiries: Iterable[Inquiry]) -> list[tuple[str, date]]:
    """The days of the body's answers."""
    return sorted(("answer", office_day(one.answered_at)) for one in inquiries if one.body_id == body.pk and one.answered_at)


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
