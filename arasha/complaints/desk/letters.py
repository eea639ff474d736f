"""A letter on a page of its own, and as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.outbox import state_of, verbs_for
from arasha.complaints.letter_view import citations, sheet
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_complaint import load_keys_of, open_complaint
from arasha.complaints.terms import office_day
from arasha.errors import NotFound
from arasha.files.responses import download
from arasha.letters.errors import NoSuchLetter
from arasha.letters.models import Letter
from arasha.letters.queries import get_letter
from arasha.letters.tasks import make_working_copy


@staff_page("complaints")
def letter(request: HttpRequest, complaint_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter as it is or will be sent, with what it cites."""
    complaint, row = _open(request, complaint_id, letter_id)
    at = timezone.now()
    book, language, today = current_book(), page_language(), office_day(at)
    shown = sheet(row)
    record_shown(request, "desk/letter", [complaint.id, row.id])
    context = {
        "letter": shown,
        "row": row,
        "citations": citations(row.citations, book, language, today),
        "pdf_url": reverse("desk:letter-pdf", args=[complaint.id, row.id]) if row.pdf_id else "",
        "back_url": reverse("desk:complaint", args=[complaint.id]),
        "docx_url": reverse("desk:letter-docx", args=[complaint.id, row.id]),
        "ways_out": [
            {"kind": way.get_kind_display(), "state": state_of(way, at), "verbs": verbs_for(way, at)}
            for way in row.ways_out.all()
        ],
        "number": complaint.number,
    }
    return desk_page(request, "letter.html", context, current="complaints")


@staff_page("complaints")
def letter_pdf(request: HttpRequest, complaint_id: UUID, letter_id: UUID) -> HttpResponseBase:
    """The PDF of a sent letter."""
    complaint, row = _open(request, complaint_id, letter_id)
    if row.pdf is None:
        raise NotFound(_("The PDF is being made. Try again in a minute; the letter itself is complete."))
    record_shown(request, "desk/letter-pdf", [complaint.id, row.id])
    return download(row.pdf, inline=True)


@staff_page("complaints")
def working_copy(request: HttpRequest, complaint_id: UUID, letter_id: UUID) -> HttpResponseBase:
    """The letter as DOCX: asked for by POST, made by the worker, fetched by GET."""
    complaint, row = _open(request, complaint_id, letter_id)
    if request.method == "POST":
        at = timezone.now()
        make_working_copy.enqueue(row.pk, at=at, key=f"letter-docx:{row.pk}:{int(at.timestamp())}")
        messages.success(request, _("The working copy is being made. Reload the page in a moment."))
        return redirect("desk:letter", complaint.id, row.id)
    if row.docx is None:
        raise NotFound(_("There is no working copy yet. Ask for one on the page of the letter."))
    record_shown(request, "desk/letter-docx", [complaint.id, row.id])
    return download(row.docx)


def _open(request: HttpRequest, complaint_id: UUID, letter_id: UUID) -> tuple[Complaint, Letter]:
    complaint = open_complaint(request.user, complaint_id)
    row = get_letter(letter_id)
    if row.subject_id != complaint.id:
        raise NoSuchLetter
    load_keys_of(complaint)
    return complaint, row
