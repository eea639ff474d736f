"""Who is concerned in a complaint, and in which part."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from arasha.complaints.models.casework import OfComplaint
from arasha.parties.models import Person
from arasha.people.models import User
from arasha.vault import SealedJSON, SealedText


class Party(OfComplaint):
    """One person or organisation in one complaint. `name` and `said` are the complaint's own snapshot, sealed under its key; how one
    reaches them stands in `person`, under the person's own.

    `said` holds relation (who they are to the affected person), groups (codes of the profile), child, detention (bool), place (where
    they are held). What makes somebody vulnerable is sealed as well: with a body and a region it would point to a person.
    """

    class Role(models.TextChoices):
        COMPLAINANT = "complainant", _("complainant")
        AFFECTED = "affected", _("affected person")
        REPRESENTATIVE = "representative", _("representative")
        WITNESS = "witness", _("witness")

    class Basis(models.TextChoices):
        PARENT = "parent", _("parent or guardian")
        POWER = "power", _("power of attorney")
        WARRANT = "warrant", _("advocate's warrant")
        ASSOCIATION = "association", _("association with the person's written consent")
        OTHER = "other", _("another basis")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="parties")
    role = models.CharField(max_length=14, choices=Role.choices)
    basis = models.CharField(max_length=11, choices=Basis.choices, blank=True)
    basis_date = models.DateField(null=True)  # of the paper: power of attorney, warrant, written consent
    stands_for = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    name = SealedText()
    said = SealedJSON()
    basis_note = SealedText(null=True)
    removed_why = SealedText(null=True)

    class Meta:
        default_related_name = "parties"
        ordering = ["added_at", "id"]


class SafetyNote(OfComplaint):
    """A warning for colleagues who meet somebody; it never leaves the office. The newest counts, until its day (office time)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="safety_notes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    text = SealedText()

    class Meta:
        default_related_name = "safety_notes"


class MatterToken(models.Model):
    """A keyed hash of where and when something happened, or of a file: two complaints about one matter share it. Erased with them."""

    class Kind(models.TextChoices):
        EVENT = "event", _("same body, place and day")
        FILE = "file", _("same file")

    complaint = models.ForeignKey("complaints.Complaint", on_delete=models.CASCADE, related_name="matter_tokens")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    value = models.BinaryField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["value"], name="matter_value")]
