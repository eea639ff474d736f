"""The pages on which a person decides what a message is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from arasha.complaints.actions import arrivals
from arasha.complaints.models import Complaint, Step
from arasha.journal.models import Entry
from arasha.mailbox.models import Mail
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.mailbox import messages
from tests.mailbox.test_intake import keep, sorted_mail
from tests.office import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def aside(office):
    return sorted_mail(office, messages.with_file(b"MZ\x90\0 program", "letter.exe"))


def test_the_tray_says_how_many_wait_and_the_list_why(office, aside):
    client = sign_in(office, "registrar")
    assert "E-mail 1" in text_of(client.get("/en/desk/tray/"))
    page = text_of(client.get("/en/desk/mail/"))
    assert "Жалоба" in page
    assert "It has a file that we do not take" in page


def test_a_message_is_shown_with_what_was_not_taken(office, aside):
    client = sign_in(office, "registrar")
    page = client.get(f"/en/desk/mail/{aside.pk}/")
    assert "letter.exe : not taken" in text_of(page)
    assert "Меня били линейкой" in text_of(page)
    before = Entry.objects.filter(verb="read").count()
    answer = client.get(f"/en/desk/mail/{aside.pk}/files/{aside.raw_id}/")
    assert b"From:" in b"".join(answer)
    assert "attachment" in answer["Content-Disposition"]
    assert Entry.objects.filter(verb="read").count() == before + 1


def test_a_page_of_the_web_within_a_message_stays_text(office):
    mail = sorted_mail(office, messages.plain("<script>alert(1)</script>", Precedence="bulk"))
    page = sign_in(office, "registrar").get(f"/en/desk/mail/{mail.pk}/")
    assert b"<script>alert" not in page.content


def test_into_the_tray(office, aside):
    answer = sign_in(office, "registrar").post(f"/en/desk/mail/{aside.pk}/", {"_tray": "1"})
    complaint = Complaint.objects.get()
    assert answer["Location"] == f"/en/desk/complaints/{complaint.id}/"
    page = text_of(sign_in(office, "registrar").get(answer["Location"]))
    assert "Language, guessed from the letters Russian" in page


def test_to_a_complaint_or_the_number_again(office, aside):
    complaint, client = example.registered(office), sign_in(office, "registrar")
    wrong = client.post(f"/en/desk/mail/{aside.pk}/", {"_give": "1", "number": "2026-999999"})
    assert wrong.status_code == 404
    assert "Look at the number again" in text_of(wrong)
    client.post(f"/en/desk/mail/{aside.pk}/", {"_give": "1", "number": complaint.number})
    assert Step.objects.filter(complaint=complaint, verb="receive_email").count() == 1
    page = text_of(client.get(f"/en/desk/complaints/{complaint.id}/"))
    assert "An e-mail came; who sent it is not proved" in page


def test_nothing_to_do_stays_in_its_list(office, aside):
    client = sign_in(office, "registrar")
    client.post(f"/en/desk/mail/{aside.pk}/", {"_nothing": "1"})
    assert "Nothing waits for a look" in text_of(client.get("/en/desk/mail/"))
    assert "Жалоба" in text_of(client.get("/en/desk/mail/?done=1"))


def test_another_offices_mail_is_not_shown(office):
    keep(office, messages.plain(Precedence="bulk"))
    Mail.objects.update(office=office.centre)
    mail = Mail.objects.get()
    assert sign_in(office, "registrar").get(f"/en/desk/mail/{mail.pk}/").status_code == 404
    assert sign_in(office, "commissioner").get(f"/en/desk/mail/{mail.pk}/").status_code == 200


def test_looking_at_e_mail_is_offered_only_while_some_waits(office):
    complaint = example.registered(office)
    client, verb = sign_in(office, "lawyer"), at("verb", complaint.id, "look_at_email")

    def offered() -> bool:
        return verb in client.get(at("complaint", complaint.id)).content.decode()

    assert not offered()
    refused = client.get(verb)
    assert (refused.status_code, "Nothing that came by e-mail waits" in text_of(refused)) == (409, True)
    sorted_mail(office, messages.plain("more", subject=f"Re: {complaint.number}"))
    assert offered()
    arrivals.look_at_email(complaint.id, by=office.by("lawyer"), at=AT, note="Seen.")
    assert not offered()


def test_an_answer_is_read_in_its_complaint_alone(office):
    complaint = example.registered(office)
    mail = sorted_mail(office, messages.plain("a secret word", subject=f"Re: {complaint.number}"))
    client = sign_in(office, "registrar")
    page = client.get("/en/desk/mail/").content.decode()
    assert "An answer by e-mail" in page
    assert "a secret word" not in page
    assert reverse("desk:complaint", args=[complaint.id]).removeprefix("/kk") in page
    arrivals.look_at_email(complaint.id, by=office.by("registrar"), at=AT, note="Seen.")
    assert client.get(f"/en/desk/mail/{mail.pk}/").status_code == 404
