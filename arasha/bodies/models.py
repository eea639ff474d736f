"""Public bodies that complaints are about or are redirected to, who answers for them, and the links sent to these people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.ids import new_id
from arasha.vault import SealedText


class Body(models.Model):
    """A public body. Bodies are never deleted: one that is gone ends on `valid_to`, and earlier names stay in `FormerName`.

    `key_id` names the office's key for this body's contacts; empty until the first contact is recorded.
    `confidence` says how sure the directory is of the row: verified, recalled or assumed.
    """

    class Jurisdiction(models.TextChoices):
        YES = "yes", _("within the Commissioner's competence")
        PARTIAL = "partial", _("partly within the Commissioner's competence")
        NO = "no", _("outside the Commissioner's competence")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=10)  # central; region: one in each region; local: many
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    within_jurisdiction = models.CharField(max_length=7, choices=Jurisdiction.choices)
    region = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)  # the last day on which the body existed
    confidence = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    key_id = models.UUIDField(null=True)

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name("en")

    def name(self, language: str) -> str:
        return getattr(self, f"name_{language}", "") or self.name_en

    @property
    def is_central(self) -> bool:
        """A body of the whole country, not of one region or place."""
        return self.level == "central"

    def existed_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class FormerName(models.Model):
    """What a body was called until a day (included)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="former_names")
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    until = models.DateField()

    class Meta:
        ordering = ["body", "until"]


class CodeWay(models.TextChoices):
    """How a contact learns the code of a link: never the way by which the link itself went."""

    PHONE = "phone", _("We tell it by telephone")
    POST = "post", _("In a letter by post")


class BodyContact(models.Model):
    """A person who answers for a body, sealed under the body's key. The language is that of what we write to them.

    A `superior` contact is told when the body let a term pass.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="contacts")
    name = SealedText()
    position = SealedText()
    email = SealedText()
    phone = SealedText(null=True)
    language = models.CharField(max_length=2)
    code_way = models.CharField(max_length=5, choices=CodeWay.choices, default=CodeWay.PHONE)
    superior = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # no longer answers for the body

    class Meta:
        ordering = ["made_at", "id"]

    @property
    def key_id(self) -> UUID | None:
        return self.body.key_id


class CameBy(models.TextChoices):
    """How a body's answer or report reached the office."""

    LINK = "link", _("Secure link")
    POST = "post", _("Post")
    EMAIL = "email", _("E-mail")
    COURIER = "courier", _("Courier")
    PHONE = "phone", _("Telephone")


class SecureLink(models.Model):
    """A link by which a body's contact answers once, without an account. Only a keyed hash of its token is stored.

    It opens with a code that goes apart (`code_way`; empty for links made before there were codes), of which a keyed hash is stored
    too. `code_hash` is empty until the code is given; `code_tries` are wrong ones since then.
    """

    class Purpose(models.TextChoices):
        INQUIRY = "inquiry", _("Answer to an inquiry")
        RECOMMENDATION = "recommendation", _("Report on a recommendation")
        INTERIM = "interim", _("Answer to a request for an interim measure")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.BinaryField(max_length=32, unique=True)
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    target_id = models.UUIDField(db_index=True)  # the inquiry or recommendation, a floor above
    complaint_id = models.UUIDField(db_index=True)  # whose chain of the journal the answer belongs to
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="links")
    contact = models.ForeignKey(BodyContact, on_delete=models.PROTECT, null=True, related_name="links")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)  # a newer link was sent, or the answer came another way
    opened_count = models.PositiveIntegerField(default=0)
    code_way = models.CharField(max_length=5, choices=CodeWay.choices, blank=True)
    code_hash = models.BinaryField(max_length=32, null=True)
    code_made_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    code_locked_at = models.DateTimeField(null=True)

    @property
    def is_open(self) -> bool:
        """Neither used nor closed; it may have expired."""
        return self.used_at is None and self.revoked_at is None

    @property
    def waits_for_code(self) -> bool:
        """Nobody at the body can open it: its code was not given yet, or the link is locked."""
        return bool(self.code_way) and (self.code_hash is None or self.code_locked_at is not None)
