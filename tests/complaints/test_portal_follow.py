"""Following with the code: what one sees, what one can do, and who gets in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from arasha import vault
from arasha.complaints.actions import correspondence, screening
from arasha.complaints.models import Attachment, Complaint, Message, PortalSession, Step
from arasha.complaints.portal import cookies, follow
from arasha.complaints.portal.limits import GUESSES, Guesses
from arasha.journal.models import Entry
from arasha.letters.models import Letter
from arasha.parties.queries import may_name
from tests.complaints import portal_office as portal

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _nobody_guessed(monkeypatch):
    monkeypatch.setattr(follow, "guesses", Guesses())


@pytest.fixture
def sent(office, client):
    """A complaint about a body of the test office's region, and its code."""
    kind, region = office.body.code.split(":")
    code = portal.told(client, body={"body": kind, "body_region": region, "body_text": ""})
    client.cookies.clear()
    return Complaint.objects.get(), code


@pytest.fixture
def inside(sent, client):
    enter(client, sent[1])
    return client


def enter(client: Client, code: str, language: str = "en"):
    return client.post(f"/{language}/follow/", {"code": code})


def register(office, complaint, **kwargs):
    from arasha.complaints.actions import registration
    from arasha.complaints.book import current_book

    return registration.register_complaint(
        complaint.id,
        by=office.by("registrar"),
        at=timezone.now(),
        subject="Synthetic",
        topic=current_book().topics[-1].code,
        **kwargs,
    )


def test_the_code_opens_the_complaint_however_it_is_written(sent, client):
    for typed in (sent[1], sent[1].replace(" ", ""), sent[1].replace(" ", "-"), f"  {sent[1]} "):
        assert enter(client, typed)["Location"] == "/en/follow/complaint/"
    page = client.get("/en/follow/complaint/")
    assert page.status_code == 200
    assert "You told us" in page.content.decode()
    cookie = client.cookies[cookies.FOLLOW]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 3600


def test_a_mistyped_code_is_told_at_once_without_a_derivation(sent, client, monkeypatch):
    monkeypatch.setattr("arasha.vault.codes.hash_secret_raw", None)  # would fail if it were reached
    wrong = ("1" if sent[1][0] == "2" else "2") + sent[1][1:]
    page = enter(client, wrong)
    assert page.status_code == 400
    assert wrong in page.content.decode()
    assert "two digits may have changed places" in page.content.decode()
    page = enter(client, "12345")
    assert "22 digits" in page.content.decode()
    assert PortalSession.objects.count() == 0


def test_a_code_that_nobody_has_says_so_and_stays_in_the_field(office, client):
    typed = vault.show_code(vault.new_code())
    page = enter(client, typed)
    assert page.status_code == 404
    assert typed in page.content.decode()
    assert "No complaint opens with this code" in page.content.decode()
    assert cookies.FOLLOW not in client.cookies


def test_guessing_is_slowed_for_one_address_and_locks_nobody_else_out(sent, client):
    for _ in range(GUESSES):
        assert enter(client, vault.new_code()).status_code == 404
    page = enter(client, sent[1])
    assert page.status_code == 429
    assert sent[1] in page.content.decode()
    other = Client(REMOTE_ADDR="198.51.100.7")
    assert enter(other, sent[1]).status_code == 302


def test_a_mistyped_code_is_no_guess(sent, client):
    for _ in range(GUESSES + 5):
        assert enter(client, "1" * 22).status_code in (400, 404)
    assert enter(client, sent[1]).status_code == 302


def test_opening_is_noted_in_the_journal_without_any_address(sent, client):
    enter(client, sent[1])
    entry = Entry.objects.filter(verb="read").get()
    assert entry.actor_kind == "public"
    assert entry.address == ""


def test_the_hour_ends_and_what_one_was_writing_is_shown(inside):
    PortalSession.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    page = inside.post("/en/follow/write/", {"text": "an hour of writing"})
    text = page.content.decode()
    assert page.status_code == 403
    assert "an hour of writing" in text
    assert "closed your complaint after an hour" in text
    assert inside.cookies[cookies.FOLLOW].value == ""
    assert Message.objects.count() == 0


def test_without_a_visit_there_is_only_the_door(sent, client):
    for path in ("complaint/", "write/", "withdraw/", "consent/", "receipt/", "answer/"):
        page = client.get(f"/en/follow/{path}")
        assert page.status_code == 403
        assert "Enter your code" in page.content.decode()


