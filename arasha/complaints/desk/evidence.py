"""Files of a complaint, given out one by one; each opening is in the journal before the first byte leaves."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.models import Attachment
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.errors import NotFound
from arasha.files.responses import download
from arasha.recommendations.models import MeasureReport


@staff_page("complaints")
def file(request: HttpRequest, complaint_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A file as it came; shown in the browser with `?show=1` where that can do no harm."""
    complaint = open_complaint(request.user, complaint_id)
    row = Attachment.objects.select_related("blob").filter(complaint=complaint.id, pk=file_id).first()
    report = None if row else MeasureReport.objects.select_related("blob").filter(
        recommendation__source_id=complaint.id, blob=file_id
    ).first()  # fmt: skip
    blob = row.blob if row else report.blob if report else None
    if blob is None:
        raise NotFound(_("There is no such file with this complaint."))
    load_keys_of(complaint)
    record_shown(request, "desk/file", [complaint.id, blob.id])
    return download(blob, inline=request.GET.get("show") == "1")
