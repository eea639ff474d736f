"""The whole complaint as one file: asked for by a verb, made by the worker, gone after a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import files
from arasha.complaints.actions.base import doing
from arasha.complaints.doers import Staff
from arasha.complaints.models import Export
from arasha.complaints.tasks_export import make_export

OFFERED = timedelta(days=7)  # how long a made file can be fetched


def export_complaint(
    complaint_id: UUID,
    *,
    by: Staff,
    at: datetime,
    purpose: str,
    language: str,
    with_notes: bool = False,
    with_files: bool = False,
) -> Export:
    """Ask for the complaint as one PDF, for a purpose that stays with it. What is internal is in it only when asked for.

    Raises what `doing` raises; NotPossibleNow for an erased complaint.
    """
    with doing("export_complaint", complaint_id, by=by, at=at) as move:
        move.require(
            move.complaint.erased_at is None, _("What people told here was erased. There is nothing to export any more.")
        )
        move.require(bool(purpose.strip()), _("Write for whom and for what the file is made."))
        export = Export(
            complaint=move.complaint,
            asked_at=at,
            asked_by=by.user,
            language=language,
            with_notes=with_notes,
            with_files=with_files,
        )
        export.purpose = purpose
        export.save(force_insert=True)
        move.target, move.note = export.id, purpose
        move.details.update(purpose=purpose, language=language, with_notes=with_notes, with_files=with_files)
        make_export.enqueue(export.id, at=at, key=job_key(export.id))
    return export


def job_key(export_id: UUID) -> str:
    """The name of the job that makes this file."""
    return f"export:{export_id}"


def keep_export(export: Export, data: bytes, *, pages: int, at: datetime) -> None:
    """Keep what the worker made, sealed under the complaint's key, for a week. Of two workers at once one keeps it."""
    with transaction.atomic():
        locked = Export.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=export.pk)
        if locked.blob_id is not None or locked.complaint.erased_at is not None:
            return
        name = f"{locked.complaint.number or locked.complaint_id}.pdf".replace("/", "-")
        locked.blob = files.keep_bytes(data, name, "application/pdf", key_id=locked.complaint.key_id, at=at)
        locked.pages, locked.made_at, locked.ends_at = pages, at, at + OFFERED
        locked.save(update_fields=["blob", "pages", "made_at", "ends_at"])


def end_exports(*, at: datetime) -> int:
    """Erase the files whose week is over (run by the schedule); returns how many. That they were made stays."""
    over = list(Export.objects.filter(ends_at__lte=at, ended_at=None).select_related("blob"))
    for export in over:
        if export.blob is not None:
            files.erase_content(export.blob)
        Export.objects.filter(pk=export.pk).update(ended_at=at)
    return len(over)
