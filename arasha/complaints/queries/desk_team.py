"""Who has how much on their desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_filters import OPEN_STATES, Filters
from arasha.people import policy
from arasha.people.models import Role, User


@dataclass(frozen=True)
class Load:
    """One member of staff: counts that each open a list of that length."""

    user: User | None
    open: int
    late: int
    week: int
    urgent: int
    filters: Filters
    place: str = ""

    def url(self, **changes: str) -> str:
        return self.filters.query(state="open", **changes)

    @property
    def open_url(self) -> str:
        return self.url()

    @property
    def late_url(self) -> str:
        return self.url(due="late")

    @property
    def week_url(self) -> str:
        return self.url(due="week")

    @property
    def urgent_url(self) -> str:
        return self.url(urgent="1")


def team_of(user: Any, *, today: date, language: str) -> list[Load]:
    """The load of every case officer that this person leads, the fullest desk first, and what nobody has; two statements."""
    counted = (
        policy.visible(user, Complaint.objects.filter(state__in=OPEN_STATES))
        .order_by()
        .values("officer")
        .annotate(
            open=Count("id"),
            late=Count("id", filter=Q(due_on__lt=today)),
            week=Count("id", filter=Q(due_on__gt=today, due_on__lte=today + timedelta(days=7))),
            urgent_ones=Count("id", filter=Q(urgent=True)),
        )
    )
    loads = {row["officer"]: row for row in counted}
    staff = [member for member in _led_by(user) if member.has_role(Role.OFFICER) or member.id in loads]
    several = len({member.office_id for member in staff}) > 1
    rows = [_load(member, loads.get(member.id, {}), member.office.name(language) if several else "") for member in staff]
    rows.sort(key=lambda load: (-load.late, -load.open, load.user.name if load.user else ""))
    return [_load(None, loads.get(None, {})), *rows]


def _led_by(user: Any) -> list[User]:
    staff = User.objects.filter(is_active=True).select_related("office")
    return list(staff if user.has_role(Role.COMMISSIONER, Role.DEPUTY) else staff.filter(office=user.office_id))


def _load(member: User | None, counts: dict[str, Any], place: str = "") -> Load:
    officer: UUID | str = member.id if member else "nobody"
    return Load(
        user=member,
        open=counts.get("open", 0),
        late=counts.get("late", 0),
        week=counts.get("week", 0),
        urgent=counts.get("urgent_ones", 0),
        filters=Filters(officer=str(officer)),
        place=place,
    )
