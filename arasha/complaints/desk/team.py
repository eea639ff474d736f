"""The team board: how much each officer has, and what is late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from arasha.complaints.desk.access import staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.queries.desk_team import team_of
from arasha.complaints.terms import office_day


@staff_page("team")
def team(request: HttpRequest) -> HttpResponse:
    """Load and terms by officer; each number opens its list."""
    loads = team_of(request.user, today=office_day(timezone.now()), language=page_language())
    most = max([load.open for load in loads] + [1])
    return desk_page(request, "team.html", {"loads": loads, "most": most}, current="team")
