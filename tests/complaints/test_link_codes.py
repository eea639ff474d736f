"""The second factor of a body's link: a code that goes apart, few tries, a lock, a new code; and a link closed by the office."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from arasha import vault
from arasha.bodies import codes
from arasha.bodies.errors import LinkLocked
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import base, link_codes, outbox
from arasha.complaints.digest import digest
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.models import Complaint, Inquiry, Term
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter, Outgoing
from arasha.letters.queries import is_as_sent
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.complaints.test_desk_verbs import do
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def complaint(office):
    return desk.asked(office)


def address(link: SecureLink) -> str:
    token = vault.new_token()
    SecureLink.objects.filter(pk=link.pk).update(token_hash=vault.token_hash(token))
    return f"/en/answer/{token}/"


def given(office, complaint, way="phone") -> str:
    return link_codes.give_code(complaint.id, by=office.by("officer"), at=AT, link=SecureLink.objects.get(), way=way)


def details(complaint, verb):
    return next(row.details for row in entries_of(complaint.id).rows if row.verb == verb)


def test_without_the_code_nothing_of_the_letter_is_shown(office, complaint):
    path, body = address(SecureLink.objects.get()), Client()
    page = text_of(body.get(path))
    assert "Code for our letter" in page
    assert "What happened there" not in page
    assert complaint.number not in page
    assert "have not given you the code yet" in text_of(body.post(path, {"code": "0000 0000"}))
    assert "What happened there" not in text_of(body.post(path, {"text": "An answer.", "pass": ""}))
    assert Inquiry.objects.get().answered_at is None
    assert Entry.objects.filter(verb="wrong_code").count() == 0, "there is nothing to guess yet"
    assert SecureLink.objects.get().opened_count == 0


def test_the_code_is_told_once_and_opens_the_letter(office, complaint):
    """Right, term, journal of `give_code`; there is no letter when it is told by telephone."""
    term = Term.objects.get(purpose="body_answer").due_on
    page = do(sign_in(office, "officer"), complaint, "give_code", link=str(SecureLink.objects.get().id), way="phone")
    assert page.status_code == 200
    code = "".join(re.findall(r"<span>(\d{4})</span>", page.content.decode()))
    assert len(code) == 8
    link = SecureLink.objects.get()
    assert code.encode() not in bytes(link.code_hash)
    assert Term.objects.get(purpose="body_answer").due_on == term
    assert code not in str([(row.verb, row.details) for row in entries_of(complaint.id).rows])
    told = details(complaint, "give_code")
    assert (told["link"], told["way"], told["unlocked"]) == (str(link.id), "phone", False)
    assert bytes(Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first().digest) == digest(str(complaint.id))
    assert not Letter.objects.filter(code="link_code").exists()
    body, path = Client(), address(link)
    opened = body.post(path, {"code": f" {code[:4]}-{code[4:]} "})
    assert "What happened there" in text_of(opened)
    assert body.cookies.keys() <= {"csrftoken"}
    carried = re.search(r'name="pass" value="([^"]+)"', opened.content.decode())[1]
    assert body.post(path, {"pass": carried, "text": "We deny it."}).status_code == 302
    assert Inquiry.objects.get().answer == "We deny it."


@pytest.mark.parametrize("role", ["registrar", "lawyer"])
def test_who_does_not_work_on_it_gives_no_code(office, complaint, role):
    assert sign_in(office, role).get(at("verb", complaint.id, "give_code")).status_code == 403
    with pytest.raises(base.NotYours):
        link_codes.give_code(complaint.id, by=office.by(role), at=AT, link=SecureLink.objects.get(), way="phone")
    with pytest.raises(base.NotYours):
        link_codes.revoke_link(complaint.id, by=office.by(role), at=AT, link=SecureLink.objects.get(), reason="x")


def test_five_wrong_codes_lock_the_link_and_a_new_code_opens_it(office, complaint):
    code = given(office, complaint)
    wrong = "1" * 8 if code.replace(" ", "") != "1" * 8 else "2" * 8
    body, path = Client(), address(SecureLink.objects.get())
    for _try in range(4):
        page = body.post(path, {"code": wrong}, REMOTE_ADDR="203.0.113.9")
        assert page.status_code == 200
        assert "This is not the code" in text_of(page)
        assert "What happened there" not in text_of(page)
    assert body.post(path, {"code": wrong}).status_code == 429
    locked = body.post(path, {"code": code})
    assert locked.status_code == 429, "not even the right one"
    assert "the link is locked" in text_of(locked)
    noted = [row for row in entries_of(complaint.id).rows if row.verb == "wrong_code"]
    assert [row.details["tries"] for row in reversed(noted)] == [1, 2, 3, 4, 5]
    assert noted[0].details["locked"] is True
    assert noted[1].by.address == "203.0.113.9"
    assert wrong not in str([row.details for row in noted])
    assert bytes(Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first().digest) == digest(str(complaint.id))
    again = given(office, complaint)
    assert details(complaint, "give_code")["unlocked"] is True
    assert "This is not the code" in text_of(body.post(path, {"code": code})), "the earlier code opens nothing"
    assert "What happened there" in text_of(body.post(path, {"code": again}))
    assert SecureLink.objects.get().code_tries == 0


def test_a_right_code_forgets_the_wrong_ones_before_it(office, complaint):
    code = given(office, complaint)
    link = SecureLink.objects.get()
    who = BodyContactPerson(link, "203.0.113.9")
    for _round in range(3):
        for _try in range(codes.TRIES - 1):
            with pytest.raises(link_codes.CodeWrong):
                link_codes.enter_code(who, "not a code", at=AT)
        assert link_codes.enter_code(who, code, at=AT)
    for _try in range(codes.TRIES - 1):
        with pytest.raises(link_codes.CodeWrong):
            link_codes.enter_code(who, "", at=AT)
    with pytest.raises(LinkLocked):
        link_codes.enter_code(who, "", at=AT)


def test_a_pass_ends_with_its_hours_its_code_and_a_lock(office, complaint):
    code = given(office, complaint)
    link = SecureLink.objects.get()
    own = link_codes.enter_code(BodyContactPerson(link), code, at=AT)
    assert codes.is_pass(link, own, at=AT + codes.PASS_LASTS - timedelta(seconds=1))
    assert not codes.is_pass(link, own, at=AT + codes.PASS_LASTS)
    until, _dot, mark = own.partition(".")
    assert not codes.is_pass(link, f"{int(until) + 60}.{mark}", at=AT)
    for nothing in ("", ".", "x.y", "9" * 40, f"{until}.", f"²{until}.{mark}", f"{until}.é"):
        assert not codes.is_pass(link, nothing, at=AT)
    link.code_locked_at = AT
    assert not codes.is_pass(link, own, at=AT)
    given(office, complaint)
    assert not codes.is_pass(SecureLink.objects.get(), own, at=AT)


def test_a_pass_of_one_link_opens_no_other(office, complaint):
    code = given(office, complaint)
    other = desk.asked(office)
    one, two = SecureLink.objects.get(complaint_id=complaint.id), SecureLink.objects.get(complaint_id=other.id)
    link_codes.give_code(other.id, by=office.by("officer"), at=AT, link=two, way="phone")
    two.refresh_from_db()
    assert not codes.is_pass(two, link_codes.enter_code(BodyContactPerson(one), code, at=AT), at=AT)
    with pytest.raises(base.NotPossibleNow):  # a link of another complaint
        link_codes.give_code(complaint.id, by=office.by("officer"), at=AT, link=two, way="phone")


def test_what_was_typed_before_the_pass_ran_out_is_there_behind_the_code(office, complaint):
    code = given(office, complaint)
    path, body = address(SecureLink.objects.get()), Client()
    asked_again = body.post(path, {"pass": "1.x", "text": "Written\nall night."})
    assert "Code for our letter" in text_of(asked_again)
    kept = re.search(r'<input type="hidden" name="text" value="([^"]+)"', asked_again.content.decode())[1]
    assert "all night." in body.post(path, {"code": code, "text": kept}).content.decode()
    assert Inquiry.objects.get().answered_at is None


def test_the_code_by_post_is_a_letter_and_nobody_sees_it_at_the_desk(office, complaint):
    page = do(sign_in(office, "officer"), complaint, "give_code", link=str(SecureLink.objects.get().id), way="post")
    assert page.status_code == 302
    letter = Letter.objects.get(code="link_code")
    vault.load_keys([complaint.key_id])
    code = re.search(r"\d{4} \d{4}", letter.text)[0]
    asked = Letter.objects.get(code="inquiry")
    assert asked.number in letter.text
    assert "What happened there" not in letter.text
    assert (letter.channel, letter.language, letter.status) == ("post", "ru", "sent")
    assert is_as_sent(letter)
    assert Outgoing.objects.get(letter=letter).kind == "post"
    assert codes.is_code(SecureLink.objects.get(), code)


def test_a_contact_who_gets_codes_by_post_gets_the_letter_with_the_link(office, settings):
    from arasha.complaints.actions import directory, examination

    settings.RECALL_MINUTES = 10
    complaint = example.in_examination(office)
    contact = directory.add_contact(
        office.body, by=office.by("lawyer"), at=AT, name="Example Postov", email="p@example.org", language="kk", code_way="post"
    )
    said = {"contact": str(contact.id), "body": office.body.code, "summary": "A beating.", "questions": "What happened there?"}
    client = sign_in(office, "officer")
    shown = do(client, complaint, "send_inquiry", **said, _preview="1")
    assert shown.content.decode().count('<article class="sheet') == 1, "a code that nobody will get is not shown"
    assert do(client, complaint, "send_inquiry", **said).status_code == 302
    letter = Letter.objects.get(code="link_code")
    vault.load_keys([complaint.key_id])
    assert "Example Postov" in letter.text
    assert codes.is_code(SecureLink.objects.get(), re.search(r"\d{4} \d{4}", letter.text)[0])
    outbox.recall_letter(
        complaint.id, by=office.by("officer"), at=AT, letter_id=Letter.objects.get(code="inquiry").id, reason="Wrong body."
    )
    assert set(
        Letter.objects.filter(subject_id=complaint.id, code__in=["inquiry", "link_code"]).values_list("status", flat=True)
    ) == {"recalled"}
    assert SecureLink.objects.get().revoked_at
    assert examination  # the module that the page calls


def test_hours_run_for_an_interim_measure_so_its_code_is_told_by_telephone(office):
    from arasha.complaints.actions import directory, interim

    complaint = example.in_examination(office)
    contact = directory.add_contact(
        office.body, by=office.by("lawyer"), at=AT, name="Example Postov", email="p@example.org", language="ru", code_way="post"
    )
    interim.request_interim_measure(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=contact, what="Do not move him.", why="He is ill.",
        until=AT + timedelta(hours=20), named=False,
    )  # fmt: skip
    assert SecureLink.objects.get().code_way == "phone"
    assert not Letter.objects.filter(code="link_code").exists()


def test_a_new_link_needs_a_new_code(office, complaint):
    from arasha.complaints.actions import by_post

    given(office, complaint)
    contact = office.body.contacts.first()
    by_post.send_new_link(complaint.id, by=office.by("officer"), at=AT, target=Inquiry.objects.get(), contact=contact)
    assert SecureLink.objects.get(revoked_at=None).waits_for_code


def test_a_link_that_was_closed_opens_nothing_and_the_term_runs_on(office, complaint):
    code = given(office, complaint)
    link = SecureLink.objects.get()
    path, body = address(link), Client()
    due = Term.objects.get(purpose="body_answer").due_on
    assert "Write the reason" in text_of(do(sign_in(office, "officer"), complaint, "revoke_link", link=str(link.id), reason=" "))
    done = do(sign_in(office, "officer"), complaint, "revoke_link", link=str(link.id), reason="It went to the wrong person.")
    assert done.status_code == 302
    term = Term.objects.get(purpose="body_answer")
    assert (term.due_on, term.ended_on) == (due, None)
    assert details(complaint, "revoke_link")["link"] == str(link.id)
    page = body.post(path, {"code": code})
    assert page.status_code == 410
    assert "This link is closed" in text_of(page)
    again = sign_in(office, "officer").get(at("verb", complaint.id, "give_code"))
    assert again.status_code == 409
    assert "No link to a body is open" in text_of(again)
    with pytest.raises(base.NotPossibleNow):
        link_codes.give_code(complaint.id, by=office.by("officer"), at=AT, link=link, way="phone")


def test_a_link_made_before_there_were_codes_opens_without_one(office, complaint):
    SecureLink.objects.update(code_way="")
    path = address(SecureLink.objects.get())
    assert "What happened there" in text_of(Client().get(path))
    assert Client().post(path, {"text": "We deny it."}).status_code == 302


def test_the_next_step_is_to_tell_the_code(office, complaint):
    client = sign_in(office, "officer")
    assert "give_code" in client.get(at("complaint", complaint.id)).content.decode()
    assert "cannot open it yet" in text_of(client.get(at("complaint", complaint.id)))
    given(office, complaint)
    assert "has not answered yet" in text_of(client.get(at("complaint", complaint.id)))


def test_the_program_gets_no_code(office, complaint):
    from arasha.complaints.api.by_hand import BY_HAND

    assert "give_code" in BY_HAND
    assert isinstance(complaint.id, UUID)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("1234 5678", "12345678"), ("1234-5678", "12345678"), ("\u00a0１２３４５６７８", "12345678"), ("١٢٣٤٥٦٧٨", "12345678")],
)
def test_a_code_is_read_however_it_is_typed(typed, read):
    assert codes.read_code(typed) == read


def test_what_is_no_code_is_wrong():
    assert Complaint.objects.count() == 0
    for typed in ("", "1234567a", "1" * 5000, "🦉"):
        assert codes.read_code(typed) != "12345678"
    made = {codes.new_code() for _each in range(200)}
    assert len(made) > 190
    assert all(re.fullmatch(r"\d{8}", code) for code in made)
