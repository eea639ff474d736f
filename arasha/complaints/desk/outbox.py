"""The outbox: what waits, what is held back, what failed and why, what came back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.queries.desk_outbox import HELD, STATES, STUCK, TO_DO, numbers_of, outgoing_of
from arasha.complaints.queries.desk_paging import Key, Page, count_to, page_of
from arasha.letters.models import Outgoing

State, Kind = Outgoing.State, Outgoing.Kind
NAMES = {
    TO_DO: _("Not at its end"),
    STUCK: _("Did not reach them"),
    HELD: _("Held back, can be recalled"),
    **dict(State.choices),
    "": _("Everything"),
}


@staff_page("complaints")
def outbox(request: HttpRequest) -> HttpResponse:
    """One page of what leaves the office. The address holds the filter and the place."""
    at, language = timezone.now(), page_language()
    chosen = request.GET.get("state", TO_DO)
    chosen = chosen if chosen in STATES else ""
    found = outgoing_of(request.user, chosen, at)
    page = page_of(found, before=Key.read(request.GET.get("before", "")), after=Key.read(request.GET.get("after", "")))
    total, inexact = count_to(found)
    numbers = numbers_of([row.subject_id for row in page.rows])
    vault.load_keys({row.key_id for row in page.rows if row.posted_on or row.returned_on})
    record_shown(request, "desk/outbox", list({row.subject_id for row in page.rows}))
    context = {
        "rows": [_row(row, numbers.get(row.subject_id) or "", at, language) for row in page.rows],
        "filters": [_filter(chosen)],
        "pager": _pager(page, chosen, total, inexact),
        "chosen": chosen,
    }
    return desk_page(request, "outbox.html", context, current="outbox")


def state_of(entry: Outgoing, at: datetime) -> str:
    """Where it stands, in words."""
    if entry.is_held(at):
        return str(gettext("Held back"))
    if entry.kind == Kind.POST and entry.state == State.WAITING:
        return gettext("To be printed and posted")
    return str(entry.get_state_display())


def verbs_for(entry: Outgoing, at: datetime) -> list[dict[str, str]]:
    """What can be done with it now; who may is decided by the verb's own page."""
    offers: list[tuple[bool, str, Any, str, Any]] = [
        (entry.is_held(at) and entry.letter_id is not None, "recall_letter", _("Recall"), "letter", entry.letter_id),
        (entry.state in (State.FAILED, State.RETURNED), "send_again", _("Send again"), "entry", entry.id),
        (entry.kind == Kind.POST and entry.state == State.WAITING and not entry.is_held(at), "mark_posted", _("Posted"), "entry", entry.id),
        (entry.kind != Kind.PORTAL and entry.state == State.SENT, "mark_returned", _("Came back"), "entry", entry.id),
    ]  # fmt: skip
    return [
        {"label": str(label), "url": f"{reverse('desk:verb', args=[entry.subject_id, verb])}?{urlencode({name: value})}"}
        for possible, verb, label, name, value in offers
        if possible
    ]


def _row(entry: Outgoing, number: str, at: datetime, language: str) -> dict[str, Any]:
    letter = entry.letter
    return {
        "entry": entry,
        "number": number,
        "state": state_of(entry, at),
        "tone": "late" if entry.state in (State.FAILED, State.RETURNED) else "",
        "held": entry.is_held(at),
        "why": entry.get_error_display() if entry.error else "",
        **_noted(entry),
        "to": letter.body.name(language) if letter and letter.body else "",
        "letter_number": letter.number if letter else "",
        "letter_url": reverse("desk:letter", args=[entry.subject_id, letter.id]) if letter else "",
        "url": reverse("desk:complaint", args=[entry.subject_id]),
        "verbs": verbs_for(entry, at),
    }


def _noted(entry: Outgoing) -> dict[str, str]:
    """What a person wrote about it: the number that the post gave, and why it came back. Nothing of an erased complaint."""
    try:
        return {"tracking": entry.tracking or "", "reason": entry.reason or ""}
    except vault.KeyErased:
        return {}


def _filter(chosen: str) -> dict[str, Any]:
    options = [{"label": NAMES[one], "url": f"?state={one}", "current": one == chosen} for one in (*STATES, "")]
    return {"name": gettext("State"), "value": NAMES[chosen], "options": options}


def _pager(page: Page, chosen: str, total: int, inexact: bool) -> dict[str, Any]:
    def url(name: str, key: Key | None) -> str:
        return "?" + urlencode({"state": chosen, name: str(key)}) if key else ""

    return {
        "newer_url": url("after", page.newer), "older_url": url("before", page.older), "shown": len(page.rows), "total": total,
        "inexact": inexact,
    }  # fmt: skip
