"""What is on its way out, as far as this person may read the complaints that it is about. Nothing sealed is opened here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from arasha.complaints.models import Complaint
from arasha.letters.models import Outgoing
from arasha.people import policy

HELD, STUCK, TO_DO = "held", "stuck", "open"  # what no column says: to be recalled still; failed or back; not at its end
State = Outgoing.State
STATES = (TO_DO, STUCK, HELD, *State.values)


def outgoing_of(user: Any, state: str, at: datetime) -> QuerySet:
    """The rows in `state` (one of STATES, empty for all) of complaints that `user` may read, ready for `desk_paging.page_of`."""
    mine = policy.visible(user, Complaint.objects.all()).order_by().values("pk")
    rows = Outgoing.objects.filter(subject_id__in=mine).annotate(received_at=F("queued_at"))
    return rows.filter(_in(state, at)).select_related("letter__body", "office")


def _in(state: str, at: datetime) -> Q:
    if state == TO_DO:
        return Q(state__in=(State.WAITING, State.FAILED, State.RETURNED))
    if state == STUCK:
        return Q(state__in=(State.FAILED, State.RETURNED))
    if state == HELD:
        return Q(state=State.WAITING, due_at__gt=at)
    if state == State.WAITING:
        return Q(state=State.WAITING, due_at__lte=at)
    return Q(state=state) if state else Q()


def numbers_of(ids: Sequence[UUID]) -> dict[UUID, str | None]:
    """The complaints' numbers, one statement."""
    return dict(Complaint.objects.filter(pk__in=ids).values_list("pk", "number"))


def stuck_count(user: Any, at: datetime) -> int:
    """How much of what this person may see failed or came back and waits for somebody to think of another way; one statement."""
    return outgoing_of(user, STUCK, at).order_by().count()
