"""What the front office asks: advice with its counts, the reception, the register of correspondence. A fixed number of statements each."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from arasha import vault
from arasha.complaints.models import Advice, Appointment, Incoming, ReceptionDay
from arasha.letters.models import Letter
from arasha.people import policy
from arasha.people.models import Role, User


def advice_of(user: Any, *, office: str = "", month: date | None = None, topic: str = "") -> QuerySet[Advice]:
    """Advice that this person may read, of one office, month (its first day) and topic."""
    rows = policy.of_reach(user, Advice.objects.select_related("office", "by"), "advice")
    if office:
        rows = rows.filter(office__code=office)
    if month:
        rows = rows.filter(given_on__gte=month, given_on__lt=next_month(month))
    return rows.filter(topic=topic) if topic else rows


def counts_by_topic(rows: QuerySet[Advice], months: list[date]) -> dict[str, list[int]]:
    """How often each topic was asked about in each of `months` (their first days, the oldest first), and one statement for all."""
    found: dict[str, Counter[date]] = {}
    within = rows.filter(given_on__gte=months[0], given_on__lt=next_month(months[-1])).order_by()
    for topic, day, count in within.values_list("topic", "given_on").annotate(count=Count("id")):
        found.setdefault(topic, Counter())[day.replace(day=1)] += count
    return {topic: [counted[month] for month in months] for topic, counted in found.items()}


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_months(today: date, count: int) -> list[date]:
    """The first days of this month and those before it, the oldest first."""
    months = [today.replace(day=1)]
    while len(months) < count:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[::-1]


def opened_advice(rows: list[Advice]) -> list[Advice]:
    vault.load_keys([row.key_id for row in rows])
    return rows


def reception_days(user: Any, *, since: date, most: int) -> list[ReceptionDay]:
    """Days from `since` on, the nearest first, each with how many are expected (`booked`) and came (`came`); one statement."""
    rows = policy.of_reach(user, ReceptionDay.objects.select_related("office", "receives"), "reception").filter(day__gte=since)
    states = Appointment.State
    counted = rows.annotate(
        booked=Count("appointments", filter=~Q(appointments__state=states.CANCELLED)),
        came=Count("appointments", filter=Q(appointments__state=states.CAME)),
    )
    return list(counted.order_by("day", "begins", "id")[:most])


def appointments_of(day: ReceptionDay) -> list[Appointment]:
    """Everybody of one day, ready to read; two statements."""
    rows = list(day.appointments.all())
    for row in rows:
        row.day = day
    vault.load_keys([row.key_id for row in rows])
    return rows


def who_may_receive(user: Any) -> list[User]:
    """Staff of the person's office (leaders: of every office) who deal with complaints; one statement."""
    roles = policy.GRANTS["read"]
    found = [one for one in User.objects.filter(is_active=True).select_related("office") if one.has_role(*roles)]
    return [one for one in found if policy.may_reach_office(user, one.office_id) and not one.has_role(Role.ADMINISTRATOR)]


def incoming_of(user: Any, *, office: str = "", since: date | None = None, until: date | None = None) -> QuerySet[Incoming]:
    """What came in, by the day on which it came."""
    rows = policy.of_reach(user, Incoming.objects.select_related("office", "complaint"), "correspondence")
    if office:
        rows = rows.filter(office__code=office)
    if since:
        rows = rows.filter(received_on__gte=since)
    return rows.filter(received_on__lte=until) if until else rows


def outgoing_of(user: Any, *, office: str = "", since: Any = None, until: Any = None) -> QuerySet[Letter]:
    """Letters with an outgoing number, by the moment when they were sent; `received_at` is that moment, so that pages by key work."""
    rows = policy.of_reach(user, Letter.objects.exclude(number=None).select_related("office", "body"), "correspondence")
    rows = rows.annotate(received_at=F("sent_at"))
    if office:
        rows = rows.filter(office__code=office)
    if since:
        rows = rows.filter(sent_at__gte=since)
    return rows.filter(sent_at__lt=until) if until else rows
