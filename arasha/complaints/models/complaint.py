"""The complaint itself: what was told, whose it is now, and where it stands."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body
from arasha.files.models import Blob
from arasha.ids import new_id
from arasha.parties.models import Person
from arasha.people.models import Office, User
from arasha.vault import SealedJSON, SealedText

# What policy.visible asks of an officer's complaints. SQLite walks the newest until a page is full: with these in the order of the
# list it looks at no row that is not theirs.
READERS = ("officer", "duty", "about_office", "reviewer")


class Channel(models.TextChoices):
    PORTAL = "portal", _("Portal")
    VISIT = "visit", _("Visit")
    PHONE = "phone", _("Telephone")
    POST = "post", _("Post")
    EMAIL = "email", _("E-mail")
    DETENTION = "detention", _("Letter from detention")
    REDIRECTED = "redirected", _("Redirected by another body")
    PLATFORM = "platform", _("National platform of appeals")
    OWN = "own", _("Own initiative")


class Identity(models.TextChoices):
    NAMED = "named", _("Named: the body may be told the name")
    CONFIDENTIAL = "confidential", _("Confidential: the office knows, the body is not told")
    ANONYMOUS = "anonymous", _("Anonymous: nobody knows")


class ReviewStage(models.TextChoices):
    """How far the review of the office's decision has come that is under way."""

    ASKED = "asked", _("asked for, given to nobody yet")
    GIVEN = "given", _("being done")
    PROPOSED = "proposed", _("answer waits for a signature")
    REOPENING = "reopening", _("reopening waits for a signature")


class Complaint(models.Model):
    """One complaint. Clear columns classify and sort; everything a person said is sealed under `key_id`.

    `postbox_id` names the key of the letters and messages that the complainant opens with the code.
    `version` counts the verbs done on it, so that two members of staff cannot overwrite each other.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    postbox_id = models.UUIDField(null=True)
    locator = models.BinaryField(max_length=32, null=True, unique=True)
    draft_id = models.UUIDField(null=True, unique=True)  # idempotency: one draft becomes one complaint, however often it is sent
    number = models.CharField(max_length=30, null=True, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="complaints")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="complaints")
    complainant = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="complaints")

    channel = models.CharField(max_length=12, choices=Channel.choices)
    channel_number = models.CharField(max_length=60, blank=True)  # that the platform or the body that passed it on gave it
    channel_date = models.DateField(null=True)  # of the body's letter
    language = models.CharField(max_length=2)
    identity = models.CharField(max_length=14, choices=Identity.choices)
    state = models.CharField(max_length=24, default="received")
    outcome = models.CharField(max_length=24, blank=True)
    urgent = models.BooleanField(default=False)
    urgent_reasons = models.JSONField(default=list)  # codes of the profile's list
    duty = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="duty_complaints"
    )  # who was told of it at once
    review = models.CharField(max_length=10, choices=ReviewStage.choices, null=True)
    reviewer = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="reviews"
    )  # who does the review, while it is under way
    about_office = models.BooleanField(default=False)
    child = models.BooleanField(default=False)
    detention = models.BooleanField(default=False)
    region = models.CharField(max_length=20, blank=True)
    topic = models.CharField(max_length=20, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="complaints")

    received_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)  # the last time: findings from before belong to the decision that fell
    erased_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)  # of the open term that ends first; what My work sorts by
    version = models.PositiveIntegerField(default=1)

    subject = SealedText(null=True)  # in the officer's words
    story = SealedJSON()  # the answers of the form, as given

    class Meta:
        indexes = [
            models.Index(fields=["office", "state", "-received_at", "-id"], name="complaint_office_state"),
            models.Index(fields=["officer", "state", "due_on"], name="complaint_officer_due"),
            models.Index(fields=["-received_at", "-id", *READERS], name="complaint_newest"),
            models.Index(fields=["office", "-received_at", "-id"], name="complaint_office_newest"),
            models.Index(fields=["state", "-received_at", "-id", *READERS], name="complaint_state_newest"),
            models.Index(fields=["region", "-received_at", "-id"], name="complaint_region_newest"),
            models.Index(fields=["body", "-received_at", "-id"], name="complaint_body_newest"),
            models.Index(fields=["state", "due_on", "id"], name="complaint_due"),
            models.Index(fields=["-received_at", "-id"], condition=models.Q(urgent=True), name="complaint_urgent_newest"),
            models.Index(fields=["review"], condition=models.Q(review__isnull=False), name="complaint_review"),
            models.Index(fields=["erased_at"], condition=models.Q(erased_at__isnull=False), name="complaint_erased"),
            models.Index(fields=["channel_number"], condition=~models.Q(channel_number=""), name="complaint_channel_number"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.id)

    def recused(self, user_id: UUID) -> bool:
        """Whether this member of staff declared a conflict; asked once a request and kept."""
        if not hasattr(self, "_recused"):
            self._recused = set(self.recusals.values_list("user_id", flat=True))
        return user_id in self._recused


class Attachment(models.Model):
    """A file as evidence, kept as it came. `part` says where it belongs: story, message, answer, report, post."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="attachments")
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT)
    part = models.CharField(max_length=10)
    target_id = models.UUIDField(null=True)  # the message, inquiry or report it came with
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=8)  # public, staff, body

    class Meta:
        ordering = ["added_at", "id"]
