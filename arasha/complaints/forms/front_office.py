"""What staff type about advice and the reception of citizens."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.entry import NOT_YET, EntryDayField, PressForm, Select
from arasha.complaints.forms.portal import LETTER_LANGUAGES
from arasha.complaints.forms.typed import LongText, PlainText
from arasha.complaints.models import Advice, Channel, ReceptionDay
from arasha.law import RuleBook
from arasha.people.models import User

NOTE_ON_ADVICE = 1000
ADVISED_BY = (Channel.PHONE, Channel.VISIT, Channel.EMAIL, Channel.POST)
MINUTES = tuple((minutes, str(minutes)) for minutes in (15, 20, 30, 45, 60))


class AdviceForm(PressForm):
    channel = Select(label=_("How did they ask?"), choices=[(way.value, way.label) for way in ADVISED_BY])
    topic = Select(label=_("About which right?"), error_messages={"required": _("Choose the right that it was about.")})
    kind = Select(label=_("What were they told?"), choices=Advice.Kind.choices)
    region = Select(label=_("Region"), required=False)
    language = Select(label=_("Language"), choices=LETTER_LANGUAGES)
    given_on = EntryDayField(label=_("On which day?"), error_messages={"required": _("Write the day.")})
    note = LongText(
        label=_("Note"), rows=3, required=False, max_length=NOTE_ON_ADVICE,
        help_text=_("Only what the next colleague needs. It is encrypted; a name is seldom needed."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, book: RuleBook, language: str, today: date, **kwargs: Any) -> None:
        self.today = today
        first = {"channel": Channel.PHONE, "language": language, "given_on": f"{today:%d %m %Y}", "kind": Advice.Kind.EXPLAINED}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(data, **kwargs)
        self.fields["topic"].choices = [("", _("Choose")), *choices.topic_choices(book, language)]
        self.fields["region"].choices = [("", _("Not known, or abroad")), *choices.region_choices(book, language)]
        self.fields["topic"].widget.attrs["autofocus"] = True

    def clean_given_on(self) -> date:
        day = self.cleaned_data["given_on"]
        if day > self.today:
            raise ValidationError(NOT_YET)
        return day


class HourField(PlainText):
    """An hour of the day as people write it: 9, 9:30, 14.00."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": _("Write the hour, like 14:00.")}, **kwargs)
        self.widget.attrs.update(size=6, inputmode="numeric", autocomplete="off")

    def clean(self, value: Any) -> Any:
        found = re.fullmatch(r"(\d{1,2})(?:[:. ](\d{2}))?", super().clean(value).strip())
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("We could not read the hour. Write it like 14:00."))
        return time(int(found[1]), int(found[2] or 0))


class ReceptionForm(PressForm):
    """Hours on one day."""

    receives = Select(label=_("Who receives?"), error_messages={"required": _("Choose who receives.")})
    day = EntryDayField(label=_("Day"), error_messages={"required": _("Write the day.")})
    begins = HourField(label=pgettext_lazy("hour", "From"))
    ends = HourField(label=pgettext_lazy("hour", "Until"))
    minutes = Select(label=_("Minutes for one person"), choices=MINUTES)
    place = PlainText(label=_("Room or place"), required=False)

    def __init__(self, data: Any = None, *, staff: list[User], **kwargs: Any) -> None:
        kwargs["initial"] = {"begins": "10:00", "ends": "13:00", "minutes": "20", **(kwargs.get("initial") or {})}
        super().__init__(data, **kwargs)
        self.staff = {str(user.pk): user for user in staff}
        names = [(key, f"{user.name} · {', '.join(user.role_names)}") for key, user in self.staff.items()]
        self.fields["receives"].choices = [("", _("Choose")), *names]

    def clean_receives(self) -> User:
        return self.staff[self.cleaned_data["receives"]]

    def clean_minutes(self) -> int:
        return int(self.cleaned_data["minutes"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("begins") and cleaned.get("ends") and cleaned["ends"] <= cleaned["begins"]:
            self.add_error("ends", _("It ends before it begins. Look at both hours."))
        return cleaned


class AppointmentForm(PressForm):
    """A person for a free slot."""

    slot = Select(label=_("When?"), error_messages={"required": _("Choose a free slot.")})
    name = PlainText(label=_("Who comes"), error_messages={"required": _("Write whom we expect.")})
    phone = PlainText(label=_("Telephone"), required=False, max_length=60)
    language = Select(label=_("Language"), choices=LETTER_LANGUAGES)

    def __init__(self, data: Any = None, *, day: ReceptionDay, taken: set[time], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        free = [f"{slot:%H:%M}" for slot in day.slots if slot not in taken]
        self.fields["slot"].choices = [(slot, slot) for slot in free]
        for name in ("name", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_slot(self) -> time:
        return time.fromisoformat(self.cleaned_data["slot"])
