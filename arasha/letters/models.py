"""Letters of the office, kept as sent, and the counters that number them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body, SecureLink
from arasha.files.models import Blob
from arasha.ids import new_id
from arasha.people.models import Office, User
from arasha.vault import SealedText


class Letter(models.Model):
    """One letter, from draft to sent. What it says and to whom is sealed under `key_id`.

    The key is the post-box's for letters to the complainant (so that the secret code opens them) and the complaint's for letters
    to bodies. `text_hash` is keyed: a plain hash of a short letter would let a thief of the database try names until one fits.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed")
        SENT = "sent", _("Sent")

    class Recipient(models.TextChoices):
        COMPLAINANT = "complainant", _("To the complainant")
        BODY = "body", _("To a body")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("On the portal, opened with the secret code")
        LINK = "link", _("Through a secure link")
        POST = "post", _("By post")
        HAND = "hand", _("Handed over")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=16, default="complaint")
    subject_id = models.UUIDField(db_index=True)  # what the letter is about is a floor above: plain identifier
    key_id = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="letters")
    code = models.CharField(max_length=30)  # which template
    language = models.CharField(max_length=2)
    recipient_kind = models.CharField(max_length=12, choices=Recipient.choices)
    recipient_name = SealedText()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="letters")
    title = SealedText()
    text = SealedText()  # paragraphs set apart by an empty line
    citations = models.JSONField(default=list)  # codes of the rules and grounds it rests on

    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFT)
    number = models.CharField(max_length=40, null=True, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_as = models.CharField(max_length=24, blank=True)  # the role in which it was signed
    signed_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    sent_at = models.DateTimeField(null=True)
    text_hash = models.BinaryField(max_length=32, null=True)
    pdf = models.OneToOneField(Blob, on_delete=models.PROTECT, null=True, related_name="+")

    notify = SealedText(null=True)  # the address to tell that there is a letter; emptied once told
    link = models.ForeignKey(SecureLink, on_delete=models.PROTECT, null=True, related_name="+")
    link_address = SealedText(null=True)  # with its token, for the mail to the body's contact; emptied once told
    notified_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="letter_sent_is_numbered",
                condition=~models.Q(status="sent")
                | models.Q(number__isnull=False, sent_at__isnull=False, signed_at__isnull=False),
            )
        ]

    @property
    def is_frozen(self) -> bool:
        """Nothing of a signed letter changes any more."""
        return self.status != self.Status.DRAFT


class Counter(models.Model):
    """The last number given of one kind, by one office (empty: the whole institution), in one year of the office's calendar."""

    kind = models.CharField(max_length=24)
    office = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "office", "year"], name="one_counter")]
