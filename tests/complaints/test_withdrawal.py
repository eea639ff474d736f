"""A withdrawal that came past the portal: written down, checked by somebody else on a safe way, and never closed by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from arasha import vault
from arasha.complaints.actions import base, correspondence
from arasha.complaints.models import Complaint, Incoming, Step, Term
from arasha.journal.models import Entry
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def complaint(office):
    return example.in_examination(office, language="en")


def recorded(office, complaint, by: str = "registrar", **changes) -> Complaint:
    given = {"channel": "phone", "received_on": AT.date(), "text": "She says that it is settled.", **changes}
    return correspondence.record_withdrawal_request(complaint.id, by=office.by(by), at=AT, **given)


def running(complaint) -> set[str]:
    return set(Term.objects.filter(complaint=complaint, ended_on=None).values_list("purpose", flat=True))


def test_written_down_it_closes_nothing_and_every_term_goes_on(office, complaint):
    before = running(complaint)
    after = recorded(office, complaint)
    assert (after.state, after.closed_at) == ("withdrawn_pending", None)
    assert running(complaint) == before != set()
    assert Incoming.objects.get(complaint=complaint, way="phone").by == office.staff["registrar"]
    assert Entry.objects.filter(chain_id=complaint.id, verb="record_withdrawal_request").count() == 1
    vault.load_keys([complaint.key_id])
    step = Step.objects.select_related("complaint").get(verb="record_withdrawal_request")
    assert step.note == "She says that it is settled."
    assert not Letter.objects.filter(code="withdrawal_checked").exists()


def test_whoever_wrote_it_down_does_not_confirm_it(office, complaint):
    recorded(office, complaint, by="officer")
    with pytest.raises(base.NotPossibleNow, match="Somebody else"):
        correspondence.confirm_withdrawal(complaint.id, by=office.by("officer"), at=AT, way="visit", note="Alone with her.")
    assert Complaint.objects.get().state == "withdrawn_pending"


def test_somebody_else_confirms_it_on_a_safe_way_and_the_person_gets_the_letter(office, complaint):
    recorded(office, complaint)
    after = correspondence.confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=AT, way="phone", note="Alone; her wish.")
    assert (after.state, after.outcome, running(complaint)) == ("withdrawn", "withdrawn", set())
    letter = Letter.objects.get(code="withdrawal_checked")
    vault.load_keys([letter.key_id])
    assert f"You asked to withdraw complaint {complaint.number}" in letter.text
    assert Entry.objects.filter(chain_id=complaint.id, verb="confirm_withdrawal").count() == 1


@pytest.mark.parametrize("way", ["phone", "post", "email"])
def test_a_way_that_is_not_safe_is_refused(office, way):
    complaint = example.in_examination(office, safe=False)
    recorded(office, complaint)
    with pytest.raises(base.NotPossibleNow, match="did not call this way safe"):
        correspondence.confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=AT, way=way, note="x")
    assert correspondence.confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=AT, way="portal", note="x")


def test_refused_the_work_goes_on_where_it_stood(office, complaint):
    recorded(office, complaint)
    correspondence.refuse_withdrawal(complaint.id, by=office.by("lawyer"), at=AT, note="Her husband stood beside her.")
    assert Complaint.objects.get().state == "examination"


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_the_complaint_or_in_the_future_is_refused(office, complaint, days):
    with pytest.raises(base.NotPossibleNow, match="This day"):
        recorded(office, complaint, received_on=(AT + timedelta(days=days)).date())


def test_on_its_page(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    client = sign_in(office, "registrar")
    page = at("verb", complaint.id, "record_withdrawal_request")
    assert "Nothing closes yet" in text_of(client.get(page))
    typed = {"version": complaint.version, "channel": "post", "received_on": "16 03 2026", "text": "She wrote."}
    assert "Choose how it came" in text_of(client.post(page, {**typed, "channel": ""}))
    assert client.post(page, typed).status_code == 302
    assert Complaint.objects.get().state == "withdrawn_pending"
