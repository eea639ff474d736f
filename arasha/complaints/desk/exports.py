"""A complaint's exports: what is being prepared, what can be fetched until when, what is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import NotYours
from arasha.complaints.actions.exports import job_key
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page
from arasha.complaints.models import Complaint, Export
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.complaints.queries.desk_next import Seen
from arasha.errors import Gone, NotFound
from arasha.files.responses import download
from arasha.jobs.models import Job, State
from arasha.people import policy

VERB = "export_complaint"


@staff_page("complaints")
def exports(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Every file that was asked for, the newest first; four statements. For whoever may ask for one."""
    complaint, at = _open(request, complaint_id), timezone.now()
    rows = list(Export.objects.filter(complaint=complaint.id).select_related("asked_by", "blob"))
    waiting = {job_key(row.id) for row in rows if row.made_at is None}
    dead = set(Job.objects.filter(key__in=waiting, state=State.DEAD).values_list("key", flat=True)) if waiting else set()
    shown = [_line(row, complaint, at, failed=job_key(row.id) in dead) for row in rows]
    record_shown(request, "desk/exports", [complaint.id])
    context = {
        "rows": shown,
        "complaint": complaint,
        "again_url": reverse("desk:exports", args=[complaint.id]) if any(row["state"] == "waiting" for row in shown) else "",
        "ask_url": "" if complaint.erased_at else reverse("desk:verb", args=[complaint.id, VERB]),
        "back_url": reverse("desk:complaint", args=[complaint.id]),
    }
    return desk_page(request, "exports.html", context, current="complaints")


@staff_page("complaints")
def export_pdf(request: HttpRequest, complaint_id: UUID, export_id: UUID) -> HttpResponseBase:
    """One made file; fetching it is in the journal before the first byte leaves. Raises NotFound, Gone after its week."""
    complaint, at = _open(request, complaint_id), timezone.now()
    row = Export.objects.select_related("blob").filter(complaint=complaint.id, pk=export_id).first()
    if row is None:
        raise NotFound(_("There is no such file with this complaint."))
    if row.blob is None:
        raise NotFound(_("The file is still being prepared. Try again in a minute."))
    if not row.is_ready(at):
        raise Gone(_("A prepared file is kept for seven days. This one is gone: ask for it anew."))
    record_shown(request, "desk/export-pdf", [complaint.id, row.id])
    return download(row.blob, span=request.headers.get("Range"))


def _open(request: HttpRequest, complaint_id: UUID) -> Complaint:
    """The complaint, its keys loaded, for somebody who may export it. Raises NotFound, NotYours."""
    complaint = open_complaint(request.user, complaint_id)
    if refusal := policy.may(request.user, VERB, Seen.of(complaint)):
        raise NotYours(refusal)
    load_keys_of(complaint)
    return complaint


def _line(row: Export, complaint: Complaint, at: datetime, *, failed: bool) -> dict[str, Any]:
    row.complaint = complaint
    state = "ready" if row.is_ready(at) else "over" if row.made_at or complaint.erased_at else "failed" if failed else "waiting"
    holds = [gettext("the evidence appended")] if row.with_files else []
    holds += [gettext("with notes, drafts and reasons")] if row.with_notes else []
    return {
        "row": row,
        "state": state,
        "purpose": "" if complaint.erased_at else row.purpose,
        "holds": holds,
        "size": row.blob.size if row.blob else 0,
        "url": reverse("desk:export-pdf", args=[complaint.id, row.id]) if state == "ready" else "",
    }
