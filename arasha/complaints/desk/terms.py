"""The board of terms: what is late, what ends today and this week, with whom and by which rule; every number opens its list."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.models import TermWarning
from arasha.complaints.queries.desk_board import WHENS, BoardFilters, BoardPage, board_page, board_terms, counts
from arasha.complaints.queries.desk_filters import NOBODY
from arasha.complaints.queries.desk_recount import TermKey, purpose_name
from arasha.complaints.queries.desk_rows import complaint_url
from arasha.complaints.queries.desk_terms import SOON, working_days_left
from arasha.complaints.queries.told import stages_of
from arasha.complaints.terms import office_day
from arasha.law import RuleBook
from arasha.people.models import Office, Role, User

WHEN_NAMES = {
    "late": pgettext_lazy("terms", "late"),
    "today": pgettext_lazy("terms", "end today"),
    "week": pgettext_lazy("terms", "in the next seven days"),
    "later": pgettext_lazy("terms", "later"),
}
STAGE_NAMES = {"today": gettext_lazy("on the last day"), "late": gettext_lazy("after it ran out")}


@staff_page("terms")
def terms(request: HttpRequest) -> HttpResponse:
    """One page of the board. The address holds the filters and the place."""
    language, book, today = page_language(), current_book(), office_day(timezone.now())
    filters = BoardFilters.read(request.GET)
    after, before = (TermKey.read(request.GET.get(name, "")) for name in ("after", "before"))
    page = board_page(board_terms(request.user, filters, today=today), language, after=after, before=before)
    numbers = counts(request.user, filters, today=today)
    told = stages_of([row.id for row in page.rows])
    record_shown(request, "desk/terms", {row.complaint_id for row in page.rows})
    context = {
        "figures": [_figure(filters, when, *numbers[when]) for when in WHENS],
        "rows": [_row(row, told.get(row.id, []), book, language, today) for row in page.rows],
        "filters": _filters(request, filters, book, language),
        "pager": _pager(filters, page, _total(filters, numbers)),
        "chosen": bool(filters.chosen),
    }
    return desk_page(request, "terms.html", context, current="terms")


def _figure(filters: BoardFilters, when: str, count: int, inexact: bool) -> dict[str, Any]:
    tone = {"late": "late", "today": "soon"}.get(when, "") if count else ""
    return {"value": count, "label": str(WHEN_NAMES[when]), "url": filters.query(when=when), "tone": tone, "inexact": inexact}


def _row(row: Any, told: list[tuple[str, str]], book: RuleBook, language: str, today: date) -> dict[str, Any]:
    left = working_days_left(book, today, row.due_on)
    return {
        "row": row,
        "url": complaint_url(row.complaint_id),
        "purpose": purpose_name(book, row.purpose, language),
        "days_left": left,
        "tone": "late" if row.due_on < today else "soon" if left <= SOON else "",
        "told": ", ".join(_told(stage, to) for stage, to in told),
    }


def _told(stage: str, to: str) -> str:
    """Who was told, and when: "officer (3 working days before)"."""
    kind, _dash, days = stage.partition("-")
    if kind == "before":
        when = ngettext("%(days)s working day before", "%(days)s working days before", int(days)) % {"days": days}
    else:
        when = str(STAGE_NAMES.get(kind, kind))
    return f"{TermWarning.To(to).label} ({when})"


def _filters(request: HttpRequest, filters: BoardFilters, book: RuleBook, language: str) -> list[dict[str, Any]]:
    """When, what for, whose. Offices and officers are read for whoever leads some; two statements."""
    user: Any = request.user
    found = [
        _filter(filters, "when", gettext("Ends"), [(when, str(name)) for when, name in WHEN_NAMES.items()]),
        _filter(filters, "purpose", gettext("Term"), [(one.code, one.name(language)) for one in book.purposes.values()]),
    ]
    everywhere = user.has_role(Role.COMMISSIONER, Role.DEPUTY)
    if everywhere:
        found.append(
            _filter(filters, "office", gettext("Office"), [(one.code, one.name(language)) for one in Office.objects.all()])
        )
    if everywhere or user.has_role(Role.HEAD, Role.REPRESENTATIVE):
        staff = User.objects.filter(is_active=True)
        officers = [one for one in (staff if everywhere else staff.filter(office=user.office_id)) if one.has_role(Role.OFFICER)]
        options = [(NOBODY, gettext("nobody yet")), *((str(one.id), one.name) for one in officers)]
        found.append(_filter(filters, "officer", gettext("Officer"), options))
    yes = gettext("yes")
    return [*found, _filter(filters, "told", gettext("You were told"), [("1", yes)])]


def _filter(filters: BoardFilters, name: str, label: str, options: list[tuple[str, str]]) -> dict[str, Any]:
    chosen = getattr(filters, name)
    shown: dict[str, Any] = {"name": label, "value": dict(options).get(chosen, chosen)}
    if chosen:
        shown["clear_url"] = filters.query(**{name: ""})
    if len(options) == 1:
        return {**shown, "link_url": filters.query(**{name: options[0][0]})}
    given = [{"label": text, "url": filters.query(**{name: value}), "current": value == chosen} for value, text in options]
    return {**shown, "options": given}


def _total(filters: BoardFilters, numbers: dict[str, tuple[int, bool]]) -> tuple[int, bool]:
    """How many terms the whole list has, and whether that is only what was counted of them."""
    asked = [numbers[filters.when]] if filters.when else list(numbers.values())
    return sum(count for count, _more in asked), any(more for _count, more in asked)


def _pager(filters: BoardFilters, page: BoardPage, total: tuple[int, bool]) -> dict[str, Any]:
    def url(name: str, key: TermKey | None) -> str:
        return "?" + urlencode({**filters.chosen, name: str(key)}) if key else ""

    return {
        "sooner_url": url("before", page.sooner),
        "later_url": url("after", page.later),
        "shown": len(page.rows),
        "total": total[0],
        "inexact": total[1],
    }
