"""Two presses at the same moment, on two connections: one complaint, and the code that both pages show opens it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from arasha.complaints.models import Complaint, Message
from arasha.complaints.portal import cookies
from tests import office as example
from tests.complaints import portal_office as portal

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def in_the_same_browser(client: Client) -> Client:
    other = Client()
    other.cookies[cookies.DRAFT] = client.cookies[cookies.DRAFT].value
    return other


def both(act, clients):
    """Run `act` for each client at the same moment."""
    ready = Barrier(len(clients))

    def one(client):
        ready.wait()
        try:
            return act(client)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(one, clients))


def test_sending_twice_at_the_same_moment():
    example.open_office()
    client = Client()
    portal.begin(client)
    portal.fill(client, what={"story": "Synthetic.", "files": portal.picture()})
    client.get("/en/tell/check/")
    pair = [client, in_the_same_browser(client)]
    answers = both(lambda one: one.post("/en/tell/check/"), pair)
    assert [answer["Location"] for answer in answers] == ["/en/tell/code/"] * 2
    assert Complaint.objects.count() == 1
    codes = {portal.code_on(one.get("/en/tell/code/")) for one in pair}
    assert len(codes) == 1
    assert client.post("/en/follow/", {"code": codes.pop()})["Location"] == "/en/follow/complaint/"


def test_saying_twice_at_the_same_moment_that_the_code_is_saved():
    example.open_office()
    client = Client()
    portal.told(client)
    pair = [client, in_the_same_browser(client)]
    answers = both(lambda one: one.post("/en/tell/code/", {"saved": "on"}), pair)
    assert [answer["Location"] for answer in answers] == ["/en/tell/done/"] * 2
    assert [one.get("/en/tell/done/").status_code for one in pair] == [200, 200]


def test_writing_twice_at_the_same_moment():
    example.open_office()
    client = Client()
    code = portal.told(client)
    client.post("/en/follow/", {"code": code})
    pair = [client, Client()]
    pair[1].cookies[cookies.FOLLOW] = client.cookies[cookies.FOLLOW].value
    answers = both(lambda one: one.post("/en/follow/write/", {"text": "Pressed twice.", "files": portal.picture()}), pair)
    assert [answer["Location"] for answer in answers] == ["/en/follow/complaint/"] * 2
    assert Message.objects.count() == 1
