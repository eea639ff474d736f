"""What staff set right in a registration: every field shows what is registered now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.correct_registration import Registration
from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.desk import BodyField, ReasonForm
from arasha.complaints.forms.entry import NOT_YET, EntryDayField, Select
from arasha.complaints.forms.portal import LETTER_LANGUAGES
from arasha.complaints.forms.take_down import IDENTITIES, NUMBERED, NumberThereField
from arasha.complaints.models import Channel
from arasha.complaints.routing import office_for
from arasha.people.models import Office

BY_THE_ROAD = "competent"
DAYS = ("received_on", "registered_on")


class CorrectRegistrationForm(ReasonForm):
    channel = Select(label=_("How did it come?"), choices=Channel.choices)
    channel_number = NumberThereField(
        label=_("Its number there"),
        required=False,
        help_text=_("Of the platform, or of the letter of the other body."),
    )
    channel_date = EntryDayField(label=_("Date of that letter"), required=False)
    received_on = EntryDayField(label=_("Received on"), error_messages={"required": _("Write the day on which it came.")})
    registered_on = EntryDayField(label=_("Registered on"), error_messages={"required": _("Write the day.")})
    region = Select(label=_("Region"), required=False)
    body = BodyField(label=_("Body complained of"), required=False)
    topic = Select(label=_("Right at issue"), required=False)
    office = Select(
        label=_("Office that deals with it"),
        help_text=_("Another office: the complaint leaves this desk, with an officer who is not of that office."),
    )
    language = Select(label=_("We answer in"), choices=LETTER_LANGUAGES)
    identity = Select(label=_("Who may know the name?"), choices=IDENTITIES)
    field_order = [
        "version", "press", "channel", "channel_number", "channel_date", "received_on", "registered_on", "body", "region", "topic",
        "office", "language", "identity", "reason",
    ]  # fmt: skip

    def first_values(self, ask: Any) -> dict[str, Any]:
        now = Registration.of(ask.complaint)
        shown = {name: getattr(now, name) for name in Registration.__dataclass_fields__}
        for name in (*DAYS, "channel_date"):
            shown[name] = f"{shown[name]:%d %m %Y}" if shown[name] else ""
        return {**shown, "body": now.body.code if now.body else "", "office": now.office.code}

    def prepare(self, ask: Any) -> None:
        unknown = [("", _("Not known yet"))]
        self.fields["region"].choices = unknown + choices.region_choices(ask.book, ask.language)
        self.fields["body"].choices = unknown + choices.body_choices(ask.book, ask.language, ask.today, near=ask.near)
        self.fields["topic"].choices = unknown + choices.topic_choices(ask.book, ask.language)
        named = [(office.code, office.name(ask.language)) for office in Office.objects.all()]
        self.fields["office"].choices = [(BY_THE_ROAD, _("The one that body and region lead to")), *named]
        if not ask.complaint.registered_at:
            del self.fields["registered_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in DAYS:
            if cleaned.get(name) and cleaned[name] > self.ask.today:
                self.add_error(name, NOT_YET)
        if cleaned.get("channel") in NUMBERED and not cleaned.get("channel_number"):
            self.add_error("channel_number", _("Write the number that it has there: by it one finds it again."))
        return cleaned


def registration_of(ask: Any) -> Registration:
    """What was typed, as the action takes it."""
    data = ask.data
    told = {"region": data["region"], "about_office": ask.complaint.about_office}
    by_the_road = data["office"] == BY_THE_ROAD
    office = office_for(ask.book, data["body"], told) if by_the_road else Office.objects.get(code=data["office"])
    names = ("channel", "channel_number", "channel_date", "language", "identity", "region", "topic", "body", "received_on")
    return Registration(office=office, registered_on=data.get("registered_on"), **{name: data[name] for name in names})
