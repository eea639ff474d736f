"""More time for a body's answer: asked on its page, granted within the office's policy, refused, read on its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from arasha import vault
from arasha.bodies.models import SecureLink
from arasha.complaints import book as books
from arasha.complaints.actions import base, by_post, more_time
from arasha.complaints.digest import digest
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.models import Inquiry, MoreTime, Step, Term
from arasha.ids import new_id
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter, Outgoing
from arasha.letters.queries import is_as_sent
from tests import office as example
from tests.complaints import desk
from tests.complaints.body_page import Contact
from tests.complaints.desk import at, sign_in, text_of
from tests.complaints.test_desk_verbs import do
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DUE = date(2026, 4, 2)
MOST = date(2026, 4, 16)  # ten working days more
ASKED = date(2026, 4, 8)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def complaint(office):
    return desk.asked(office)


@pytest.fixture
def inquiry(complaint):
    return Inquiry.objects.get()


@pytest.fixture
def path(complaint):
    token = vault.new_token()
    SecureLink.objects.update(token_hash=vault.token_hash(token))
    return f"/en/answer/{token}/"


def ask(inquiry, *, until=ASKED, when=AT):
    by = BodyContactPerson(SecureLink.objects.get(), "203.0.113.9")
    return more_time.ask_more_time(inquiry.id, by=by, at=when, until=until, reason="The file is in the archive.")


def term() -> Term:
    return Term.objects.get(purpose="body_answer")


def details(complaint, verb):
    return next(row.details for row in entries_of(complaint.id).rows if row.verb == verb)


def test_the_body_asks_on_its_page_and_what_it_wrote_stays(complaint, path):
    body = Contact(Client())
    assert "Ask for more time" in text_of(body.get(path))
    typed = {"text": "So far we know this.", "time-until": "08 04 2026", "time-reason": "The file is in the archive."}
    bad = body.post(path, {**typed, "time-until": "soon", "_more_time": "1"})
    assert "could not read the date" in text_of(bad)
    assert "So far we know this." in bad.content.decode()
    page = body.post(path, {**typed, "_more_time": "1"})
    assert "You asked for time until 8 April 2026" in text_of(page)
    assert "So far we know this." in page.content.decode()
    assert 'name="_more_time"' not in page.content.decode(), "one request at a time"
    request = MoreTime.objects.get()
    assert (request.asked_until, request.reason, request.decided_at) == (ASKED, "The file is in the archive.", None)
    assert term().due_on == DUE
    told = details(complaint, "ask_more_time")
    assert told["until"] == "2026-04-08"
    assert "archive" not in str(told)
    assert Entry.objects.filter(verb="ask_more_time").get().actor_kind == "body"
    assert bytes(Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first().digest) == digest(str(complaint.id))
    assert Inquiry.objects.get().answered_at is None
    assert SecureLink.objects.get().used_at is None


def test_what_cannot_be_asked(office, inquiry):
    with pytest.raises(base.NotPossibleNow, match="time until then anyway"):
        ask(inquiry, until=DUE)
    with pytest.raises(base.NotPossibleNow, match="day has passed"):
        ask(inquiry, until=date(2026, 5, 20), when=AT + timedelta(days=18))
    ask(inquiry)
    with pytest.raises(base.NotPossibleNow, match="asked already"):
        ask(inquiry)
    request = MoreTime.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        MoreTime.objects.create(
            complaint=inquiry.complaint, inquiry=inquiry, asked_at=AT, asked_until=ASKED, came_by="link", reason=request.reason
        )


def test_the_link_of_another_letter_asks_for_nothing(office, inquiry):
    """Each body speaks for its own letter only: another of the same complaint is not theirs."""
    link = SecureLink.objects.get()
    link.target_id = new_id()
    by = BodyContactPerson(link, "203.0.113.9")
    with pytest.raises(base.NotYours):
        more_time.ask_more_time(inquiry.id, by=by, at=AT, until=ASKED, reason="The file is in the archive.")
    assert not MoreTime.objects.exists()


def test_granted_the_term_the_link_the_letter_and_the_body_s_page(office, complaint, inquiry, path, mailoutbox):
    ask(inquiry)
    link = SecureLink.objects.get()
    client = sign_in(office, "officer")
    shown = text_of(client.get(at("verb", complaint.id, "grant_more_time")))
    assert "The file is in the archive." in shown
    assert "may be extended until 16 April 2026" in shown
    done = do(
        client, complaint, "grant_more_time", inquiry=str(inquiry.id), until="08 04 2026", words="Send what you have first."
    )
    assert done.status_code == 302
    longer = term()
    assert (longer.first_due_on, longer.due_on, longer.ended_on) == (DUE, ASKED, None)
    assert longer.why["facts"][-1] == {"kind": "due", "on": "2026-04-08"}
    told = details(complaint, "grant_more_time")
    assert (told["before"], told["after"]) == ("2026-04-02", "2026-04-08")
    vault.load_keys([complaint.key_id])
    letter = Letter.objects.get(code="more_time")
    assert "8 апреля 2026" in letter.text
    assert "Send what you have first." in letter.text
    assert is_as_sent(letter)
    assert Letter.objects.get(code="inquiry").number in letter.text
    request = MoreTime.objects.get()
    assert (request.granted_until, request.letter_id, request.decided_by.username) == (ASKED, letter.id, "officer")
    assert SecureLink.objects.get().expires_at > link.expires_at
    assert Outgoing.objects.get(kind="told").letter.code == "inquiry"
    assert bytes(Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first().digest) == digest(str(complaint.id))
    page = text_of(Contact(Client()).get(path))
    assert "You have more time" in page
    assert "by 8 April 2026" in page
    assert "Send what you have first." in page


def test_the_mail_names_the_number_and_nothing_else(office, complaint, inquiry, mailoutbox):
    from arasha.letters import outbox

    ask(inquiry)
    more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=AT, until=ASKED, words="Send what you have first.")
    outbox.carry_out(Outgoing.objects.get(kind="told").id, at=AT)
    sent = mailoutbox[-1]
    assert sent.to == ["contact@example.org"]
    assert Letter.objects.get(code="inquiry").number in sent.body
    for secret in ("Send what", "archive", complaint.number, "answer/"):
        assert secret not in sent.body + sent.subject
    assert Outgoing.objects.get(kind="told").address is None


def test_no_further_than_the_policy_and_no_earlier_than_the_term(office, complaint, inquiry):
    ask(inquiry)
    for until in (MOST + timedelta(days=1), DUE):
        with pytest.raises(base.NotPossibleNow):
            more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=AT, until=until)
    assert term().due_on == DUE
    assert not Letter.objects.filter(code="more_time").exists()
    more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=AT, until=date(2026, 4, 4))  # a Saturday
    assert term().due_on == date(2026, 4, 6)
    more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=AT, until=MOST)
    assert term().due_on == MOST
    with pytest.raises(base.NotPossibleNow):
        more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=AT, until=MOST + timedelta(days=3))


def test_whoever_asked_in_time_does_not_lose_by_our_being_slow(office, inquiry):
    ask(inquiry)
    late = AT + timedelta(days=18)
    more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=late, until=ASKED)
    assert term().due_on == ASKED


def test_without_a_policy_nothing_is_given(office, complaint, inquiry, monkeypatch):
    book = books.current_book()
    bare = replace(book, policies={name: rows for name, rows in book.policies.items() if name != "more_time"})
    monkeypatch.setattr(base, "current_book", lambda: bare)
    with pytest.raises(base.NotPossibleNow, match="no policy of the office"):
        more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=AT, until=ASKED)


def test_refused_the_term_stays_and_the_body_reads_why(office, complaint, inquiry, path):
    ask(inquiry)
    client = sign_in(office, "officer")
    assert "Write why" in text_of(do(client, complaint, "refuse_more_time", inquiry=str(inquiry.id), reason=""))
    done = do(client, complaint, "refuse_more_time", inquiry=str(inquiry.id), reason="The person is still in danger.")
    assert done.status_code == 302
    assert term().due_on == DUE
    vault.load_keys([complaint.key_id])
    letter = Letter.objects.get(code="more_time")
    assert "не можем дать" in letter.text
    assert "The person is still in danger." in letter.text
    assert is_as_sent(letter)
    assert details(complaint, "refuse_more_time")["request"] == str(MoreTime.objects.get().id)
    page = text_of(Contact(Client()).get(path))
    assert "There is no more time" in page
    assert "still in danger" in page
    with pytest.raises(base.NotPossibleNow):
        more_time.refuse_more_time(inquiry.id, by=office.by("officer"), at=AT, reason="Again.")
    ask(inquiry)  # it may ask once more
    assert MoreTime.objects.count() == 2


@pytest.mark.parametrize("role", ["registrar", "lawyer"])
def test_who_does_not_work_on_it_decides_nothing(office, inquiry, role):
    ask(inquiry)
    with pytest.raises(base.NotYours):
        more_time.grant_more_time(inquiry.id, by=office.by(role), at=AT, until=ASKED)
    with pytest.raises(base.NotYours):
        more_time.refuse_more_time(inquiry.id, by=office.by(role), at=AT, reason="x")


def test_a_body_without_a_contact_is_told_by_post(office):
    from arasha.complaints.actions import examination

    complaint = example.in_examination(office)
    made = examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=None, summary="A beating.", questions="What?", named=False
    )  # fmt: skip
    client = sign_in(office, "officer")
    typed = {"inquiry": str(made.id), "until": "08 04 2026", "came_by": "phone"}
    assert do(client, complaint, "grant_more_time", **typed).status_code == 302
    request = MoreTime.objects.get()
    assert (request.came_by, request.granted_until) == ("phone", ASKED)
    assert Letter.objects.get(code="more_time").channel == "post"
    assert Outgoing.objects.get(letter=request.letter_id).kind == "post"


def test_the_answer_closes_a_request_that_waits(office, complaint, inquiry):
    ask(inquiry)
    assert "asks for more time" in text_of(sign_in(office, "officer").get(at("complaint", complaint.id)))
    by_post.record_answer(inquiry.id, by=office.by("officer"), at=AT, received_on=AT.date(), came_by="post", text="Found.")
    request = MoreTime.objects.get()
    assert request.decided_at == AT
    assert request.granted_until is None
    assert Step.objects.filter(verb="refuse_more_time").count() == 0


def test_the_complainant_reads_it_in_plain_words(office, complaint, inquiry):
    from arasha.complaints import plain_words

    ask(inquiry)
    more_time.grant_more_time(inquiry.id, by=office.by("officer"), at=AT, until=ASKED)
    procedure = books.current_book().procedure
    for verb in ("ask_more_time", "grant_more_time", "remind_body"):
        assert procedure.verb(verb).public
        assert verb in plain_words.STEPS
    for verb in ("give_code", "revoke_link", "refuse_more_time", "go_on_without"):
        assert not procedure.verb(verb).public
