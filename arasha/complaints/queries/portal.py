"""What the public side asks: the directory for the form, the receipt, and a complaint as its complainant sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.core.cache import caches
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from arasha import vault
from arasha.alphabet import alphabetical
from arasha.bodies.models import Body
from arasha.bodies.queries import addressees_on
from arasha.complaints.models import Attachment, Complaint, Term
from arasha.law import RuleBook
from arasha.letters.models import Letter


class Listed(NamedTuple):
    code: str
    name: str
    in_regions: bool  # every region has one of its own: "<code>:<region>"


@dataclass(frozen=True)
class Directory:
    """The bodies one can choose from, in one language. Those that every region has stand once; the region is asked beside."""

    bodies: Sequence[Listed]
    regions: Sequence[tuple[str, str]]

    def choices(self) -> list[tuple[str, object]]:
        """For a select field, in groups."""
        regional = [(one.code, one.name) for one in self.bodies if one.in_regions]
        others = [(one.code, one.name) for one in self.bodies if not one.in_regions]
        groups = [(_("In every region"), regional), (_("Of the whole country, and others"), others)]
        return [("", _("Not sure, or not listed")), *((name, rows) for name, rows in groups if rows)]

    def region_choices(self) -> list[tuple[str, str]]:
        return [("", _("I do not know")), *self.regions]

    def code_for(self, code: str, region: str) -> str:
        """The directory's code of what was chosen; of a body in a region, that region's own."""
        listed = next((one for one in self.bodies if one.code == code), None)
        in_region = listed is not None and listed.in_regions and any(region == known for known, _name in self.regions)
        return f"{code}:{region}" if in_region else code

    def name_of(self, code: str) -> str:
        """The name of a body by the code that `code_for` gave; "" for none."""
        code, _colon, region = code.partition(":")
        name = next((one.name for one in self.bodies if one.code == code), "")
        place = dict(self.regions).get(region, "")
        return f"{name} ({place})" if name and place else name


KEPT = 60  # seconds that a process keeps the list of bodies: a body that was just added may be missing for so long


def directory(book: RuleBook, day: date, language: str) -> Directory:
    """The bodies that exist on `day`. One statement a minute and process."""
    memory, key = caches["memory"], f"directory:{language}:{day}"
    listed = memory.get(key)
    if listed is None:
        listed = _listed(day, language)
        memory.set(key, listed, KEPT)
    return Directory(listed, region_names(book, language))


def _listed(day: date, language: str) -> list[Listed]:
    parts = Body.objects.filter(parent=OuterRef("pk")).exclude(region="")
    rows = addressees_on(day).filter(region="").annotate(in_regions=Exists(parts)).only("code", "name_kk", "name_ru", "name_en")
    listed = [Listed(row.code, row.name(language), row.in_regions) for row in rows]
    return sorted(listed, key=lambda one: alphabetical(one.name))


def region_names(book: RuleBook, language: str) -> list[tuple[str, str]]:
    """(code, name) of every region of the profile, by name. No statement."""
    return sorted(((region.code, region.name(language)) for region in book.regions), key=lambda pair: alphabetical(pair[1]))


@dataclass(frozen=True)
class Receipt:
    """The proof that one complained: it holds nothing that was told and derives from nothing that opens anything."""

    complaint: Complaint
    files: list[Attachment]
    terms: list[Term]
    number: str | None  # not before the letter that tells it has left

    @property
    def reference(self) -> str:
        """What the office finds the complaint by before it has a number: the last digits of its identifier, which are random."""
        return self.complaint.id.hex[-8:].upper()


def complaint_of_draft(draft_id: UUID) -> UUID | None:
    """The complaint that a draft became; one statement."""
    return Complaint.objects.filter(draft_id=draft_id).values_list("id", flat=True).first()


def receipt_of(complaint_id: UUID, *, at: datetime) -> Receipt | None:
    """The receipt of a complaint; None when there is none. At most five statements, the key's included (fingerprints are sealed)."""
    complaint = Complaint.objects.select_related("office").filter(pk=complaint_id).first()
    if complaint is None:
        return None
    vault.load_keys([complaint.key_id])
    files = list(Attachment.objects.filter(complaint=complaint, part="story").select_related("blob").order_by("added_at", "id"))
    terms = list(Term.objects.filter(complaint=complaint).order_by("started_on", "id"))
    return Receipt(complaint, files, terms, None if _untold(complaint, at) else complaint.number)


def _untold(complaint: Complaint, at: datetime) -> bool:
    """Whether the letter that tells the number is still held back."""
    letters = Letter.objects.filter(subject_id=complaint.id, code="acknowledgement", status=Letter.Status.SENT)
    return bool(complaint.number) and letters.filter(held_until__gt=at).exists()
