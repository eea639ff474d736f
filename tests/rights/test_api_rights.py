"""The API beside the pages: what it answers to every token and every role is written by hand in api.csv and verbs.csv."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from arasha.complaints.api_urls import urlpatterns
from arasha.complaints.models import Step
from arasha.journal import Actor
from arasha.people.models import Role
from arasha.people.tokens import make_token, revoke_tokens
from tests import office as example
from tests.rights.test_rights import OUTSIDERS, VERBS, table

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
API = table("api.csv")
BY = Actor("system", "command line")


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def machine(office: Any, holder: str) -> Client:
    """A program with the token that a column of the table names; those that no role names are the officer's."""
    if holder == "no token":
        return Client()
    now = timezone.now()
    made = now - timedelta(days=2) if holder == "expired token" else now
    user = office.staff[holder if holder in Role.values else "officer"]
    _token, secret = make_token(user, days=1, may_act=holder != "reads only", at=made, by=BY)
    if holder == "revoked token":
        revoke_tokens(user, at=now, by=BY)
    return Client(headers={"authorization": f"Bearer {secret}{'x' if holder == 'wrong token' else ''}"})


def answer(response: Any) -> str:
    assert response.status_code < 500, response.status_code
    return {401: "token", 403: "no", 404: "no"}.get(response.status_code, "yes")


def send(client: Client, method: str, address: str) -> Any:
    return client.post(address, "{}", content_type="application/json") if method == "POST" else client.get(address)


def test_every_address_of_the_api_stands_in_the_table():
    assert {f"api:{one.name}" for one in urlpatterns} == {line.split()[1] for line in API}


@pytest.mark.parametrize("holder", API["GET api:index"])
def test_addresses(office, complaint, holder):
    client = machine(office, holder)
    arguments = {"api:complaint": [complaint.id], "api:verb": [complaint.id, "note"]}
    found = {}
    for line in API:
        method, name = line.split()
        found[line] = answer(send(client, method, reverse(name, args=arguments.get(name, []))))
    assert found == {line: row[holder] for line, row in API.items()}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_verbs_on_a_complaint_of_their_own(office, complaint, role, method):
    """The same table as the pages': what one may not do on the page, no token does."""
    client = machine(office, role)
    before = Step.objects.count()
    found = {verb: answer(send(client, method, reverse("api:verb", args=[complaint.id, verb]))) for verb in VERBS}
    assert found == {verb: "no" if role in OUTSIDERS else row[role] for verb, row in VERBS.items()}
    assert Step.objects.count() == before, "an empty body does nothing"


@pytest.mark.parametrize("role", VERBS["note"])
def test_another_office_is_closed_to_all_but_the_leaders(office, complaint, role):
    user = office.staff[role]
    complaint.officer = None
    complaint.save(update_fields=["officer"])
    if role not in ("deputy", "commissioner"):
        user.office = office.centre
        user.save()
    response = machine(office, role).get(reverse("api:complaint", args=[complaint.number]))
    assert answer(response) == ("yes" if role in ("deputy", "commissioner") else "no")
