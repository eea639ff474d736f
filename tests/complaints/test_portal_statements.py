"""How many statements each public page costs, both databases together, without BEGIN and COMMIT."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arasha import vault
from arasha.complaints.models import Complaint
from tests import office as example
from tests.complaints import portal_office as portal
from tests.complaints.test_body_page import ask

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def statements() -> Iterator[list[str]]:
    found: list[str] = []
    with CaptureQueriesContext(connections["default"]) as office, CaptureQueriesContext(connections["keys"]) as keys:
        yield found
    found += [one["sql"] for one in (*office.captured_queries, *keys.captured_queries) if not one["sql"].startswith(FRAME)]


def cost(act) -> int:
    vault.forget_keys()
    with statements() as found:
        answer = act()
    assert answer.status_code in (200, 302), answer.status_code
    return len(found)


def test_telling_costs_little(office, client):
    client.get("/en/")  # the rule book of a test before this one may still be in memory
    assert cost(lambda: client.get("/en/")) <= 1
    assert cost(lambda: client.get("/en/tell/")) == 0
    assert cost(lambda: client.post("/en/tell/")) <= 1
    most = {"what": 2, "body": 3, "place": 2, "reach": 2}
    for slug, typed in portal.TYPED.items():
        assert cost(lambda slug=slug: client.get(f"/en/tell/{slug}/")) <= most.get(slug, 1), slug
        most_kept = {"body": 4, "place": 3}
        assert cost(lambda slug=slug, typed=typed: client.post(f"/en/tell/{slug}/", typed)) <= most_kept.get(slug, 2), slug
    assert cost(lambda: client.get("/en/tell/check/")) <= 5


def test_sending_and_the_receipt(office, client):
    portal.begin(client)
    portal.fill(client, what={"story": "Synthetic.", "files": portal.picture()})
    client.get("/en/tell/check/")
    sending = cost(lambda: client.post("/en/tell/check/"))
    assert sending <= 44, sending  # three for the incoming number, its line in the register and the digest over it
    assert cost(lambda: client.get("/en/tell/code/")) <= 1
    assert cost(lambda: client.post("/en/tell/code/", {"saved": "on"})) <= 3
    assert cost(lambda: client.get("/en/tell/done/")) <= 5


def test_following_costs_the_same_for_a_short_and_a_long_story(office, client):
    code = portal.told(client)
    assert cost(lambda: client.post("/en/follow/", {"code": code})) <= 8
    few = cost(lambda: client.get("/en/follow/complaint/"))
    for number in range(5):
        client.post("/en/follow/write/", {"text": f"Message {number}", "files": portal.picture(f"{number}.png")})
    assert cost(lambda: client.get("/en/follow/complaint/")) == few <= 8


def test_the_page_of_a_body(office, client):
    complaint = example.in_examination(office, at=timezone.now())
    _inquiry, token = ask(office, complaint)
    assert cost(lambda: client.get(f"/en/answer/{token}/")) <= 12
    assert Complaint.objects.count() == 1