def test_leaving_ends_the_visit_on_the_server_too(inside):
    token = inside.cookies[cookies.FOLLOW].value
    assert inside.post("/en/follow/leave/")["Location"] == "/en/follow/left/"
    assert PortalSession.objects.count() == 0
    inside.cookies[cookies.FOLLOW] = token
    assert inside.get("/en/follow/complaint/").status_code == 403
    assert inside.get("/en/follow/left/").status_code == 200


def test_the_cookie_alone_opens_the_post_box_and_the_database_alone_does_not(inside):
    visit = PortalSession.objects.get()
    with pytest.raises(vault.CannotOpen):
        vault.open_for_token(visit.postbox, vault.new_token())
    assert vault.open_for_token(visit.postbox, inside.cookies[cookies.FOLLOW].value)


def test_next_step_on_top_with_its_date_and_its_reason(office, sent, inside):
    page = inside.get("/en/follow/complaint/")
    assert page.context["next"][0]["until"]
    assert "We register your complaint" in page.content.decode()
    complaint = register(office, sent[0])
    page = inside.get("/en/follow/complaint/")
    text = page.content.decode()
    assert complaint.number in text
    assert "We registered your complaint" in text
    assert page.context["next"][0]["until"] == complaint.due_on
    assert "15 working days" in text  # the sum behind "why this date?"
    assert text.index("What comes next") < text.index("What you can do now") < text.index("What was done")


def test_a_term_that_is_the_offices_own_business_is_not_told(office, sent, inside):
    """That it is urgent, and that passing it on is only proposed, nobody reads on the portal; nor a reason of a date without a name."""
    from arasha.bodies.models import Body
    from arasha.complaints.actions import registration

    complaint = register(office, sent[0])
    registration.mark_urgent(complaint.id, by=office.by("registrar"), at=timezone.now(), reasons=["life"])
    screening.propose_redirect(
        complaint.id, by=office.by("lawyer"), at=timezone.now(), ground="A-JUR-OTHER", to_body=Body.objects.get(code="moe"),
        summary="A synthetic matter.", reasoning="Another body decides this.",
    )  # fmt: skip
    running = set(complaint.terms.filter(ended_on=None).values_list("purpose", flat=True))
    assert running == {"consideration", "urgent", "redirect"}
    page = inside.get("/en/follow/complaint/")
    assert [term["label"] for term in page.context["terms"]] == ["Our answer to you"]


def test_a_date_that_has_passed_is_said_to_have_passed(office, sent, inside):
    from arasha.complaints.models import Term

    register(office, sent[0])
    Term.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "This date has passed" in inside.get("/en/follow/complaint/").content.decode()


