"""Translations beside the original, working until somebody certifies them. The original is never touched, and no letter goes out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import Move, doing
from arasha.complaints.actions.correspondence import attach
from arasha.complaints.doers import Staff
from arasha.complaints.models import Attachment, Inquiry, Message, Translation
from arasha.complaints.terms import office_day
from arasha.errors import NotFound
from arasha.recommendations.models import MeasureReport

Of = Translation.Of
TRANSLATED = "translated"  # the part of the evidence that is a translation
# Where each kind of original stands, and the path to its complaint.
ORIGINALS: dict[str, tuple[type[Model], dict[str, Any], str]] = {
    Of.MESSAGE: (Message, {}, "complaint"),
    Of.ANSWER: (Inquiry, {"answered_at__isnull": False}, "complaint"),
    Of.REPORT: (MeasureReport, {}, "recommendation__source_id"),
    Of.FILE: (Attachment, {}, "complaint"),
}


def add_translation(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    of: str,
    target_id: UUID,
    language_from: str,
    language_to: str,
    text: str = "",
    uploads: list[Any] | None = None,
    certified_by: str = "",
    certified_on: date | None = None,
    version: int | None = None,
) -> Translation:
    """Put a translation beside what was told, a message, a body's answer or report, or a file: typed, as a file, or both.

    With the name of the translator who certified it and the day it is certified, otherwise working. The one before, of the same original
    into the same language, is kept and shown no more.
    """
    with doing("add_translation", complaint_id, by=by, at=at, version=version) as move:
        move.require(bool(text or uploads), _("Write the translation, or add it as a file."))
        move.require(language_from != language_to, _("Choose two different languages."))
        move.require(_is_here(move, of, target_id), _("This is not with the complaint any more. Choose again."))
        row = Translation(complaint=move.complaint, of=Of(of), target_id=target_id, made_at=at, made_by=by.user)
        row.language_from, row.language_to, row.text = language_from, language_to, text or None
        if certified_by or certified_on:
            _certify(move, row, certified_by, certified_on)
        replaced = Translation.objects.filter(
            complaint=move.complaint, of=of, target_id=target_id, language_to=language_to, replaced_at=None
        ).update(replaced_at=at)
        row.save(force_insert=True)
        attach(move, uploads or [], part=TRANSLATED, target_id=row.id, added_by="staff")
        _leave_trace(move, row)
        move.details["replaced"] = bool(replaced)
    return row


def certify_translation(
    translation_id: UUID, *, by: Staff, at: datetime, certified_by: str, certified_on: date, version: int | None = None
) -> Translation:
    """Mark a working translation as certified: by which translator and on which day, as their certificate says."""
    complaint_id = Translation.objects.filter(pk=translation_id).values_list("complaint_id", flat=True).first()
    if complaint_id is None:
        raise NotFound(_("There is no such translation."))
    with doing("certify_translation", complaint_id, by=by, at=at, version=version) as move:
        row = Translation.objects.select_for_update().get(pk=translation_id)
        row.complaint = move.complaint
        move.require(row.replaced_at is None, _("A newer translation took the place of this one."))
        move.require(row.certified_on is None, _("It is certified already."))
        _certify(move, row, certified_by, certified_on)
        row.save(update_fields=["certified_by", "certified_on", "marked_by"])
        _leave_trace(move, row)
    return row


def _certify(move: Move, row: Translation, certified_by: str, certified_on: date | None) -> None:
    move.require(bool(certified_by and certified_on), _("A certified translation names its translator and the day."))
    move.require(
        certified_on is not None and certified_on <= office_day(move.at), _("The day of the certificate lies in the future.")
    )
    row.certified_by, row.certified_on, row.marked_by = certified_by, certified_on, move.user


def _is_here(move: Move, of: str, target_id: UUID) -> bool:
    """Whether the original belongs to the complaint."""
    if of == Of.STORY:
        return target_id == move.complaint.pk
    model, more, path = ORIGINALS[of]
    return model._default_manager.filter(pk=target_id, **{path: move.complaint.pk}, **more).exists()


def _leave_trace(move: Move, row: Translation) -> None:
    move.target = row.id
    move.details.update(
        translation=str(row.id), of=str(row.of), original=str(row.target_id), languages=f"{row.language_from}-{row.language_to}",
        certified=row.certified_on is not None,
    )  # fmt: skip
