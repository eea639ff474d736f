"""What arrives by e-mail, before it belongs to a complaint; and the marks of the mails that the office sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.files.models import Blob
from arasha.ids import new_id
from arasha.people.models import Office, User
from arasha.vault import SealedJSON, SealedText


class Mail(models.Model):
    """One message, once. Everything it says, its headers included, is sealed under `key_id`; once it belongs to a complaint, that is
    the complaint's key, so that erasing the complaint erases the mail.

    The marks are keyed hashes: they find the same message again and tell nobody which message it is. A message too large to be
    loaded has no `raw` and no text: it stays on the server.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sorted")
        ASIDE = "aside", _("Put aside")
        ANSWER = "answer", _("An answer to a complaint, to be looked at")
        TAKEN = "taken", _("With a complaint")
        DONE = "done", _("Nothing to do")

    class Reason(models.TextChoices):
        AUTO_REPLY = "auto_reply", _("An automatic answer")
        BOUNCE = "bounce", _("A mail of ours came back")
        LOOP = "loop", _("It comes from our own address, or goes round in a circle")
        FLOOD = "flood", _("Very many from one address within an hour")
        TOO_LARGE = "too_large", _("Too large; it was not loaded and lies in the mail server's inbox")
        FILE = "file", _("It has a file that we do not take")
        UNREADABLE = "unreadable", _("It could not be read")
        EMPTY = "empty", _("It says nothing")
        OTHER_SENDER = "other_sender", _("It names a complaint, but comes from another address than the one on record")
        CLOSED = "closed", _("It answers a complaint that takes no more messages")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    message_mark = models.BinaryField(max_length=32)
    content_mark = models.BinaryField(max_length=32)
    sender_mark = models.BinaryField(max_length=32)
    kept_at = models.DateTimeField()
    size = models.BigIntegerField()
    language = models.CharField(max_length=2)  # guessed from its letters
    state = models.CharField(max_length=8, choices=State.choices)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)  # why it was put aside; stays afterwards
    complaint_id = models.UUIDField(null=True, db_index=True)  # a floor above: plain identifier
    raw = models.OneToOneField(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    headers = SealedJSON()  # sender, sender_name, subject, date, message_id, refers_to, refused (files that were not taken)
    text = SealedText()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message_mark", "content_mark"], name="mail_once")]
        indexes = [
            models.Index(fields=["state", "kept_at", "id"], name="mail_by_state"),
            models.Index(fields=["sender_mark", "kept_at"], name="mail_of_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class MailFile(models.Model):
    """A file that came with a message, kept as it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, related_name="files")
    blob = models.OneToOneField(Blob, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class SentMail(models.Model):
    """A mail that left the office, so that an answer to it and its return find their way. Of the message only a keyed mark is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message_mark = models.BinaryField(max_length=32, unique=True)
    complaint_id = models.UUIDField()
    letter_id = models.UUIDField(null=True)  # none for the news of a message
    sent_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    returned_status = models.CharField(max_length=12, blank=True)  # RFC 3463, as the returning server says: 5.1.1

    class Meta:
        indexes = [models.Index(fields=["letter_id"], name="sent_mail_of_letter")]
