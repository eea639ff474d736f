"""What a body sends past its secure link, the new link it asks for, and the new code of somebody who lost theirs."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from arasha import vault
from arasha.bodies.errors import LinkRevoked
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import base, by_post, correspondence, examination, intake, new_code, visits
from arasha.complaints.digest import digest
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.models import Attachment, Complaint, Inquiry, Note, PortalSession, Step, Term
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter
from arasha.recommendations.models import MeasureReport, Recommendation
from tests import office as example
from tests.complaints import desk
from tests.complaints import portal_office as portal
from tests.complaints.desk import at, sign_in, text_of
from tests.complaints.test_desk_verbs import do
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = AT + timedelta(days=9)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def last_entry(complaint, verb):
    row = next(row for row in entries_of(complaint.id).rows if row.verb == verb)
    return row.details


def sealed_in_state(complaint) -> bytes | None:
    entry = Entry.objects.filter(chain_id=complaint.id, digest__isnull=False).order_by("-seq").first()
    return bytes(entry.digest)


def test_an_answer_by_post_ends_the_term_on_its_day_and_closes_the_link(office):
    complaint = desk.asked(office)
    inquiry, link = Inquiry.objects.get(), SecureLink.objects.get()
    by_post.record_answer(
        inquiry.id, by=office.by("registrar"), at=LATER, received_on=date(2026, 3, 20), came_by="post", text="We deny it."
    )
    inquiry.refresh_from_db()
    assert (inquiry.answer, inquiry.came_by) == ("We deny it.", "post")
    term = Term.objects.get(purpose="body_answer")
    assert (term.ended_on, term.ended_by) == (date(2026, 3, 20), "record_answer")
    assert last_entry(complaint, "record_answer") | {"step": ""} == {
        "step": "", "from": "examination", "to": "examination", "book": term.book_version, "inquiry": str(inquiry.id),
        "received_on": "2026-03-20", "came_by": "post",
    }  # fmt: skip
    assert sealed_in_state(complaint) == digest(str(complaint.id))
    with pytest.raises(LinkRevoked):
        examination.answer_inquiry(inquiry.id, by=BodyContactPerson(link), at=LATER, text="Another.")
    with pytest.raises(base.NotPossibleNow):
        by_post.record_answer(
            inquiry.id, by=office.by("officer"), at=LATER, received_on=date(2026, 3, 20), came_by="post", text="Again."
        )


@pytest.mark.parametrize("day", [date(2026, 3, 15), date(2026, 3, 26)])
def test_a_day_of_receipt_before_the_letter_or_in_the_future_is_refused(office, day):
    desk.asked(office)
    with pytest.raises(base.NotPossibleNow):
        by_post.record_answer(
            Inquiry.objects.get().id, by=office.by("officer"), at=LATER, received_on=day, came_by="post", text="x"
        )
    assert Inquiry.objects.get().answered_at is None
    assert SecureLink.objects.get().revoked_at is None


def test_the_page_of_an_answer_by_post_keeps_the_file_and_tells_in_the_story(office, today):
    complaint = desk.asked(office)
    client = sign_in(office, "officer")
    assert 'enctype="multipart/form-data"' in client.get(at("verb", complaint.id, "record_answer")).content.decode()
    typed = {"target": str(Inquiry.objects.get().id), "came_by": "courier", "text": "We deny it."}
    bad = do(client, complaint, "record_answer", **typed, received_on="yesterday", files=portal.picture("scan.png"))
    assert "could not read the date" in text_of(bad)
    assert "We deny it." in text_of(bad)
    assert "scan.png" in text_of(bad)
    done = do(client, complaint, "record_answer", **typed, received_on="24 03 2026", files=portal.picture("scan.png"))
    assert done.status_code == 302
    assert Attachment.objects.get(part="answer").added_by == "staff"
    story = text_of(client.get(at("complaint", complaint.id)))
    assert "The body answered · Courier" in story
    assert "scan.png" in story
    again = client.get(at("verb", complaint.id, "record_answer"))
    assert again.status_code == 409
    assert "No inquiry waits for an answer" in text_of(again)


def test_a_report_by_post_ends_its_term(office):
    complaint = desk.followed(office, reported=False)
    one, link = Recommendation.objects.get(), SecureLink.objects.get(purpose="recommendation")
    by_post.record_report(
        one.id,
        by=office.by("officer"),
        at=LATER,
        received_on=date(2026, 3, 20),
        came_by="email",
        accepted=False,
        text="We do not.",
    )
    report = MeasureReport.objects.get()
    assert (report.came_by, report.accepted, report.text) == ("email", False, "We do not.")
    assert Recommendation.objects.get().state == "reported"
    assert Term.objects.get(purpose="recommendation_answer").ended_on == date(2026, 3, 20)
    link.refresh_from_db()
    assert link.revoked_at == LATER
    assert last_entry(complaint, "record_report")["came_by"] == "email"


def test_a_report_by_post_through_its_page(office, today):
    complaint = desk.followed(office, reported=False)
    client = sign_in(office, "registrar")
    assert client.get(at("verb", complaint.id, "record_report")).status_code == 200
    typed = {"target": str(Recommendation.objects.get().id), "came_by": "post", "received_on": "23 03 2026", "text": "Done."}
    assert "Choose yes or no" in text_of(do(client, complaint, "record_report", **typed))
    assert do(client, complaint, "record_report", **typed, accepted="yes").status_code == 302
    assert "carries the recommendation out · Post" in text_of(client.get(at("complaint", complaint.id)))


def test_a_new_link_takes_the_place_of_the_old_one(office, client):
    complaint = desk.asked(office)
    old = SecureLink.objects.get()
    desk_client = sign_in(office, "officer")
    page = desk_client.get(at("verb", complaint.id, "send_new_link"))
    assert "Example Contactov" in text_of(page)
    choice = re.search(r'name="send"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="send"', page.content.decode())
    assert do(desk_client, complaint, "send_new_link", send=choice[1] or choice[2]).status_code == 302
    old.refresh_from_db()
    new = SecureLink.objects.exclude(pk=old.pk).get()
    assert old.revoked_at
    assert new.revoked_at is None
    assert new.expires_at > old.expires_at
    assert Letter.objects.get(code="inquiry").link_id == new.id
    token = vault.new_token()
    SecureLink.objects.filter(pk=old.pk).update(token_hash=vault.token_hash(token))
    closed = client.get(f"/en/answer/{token}/")
    assert closed.status_code == 410
    assert "This link is closed" in text_of(closed)
    assert Term.objects.get(purpose="body_answer").ended_on is None


def test_a_new_link_needs_an_answer_that_is_awaited(office):
    complaint = desk.answered(office)
    assert "Nothing waits" in text_of(sign_in(office, "officer").get(at("verb", complaint.id, "send_new_link")))
    with pytest.raises(base.NotPossibleNow):
        by_post.send_new_link(
            complaint.id, by=office.by("officer"), at=AT, target=Inquiry.objects.get(), contact=office.body.contacts.first()
        )


def test_an_expired_link_says_whom_to_ask(office, client):
    complaint = desk.asked(office)
    token = vault.new_token()
    SecureLink.objects.update(expires_at=AT, token_hash=vault.token_hash(token))
    page = text_of(client.get(f"/en/answer/{token}/"))
    assert "Whom to ask" in page
    assert complaint.office.name("en") in page
    assert Letter.objects.get(code="inquiry").number in page


def sent(office, **changes) -> tuple[Complaint, str]:
    """A complaint as sent through the portal, with its code."""
    draft = example.draft({**example.ANSWERS, **changes, "body": office.body.code, "region": office.office.region})
    code = intake.code_of(draft)
    return intake.submit(draft, at=AT), code


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_the_new_code_opens_and_the_old_one_and_its_visits_do_not():
    office = example.open_office()
    complaint, old = sent(office)
    _visit, cookie = visits.open_with_code(old, at=AT)
    correspondence.add_note(complaint.id, by=office.by("registrar"), at=AT, text="x")
    new = new_code.give_new_code(complaint.id, by=office.by("registrar"), at=AT, document="passport")
    vault.forget_keys()
    with pytest.raises(visits.NoSuchCode):
        visits.open_with_code(old, at=AT)
    with pytest.raises(visits.VisitOver):
        visits.resume(cookie, at=AT)
    assert visits.open_with_code(new, at=AT)[0].complaint_id == complaint.id
    details = last_entry(complaint, "new_code")
    assert details["document"] == "passport"
    entry = Entry.objects.get(verb="new_code")
    assert (entry.actor_kind, entry.actor_id) == ("staff", str(office.staff["registrar"].id))
    assert new not in str(details)
    assert sealed_in_state(complaint) == digest(str(complaint.id))


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_the_code_is_shown_once_in_the_persons_language_and_stands_nowhere():
    office = example.open_office()
    complaint, _old = sent(office)
    client = sign_in(office, "registrar")
    assert "Example Complainantova" in text_of(client.get(at("verb", complaint.id, "new_code")))
    typed = {"document": "identity_card", "press": "0198f0c0-0000-7000-8000-000000000001"}
    assert "Tick this only" in text_of(do(client, complaint, "new_code", **typed))
    page = do(client, complaint, "new_code", **typed, same="on")
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    html = page.content.decode()
    assert 'lang="ru"' in html
    shown = "".join(re.findall(r"<span>(\d{2,4})</span>", html))
    vault.forget_keys()
    assert visits.open_with_code(shown, at=AT)[0].complaint_id == complaint.id
    again = do(client, complaint, "new_code", **typed, same="on")
    assert again.status_code == 302
    assert Step.objects.filter(verb="new_code").count() == 1
    story = client.get(at("complaint", complaint.id) + "?tab=journal").content.decode()
    assert "New secret code given" in story
    assert shown[:4] + " " + shown[4:8] not in story


def test_an_anonymous_person_gets_no_new_code_and_the_page_says_why(office):
    complaint, old = sent(office, identity="anonymous", name="", email="", phone="")
    page = sign_in(office, "registrar").get(at("verb", complaint.id, "new_code"))
    assert page.status_code == 409
    assert "anonymous: nobody can show that it is theirs" in text_of(page)
    with pytest.raises(base.NotPossibleNow):
        new_code.give_new_code(complaint.id, by=office.by("registrar"), at=AT, document="passport")
    assert visits.open_with_code(old, at=AT)
    assert PortalSession.objects.count() == 1


def test_a_button_pressed_twice_does_its_verb_once(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    press = re.search(r'name="press" value="([^"]+)"', client.get(at("verb", complaint.id, "note")).content.decode())[1]
    for _ in range(2):
        response = client.post(at("verb", complaint.id, "note"), {"version": 1, "text": "A note.", "press": press})
        assert response.status_code == 302
    assert Note.objects.count() == 1
    composed = re.findall(r'name="press" value="([^"]+)"', client.get(at("complaint", complaint.id)).content.decode())
    assert len(set(composed)) == len(composed) >= 2


def test_stepping_aside_twice_ends_where_the_first_press_ended(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    press = re.search(r'name="press" value="([^"]+)"', client.get(at("verb", complaint.id, "recuse")).content.decode())[1]
    for _ in range(2):
        response = do(client, complaint, "recuse", reason="A cousin.", press=press)
        assert response["Location"] == at("my-work")
