"""The journal for auditors and leaders: when, who, which verb, on what number; never what a complaint says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from arasha.complaints.book import current_book
from arasha.complaints.desk.access import staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.journal_rows import change_rows, numbers_of
from arasha.complaints.forms.days import read_day
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_audit import changes_of
from arasha.complaints.queries.desk_words import DONE
from arasha.complaints.terms import start_of
from arasha.ids import read_id
from arasha.journal.models import Entry
from arasha.journal.queries import Page, TimePlace, entries, readings_of
from arasha.journal.readings import VERB as READ
from arasha.people import policy
from arasha.people.models import User

NAMES = ("who", "verb", "day", "number", "show", "chain")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; all empty for everything."""

    who: str = ""
    verb: str = ""
    day: str = ""
    number: str = ""
    show: str = ""
    chain: str = ""

    @property
    def one_chain(self) -> bool:
        return bool(self.chain or (self.number and self.show != "readings"))


@staff_page("journal")
def journal(request: HttpRequest) -> HttpResponse:
    """All entries, the newest first, by a member of staff (`?who=`), a verb (`?verb=`) and a day (`?day=`). By a number (`?number=`):
    what was changed, or with `&show=readings` who opened it. `?chain=` is one chain of the journal."""
    asked = Asked(**{name: request.GET.get(name, "").strip()[:40] for name in NAMES})
    page, unknown = _page(request.user, asked, before=_place(request.GET.get("before", "")))
    context: dict[str, Any] = {"asked": asked, "unknown": unknown, "staff": _staff(), "verbs": _verbs()}
    if page is not None:
        rows = change_rows(page.rows, current_book(), page_language(), about=numbers_of(page.rows, reader=request.user))  # type: ignore[arg-type]
        context["entries"] = rows if asked.one_chain else _with_chains(rows, page)
        context["pager"] = _pager(request, asked, page)
    return desk_page(request, "journal.html", context, current="journal")


def _page(user: Any, asked: Asked, *, before: TimePlace | None) -> tuple[Page[TimePlace] | None, str]:
    if asked.chain:
        chain = read_id(asked.chain)
        return (changes_of(chain, by=user, before=before) if chain else None), ""
    if asked.number:
        return _of_complaint(user, asked, before)
    day = read_day(asked.day)
    if asked.day and day is None:
        return None, gettext("We could not read the date. Write it like 14 04 2026.")
    since = start_of(day) if day else None
    found = entries(
        policy.journal_of(user, Entry.objects.all()),
        by=("staff", asked.who) if read_id(asked.who) else None,
        verb=asked.verb,
        since=since,
        until=since + timedelta(days=1) if since else None,
        before=before,
    )
    return found, ""


def _of_complaint(user: Any, asked: Asked, before: TimePlace | None) -> tuple[Page[TimePlace] | None, str]:
    complaint = Complaint.objects.filter(number__iexact=asked.number).values_list("id", flat=True).first()
    if complaint is None or not policy.journal_of(user, Entry.objects.filter(chain=complaint)).exists():
        return None, gettext("No complaint has the number %(number)s.") % {"number": asked.number}
    if asked.show == "readings":
        return readings_of(complaint, before=before), ""
    return changes_of(complaint, by=user, before=before), ""


def _staff() -> list[dict[str, str]]:
    """Name and login: two people may have one name."""
    known = User.objects.order_by("name", "username").only("id", "name", "username")
    return [{"id": str(user.id), "name": f"{user.name} ({user.username})"} for user in known]


def _verbs() -> list[dict[str, str]]:
    """What may have been done, by its words."""
    words = {READ: gettext("opened"), **{verb: str(said) for verb, said in DONE.items()}}
    return [{"code": verb, "name": said} for verb, said in sorted(words.items(), key=lambda one: one[1].casefold())]


def _with_chains(rows: list[dict[str, Any]], page: Page[TimePlace]) -> list[dict[str, Any]]:
    """Each row leads to the chain that it stands in, from there on back."""
    return [{**row, "url": "?" + urlencode({"chain": str(one.chain)})} for row, one in zip(rows, page.rows, strict=True)]


def _pager(request: HttpRequest, asked: Asked, page: Page[TimePlace]) -> dict[str, Any]:
    kept = {name: value for name in NAMES if (value := getattr(asked, name))}
    older = ""
    if page.next:
        at, chain, seq = page.next
        older = "?" + urlencode({**kept, "before": f"{at.isoformat()}~{chain}~{seq}"})
    newest = "?" + urlencode(kept) if request.GET.get("before") else ""
    return {"newer_url": newest, "older_url": older, "shown": len(page.rows), "total": None}


def _place(text: str) -> TimePlace | None:
    """A place in the list from an address; None when it is none."""
    parts = text.split("~")
    if len(parts) != 3 or not parts[2].isdigit() or len(parts[2]) > 18:
        return None
    try:
        at = datetime.fromisoformat(parts[0])
        return (at, UUID(parts[1]), int(parts[2])) if at.tzinfo else None
    except ValueError:
        return None
