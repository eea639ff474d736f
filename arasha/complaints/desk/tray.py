"""The tray: what has arrived and is not registered yet, the oldest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, front_office_tabs, page_language
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_rows import for_rows, rows_of, with_story
from arasha.mailbox.queries import NEEDS_A_PERSON, mails_for
from arasha.people import policy
from arasha.scans.queries import WAITS, scans_for

SHOWN_AT_MOST = 50


@staff_page("tray")
def tray(request: HttpRequest) -> HttpResponse:
    """Received complaints with the first line of what was told."""
    language = page_language()
    waiting = policy.visible(request.user, Complaint.objects.filter(state="received"))
    found = list(for_rows(with_story(waiting), language, "told", "channel").order_by("received_at", "id")[: SHOWN_AT_MOST + 1])
    shown = found[:SHOWN_AT_MOST]
    rows = rows_of(shown, user=request.user, book=current_book(), language=language, now=timezone.now())
    record_shown(request, "desk/tray", [one.id for one in shown])
    waiting_elsewhere = {
        reverse("desk:mails"): mails_for(request.user).filter(state__in=NEEDS_A_PERSON).count(),
        reverse("desk:scans"): scans_for(request.user).filter(state__in=WAITS).count(),
    }
    tabs = front_office_tabs(request, "tray")
    for tab in tabs:
        tab["count"] = waiting_elsewhere.get(tab["url"]) or None
    mails, scans = waiting_elsewhere.values()
    context = {"rows": rows, "tabs": tabs, "more": len(found) > len(shown), "mails": mails, "scans": scans}
    return desk_page(request, "tray.html", context, current="tray")
