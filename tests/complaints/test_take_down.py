"""A complaint taken down at the office: by telephone, at a visit, on paper, passed on, or of the office's own initiative."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from arasha import journal, vault
from arasha.bodies.models import Body
from arasha.complaints.actions import registration, visits
from arasha.complaints.actions.advice import give_advice
from arasha.complaints.actions.base import NotPossibleNow, NotYours
from arasha.complaints.actions.take_down import take_down
from arasha.complaints.digest import digest
from arasha.complaints.forms.take_down import NumberThereField
from arasha.complaints.models import Complaint, Incoming, Step, Term
from arasha.complaints.queries.desk_lookup import find_number
from arasha.journal.models import Entry
from arasha.letters.models import Letter, Outgoing
from arasha.parties.models import Consent
from arasha.people import duty
from arasha.people.models import Office, User
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PRESS = "0198f0c0-0000-7000-8000-00000000000"
TOLD = {"story": example.STORY, "identity": "confidential", "name": "Example Callerova", "phone": "+7 700 000 00 03"}
TYPED = {
    "channel": "phone", "received_on": "16 03 2026", "language": "ru", "story": example.STORY, "identity": "confidential",
    "name": "Example Callerova", "phone": "+7 700 000 00 03", "when": "14 3 26", "place": "Testville",
}  # fmt: skip
USUAL: dict[str, Any] = {"channel": "phone", "language": "ru", "received_on": date(2026, 3, 16)}


@pytest.fixture
def today(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)


def told(office, **more: Any) -> dict[str, Any]:
    return {**TOLD, "body": office.body.code, "region": office.office.region, **more}


def down(office, role: str = "registrar", when=AT, answers: dict[str, Any] | None = None, **more: Any):
    return take_down(answers or told(office), by=office.by(role), at=when, **{**USUAL, **more})


def send(client, press: int = 1, query: str = "", **more: Any):
    return client.post(at("new", query=query), {**TYPED, "press": f"{PRESS}{press}", **more})


def value_of(response, name: str) -> str:
    html = response.content.decode()
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"|<textarea name="{name}"[^>]*>\s*([^<]*)<', html)
    return (found[1] or found[2] or "") if found else ""


@pytest.mark.parametrize("role", ["registrar", "lawyer", "officer", "head", "representative", "deputy", "commissioner"])
def test_whoever_deals_with_complaints_may_take_one_down(office, role):
    assert down(office, role).complaint.state == "received"


@pytest.mark.parametrize("role", ["npm_member", "legal_expert", "press", "translator", "analyst", "administrator", "auditor"])
def test_nobody_else_may(office, role):
    with pytest.raises(NotYours):
        down(office, role)
    assert sign_in(office, role).get(at("new")).status_code == 403
    assert not Complaint.objects.exists()


def test_it_is_received_like_one_from_the_portal_with_term_journal_and_no_letter(office):
    complaint = down(office).complaint
    assert (complaint.state, complaint.channel, complaint.office, complaint.body) == (
        "received",
        "phone",
        office.office,
        office.body,
    )
    term = Term.objects.get(complaint=complaint)
    sent = example.received(office)
    like = Term.objects.get(complaint=sent)
    assert (term.purpose, term.due_on, term.rule) == (like.purpose, like.due_on, like.rule)
    assert not Letter.objects.exists()
    entry = Entry.objects.get(verb="take_down")
    assert (entry.actor_kind, entry.actor_id, entry.chain_id) == ("staff", str(office.staff["registrar"].id), complaint.id)
    assert bytes(entry.digest) == digest(str(complaint.id))
    consent = Consent.objects.get(complaint_id=complaint.id)
    assert (consent.given, consent.how) == (False, "phone")
    assert consent.recorded_by == office.staff["registrar"].id


def test_nothing_that_was_told_lies_in_the_clear(office):
    complaint = down(office).complaint
    raw = (
        repr(list(Complaint.objects.values_list()))
        + repr(list(Step.objects.values_list()))
        + repr(list(Entry.objects.values_list()))
    )
    assert example.STORY not in raw
    assert "Callerova" not in raw
    vault.forget_keys()
    assert Complaint.objects.get(pk=complaint.pk).story["story"] == example.STORY


def test_the_term_runs_from_the_day_on_which_it_came(office):
    late = down(office, when=AT + timedelta(days=3)).complaint
    assert Term.objects.get(complaint=late).started_on == date(2026, 3, 16)
    line = Incoming.objects.get(complaint=late)
    assert (line.received_on, line.received_at) == (date(2026, 3, 16), AT + timedelta(days=3))
    with pytest.raises(NotPossibleNow, match="future"):
        down(office, received_on=date(2026, 3, 17))


def test_it_goes_to_the_office_that_is_competent(office):
    other = Office.objects.exclude(region="").exclude(pk=office.office.pk).first()
    complaint = down(office, answers=told(office, body="", region=other.region)).complaint
    assert complaint.office == other
    assert down(office, answers=told(office, about_office=True)).complaint.office == office.centre


def test_a_code_where_the_person_wants_one_opens_it_and_is_kept_nowhere(office):
    done = down(office, with_code=True)
    vault.forget_keys()
    visit, _cookie = visits.open_with_code(done.code, at=AT)
    assert visit.complaint_id == done.complaint.id
    assert down(office).code == ""


def test_who_stays_anonymous_leaves_no_name_and_without_a_code_no_letter_is_posted(office):
    complaint = down(office, answers=told(office, identity="anonymous")).complaint
    assert complaint.complainant is None
    assert "name" not in complaint.story
    assert "Callerova" not in repr(complaint.story)
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=AT, subject="Synthetic")
    assert not Letter.objects.exists()
    assert not Outgoing.objects.exists()


def test_an_own_initiative_inquiry_has_no_complainant_and_a_head_opens_it(office):
    with pytest.raises(NotYours, match="head of the office"):
        down(office, channel="own")
    complaint = down(office, "head", channel="own", with_code=True).complaint
    assert (complaint.complainant, complaint.identity, complaint.locator) == (None, "anonymous", None)
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=AT, subject="Own")
    assert not Letter.objects.exists()
    assert Complaint.objects.get().number


@pytest.mark.parametrize("channel", ["platform", "redirected"])
def test_the_number_of_the_platform_or_the_other_body_is_needed_and_found(office, channel):
    with pytest.raises(NotPossibleNow, match="number"):
        down(office, channel=channel)
    complaint = down(office, channel=channel, channel_number="ЖТ-2026-00417", channel_date=date(2026, 3, 12)).complaint
    for typed in ("ЖТ-2026-00417", " ЖТ-2026-00417 "):
        assert find_number(office.staff["registrar"], typed) == complaint.id
    assert find_number(office.staff["registrar"], "ЖТ-2026-0041") is None
    assert find_number(office.staff["registrar"], Incoming.objects.get(complaint=complaint).number) == complaint.id
    assert find_number(office.staff["administrator"], "ЖТ-2026-00417") is None


def test_a_letter_from_detention_is_about_somebody_held(office):
    complaint = down(office, channel="detention").complaint
    assert complaint.detention
    assert Consent.objects.get().how == "paper"


def test_the_page_takes_it_down_and_shows_the_receipt(office, today):
    client = sign_in(office, "registrar")
    page = client.get(at("new"))
    assert value_of(page, "received_on") == "16 03 2026"
    assert f'value="{office.office.region}" selected' in page.content.decode()
    done = send(client, body=office.body.code.partition(":")[0], region=office.office.region, urgent="life", want="A doctor")
    complaint = Complaint.objects.get()
    assert done["Location"] == at("taken", complaint.id)
    assert complaint.urgent_reasons == ["life"]
    assert (complaint.body, complaint.office) == (office.body, office.office)  # a kind of body with its region
    assert complaint.story["date"] == "14 3 26"
    receipt = client.get(done["Location"])
    assert Incoming.objects.get().number in text_of(receipt)
    assert 'lang="ru"' in receipt.content.decode()
    assert "Callerova" not in text_of(receipt)
    assert "ruler" not in text_of(receipt)
    assert sign_in(office, "lawyer").get(done["Location"]).status_code == 404


@pytest.fixture
def on_duty(office) -> User:
    user = User.objects.create_user(
        "duty", name="Example Dutyova", office=office.office, roles=["officer"], joined_at=AT, email="duty@example.org",
        language="ru",
    )  # fmt: skip
    duty.set_roster(office.office, {AT.date(): user}, by=office.by("head").actor, at=AT)
    return user


def test_what_cannot_wait_has_the_short_term_and_whoever_is_on_duty_is_told_at_once(office, on_duty):
    complaint = down(office, urgent=["violence"]).complaint
    assert (complaint.urgent, complaint.urgent_reasons, complaint.duty) == (True, ["violence"], on_duty)
    term = Term.objects.get(complaint=complaint, purpose="urgent")
    assert term.due_at == AT + timedelta(hours=24)
    assert Complaint.objects.get().due_on == min(one.due_on for one in Term.objects.all())
    assert [(one.kind, one.state) for one in Outgoing.objects.all()] == [("duty", "waiting")]
    assert [entry.verb for entry in Entry.objects.filter(chain_id=complaint.id)] == ["take_down"]
    assert not [problem for problem in journal.verify() if problem.chain == complaint.id]


def test_a_reason_that_the_list_does_not_know_is_none(office):
    complaint = down(office, urgent=["because"]).complaint
    assert not complaint.urgent
    assert not Outgoing.objects.exists()


def test_after_an_urgent_call_the_page_says_who_was_told_what_to_do_and_how_the_person_is_reached(office, on_duty, today):
    client = sign_in(office, "registrar")
    done = send(client, region=office.office.region, urgent="violence", safe="no", contact_note="Only through her sister")
    page = client.get(done["Location"])
    said, html = text_of(page), page.content.decode()
    for words in (
        "Taken down and marked as urgent", "Violence that may happen again", "Example Dutyova was told at",
        "The person said that it is not safe", "Only through her sister", "Ask first: is it safe for you to carry this paper",
    ):  # fmt: skip
        assert words in said, words
    assert re.search(r'button primary" href="[^"]*/do/register/"', html), "the main thing to do is not the next call"
    assert '<details class="fold receipt-fold">' in html, "the receipt is not open"


def test_without_anybody_on_duty_whoever_leads_is_told_or_must_be_called(office, today):
    User.objects.filter(username="head").update(email="")
    said = text_of(
        sign_in(office, "registrar").get(
            send(sign_in(office, "registrar"), region=office.office.region, urgent="life")["Location"]
        )
    )
    assert "no e-mail address of theirs: tell them yourself, now" in said


def test_that_nobody_asked_how_to_reach_them_is_said(office, today):
    client = sign_in(office, "registrar")
    assert "Nobody asked whether it is safe" in text_of(client.get(send(client)["Location"]))
    calm = text_of(client.get(send(client, press=2, safe="yes")["Location"]))
    assert "Nobody asked whether it is safe" not in calm
    assert "Do not call" not in calm


def test_who_has_no_code_is_sent_to_no_portal(office, today):
    client = sign_in(office, "registrar")
    done = send(client, safe="no", region=office.office.region)
    complaint = Complaint.objects.get()
    assert "nothing that we write reaches them" in text_of(client.get(done["Location"]))
    register = text_of(client.get(at("verb", complaint.id, "register")))
    assert "they do not see this step on the portal" in register
    assert "they have no code for the portal" in register
    assert "use only the portal" not in register


def test_a_second_body_and_further_ones_in_words_are_told(office, today):
    client = sign_in(office, "registrar")
    send(client, body=office.body.code, second_body=office.other_body.code, body_text="and the crisis centre")
    complaint = Complaint.objects.get()
    page = text_of(client.get(at("complaint", complaint.id)))
    assert f"A second body complained of {office.other_body.name('en')}" in page
    assert "and the crisis centre" in page


def test_the_region_is_that_of_the_body(office, today):
    other = Body.objects.exclude(region__in=["", office.office.region]).order_by("code").first()
    send(sign_in(office, "registrar"), body=other.code, region=office.office.region)
    complaint = Complaint.objects.get()
    assert (complaint.region, complaint.office.region) == (other.region, other.region)


def test_what_went_to_another_office_is_said_and_its_receipt_still_opens(office, today):
    client = sign_in(office, "registrar")
    done = send(client, region="", about_office="on")
    page = text_of(client.get(done["Location"]))
    assert "went to the office that deals with it" in page
    assert "Open the complaint" not in page
    assert client.get(at("complaint", Complaint.objects.get().id)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"story": ""}, "Write down what happened"),
        ({"received_on": "yesterday"}, "could not read the date"),
        ({"received_on": "17 03 2026"}, "has not come yet"),
        ({"channel": "platform"}, "Write the number that it has there"),
        ({"email": "nobody"}, "does not look like an e-mail"),
        ({"channel": "own"}, "Choose"),
        ({"name": "x" * 300}, "too long"),
    ],
)
def test_an_error_keeps_everything_that_was_typed(office, today, wrong, said):
    page = send(sign_in(office, "registrar"), **{"want": "A doctor", "contact_note": "Only by day", **wrong})
    assert page.status_code == 200
    assert said.casefold() in text_of(page).casefold() or "Select a valid choice" in text_of(page)
    assert value_of(page, "want") == "A doctor"
    assert value_of(page, "contact_note") == "Only by day"
    assert value_of(page, "phone") == "+7 700 000 00 03"
    assert not Complaint.objects.exists()


def test_the_language_switch_keeps_what_was_typed(office, today):
    page = send(sign_in(office, "registrar"), _language="ru", want="A doctor")
    assert value_of(page, "want") == "A doctor"
    assert not Complaint.objects.exists()


def test_pressed_twice_it_is_taken_down_once_and_the_code_not_shown_again(office, today):
    client = sign_in(office, "registrar")
    first = send(client, with_code="on")
    assert first.status_code == 200
    assert first["Cache-Control"] == "no-store"
    code = "".join(re.findall(r"<span>(\d{2,4})</span>", first.content.decode()))
    assert visits.open_with_code(code, at=AT)
    again = send(client, with_code="on")
    assert again["Location"] == at("taken", Complaint.objects.get().id)
    assert Incoming.objects.count() == 1
    shown = text_of(client.get(again["Location"]))
    assert "taken down already" in shown
    assert code[:4] not in shown


def test_advice_becomes_a_complaint_once(office, today):
    topic = "CIV-LIFE"
    row = give_advice(
        by=office.by("registrar"), at=AT, given_on=AT.date(), channel="visit", topic=topic, kind="how_to", language="kk",
        note="Asked about a school.",
    )  # fmt: skip
    client = sign_in(office, "registrar")
    query = f"?advice={row.id}"
    page = client.get(at("new", query=query))
    assert value_of(page, "story") == "Asked about a school."
    assert send(client, query=query).status_code == 302
    row.refresh_from_db()
    assert row.complaint == Complaint.objects.get()
    second = send(client, press=2, query=query)
    assert second.status_code == 409
    assert "grew out of this advice already" in text_of(second)
    assert Complaint.objects.count() == 1


def test_the_page_costs_a_fixed_number_of_statements(office, today):
    from tests.complaints.desk import counted

    client = sign_in(office, "registrar")
    client.get(at("new"))
    with counted() as statements:
        assert client.get(at("new")).status_code == 200
    assert len(statements) <= 8, statements


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("ЖТ-2026-0123", True), ("исх. № 3-12/456-и", True), ("12345", True), ("Айгерим Образцова, 12", False), ("without", False)],
)
def test_the_number_of_others_takes_no_words(typed, taken):
    """It stands in the clear to be found again, so nobody can write a name there."""
    field = NumberThereField(required=False)
    if taken:
        assert field.clean(typed) == typed
        return
    with pytest.raises(ValidationError, match="only the number"):
        field.clean(typed)
