"""Several letters signed in one go: each read, each by its own verb, what failed with its reason."""

from __future__ import annotations

import pytest

from arasha.complaints.models import Complaint
from arasha.journal.models import Entry
from tests.complaints import desk

pytestmark = pytest.mark.django_db


def send(client, complaints, read):
    posted = {"id": [str(one.id) for one in complaints], "read": [str(one.id) for one in read]}
    posted |= {f"version-{one.id}": Complaint.objects.get(pk=one.pk).version for one in complaints}
    return client.post(desk.at("signing-together"), posted)


def states(complaints):
    return [Complaint.objects.get(pk=one.pk).state for one in complaints]


def test_those_that_were_read_are_signed_and_the_others_stay_with_the_reason(office):
    decided = [desk.decision_proposed(office, recommend=False) for _one in range(3)]
    unconfirmed = desk.decline_proposed(office)
    client = desk.sign_in(office, "commissioner")
    everything = [*decided, unconfirmed]
    tray = client.get(desk.at("signing")).content.decode()
    assert all(f"id={one.id}" in tray for one in decided)
    assert f"id={unconfirmed.id}" not in tray
    page = client.get(desk.at("signing-together"), {"id": [str(one.id) for one in everything]})
    assert all(one.number in desk.text_of(page) for one in everything)
    assert page.content.count(b'name="read"') == 3
    answer = send(client, everything, [*decided[:2], unconfirmed])
    assert states(everything) == ["decided", "decided", "awaiting_signature", "outcome_proposed"]
    said = desk.text_of(answer)
    assert "you have not ticked that you read it" in said
    assert "A-TIME" in said
    for one in decided[:2]:
        assert Entry.objects.filter(chain=one.id, verb="sign_decision").count() == 1


def test_a_head_signs_no_decision_here_either(office):
    complaint = desk.decision_proposed(office, recommend=False)
    send(desk.sign_in(office, "head"), [complaint], [complaint])
    assert states([complaint]) == ["awaiting_signature"]


def test_what_a_colleague_changed_meanwhile_is_not_signed(office):
    complaint = desk.decision_proposed(office, recommend=False)
    posted = {"id": [str(complaint.id)], "read": [str(complaint.id)], f"version-{complaint.id}": "1"}
    answer = desk.sign_in(office, "commissioner").post(desk.at("signing-together"), posted)
    assert states([complaint]) == ["awaiting_signature"]
    assert "Somebody changed this complaint" in desk.text_of(answer)


def test_a_strange_identifier_breaks_nothing(office):
    answer = desk.sign_in(office, "commissioner").get(desk.at("signing-together"), {"id": ["no", desk.AT_NO_COMPLAINT]})
    assert answer.status_code == 200
