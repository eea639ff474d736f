"""The overview: late and about to be late first, then the flow, silent bodies, signatures. Every number opens its list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from arasha.complaints.desk.access import staff_page
from arasha.complaints.desk.filter_line import REMEDIES
from arasha.complaints.desk.flow_chart import chart
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.models import Proceeding
from arasha.complaints.queries import desk_overview, desk_remedies
from arasha.complaints.queries.desk_filters import NOBODY, Filters
from arasha.complaints.terms import office_day


@staff_page("overview")
def overview(request: HttpRequest) -> HttpResponse:
    """Figures only: nothing that a person told is opened here."""
    today, language = office_day(timezone.now()), page_language()
    weeks = desk_overview.flow(request.user, today=today)
    bodies = desk_overview.silent_bodies(request.user, today=today, language=language)
    context = {
        "figures": _figures(desk_overview.waiting(request.user, today=today)),
        "weeks": [
            {"row": week, "received_url": _list(Filters(received=week.week)), "closed_url": _list(Filters(closed=week.week))}
            for week in weeks
        ],
        "chart": chart(weeks),
        "list_url": reverse("desk:complaints"),
        "silent": [{"row": body, "url": _list(Filters(silent=body.code))} for body in bodies],
        "today": today,
        "year": today.year,
        "achieved": [
            {"label": REMEDIES[row.code], "row": row, "url": _list(Filters(remedy=row.remedy))}
            for row in desk_remedies.achieved(request.user, year=today.year)
        ],
        "proceedings": [
            {
                "label": REMEDIES[row.kind],
                "row": row,
                "url": _list(Filters(remedy=row.remedy)),
                "ends": [(label, row.ends[end]) for end, label in Proceeding.End.choices],
                "lasting": row.opened - sum(row.ends.values()),
            }
            for row in desk_remedies.proceedings(request.user, year=today.year)
        ],
    }
    return desk_page(request, "overview.html", context, current="overview")


def _figures(counts: dict[str, int]) -> dict[str, list[dict[str, Any]]]:
    """Numbers for `components/counts.html`, what is about to go wrong first."""
    due = [
        (counts["late"], gettext("late"), Filters(state="open", due="late"), "late"),
        (counts["today"], gettext("due today"), Filters(state="open", due="today"), "soon"),
        (counts["week"], gettext("due in the next seven days"), Filters(state="open", due="week"), ""),
        (counts["urgent"], gettext("urgent"), Filters(state="open", urgent="1"), ""),
        (counts["nobody"], gettext("without an officer"), Filters(state="open", officer=NOBODY), ""),
        (counts["all"], gettext("open"), Filters(state="open"), ""),
    ]
    sign = [
        (counts["decisions"], gettext("decisions to sign"), Filters(state="awaiting_signature"), ""),
        (counts["outcomes"], gettext("outcomes to sign"), Filters(state="outcome_proposed"), ""),
    ]
    return {"due": [_figure(*row) for row in due], "sign": [_figure(*row) for row in sign]}


def _figure(value: int, label: str, filters: Filters, tone: str) -> dict[str, Any]:
    return {"value": value, "label": label, "url": _list(filters), "tone": tone if value else ""}


def _list(filters: Filters) -> str:
    return reverse("desk:complaints") + filters.query()
