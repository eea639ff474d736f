"""How long the nightly check of all open terms takes, and the board of terms with as many."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import translation

from arasha import vault
from arasha.complaints.actions.check_terms import check_terms
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, Term
from arasha.complaints.terms import office_day
from arasha.people.models import User

BATCH = 2000
LATE, AHEAD = 10, 25  # days: terms ran out up to so many days ago, or end within so many


def measure(count: int, *, seed: int, reader: User, settle: Callable[[], None]) -> dict[str, Any]:
    """`count` open complaints with a term each, its last day spread evenly; the first night, the same night again, the next ones."""
    monday = _next_monday(datetime.now(UTC))
    _fill(count, random.Random(seed), monday)  # noqa: S311  repeatable, not secret
    settle()
    found: dict[str, Any] = {"count": count}
    for name, days in (("first night", 0), ("the same night again", 0), ("second night", 1), ("third night", 2)):
        found[name] = _timed(lambda days=days: sum(check_terms(at=monday + timedelta(days=days)).values()))
    settle()
    return {**found, "board": _page("terms/", reader), "my work": _page("", reader)}


def _next_monday(now: datetime) -> datetime:
    """A Monday that is worked, early in the morning in the office."""
    day = now + timedelta(days=-now.weekday() % 7)
    while not current_book().counting.calendar.is_working_day(office_day(day)):
        day += timedelta(weeks=1)
    return day


def _fill(count: int, chance: random.Random, at: datetime) -> None:
    """Open complaints, a term each, nothing around them: what the check and the board read. They share one key."""
    book, day, key = current_book(), office_day(at), vault.create_key("complaint", at)
    officers = [user for user in User.objects.select_related("office") if "officer" in user.roles]
    why = book.due("KZ-C01", day, on=day).as_json()
    for first in range(0, count, BATCH):
        made = [_complaint(first + index, chance.choice(officers), key, at) for index in range(min(BATCH, count - first))]
        for one in made:
            one.due_on = day + timedelta(days=chance.randint(-LATE, AHEAD))
        with transaction.atomic():
            Complaint.objects.bulk_create(made)
            Term.objects.bulk_create([
                Term(complaint=one, purpose="consideration", rule="KZ-C01", basis="statute", book_version=book.version,
                     started_on=one.due_on - timedelta(days=21), due_on=one.due_on, first_due_on=one.due_on, why=why)
                for one in made if one.due_on
            ])  # fmt: skip


def _complaint(serial: int, officer: User, key: Any, at: datetime) -> Complaint:
    return Complaint(
        key_id=key, office=officer.office, officer=officer, channel="post", language="kk", identity="named", state="examination",
        number=f"{at.year}-{serial:07d}", received_at=at, registered_at=at, subject="Synthetic", story={"story": "Synthetic"},
    )  # fmt: skip


def _timed(work: Callable[[], int]) -> dict[str, Any]:
    """Seconds on the clock and of this process's own processor time, which a busy machine does not lengthen."""
    begun, spent = time.perf_counter(), time.process_time()
    told = work()
    seconds, own = time.perf_counter() - begun, time.process_time() - spent
    return {"seconds": round(seconds, 2), "processor": round(own, 2), "warnings": told}


def _page(path: str, reader: User, times: int = 30) -> dict[str, float]:
    """p50 and p95 in milliseconds of a page of the desk, asked in this process."""
    client = Client(headers={"host": "localhost"})
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    spent = []
    with translation.override("en"):
        for _ in range(times):
            begun = time.perf_counter()
            answer = client.get(f"/en/desk/{path}")
            spent.append((time.perf_counter() - begun) * 1000)
    spent.sort()
    return {"status": answer.status_code, "p50": round(spent[times // 2], 1), "p95": round(spent[int(times * 0.95)], 1)}
