"""Files of a complaint, given out one by one; each opening is in the journal before the first byte leaves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.openings import is_marked, mark_of
from arasha.complaints.models import Attachment, Complaint
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.errors import NotFound
from arasha.files.models import Blob
from arasha.files.responses import SOUND, VIDEO, download
from arasha.recommendations.models import MeasureReport


@staff_page("complaints")
def file(request: HttpRequest, complaint_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file as it came; shown in the browser with `?show=1` where that can do no harm. A part of it when the browser asks for one.

    With the mark of an opening (`openings.mark_of`) nothing is journaled again: a player asks for a recording in many parts.
    """
    complaint = open_complaint(request.user, complaint_id)
    blob = _blob(complaint, file_id)
    shown = request.GET.get("show") == "1"
    if not is_marked(request.GET.get("mark", ""), request.user.pk, blob.id):  # type: ignore[arg-type]
        record_shown(request, "desk/file", [complaint.id, blob.id])
        if shown and blob.content_type in SOUND | VIDEO:
            return redirect(f"{request.path}?show=1&mark={mark_of(request.user.pk, blob.id)}")  # type: ignore[arg-type]
    load_keys_of(complaint)
    return download(blob, inline=shown, span=request.headers.get("Range"))


def _blob(complaint: Complaint, file_id: UUID) -> Blob:
    """The file of that identifier among the evidence, or what a body sent with a report."""
    row = Attachment.objects.select_related("blob").filter(complaint=complaint.id, pk=file_id).first()
    if row is not None:
        return row.blob
    report = MeasureReport.objects.select_related("blob").filter(recommendation__source_id=complaint.id, blob=file_id).first()
    if report is None or report.blob is None:
        raise NotFound(_("There is no such file with this complaint."))
    return report.blob
