"""What came of it, recorded to be counted: rights restored, money, decisions revoked, laws changed, proceedings and their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import Move, doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Proceeding, Remedy
from arasha.complaints.terms import office_day
from arasha.errors import NotFound


@dataclass(frozen=True)
class Counted:
    """What a remedy counts. `money` is in `currency` (ISO 4217); both or none."""

    people: int = 0
    decisions_revoked: int = 0
    laws_changed: int = 0
    money: Decimal | None = None
    currency: str = ""


def record_remedy(
    complaint_id: UUID, *, by: Staff, at: datetime, kind: str, counted: Counted, account: str, version: int | None = None
) -> Remedy:
    """Record what changed, at any time after the decision, also after the complaint was closed; no letter goes out."""
    with doing("record_remedy", complaint_id, by=by, at=at, version=version) as move:
        return keep_remedy(move, kind=kind, counted=counted, account=account)


def keep_remedy(move: Move, *, kind: str, counted: Counted, account: str) -> Remedy:
    """The remedy inside a verb."""
    move.require((counted.money is None) == (not counted.currency), _("Write the amount together with its currency."))
    remedy = Remedy(complaint=move.complaint, at=move.at, by=move.user, kind=kind, **vars(counted))
    remedy.account = account
    remedy.save(force_insert=True)
    move.target = move.target or remedy.id
    figures: dict[str, Any] = {name: value for name, value in vars(counted).items() if value}
    move.details.update(remedy=kind, remedy_id=str(remedy.id), counted={name: str(value) for name, value in figures.items()})
    return remedy


def record_proceeding(
    complaint_id: UUID, *, by: Staff, at: datetime, kind: str, opened_on: date, account: str = "", version: int | None = None
) -> Proceeding:
    """Record that proceedings were opened on a calendar day. It says nothing of anybody's guilt."""
    with doing("record_proceeding", complaint_id, by=by, at=at, version=version) as move:
        move.require(opened_on <= office_day(at), _("This day lies in the future. Write the day on which they were opened."))
        row = keep_proceeding(move, kind=kind, opened_on=opened_on, account=account)
        move.target = row.id
        move.details.update(proceeding=str(row.id), kind=kind, opened_on=opened_on.isoformat())
    return row


def keep_proceeding(move: Move, *, kind: str, opened_on: date, account: str = "") -> Proceeding:
    """The proceedings inside a verb."""
    row = Proceeding(complaint=move.complaint, at=move.at, by=move.user, kind=Proceeding.Kind(kind), opened_on=opened_on)
    row.account = account or None
    row.save(force_insert=True)
    return row


def end_proceeding(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    proceeding_id: UUID,
    end: str,
    ended_on: date,
    account: str = "",
    version: int | None = None,
) -> Proceeding:
    """Record how proceedings ended, on a calendar day. Recorded anew (an appeal), the newer end counts; the journal keeps both."""
    with doing("end_proceeding", complaint_id, by=by, at=at, version=version) as move:
        row = Proceeding.objects.select_for_update().filter(pk=proceeding_id, complaint=move.complaint).first()
        if row is None:
            raise NotFound
        row.complaint = move.complaint
        move.require(row.opened_on <= ended_on <= office_day(at), _("They end after they were opened, and not in the future."))
        move.details.update(proceeding=str(row.id), before=row.end, end=end, ended_on=ended_on.isoformat())
        row.end, row.ended_on, row.end_account = Proceeding.End(end), ended_on, account or None
        row.save(update_fields=["end", "ended_on", "end_account"])
        move.target = row.id
    return row