def test_letters_open_as_a_page_and_are_nobody_elses(office, sent, inside):
    register(office, sent[0])
    letter = Letter.objects.get(subject_id=sent[0].id, recipient_kind="complainant")
    page = inside.get("/en/follow/complaint/").content.decode()
    assert f"/en/follow/letters/{letter.id}/" in page
    shown = inside.get(f"/en/follow/letters/{letter.id}/").content.decode()
    assert sent[0].__class__.objects.get().number in shown
    assert "PDF of this letter is being made" in shown
    after = shown.partition("</article>")[2].partition("</main>")[0]
    assert '<a class="button secondary" href="/en/follow/complaint/">Close the letter</a>' in after
    assert inside.get(f"/en/follow/letters/{letter.id}/pdf/").status_code == 404
    stranger = Client()
    code = portal.told(stranger)
    stranger.cookies.clear()
    enter(stranger, code)
    assert stranger.get(f"/en/follow/letters/{letter.id}/").status_code == 404
    assert stranger.get("/en/follow/letters/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_pdf_is_downloaded_with_the_post_box_key_alone(office, sent, inside, django_capture_on_commit_callbacks):
    from arasha.letters.pdf import keep_pdf

    register(office, sent[0])
    letter = Letter.objects.get(subject_id=sent[0].id, recipient_kind="complainant")
    keep_pdf(letter, at=timezone.now())
    vault.forget_keys()
    page = inside.get(f"/en/follow/letters/{letter.id}/pdf/")
    assert page.status_code == 200
    assert b"".join(page.streaming_content).startswith(b"%PDF")


def test_writing_with_a_file_reaches_the_office(sent, inside):
    page = inside.post("/en/follow/write/", {"text": "One thing more.", "files": portal.picture()})
    assert page["Location"] == "/en/follow/complaint/"
    assert Attachment.objects.filter(part="message").count() == 1
    text = inside.get("/en/follow/complaint/").content.decode()
    assert "One thing more." in text
    assert "1 file" in text
    assert "You wrote to us" in text


def test_a_double_press_writes_once(inside):
    for _ in range(2):
        assert inside.post("/en/follow/write/", {"text": "Twice pressed.", "files": []}).status_code == 302
    assert Message.objects.count() == 1


def test_a_bad_file_keeps_what_was_written(inside):
    bad = portal.picture("photo.png", b"MZ" + b"\0" * 400)
    page = inside.post("/en/follow/write/", {"text": "kept words", "files": bad})
    text = page.content.decode()
    assert page.status_code == 200
    assert "kept words" in text
    assert "photo.png: " in text
    assert Message.objects.count() == 0


def test_the_office_writes_back(office, sent, inside):
    complaint = register(office, sent[0])
    correspondence.send_message(complaint.id, by=office.by("lawyer"), at=timezone.now(), text="We read your letter.")
    text = inside.get("/en/follow/complaint/").content.decode()
    assert "We read your letter." in text
    assert "We wrote to you" in text


def test_answering_what_was_asked(office, sent, inside):
    complaint = register(office, sent[0])
    screening.ask_more(complaint.id, by=office.by("lawyer"), at=timezone.now(), questions="On which day was it?")
    page = inside.get("/en/follow/complaint/")
    assert page.context["can"][0].label == "Answer our questions"
    assert "You answer our questions" in page.content.decode()
    assert "On which day was it?" in inside.get("/en/follow/answer/").content.decode()
    for _ in range(2):  # pressed twice: the second is no error and no second answer
        assert inside.post("/en/follow/answer/", {"text": "On Tuesday.", "files": []}).status_code == 302
    assert Complaint.objects.get(pk=complaint.pk).state == "screening"
    assert Message.objects.count() == 1


def test_answering_when_nothing_is_asked_keeps_the_words(sent, inside):
    page = inside.post("/en/follow/answer/", {"text": "unasked words"})
    assert page.status_code == 409
    assert "unasked words" in page.content.decode()
    assert "Something needs mending" in page.content.decode()


def test_withdrawing_closes_nothing_by_itself(sent, office, inside):
    register(office, sent[0])
    assert "Nothing is closed at once" in inside.get("/en/follow/withdraw/").content.decode()
    for _ in range(2):
        assert inside.post("/en/follow/withdraw/", {"reason": "they press me"})["Location"] == "/en/follow/complaint/"
    assert Complaint.objects.get().state == "withdrawn_pending"
    assert Step.objects.filter(verb="ask_withdrawal").count() == 1
    text = inside.get("/en/follow/complaint/").content.decode()
    assert "Nothing is closed yet" in text
    assert "they press me" not in text


def test_consent_is_changed_and_counts_at_once(sent, inside):
    assert may_name(sent[0].id)
    assert inside.post("/en/follow/consent/", {"given": "no"})["Location"] == "/en/follow/complaint/"
    assert not may_name(sent[0].id)
    steps = Step.objects.filter(verb="record_consent").count()
    inside.post("/en/follow/consent/", {"given": "no"})  # the same again changes nothing
    assert Step.objects.filter(verb="record_consent").count() == steps == 1


def test_an_anonymous_person_is_not_asked_about_a_name(office, client):
    code = portal.told(client, reach={"identity": "anonymous", "name": ""})
    enter(client, code)
    labels = [one.label for one in client.get("/en/follow/complaint/").context["can"]]
    assert labels == ["Write to us", "Withdraw your complaint"]
    page = client.post("/en/follow/consent/", {"given": "yes"})
    assert page.status_code == 409
    assert "An anonymous person has no name" in page.content.decode()


@pytest.mark.parametrize("path", ["write", "withdraw", "answer"])
def test_the_language_switch_keeps_what_is_being_written(inside, path):
    field = "reason" if path == "withdraw" else "text"
    page = inside.post(f"/ru/follow/{path}/", {field: "half a word", "_language": "ru"})
    assert page.status_code == 200
    assert "half a word" in page.content.decode()
    assert 'lang="ru"' in page.content.decode()
    assert Message.objects.count() == 0


def test_the_code_field_keeps_its_digits_when_the_language_changes(office, client):
    page = client.post("/kk/follow/", {"code": "1234 5", "_language": "kk"})
    assert page.status_code == 200
    assert "1234 5" in page.content.decode()


def test_the_receipt_can_be_seen_again(sent, inside):
    text = inside.get("/en/follow/receipt/").content.decode()
    assert sent[0].id.hex[-8:].upper() in text
    assert sent[0].office.name("en") in text


def test_an_erased_complaint_does_not_open(sent, client):
    Complaint.objects.update(erased_at=timezone.now())
    assert enter(client, sent[1]).status_code == 404
