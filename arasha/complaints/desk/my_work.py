"""My work: the inbox of a member of staff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.queries import desk_work
from arasha.complaints.queries.desk_outbox import stuck_count
from arasha.complaints.queries.desk_plan import my_line_rows, my_lines
from arasha.complaints.queries.desk_rows import rows_of
from arasha.complaints.queries.told import count_told
from arasha.complaints.terms import office_day
from arasha.people import policy
from arasha.people.models import Role

# What a role without complaints finds at the desk: the page where its work is, and what it is for. (url name, text), or no page yet.
ELSEWHERE = {
    Role.ADMINISTRATOR: (
        "",
        _(
            "You keep the system running: backups, upgrades, accounts. You do this with the command arasha on the server; "
            "arasha doctor says what is missing. Your account opens no complaint."
        ),
    ),
    Role.AUDITOR: (
        "journal",
        _("You check who saw and who changed what. The journal shows when, who and on what number, never what a complaint says."),
    ),
    Role.LEGAL_EXPERT: ("law", _("You confirm what a rule cites, so that a letter may rest on it.")),
    Role.ANALYST: ("", _("You work with figures. Your account opens no complaint.")),
    Role.PRESS: ("", _("You write the news. Your account opens no complaint.")),
    Role.TRANSLATOR: ("", _("You translate what is given to you. Your account opens no complaint by itself.")),
    Role.COOPERATION: ("", _("You keep partners and agreements. Your account opens no complaint.")),
    Role.NPM_MEMBER: ("", _("You visit places of detention. Your account opens no complaint.")),
}


@staff_page("desk")
def my_work(request: HttpRequest) -> HttpResponse:
    """What is due, grouped by when; an honest page for roles that work elsewhere."""
    if not policy.may_open(request.user, "complaints"):
        return _elsewhere(request)
    language, book, today = page_language(), current_book(), office_day(timezone.now())
    found = desk_work.work_rows(request.user, language)
    shown = found[: desk_work.SHOWN_AT_MOST]
    planned = my_line_rows(request.user)
    vault.load_keys([*(one.key_id for one in shown), *(one.complaint__key_id for one in planned)])
    groups = desk_work.grouped_by_due(
        rows_of(shown, user=request.user, book=book, language=language, now=timezone.now()), today=today
    )
    record_shown(
        request, "desk/my-work", list(dict.fromkeys([*(one.id for one in shown), *(one.complaint_id for one in planned)]))
    )
    told, told_inexact = count_told(request.user, today, book)
    context = {
        "groups": groups,
        "late": sum(group.count for group in groups if group.code == "late"),
        "due_today": sum(group.count for group in groups if group.code == "today"),
        "more": len(found) > len(shown),
        "told": told,
        "told_inexact": told_inexact,
        "language": language,
        "planned": my_lines(planned, today),
        "stuck": stuck_count(request.user, timezone.now()),
    }
    return desk_page(request, "my_work.html", context, current="my-work")


def _elsewhere(request: HttpRequest) -> HttpResponse:
    places = [
        {"role": Role(role).label, "url": reverse(f"desk:{page}") if page else "", "text": text}
        for role in request.user.roles  # type: ignore[union-attr]  # staff_page let nobody else in
        if (entry := ELSEWHERE.get(role))
        for page, text in [entry]
    ]
    return desk_page(request, "elsewhere.html", {"places": places}, current="my-work")
