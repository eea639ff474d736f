"""Inquiries to several bodies, a second inquiry, and going on without an answer."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from arasha import vault
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import base, by_post, examination, inquiries, outbox
from arasha.complaints.digest import digest
from arasha.complaints.models import Complaint, Inquiry, Step, Term
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter, Outgoing
from arasha.letters.queries import is_as_sent
from tests import office as example
from tests.complaints import desk
from tests.complaints.body_page import Contact
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.complaints.test_desk_verbs import do
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DUE = date(2026, 4, 2)  # ten working days after 16 March 2026; 21 to 25 March are days off
LATE = AT + timedelta(days=20)
SAID = {"summary": "A beating.", "questions": "What happened there?"}


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def to_two(office, complaint, **more):
    to = [(office.body, example.contact_of(office.body)), (office.other_body, None)]
    return inquiries.send_inquiries(complaint.id, by=office.by("officer"), at=AT, to=to, **SAID, named=False, **more)


def second(office, complaint, first, *, when=LATE, **more):
    said = {"body": first.body, "contact": first.contact, **SAID, "named": False, **more}
    return examination.send_inquiry(complaint.id, by=office.by("officer"), at=when, follows=first, **said)


def details(complaint, verb):
    return [row.details for row in entries_of(complaint.id).rows if row.verb == verb]


# several bodies


def test_each_body_has_its_own_letter_number_link_term_and_entry(office, complaint):
    sent = to_two(office, complaint)
    assert not sent.refused
    assert [one.body for one in sent.inquiries] == [office.body, office.other_body]
    vault.load_keys([complaint.key_id])
    letters = [Letter.objects.get(pk=one.letter_id) for one in sent.inquiries]
    assert len({letter.number for letter in letters}) == 2
    assert [letter.channel for letter in letters] == ["link", "post"]
    assert all("What happened there?" in letter.text and is_as_sent(letter) for letter in letters)
    assert "secure link" not in letters[1].text
    terms = {term.target_id: term for term in Term.objects.filter(purpose="body_answer")}
    assert set(terms) == {one.id for one in sent.inquiries}
    assert {term.due_on for term in terms.values()} == {DUE}
    assert [one["body"] for one in details(complaint, "send_inquiry")] == [office.other_body.code, office.body.code]
    assert SecureLink.objects.get().target_id == sent.inquiries[0].id
    assert bytes(Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first().digest) == digest(str(complaint.id))


def test_one_answer_ends_one_term_and_the_others_are_awaited(office, complaint):
    first, other = to_two(office, complaint).inquiries
    by_post.record_answer(
        other.id, by=office.by("officer"), at=AT, received_on=AT.date(), came_by="post", text="We know nothing."
    )
    assert Term.objects.get(target_id=other.id).ended_on == AT.date()
    assert Term.objects.get(target_id=first.id).ended_on is None
    row = Complaint.objects.get(pk=complaint.id)
    assert (row.state, row.due_on) == ("examination", DUE)
    SecureLink.objects.update(code_hash=b"x" * 32)
    assert "has not answered yet" in text_of(sign_in(office, "officer").get(at("complaint", complaint.id)))


def test_what_could_not_be_sent_is_said_and_the_others_go(office, complaint, monkeypatch):
    real = inquiries.send_inquiry

    def refuse_first(*args, body, **more):
        if body == office.body:
            raise base.NotPossibleNow("This body is closed today.")
        return real(*args, body=body, **more)

    monkeypatch.setattr(inquiries, "send_inquiry", refuse_first)
    also = {"also": [office.other_body.code], f"contact-{office.other_body.code}": "post"}
    page = do(sign_in(office, "officer"), complaint, "send_inquiry", body=office.body.code, contact="post", **also, **SAID)
    assert page.status_code == 302
    told = text_of(page.client.get(page["Location"]))
    assert Inquiry.objects.get().body == office.other_body
    assert "This body is closed today." in told
    with pytest.raises(base.NotPossibleNow):
        inquiries.send_inquiries(complaint.id, by=office.by("officer"), at=AT, to=[(office.body, None)], **SAID, named=False)


def test_the_page_sends_to_several_and_pressing_twice_sends_once(office, complaint):
    from arasha.ids import new_id

    client, other = sign_in(office, "officer"), office.other_body
    begun = do(client, complaint, "send_inquiry", body=office.body.code, add_body=other.code, _add_body="1", **SAID)
    html = begun.content.decode()
    assert f'name="contact-{other.code}"' in html
    assert "What happened there?" in html
    disclosed = re.findall(r'<section class="disclosure.*?</section>', html, re.S)
    assert len(disclosed) == 2, "what each of them would learn"
    assert office.body.name("en") in disclosed[0]
    assert other.name("en") in disclosed[1]
    typed = {"body": office.body.code, "contact": "post", "also": [other.code], f"contact-{other.code}": "post", **SAID}
    undecided = do(client, complaint, "send_inquiry", **typed, add_body=office.body.code)
    assert "Press “Add this body”" in text_of(undecided)
    shown = do(client, complaint, "send_inquiry", **typed, _preview="1")
    assert shown.content.decode().count('<article class="sheet') == 2
    assert 'class="letter-text"' not in shown.content.decode(), "the words of several letters follow from what is typed"
    press = {"press": str(new_id()), "version": Complaint.objects.get(pk=complaint.id).version}
    for _each in range(2):
        assert do(client, complaint, "send_inquiry", **typed, **press).status_code == 302
    assert Inquiry.objects.count() == 2
    dropped = do(client, complaint, "send_inquiry", **typed, _drop_body=other.code)
    assert f'name="contact-{other.code}"' not in dropped.content.decode()


def test_each_must_have_somebody_who_gets_it(office, complaint):
    example.contact_of(office.other_body)
    example.contact_of(office.other_body)
    typed = {"body": office.body.code, "contact": "post", "also": [office.other_body.code], **SAID}
    page = do(sign_in(office, "officer"), complaint, "send_inquiry", **typed)
    assert "Choose who gets it." in text_of(page)
    assert not Inquiry.objects.exists()


def test_each_stands_with_its_term_in_the_story_the_acts_and_my_work(office, complaint):
    to_two(office, complaint)
    client = sign_in(office, "officer")
    story = text_of(client.get(at("complaint", complaint.id)))
    assert story.count("The answer is due by 2 April 2026.") == 2
    with counted() as statements:
        acts = client.get(at("complaint", complaint.id, query="?tab=acts"))
    assert len(statements) <= 12, statements
    for body in (office.body, office.other_body):
        assert body.name("en") in text_of(acts)
    with counted() as statements:
        work = client.get(at("my-work"))
    assert len(statements) <= 12, statements
    assert f"{office.body.name('en')} (2 Apr 2026)" in text_of(work)
    assert f"{office.other_body.name('en')} (2 Apr 2026)" in text_of(work)


# a second inquiry


def test_a_second_inquiry_to_a_body_that_did_not_answer(office, complaint, monkeypatch):
    first = to_two(office, complaint).inquiries[0]
    with pytest.raises(base.NotPossibleNow, match="still has time"):
        second(office, complaint, first, when=AT)
    made = second(office, complaint, first)
    first.refresh_from_db()
    assert (made.follows_id, first.let_go_at) == (first.id, LATE)
    assert Term.objects.get(target_id=first.id).ended_by == "send_inquiry"
    assert Term.objects.get(target_id=made.id).ended_on is None
    assert SecureLink.objects.get(target_id=first.id).revoked_at == LATE
    vault.load_keys([complaint.key_id])
    letter = Letter.objects.get(pk=made.letter_id)
    assert letter.code == "inquiry_second"
    assert Letter.objects.get(pk=first.letter_id).number in letter.text
    assert "ответа у нас нет" in letter.text
    assert is_as_sent(letter)
    assert details(complaint, "send_inquiry")[0]["follows"] == str(first.id)
    assert bytes(Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first().digest) == digest(str(complaint.id))
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    page = text_of(sign_in(office, "officer").get(at("complaint", complaint.id, query="?tab=acts")))
    assert f"Second inquiry, to no. {Letter.objects.get(pk=first.letter_id).number}" in page
    assert "we do not wait any longer" in page


def test_a_second_inquiry_to_an_answer_that_does_not_suffice(office):
    complaint = desk.answered(office)
    first = Inquiry.objects.get()
    client = sign_in(office, "officer")
    assert f"follows={first.id}" in client.get(at("complaint", complaint.id, query="?tab=acts")).content.decode()
    page = client.get(at("verb", complaint.id, "send_inquiry", query=f"?follows={first.id}"))
    assert Letter.objects.get(pk=first.letter_id).number in text_of(page)
    assert 'name="add_body"' not in page.content.decode()
    typed = {"body": first.body.code, "contact": str(first.contact_id), "follows": str(first.id), **SAID}
    assert do(client, complaint, "send_inquiry", **typed).status_code == 302
    made = Inquiry.objects.get(follows=first)
    first.refresh_from_db()
    assert first.let_go_at is None
    vault.load_keys([complaint.key_id])
    assert "Ваш ответ от" in Letter.objects.get(pk=made.letter_id).text


def test_a_second_inquiry_goes_to_the_same_body_of_the_same_complaint(office):
    complaint = desk.answered(office)
    first = Inquiry.objects.select_related("body", "contact").get()
    with pytest.raises(base.NotPossibleNow):
        second(office, complaint, first, body=office.other_body, contact=None)
    other = example.in_examination(office)
    with pytest.raises(base.NotPossibleNow, match="asked first"):
        second(office, other, first)
    page = sign_in(office, "officer").get(at("verb", other.id, "send_inquiry", query=f"?follows={first.id}"))
    assert "Second inquiry" not in text_of(page)


def test_recalling_one_of_several_leaves_the_others(office, complaint, settings):
    settings.RECALL_MINUTES = 10
    first, other = to_two(office, complaint).inquiries
    outbox.recall_letter(complaint.id, by=office.by("officer"), at=AT, letter_id=other.letter_id, reason="Not for them.")
    assert Inquiry.objects.get() == first
    assert SecureLink.objects.get().revoked_at is None
    assert Term.objects.get(target_id=first.id).ended_on is None


def test_a_recalled_second_inquiry_leaves_the_first_awaited(office, complaint, settings):
    first = to_two(office, complaint).inquiries[0]
    settings.RECALL_MINUTES = 10
    made = second(office, complaint, first)
    outbox.recall_letter(complaint.id, by=office.by("officer"), at=LATE, letter_id=made.letter_id, reason="Too early.")
    first.refresh_from_db()
    assert first.is_awaited
    assert SecureLink.objects.get(target_id=first.id).revoked_at is None
    assert Term.objects.get(target_id=first.id).ended_on is None
    assert not Inquiry.objects.filter(pk=made.pk).exists()


# going on


def test_going_on_without_the_answer_ends_the_term_and_leaves_the_link(office, monkeypatch):
    complaint = desk.asked(office)
    inquiry = Inquiry.objects.get()
    due = Term.objects.get(target_id=inquiry.id).due_on
    with pytest.raises(base.NotYours):
        inquiries.go_on_without(inquiry.id, by=office.by("registrar"), at=AT, reason="x")
    client = sign_in(office, "officer")
    assert "Write why" in text_of(do(client, complaint, "go_on_without", inquiry=str(inquiry.id), reason=""))
    assert do(client, complaint, "go_on_without", inquiry=str(inquiry.id), reason="Two witnesses are enough.").status_code == 302
    term = Term.objects.get(target_id=inquiry.id)
    assert (term.due_on, term.ended_by) == (due, "go_on_without")
    assert details(complaint, "go_on_without")[0]["inquiry"] == str(inquiry.id)
    assert "record_finding" in client.get(at("complaint", complaint.id)).content.decode()
    with pytest.raises(base.NotPossibleNow):
        inquiries.go_on_without(inquiry.id, by=office.by("officer"), at=AT, reason="Again.")
    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(days=2))
    token = vault.new_token()
    SecureLink.objects.update(token_hash=vault.token_hash(token))
    body = Contact(Client())
    assert body.post(f"/en/answer/{token}/", {"text": "Here it is after all."}).status_code == 302
    inquiry.refresh_from_db()
    assert inquiry.answer == "Here it is after all."


def test_an_answer_after_the_term_is_taken_and_marked(office, monkeypatch):
    complaint = desk.asked(office)
    monkeypatch.setattr(timezone, "now", lambda: LATE)
    token = vault.new_token()
    SecureLink.objects.update(token_hash=vault.token_hash(token))
    body, path = Contact(Client()), f"/en/answer/{token}/"
    assert "This day has passed" in text_of(body.get(path))
    sent = body.post(path, {"text": "We were slow."})
    assert "after the term" in text_of(body.get(sent["Location"]))
    assert Term.objects.get(purpose="body_answer").kept is False
    page = text_of(sign_in(office, "officer").get(at("complaint", complaint.id, query="?tab=acts")))
    assert "after the term" in page
    assert Outgoing.objects.count() > 0
    assert Step.objects.filter(verb="answer_inquiry").count() == 1
