"""What happens at the front office beside complaints: the book of what came in, advice, and the reception of citizens."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models.casework import OfComplaint
from arasha.complaints.models.complaint import Channel, Complaint
from arasha.ids import new_id
from arasha.people.models import Office, User
from arasha.vault import SealedText


class Incoming(OfComplaint):
    """One line of the register of incoming correspondence. What came, from which side and when; never what it says or from whom."""

    class Kind(models.TextChoices):
        SUBMISSION = "submission", _("Submission")
        MESSAGE = "message", _("Message")
        ANSWER = "answer", _("Answer of a body")
        REPORT = "report", _("Report of a body")
        REVIEW = "review", _("Request for a review")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    way = models.CharField(max_length=12)  # a Channel or, of what bodies send, a CameBy
    received_on = models.DateField()  # calendar day of the office
    received_at = models.DateTimeField()  # when it was written into the register: what the register is sorted by
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    target_id = models.UUIDField(null=True)  # the message, inquiry or report

    class Meta:
        default_related_name = "incoming"
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="incoming_newest"),
            models.Index(fields=["office", "-received_at", "-id"], name="incoming_office_newest"),
        ]


class Advice(models.Model):
    """Somebody asked and was told, without a complaint. Counted by topic and month; the note is sealed under a key of its own."""

    class Kind(models.TextChoices):
        EXPLAINED = "explained", _("Right or procedure explained")
        SHOWN_BODY = "shown_body", _("Told which body decides this")
        HOW_TO = "how_to", _("Told how to complain to us")
        LEGAL_AID = "legal_aid", _("Told where legal aid is given")
        SUPPORT = "support", _("Told where help and protection are given")
        ABOUT_COMPLAINT = "about_complaint", _("Told where a complaint stands")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()  # when it was written down: what the list is sorted by
    given_on = models.DateField()  # calendar day of the office
    channel = models.CharField(max_length=12, choices=Channel.choices)
    topic = models.CharField(max_length=20)
    region = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    note = SealedText(null=True)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, related_name="advice")

    class Meta:
        indexes = [
            models.Index(fields=["office", "-received_at", "-id"], name="advice_office_newest"),
            models.Index(fields=["given_on", "topic"], name="advice_month_topic"),
        ]


class ReceptionDay(models.Model):
    """Some hours of one day (office time) on which somebody receives citizens, cut into slots of equal length."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    receives = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    minutes = models.PositiveSmallIntegerField()  # of one slot
    place = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "begins", "id"]
        constraints = [models.UniqueConstraint(fields=["receives", "day", "begins"], name="one_reception")]

    @property
    def slots(self) -> list[time]:
        """When each appointment may begin; the last ends no later than the hours do."""
        first, last = (datetime.combine(self.day, one) for one in (self.begins, self.ends))
        step, found = timedelta(minutes=self.minutes), []
        while first + step <= last:
            found.append(first.time())
            first += step
        return found

    def moment(self, slot: time) -> datetime:
        """The instant at which a slot begins."""
        return datetime.combine(self.day, slot, tzinfo=ZoneInfo(settings.TIME_ZONE))


class Appointment(models.Model):
    """One person in one slot. Who it is and how one reaches them is sealed under a key of its own."""

    class State(models.TextChoices):
        BOOKED = "booked", _("expected")
        CAME = "came", _("came")
        MISSED = "missed", _("did not come")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    day = models.ForeignKey(ReceptionDay, on_delete=models.PROTECT, related_name="appointments")
    slot = models.TimeField()
    language = models.CharField(max_length=2)
    name = SealedText(null=True)  # None once the complaint that grew out of it was erased
    phone = SealedText(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, null=True, related_name="appointments")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, null=True, related_name="appointments")

    class Meta:
        ordering = ["slot", "id"]
        constraints = [
            models.UniqueConstraint(fields=["day", "slot"], condition=~models.Q(state="cancelled"), name="one_person_a_slot")
        ]

    @property
    def office_id(self) -> UUID:
        return self.day.office_id

    @property
    def on(self) -> date:
        return self.day.day
