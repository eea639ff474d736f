"""The duty roster: one member of staff an office and day, who is told at once of what is urgent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from arasha import journal
from arasha.journal import Actor
from arasha.people.models import Duty, Office, Role, User
from arasha.people.policy import DUTY_ROLES, INTEGRITY_ROLES

DAYS = 14  # how far ahead the page of the roster reaches


def candidates(office: Office) -> list[User]:
    """Who may be on duty in the office, by name; one statement."""
    return [user for user in User.objects.filter(office=office, is_active=True) if user.has_role(*DUTY_ROLES)]


def roster(office: Office, *, first: date, days: int = DAYS) -> dict[date, UUID | None]:
    """Who is on duty on each of the days from `first`; one statement."""
    last = first + timedelta(days=days - 1)
    known = dict(Duty.objects.filter(office=office, on__range=(first, last)).values_list("on", "user_id"))
    return {day: known.get(day) for day in (first + timedelta(days=index) for index in range(days))}


def set_roster(office: Office, days: Mapping[date, User | None], *, by: Actor, at: datetime) -> None:
    """Write who is on duty on these days; None leaves a day without. One journal entry for what changed, none for nothing."""
    with transaction.atomic():
        before = dict(Duty.objects.select_for_update().filter(office=office, on__in=list(days)).values_list("on", "user_id"))
        changed = {day: user for day, user in days.items() if before.get(day) != (user.pk if user else None)}
        if not changed:
            return
        Duty.objects.filter(office=office, on__in=list(changed)).delete()
        Duty.objects.bulk_create(Duty(office=office, on=day, user=user) for day, user in changed.items() if user)
        details = {day.isoformat(): [str(before.get(day) or ""), str(user.pk) if user else ""] for day, user in changed.items()}
        journal.record(
            "set_duty", by=by, chain=journal.office_chain("duty", str(office.pk)), subject=("duty", str(office.pk)),
            key_id=None, details={"days": details}, at=at,
        )  # fmt: skip


def on_duty(office: Office, day: date, *, without: frozenset[UUID] = frozenset()) -> list[User]:
    """Whom to tell: the duty officer; where there is none (or they are among `without`), everybody who leads the office."""
    duty = Duty.objects.select_related("user").filter(office=office, on=day, user__is_active=True).first()
    if duty is not None and duty.user_id not in without:
        return [duty.user]
    return [user for user in _leading(office) if user.pk not in without] or leaders(without=without)


def leaders(*, without: frozenset[UUID] = frozenset()) -> list[User]:
    """The Commissioner and the deputies."""
    return [user for user in User.objects.filter(is_active=True) if user.has_role(*INTEGRITY_ROLES) and user.pk not in without]


def _leading(office: Office) -> list[User]:
    staff = User.objects.filter(office=office, is_active=True)
    return [user for user in staff if user.has_role(Role.HEAD, Role.REPRESENTATIVE, *INTEGRITY_ROLES)]
