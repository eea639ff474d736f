"""The morning's look at what bodies owe: a reminder before the term ends and one after it ran out, each once, as the profile sets."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from arasha.bodies.models import SecureLink
from arasha.complaints.actions.inquiries import remind_body
from arasha.complaints.book import current_book
from arasha.complaints.doers import System
from arasha.complaints.models import Inquiry, Reminder, Term
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.law.reminders import BodyStage, body_stages


def remind_bodies(*, at: datetime) -> Counter[str]:
    """Send every reminder that is due on the office's day of `at` and was not sent yet; returns how many of each kind.

    May be run again at any time. Each is a step of its complaint, in a transaction of its own: one that fails (the complaint moved
    on meanwhile) holds up no other. On a day off nothing is sent.
    """
    book, today = current_book(), office_day(at)
    sent: Counter[str] = Counter()
    for stage in body_stages(book.reminders, book.counting.calendar, today):
        for inquiry_id in list(unreminded(stage).values_list("id", flat=True)):
            try:
                remind_body(inquiry_id, by=System(), at=at, kind=stage.kind)
            except DomainError:
                sent["refused"] += 1
            else:
                sent[stage.kind] += 1
    return sent


def unreminded(stage: BodyStage) -> QuerySet[Inquiry]:
    """Inquiries of the stage whose link somebody at the body can still use, and of which the body was not reminded at this stage.

    A term that was extended since is reminded of anew: the reminder holds for the date that the term had.
    """
    running = Term.objects.filter(complaint=OuterRef("complaint"), purpose="body_answer", target_id=OuterRef("pk"), ended_on=None)
    term = running.filter(due_on__lte=stage.last)
    if stage.first:
        term = term.filter(due_on__gte=stage.first)
    awaited = Inquiry.objects.filter(answered_at=None, let_go_at=None)
    with_term = awaited.annotate(due_on=term.values("due_on")[:1]).filter(due_on__isnull=False)
    known = Reminder.objects.filter(inquiry=OuterRef("pk"), kind=stage.kind, due_on=OuterRef("due_on"))
    usable = SecureLink.objects.filter(
        complaint_id=OuterRef("complaint_id"), target_id=OuterRef("pk"), used_at=None, revoked_at=None,
        contact__isnull=False, contact__ended_at=None,
    )  # fmt: skip
    procedure = current_book().procedure
    states = [code for code in procedure.states if procedure.is_allowed("remind_body", code)]
    return with_term.filter(~Exists(known), Exists(usable), complaint__state__in=states).order_by(F("due_on"), "id")
