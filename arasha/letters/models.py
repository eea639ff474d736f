"""Letters of the office, kept as sent, and the counters that number them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

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
        RECALLED = "recalled", _("Recalled before it went out")

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
    held_until = models.DateTimeField(null=True)  # until then nothing of it leaves and it can be recalled
    recalled_at = models.DateTimeField(null=True)
    text_hash = models.BinaryField(max_length=32, null=True)
    pdf = models.OneToOneField(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    pdf_hash = models.CharField(max_length=64, blank=True)  # SHA-256, shown to whoever checks a letter that they have
    check_hash = models.BinaryField(max_length=32, null=True, unique=True)  # of the code that the letter's square leads to
    check_code = SealedText(null=True)
    docx = models.OneToOneField(Blob, on_delete=models.PROTECT, null=True, related_name="+")  # a working copy

    notify = SealedText(null=True)  # the address to tell that there is a letter; emptied once told
    link = models.ForeignKey(SecureLink, on_delete=models.PROTECT, null=True, related_name="+")
    link_address = SealedText(null=True)  # with its token, for the mail to the body's contact; emptied once told
    notified_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["-sent_at", "-id"], name="letter_sent_newest")]
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

    def has_left(self, at: datetime) -> bool:
        """Whether its recipient has it: sent, and no longer held back."""
        return self.status == self.Status.SENT and (self.held_until is None or self.held_until <= at)


class TemplateVersion(models.Model):
    """One version of a template in one language, never changed: whoever goes back to an older text makes a newer version of it.

    The text that the program brings is version 0 and has no row. The wording is the office's own and is read by everybody who gets
    the letter, so it stands in the clear like the other entries that the office lays over its profile.
    """

    class Kind(models.TextChoices):
        OWN = "own", _("Our own text")
        SHIPPED = "shipped", _("Back to the text that came with the program")
        WITHHELD = "withheld", _("Not sent in this language until it is translated")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(blank=True)  # the title, an empty line, the paragraphs; only of an own text
    why = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["code", "language", "number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "language", "number"], name="template_version_once"),
            models.CheckConstraint(
                name="template_text_only_of_own",
                condition=(models.Q(kind="own") & ~models.Q(text="")) | (~models.Q(kind="own") & models.Q(text="")),
            ),
        ]


class PassageVersion(models.Model):
    """One version of a passage of the bank: ready words in three languages, with the right at issue that they fit; never changed.

    `passage` names the passage through its versions. A passage without words in a language is not offered in it; one that was
    `dropped` is offered no more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    passage = models.UUIDField(default=new_id)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    topic = models.CharField(max_length=20, blank=True)  # empty: whatever the right
    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    dropped = models.BooleanField(default=False)
    why = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["passage", "number"]
        constraints = [models.UniqueConstraint(fields=["passage", "number"], name="passage_version_once")]

    def text(self, language: str) -> str:
        """Its words in a language; empty where it has none."""
        return str(getattr(self, f"text_{language}"))


class Making(models.Model):
    """How a letter is made: from which version of its template (none: the shipped text), and in which print.

    A table of its own: a new column of `Letter` would change what the journal remembers of older rows. The print is sealed, and a
    row stands beside every letter: that somebody reads large print says something about them.
    """

    class Print(models.TextChoices):  # of equal length, so that the sealed value does not tell which it is
        USUAL = "usual"
        LARGE = "large"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="making")
    template = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, null=True, related_name="+")
    print = SealedText()

    @property
    def key_id(self) -> UUID:
        return self.letter.key_id


class Outgoing(models.Model):
    """One thing on its way out of the office: a letter on the portal or by post, or a mail that says no more than that there is one.

    What is WAITING before its `due_at` is held back: that is the time in which a letter can be recalled. `error` is a word of ours,
    never a server's message, which may hold an address.
    """

    class Kind(models.TextChoices):
        PORTAL = "portal", _("Letter on the portal")
        NOTICE = "notice", _("E-mail to the complainant: there is news")
        LINK = "link", _("E-mail to the body with a secure link")
        POST = "post", _("Letter by post")
        DUTY = "duty", _("E-mail to whoever is on duty: something is urgent")
        REMIND = "remind", _("E-mail to the body: an answer is awaited")
        LATE = "late", _("E-mail to the body: an answer is late")
        TOLD = "told", _("E-mail to the body: there is a letter")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        RETURNED = "returned", _("Came back")
        RECALLED = "recalled", _("Recalled")

    class Error(models.TextChoices):
        REFUSED = "refused", _("The mail server does not take this address.")
        UNREACHABLE = "unreachable", _("The mail server did not answer.")
        OTHER = "other", _("Something broke while it was sent. The administrator finds the line in the log.")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="ways_out")
    subject_id = models.UUIDField(db_index=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    key_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    address = SealedText(null=True)  # of a mail without a letter; emptied once sent
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=12, choices=Error.choices, blank=True)
    ended_at = models.DateTimeField(null=True)  # sent, failed, returned or recalled
    posted_on = models.DateField(null=True)
    tracking = SealedText(null=True)  # the number that the post gave
    returned_on = models.DateField(null=True)
    reason = SealedText(null=True)  # why it came back

    class Meta:
        ordering = ["queued_at", "id"]
        indexes = [
            models.Index(fields=["-queued_at", "-id"], name="outgoing_newest"),
            models.Index(fields=["state", "-queued_at", "-id"], name="outgoing_state_newest"),
        ]

    def is_held(self, at: datetime) -> bool:
        """Whether it is still held back and can be recalled."""
        return self.state == self.State.WAITING and self.due_at > at


class Counter(models.Model):
    """The last number given of one kind, by one office (empty: the whole institution), in one year of the office's calendar."""

    kind = models.CharField(max_length=24)
    office = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "office", "year"], name="one_counter")]
