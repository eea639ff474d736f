"""The review on its pages: asked on the portal with the code, recorded out of a message, given, answered, signed at the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from arasha.complaints import reviews
from arasha.complaints.actions import decision, examination, registration, review, screening
from arasha.complaints.actions.base import current_book
from arasha.complaints.doers import Complainant, Staff
from arasha.complaints.models import Attachment, Complaint, Message, Review
from arasha.complaints.portal import follow
from arasha.complaints.portal.limits import Guesses
from arasha.journal import Actor
from arasha.people import actions as people
from tests.complaints import portal_office as portal
from tests.complaints.desk import at as address
from tests.complaints.desk import counted, sign_in, text_of, topic
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PAGE = "/en/follow/complaint/"


@pytest.fixture(autouse=True)
def _nobody_guessed(monkeypatch):
    monkeypatch.setattr(follow, "guesses", Guesses())


@pytest.fixture
def told(office, client):
    """Told on the portal, decided without a recommendation; with the code of the complaint."""
    kind, region = office.body.code.split(":")
    code = portal.told(client, body={"body": kind, "body_region": region, "body_text": ""})
    client.cookies.clear()
    complaint = Complaint.objects.get()
    now = timezone.now()
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=now, subject="Synthetic", topic=topic())
    screening.accept(complaint.id, by=office.by("lawyer"), at=now, looked=True)
    examination.assign(complaint.id, by=office.by("head"), at=now, officer=office.staff["officer"])
    examination.record_finding(
        complaint.id, by=office.by("officer"), at=now, topic=topic(), result="no_breach", reasoning="Nothing was found."
    )
    decision.propose_decision(complaint.id, by=office.by("officer"), at=now)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=now)
    return Complaint.objects.get(), code


@pytest.fixture
def inside(told, client):
    client.post("/en/follow/", {"code": told[1]})
    return client


@pytest.fixture
def reviewer(office):
    return people.add_user(
        "reviewer",
        name="Example reviewer",
        office=office.centre,
        roles=["officer"],
        password=None,
        at=AT,
        by=Actor("system", "tests"),
    )


def ask(client: Client, text: str = "You heard nobody of us.", **more):
    return client.post("/en/follow/review/", {"text": text, **more})


def test_the_person_asks_with_the_code_and_sees_what_comes_next(told, inside):
    assert "/en/follow/review/" in inside.get(PAGE).content.decode()
    page = text_of(inside.get("/en/follow/review/"))
    for words in ("took no part in it", "You can ask until", "Office policy, not law", "Read our decision again"):
        assert words in page, words
    assert "Write your message first" in text_of(ask(inside, ""))
    assert ask(inside, files=portal.picture())["Location"] == PAGE
    shown = text_of(inside.get(PAGE))
    for words in ("You asked for a review", "You get our answer on the review", "You heard nobody of us."):
        assert words in shown, words
    assert "/en/follow/review/" not in inside.get(PAGE).content.decode()
    assert Attachment.objects.filter(part="message", target_id=Review.objects.get().message_id).count() == 1


def test_pressed_twice_it_is_asked_once(told, inside):
    ask(inside)
    assert ask(inside).status_code == 302
    assert Review.objects.count() == Message.objects.count() == 1


def test_after_the_last_day_the_page_says_so_and_takes_it(told, inside, monkeypatch):
    late = reviews.time_to_ask(current_book(), timezone.now()).due_on + timedelta(days=2)
    then = timezone.now().replace(year=late.year, month=late.month, day=late.day)
    monkeypatch.setattr(timezone, "now", lambda: then)
    inside.post("/en/follow/", {"code": told[1]})
    assert "we take it, and note that it came later" in text_of(inside.get("/en/follow/review/"))
    ask(inside)
    assert Review.objects.get().late


def test_a_second_time_the_page_is_kind_and_names_other_ways(office, told, inside, reviewer):
    ask(inside)
    now, complaint = timezone.now(), told[0]
    review.assign_review(complaint.id, by=office.by("head"), at=now, reviewer=reviewer)
    review.propose_review(complaint.id, by=Staff(reviewer), at=now, answer="upheld", reasoning="It stands.")
    review.sign_review(complaint.id, by=office.by("deputy"), at=now)
    assert "We answered your request for a review" in text_of(inside.get(PAGE))
    page = text_of(inside.get("/en/follow/review/"))
    for words in ("We have already looked again", "new facts or arguments", "go to court"):
        assert words in page, words
    assert ask(inside).status_code == 200
    assert Review.objects.count() == 1


def test_while_the_answer_may_be_recalled_nothing_of_it_is_told(office, told, inside, reviewer, settings):
    ask(inside)
    now, complaint = timezone.now(), told[0]
    review.assign_review(complaint.id, by=office.by("head"), at=now, reviewer=reviewer)
    review.propose_review(complaint.id, by=Staff(reviewer), at=now, answer="reopen", reasoning="Heard nobody.")
    settings.RECALL_MINUTES = 10
    review.reopen(complaint.id, by=office.by("deputy"), at=timezone.now())
    page = text_of(inside.get(PAGE))
    assert "We take up your complaint again" not in page
    assert "You get our answer on the review" in page
    assert "You get our answer Somebody is being chosen" not in page


def test_before_a_decision_there_is_no_such_page(office, client):
    code = portal.told(client)
    client.cookies.clear()
    client.post("/en/follow/", {"code": code})
    assert client.get("/en/follow/review/")["Location"] == PAGE
    assert "/en/follow/review/" not in client.get(PAGE).content.decode()


def test_a_message_becomes_a_request_in_the_story(office, told, inside):
    inside.post("/en/follow/write/", {"text": "This cannot be your last word."})
    complaint, message = told[0], Message.objects.get()
    lawyer = sign_in(office, "lawyer")
    link = f"/do/record_review_request/?message={message.id}"
    assert link in lawyer.get(address("complaint", complaint.id)).content.decode()
    page = lawyer.get(address("verb", complaint.id, "record_review_request", query=f"?message={message.id}"))
    assert "This cannot be your last word." in text_of(page)
    assert 'name="channel"' not in page.content.decode()
    typed = {"version": Complaint.objects.get().version, "message": str(message.id)}
    assert lawyer.post(address("verb", complaint.id, "record_review_request"), typed).status_code == 302
    assert Review.objects.get().message == message
    assert link not in lawyer.get(address("complaint", complaint.id)).content.decode()


def test_the_whole_way_at_the_desk(office, told, inside, reviewer):
    ask(inside)
    complaint = told[0]
    head, other, deputy = sign_in(office, "head"), Client(headers={"host": "testserver"}), sign_in(office, "deputy")
    other.force_login(reviewer, backend="django.contrib.auth.backends.ModelBackend")
    assert other.get(address("complaint", complaint.id)).status_code == 404
    assert complaint.number in text_of(head.get(address("my-work")))
    page = head.get(address("verb", complaint.id, "assign_review"))
    assert "Example reviewer" in text_of(page)
    assert (
        "Example officer"
        not in text_of(page).replace("Example officer ·", "").split("Who looks at it anew?")[1].split("What will")[0]
    )

    def do(client, verb, **typed):
        version = Complaint.objects.get().version
        return client.post(address("verb", complaint.id, verb), {"version": version, **typed})

    assert do(head, "assign_review", reviewer=str(reviewer.pk)).status_code == 302
    assert "do the review" in text_of(other.get(address("my-work")))
    with counted() as statements:
        shown = text_of(other.get(address("complaint", complaint.id)))
    assert len(statements) <= 12, statements
    assert "review: Example reviewer" in shown
    form = text_of(other.get(address("verb", complaint.id, "propose_review")))
    assert "You heard nobody of us." in form
    assert "Our decision on your complaint" in form
    typed = {"answer": "partly", "reasoning": "We heard your neighbour.", "other_ways": ["remedy.write_again"]}
    assert "we change a part of our decision" in text_of(do(other, "propose_review", **typed, _preview="1"))
    assert Review.objects.get().answer == ""
    assert do(other, "propose_review", **typed).status_code == 302
    assert complaint.number in text_of(deputy.get(address("signing")))
    commissioner = sign_in(office, "commissioner")
    assert (
        "You took part in the first decision" in commissioner.get(address("verb", complaint.id, "sign_review")).content.decode()
    )
    assert do(deputy, "send_back_review", note="Say what the neighbour said.").status_code == 302
    assert do(other, "propose_review", **{**typed, "answer": "reopen"}).status_code == 302
    assert do(deputy, "reopen").status_code == 302
    assert Complaint.objects.get().state == "accepted"
    results = text_of(deputy.get(address("complaint", complaint.id, query="?tab=results")))
    for words in ("The complaint is taken up again", "Example reviewer", "Example deputy", "We heard your neighbour."):
        assert words in results, words
    assert "of the first decision" in text_of(deputy.get(address("complaint", complaint.id, query="?tab=rights")))


def test_several_signed_together_take_reviews_too(office, told, inside, reviewer):
    ask(inside)
    now, complaint = timezone.now(), told[0]
    review.assign_review(complaint.id, by=office.by("head"), at=now, reviewer=reviewer)
    review.propose_review(complaint.id, by=Staff(reviewer), at=now, answer="upheld", reasoning="It stands.")
    deputy = sign_in(office, "deputy")
    url = address("signing-together", query=f"?id={complaint.id}")
    assert "our decision stands" in text_of(deputy.get(url)).lower()
    typed = {"id": str(complaint.id), "read": str(complaint.id), f"version-{complaint.id}": str(Complaint.objects.get().version)}
    assert deputy.post(address("signing-together"), typed).status_code == 302
    assert Review.objects.get().signed_by == office.staff["deputy"]


def test_the_board_of_terms_names_the_reviewer(office, told, inside, reviewer):
    ask(inside)
    review.assign_review(told[0].id, by=office.by("head"), at=timezone.now(), reviewer=reviewer)
    board = text_of(sign_in(office, "head").get(address("terms", query="?purpose=review")))
    assert "Example reviewer" in board
    assert Complainant(told[0].id).actor.kind == "public"
