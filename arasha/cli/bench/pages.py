"""Server time of the desk's pages as readers meet them, with every statement counted, beside the same statements in plain SQL."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.test import Client

from arasha.complaints.models import Complaint
from arasha.people import policy
from arasha.people.models import User

WARM_UP = 20
SKIPPED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
# What a day begins with; each counts over all that its reader may read.
WHOLE_OFFICE = {
    "my work": "/ru/desk/",
    "team board": "/ru/desk/team/",
    "overview": "/ru/desk/overview/",
    "board of terms": "/ru/desk/terms/",
}
Statement = tuple[str, str, Any]


@dataclass
class Measured:
    """One kind of page for one reader. Times in milliseconds; `bare` is the page's own SELECTs run again without the application."""

    page: str
    reader: str
    requests: int
    p50: float
    p95: float
    statements: int
    bare_p95: float

    @property
    def ratio(self) -> float:
        return self.p95 / self.bare_p95 if self.bare_p95 else 0.0


class Watch:
    """Collects the statements of one request on both databases."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.lstrip().upper().startswith(SKIPPED):
            self.statements.append((context["connection"].alias, sql, params))
        return execute(sql, params, many, context)


def measure(readers: dict[str, User], *, requests: int, seed: int) -> list[Measured]:
    """The list (with filters, jumps and pages), the complaint page and the pages over all work, for every reader who may open them."""
    found = []
    for name, user in readers.items():
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        chance = random.Random(seed)  # noqa: S311
        ids = list(policy.visible(user, Complaint.objects.all()).values_list("pk", flat=True)[:20000])
        found.append(_run(client, "list", name, [_list_address(chance) for _ in range(requests)]))
        if ids:
            pages = [f"/ru/desk/complaints/{chance.choice(ids)}/" for _ in range(requests)]
            found.append(_run(client, "complaint", name, pages))
        for page, path in WHOLE_OFFICE.items():
            if client.get(path).status_code == 200:  # who leads nobody has no team board
                found.append(_run(client, page, name, [path] * requests))
    return found


def _list_address(chance: random.Random) -> str:
    """Filters as people use them, a place in the middle, or a jump to a date."""
    parts = []
    if chance.random() < 0.4:
        parts.append("state=" + chance.choice(("examination", "screening", "closed", "follow_up", "declined")))
    if chance.random() < 0.2:
        parts.append("urgent=1")
    if chance.random() < 0.4:
        parts.append(f"from={chance.randint(1, 28)}.{chance.randint(1, 12)}.{chance.randint(2022, 2026)}")
    return "/ru/desk/complaints/?" + "&".join(parts)


def _run(client: Client, page: str, reader: str, addresses: list[str]) -> Measured:
    for address in addresses[:WARM_UP]:
        client.get(address)
    times, bare, most = [], [], 0
    for address in addresses:
        watch = Watch()
        with ExitStack() as stack:
            for alias in connections:
                stack.enter_context(connections[alias].execute_wrapper(watch))
            begun = time.perf_counter()
            response = client.get(address)
            times.append((time.perf_counter() - begun) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        most = max(most, len(watch.statements))
        bare.append(_bare(watch.statements))
    return Measured(page, reader, len(addresses), percentile(times, 50), percentile(times, 95), most, percentile(bare, 95))


def _bare(statements: list[Statement]) -> float:
    """Milliseconds for the page's SELECTs alone, fetched and thrown away."""
    begun = time.perf_counter()
    for alias, sql, params in statements:
        if sql.lstrip().upper().startswith("SELECT"):
            with connections[alias].cursor() as cursor:
                cursor.execute(sql, params)
                cursor.fetchall()
    return (time.perf_counter() - begun) * 1000


def percentile(values: list[float], share: int) -> float:
    """The value below which `share` per cent of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * share // 100) - 1))]
