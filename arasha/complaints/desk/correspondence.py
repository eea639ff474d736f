"""The register of correspondence: what came in and what went out, by number, a page by key."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from arasha.bodies.models import CameBy
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, front_office_tabs, page_language
from arasha.complaints.desk.paging import list_url, pager
from arasha.complaints.forms.days import read_day
from arasha.complaints.models import Channel, Complaint, Incoming
from arasha.complaints.queries import front_office as queries
from arasha.complaints.queries.desk_paging import Key, count_to, page_of
from arasha.complaints.terms import office_day, start_of
from arasha.dates import write_date
from arasha.letters.models import Letter
from arasha.people import policy
from arasha.people.models import Office

BOOKS = ("in", "out")
WAYS = {**dict(CameBy.choices), **dict(Channel.choices)}


@staff_page("correspondence")
def correspondence(request: HttpRequest) -> HttpResponse:
    """One page of one of the two books. The address holds the book, the office, the days and the place."""
    language, at = page_language(), timezone.now()
    chosen = {name: request.GET.get(name, "")[:40] for name in ("book", "office", "since", "until")}
    chosen["book"] = chosen["book"] if chosen["book"] in BOOKS else "in"
    since, until = read_day(chosen["since"]), read_day(chosen["until"])
    found = _found(request, chosen, since, until)
    page = page_of(found, before=Key.read(request.GET.get("before", "")), after=Key.read(request.GET.get("after", "")))
    total, inexact = count_to(found)
    readable = _readable(request, page.rows)
    record_shown(request, "desk/correspondence", list(readable))
    context = {
        "tabs": front_office_tabs(request, "correspondence"),
        "filters": _filters(request, chosen, language),
        "rows": [_line(row, readable, language) for row in page.rows],
        "pager": pager(chosen, page, total, inexact),
        "chosen": chosen,
        "wrong_date": (chosen["since"] and since is None) or (chosen["until"] and until is None),
        "today": write_date(office_day(at), language, "long"),
    }
    return desk_page(request, "correspondence.html", context, current="tray")


def _found(request: HttpRequest, chosen: dict[str, str], since: date | None, until: date | None) -> Any:
    if chosen["book"] == "in":
        return queries.incoming_of(request.user, office=chosen["office"], since=since, until=until)
    first = start_of(since) if since else None
    last = start_of(until + timedelta(days=1)) if until else None
    return queries.outgoing_of(request.user, office=chosen["office"], since=first, until=last)


def _readable(request: HttpRequest, rows: list[Any]) -> dict[UUID, str]:
    """Numbers of those complaints among them that this person may open; the others' lines stand without a link."""
    wanted = {_complaint_id(row) for row in rows}
    mine = policy.visible(request.user, Complaint.objects.filter(pk__in=wanted))
    return {pk: number or gettext("not registered yet") for pk, number in mine.values_list("id", "number")}


def _complaint_id(row: Incoming | Letter) -> UUID:
    return row.complaint_id if isinstance(row, Incoming) else row.subject_id


def _line(row: Incoming | Letter, readable: dict[UUID, str], language: str) -> dict[str, Any]:
    complaint = _complaint_id(row)
    line: dict[str, Any] = {
        "number": row.number,
        "office": row.office.name(language),
        "complaint": readable.get(complaint, ""),
        "url": reverse("desk:complaint", args=[complaint]) if complaint in readable else "",
    }
    if isinstance(row, Incoming):
        line |= {
            "day": write_date(row.received_on, language, "long"),
            "what": row.get_kind_display(),
            "way": WAYS.get(row.way, row.way),
        }
        return line
    sent = write_date(office_day(row.sent_at), language, "long") if row.sent_at else ""
    to = row.body.name(language) if row.body else row.get_recipient_kind_display()
    recalled = row.status == Letter.Status.RECALLED
    return line | {"day": sent, "what": to, "way": row.get_status_display() if recalled else row.get_channel_display()}


def _filters(request: HttpRequest, chosen: dict[str, str], language: str) -> list[dict[str, Any]]:
    books = {"in": gettext("Incoming"), "out": gettext("Outgoing")}
    offices = [one for one in Office.objects.all() if policy.may_reach_office(request.user, one.id)]
    names = {office.code: office.name(language) for office in offices}
    book = {"name": gettext("Book"), "value": books[chosen["book"]], "options": _options(chosen, "book", books)}
    office = {
        "name": gettext("Office"),
        "value": names.get(chosen["office"], ""),
        "clear_url": list_url(chosen, office="") if chosen["office"] else "",
        "options": _options(chosen, "office", names),
    }
    return [book, office] if len(offices) > 1 else [book]


def _options(chosen: dict[str, str], name: str, labels: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": list_url(chosen, **{name: one}), "current": one == chosen[name]} for one, label in labels.items()
    ]
