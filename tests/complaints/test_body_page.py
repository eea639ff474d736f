"""The page behind a body's secure link: once, in time, with nothing typed lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from arasha import vault
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import decision, examination
from arasha.complaints.book import current_book
from arasha.complaints.models import Attachment, Complaint, Inquiry
from arasha.journal.models import Entry
from arasha.recommendations.models import MeasureReport
from tests import office as example
from tests.complaints import portal_office as portal
from tests.complaints.body_page import Contact

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def client(client):
    return Contact(client)


QUESTIONS = "What happened on the second day?"


@pytest.fixture
def complaint(office):
    return example.in_examination(office, at=timezone.now())


def ask(office, complaint) -> tuple[Inquiry, str]:
    """An inquiry and the token of its link, which only the e-mail holds."""
    inquiry = examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=timezone.now(), body=office.body, contact=example.contact_of(office.body),
        summary="A synthetic beating.", questions=QUESTIONS, named=False,
    )  # fmt: skip
    return inquiry, token_for(inquiry.id)


def token_for(target_id) -> str:
    token = vault.new_token()
    SecureLink.objects.filter(target_id=target_id).update(token_hash=vault.token_hash(token))
    return token


@pytest.fixture
def asked(office, complaint):
    return ask(office, complaint)


@pytest.fixture
def recommended(office, complaint, asked, client):
    client.post(f"/en/answer/{asked[1]}/", {"text": "We deny it."})
    topic = current_book().topics[-1].code
    at = timezone.now()
    examination.record_finding(complaint.id, by=office.by("officer"), at=at, topic=topic, result="breach", reasoning="Two agree.")
    one = decision.draft_recommendation(
        complaint.id, by=office.by("officer"), at=at, body=office.body, contact=example.contact_of(office.body), topic=topic,
        text="Open proceedings.",
    )  # fmt: skip
    decision.propose_decision(complaint.id, by=office.by("officer"), at=at)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=at)
    return one, token_for(one.id)


def test_the_letter_and_the_date_with_its_reason(office, asked, client):
    page = client.get(f"/en/answer/{asked[1]}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert QUESTIONS in text
    assert office.body.name("en") in text
    assert "We expect it by" in text
    assert "Why this date?" in text
    assert "Complainantova" not in text  # the inquiry did not name the person
    assert page["Cache-Control"] == "no-store"
    assert not client.cookies.get("sessionid")


def test_opening_is_counted_and_noted_with_the_address(asked, complaint, client):
    client.get(f"/en/answer/{asked[1]}/", REMOTE_ADDR="203.0.113.9")
    assert SecureLink.objects.get().opened_count == 1
    entry = Entry.objects.filter(verb="read", subject_id="answer").get()
    assert entry.actor_kind == "body"
    assert entry.address == "203.0.113.9"


def test_answering_with_a_file_reaches_the_officer(asked, client):
    page = client.post(f"/en/answer/{asked[1]}/", {"text": "We looked into it.", "files": portal.picture("order.png")})
    assert page["Location"] == f"/en/answer/{asked[1]}/sent/"
    inquiry = Inquiry.objects.get()
    assert inquiry.answer == "We looked into it."
    assert inquiry.answered_at
    assert Attachment.objects.get(part="answer").added_by == "body"
    proof = client.get(page["Location"])
    assert proof.status_code == 200
    assert "Your answer has reached us" in proof.content.decode()


def test_an_empty_answer_is_asked_for(asked, client):
    page = client.post(f"/en/answer/{asked[1]}/", {"text": " "})
    assert page.status_code == 200
    assert "Write your answer" in page.content.decode()
    assert Inquiry.objects.get().answered_at is None


def test_pressing_twice_is_one_answer_and_no_error(asked, client):
    for _ in range(2):
        page = client.post(f"/en/answer/{asked[1]}/", {"text": "The same."})
        assert page["Location"] == f"/en/answer/{asked[1]}/sent/"
    assert Entry.objects.filter(verb="answer_inquiry").count() == 1


def test_a_used_link_says_so_and_shows_what_was_typed_now(asked, client):
    client.post(f"/en/answer/{asked[1]}/", {"text": "First."})
    page = client.get(f"/en/answer/{asked[1]}/")
    assert page.status_code == 410
    assert "already reached us" in page.content.decode()
    page = client.post(f"/en/answer/{asked[1]}/", {"text": "A second thought."})
    assert page.status_code == 410
    assert "A second thought." in page.content.decode()
    assert "was not sent" in page.content.decode()
    assert Inquiry.objects.get().answer == "First."


def test_an_expired_link_says_so_and_shows_what_was_typed(asked, client):
    SecureLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    page = client.post(f"/en/answer/{asked[1]}/", {"text": "Written too long."})
    assert page.status_code == 410
    assert "expired" in page.content.decode()
    assert "Written too long." in page.content.decode()
    assert client.get(f"/en/answer/{asked[1]}/").status_code == 410
    assert Inquiry.objects.get().answered_at is None


def test_an_unknown_link_is_a_clear_page(office, client):
    for token in (vault.new_token(), "x", "🦉", "a" * 3000):
        page = client.get(f"/en/answer/{token}/")
        assert page.status_code == 404
        assert "link is not complete" in page.content.decode()
        assert client.get(f"/en/answer/{token}/sent/")["Location"].startswith("/en/answer/")


def test_sent_before_anything_was_sent_leads_back(asked, client):
    assert client.get(f"/en/answer/{asked[1]}/sent/")["Location"] == f"/en/answer/{asked[1]}/"


def test_the_language_switch_keeps_what_is_being_written(asked, client):
    page = client.post(
        f"/ru/answer/{asked[1]}/", {"text": "half an answer", "_language": "ru", "files": portal.picture("order.png")}
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert "half an answer" in text
    assert "order.png" in text
    assert 'lang="ru"' in text
    assert Inquiry.objects.get().answered_at is None


@pytest.mark.parametrize(
    ("name", "content"), [("order.png", b"MZ" + b"\0" * 400), ("empty.png", b""), ("page.html", b"<script>1</script>")]
)
def test_a_bad_file_keeps_the_answer_and_the_link(asked, client, name, content):
    page = client.post(f"/en/answer/{asked[1]}/", {"text": "kept words", "files": portal.picture(name, content)})
    assert page.status_code == 200
    assert "kept words" in page.content.decode()
    assert f"{name}: " in page.content.decode()
    assert SecureLink.objects.get().used_at is None


def test_an_answer_that_comes_when_the_complaint_left_the_road_is_kept_on_the_page(asked, complaint, client):
    Complaint.objects.update(state="declined")
    page = client.post(f"/en/answer/{asked[1]}/", {"text": "kept words"})
    assert page.status_code == 409
    assert "kept words" in page.content.decode()
    assert SecureLink.objects.get().used_at is None


def test_reporting_on_a_recommendation(recommended, client):
    page = client.get(f"/en/answer/{recommended[1]}/").content.decode()
    assert "Report on our recommendation" in page
    assert "Open proceedings." in page
    refused = client.post(f"/en/answer/{recommended[1]}/", {"text": "We opened them."})
    assert refused.status_code == 200
    assert "Choose yes or no" in refused.content.decode()
    assert "We opened them." in refused.content.decode()
    for _ in range(2):
        done = client.post(
            f"/en/answer/{recommended[1]}/", {"accepted": "yes", "text": "We opened them.", "files": portal.picture("order.png")}
        )
        assert done["Location"] == f"/en/answer/{recommended[1]}/sent/"
    report = MeasureReport.objects.get()
    assert report.accepted
    assert report.text == "We opened them."
    assert report.blob.name == "order.png"


def test_one_file_with_a_report(recommended, client):
    two = [portal.picture("a.png"), portal.picture("b.png")]
    page = client.post(f"/en/answer/{recommended[1]}/", {"accepted": "no", "text": "kept", "files": two})
    assert page.status_code == 200
    assert "too many files" in page.content.decode()
    assert MeasureReport.objects.count() == 0
