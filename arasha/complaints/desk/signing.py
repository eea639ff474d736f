"""What waits for a signature: outcomes for heads, outcomes and decisions for the Commissioner and deputies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.letter_view import citations
from arasha.complaints.queries.desk_rows import rows_of
from arasha.complaints.queries.desk_signing import SHOWN_AT_MOST, citations_waiting, to_sign
from arasha.complaints.terms import office_day


@staff_page("signing")
def signing(request: HttpRequest) -> HttpResponse:
    """The signing tray: each letter with what it rests on, and whether it can be signed already."""
    book, language, today = current_book(), page_language(), office_day(timezone.now())
    found = to_sign(request.user, language)
    shown = found[:SHOWN_AT_MOST]
    cited = citations_waiting([one.id for one in shown])
    record_shown(request, "desk/signing", [one.id for one in shown])
    rows = [
        {"row": row, "citations": citations(cited.get(row.id, ()), book, language, today), "url": _url(row)}
        for row in rows_of(shown, user=request.user, book=book, language=language, today=today)
    ]
    return desk_page(request, "signing.html", {"rows": rows, "more": len(found) > len(shown)}, current="signing")


def _url(row: Any) -> str:
    verb = "sign_decision" if row.state == "awaiting_signature" else "sign_outcome"
    return reverse("desk:verb", args=[row.id, verb])
