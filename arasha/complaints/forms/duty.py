"""The duty roster: one choice a day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.typed import TypedForm
from arasha.dates import write_date
from arasha.people.models import User

NOBODY = "nobody"


class RosterForm(TypedForm):
    """A field a day, named by its date, with the members of staff who may be on duty."""

    def __init__(self, *args: Any, days: dict[date, UUID | None], staff: list[User], language: str, **kwargs: Any) -> None:
        kwargs["initial"] = {day.isoformat(): str(user or NOBODY) for day, user in days.items()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.days, self.staff = list(days), {str(user.pk): user for user in staff}
        choices = [(NOBODY, gettext("Nobody")), *((key, user.name) for key, user in self.staff.items())]
        for day in days:
            label = f"{WEEKDAYS[day.weekday()]}, {write_date(day, language)}"
            self.fields[day.isoformat()] = forms.ChoiceField(label=label, choices=choices)

    def chosen(self) -> dict[date, User | None]:
        """Who is on duty on each day, after `is_valid`."""
        return {day: self.staff.get(self.cleaned_data[day.isoformat()]) for day in self.days}


WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
