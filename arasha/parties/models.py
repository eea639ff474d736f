"""People who turn to the office, and what they allow. A complaint keeps its own snapshot of what was said; this is the record one may
correct, find again and erase."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.ids import new_id
from arasha.vault import SealedJSON, SealedText


class Person(models.Model):
    """One person or organisation as one complaint knows it, sealed under a key of its own.

    `contact` holds email, phone, address, safe (may we write or call?), contact_note (free text) and, once somebody at the office asked,
    rules: {channels, calls, not_with}. `same` is shared by the records that staff found to be one person (`Merge`); rows never move.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ORGANISATION = "organisation", _("Organisation")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PERSON)
    same = models.UUIDField(default=new_id, db_index=True)
    language = models.CharField(max_length=2)
    name = SealedText()
    contact = SealedJSON()
    made_at = models.DateTimeField()


class Merge(models.Model):
    """Somebody decided that two records are one person. Undone, it leaves both exactly as they were."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.UUIDField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)


class Token(models.Model):
    """A keyed hash of a name, telephone, e-mail address or identity number: equal ones are found equal, nothing else is learnt.

    Erased before the person's key is.
    """

    class Kind(models.TextChoices):
        IIN = "iin", _("same identity number")
        PHONE = "phone", _("same telephone")
        EMAIL = "email", _("same e-mail address")
        NAME = "name", _("same name")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.BinaryField(max_length=16)

    class Meta:
        db_table = "parties_token"
        indexes = [models.Index(fields=["value"], name="token_value")]


class Purpose(models.TextChoices):
    NAME_TO_BODY = "name_to_body", _("Tell the body the person's name")
    COPY_TO_BODY = "copy_to_body", _("Send the body a copy of the complaint")
    FILES_TO_BODY = "files_to_body", _("Send the body the files")
    PUBLISH = "publish_unnamed", _("Publish the story without the name")
    PARTNER = "partner_ngo", _("Tell a partner organisation that helps")
    EMAIL = "contact_email", _("Write to the person by e-mail")
    PHONE = "contact_phone", _("Call the person")


class Consent(models.Model):
    """What a person allowed or refused, by purpose. The newest answer counts; withdrawing is a new entry, so the history stays."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        UNNAMED = "unnamed", _("Only without my name")
        NO = "no", _("No")
        ASKED = "asked", _("Asked, no answer yet")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    complaint_id = models.UUIDField()  # a complaint is a floor above: plain identifier
    purpose = models.CharField(max_length=30, choices=Purpose.choices)
    answer = models.CharField(max_length=7, choices=Answer.choices, default=Answer.NO)
    given = models.BooleanField()  # whether the answer is a plain yes
    how = models.CharField(max_length=20)  # portal, phone, paper, visit
    said_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["complaint_id", "purpose", "-said_at"], name="consent_newest")]
