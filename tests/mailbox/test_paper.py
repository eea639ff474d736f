"""Letters on paper: scans dropped in together, the postmark kept apart from the office's own term."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from arasha.complaints.models import Complaint, Step
from arasha.complaints.terms import office_day
from arasha.parties.models import Consent
from arasha.people.models import Office, User
from tests import office as example
from tests.complaints.desk import sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return sign_in(example.open_office(), "registrar")


def day(later: int) -> str:
    return f"{office_day(timezone.now()) + timedelta(days=later):%d %m %Y}"


def filled(**changes):
    scans = [
        SimpleUploadedFile("letter.pdf", b"%PDF-1.4 synthetic letter", "application/pdf"),
        SimpleUploadedFile("envelope.png", b"\x89PNG\r\n\x1a\n synthetic envelope", "image/png"),
    ]
    return {
        "files": scans, "channel": "detention", "received_on": day(0), "postmarked_on": "02 03 2026",
        "name": "Example Prisonerov", "address": "Testville 1",
        "language": "ru", "body": "", "story": "He asks for a doctor.", **changes,
    }  # fmt: skip


def test_several_scans_become_one_complaint_in_the_tray(client):
    answer = client.post("/en/desk/paper/", filled())
    complaint = Complaint.objects.get()
    assert answer["Location"] == f"/en/desk/new/{complaint.id}/"
    assert (complaint.state, complaint.channel, complaint.detention, complaint.language) == ("received", "detention", True, "ru")
    assert sorted(one.blob.content_type for one in complaint.attachments.all()) == ["application/pdf", "image/png"]
    page = text_of(client.get(f"/en/desk/complaints/{complaint.id}/"))
    assert "Postmark on the envelope: the day on which the person complained 2 March 2026" in page
    assert complaint.terms.get(purpose="acknowledgement").started_on == office_day(timezone.now())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"files": []}, "Add at least one scan"),
        ({"files": [SimpleUploadedFile("a.pdf", b"MZ\x90\0 program")]}, "its content is another"),
        ({"postmarked_on": "01 01 2199"}, "lies in the future"),
        ({"received_on": day(1)}, "has not come yet"),
        ({"story": ""}, "Write in a sentence"),
        ({"channel": ""}, "Say how it came"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, changes, said):
    page = client.post("/en/desk/paper/", filled(**changes))
    assert said in text_of(page)
    assert b"Example Prisonerov" in page.content
    assert not Complaint.objects.exists()


def test_no_postmark_shows_none(client):
    client.post("/en/desk/paper/", filled(postmarked_on=""))
    assert "Postmark" not in text_of(client.get(f"/en/desk/complaints/{Complaint.objects.get().id}/"))


def test_no_way_is_chosen_for_the_person(client):
    page = client.get("/en/desk/paper/").content.decode()
    assert 'name="channel"' in page
    assert not re.search(r'name="channel"[^>]*checked', page)


def test_when_it_came_what_presses_and_who_may_know_are_kept(client):
    told = {"received_on": day(-3), "urgent": "ill_treatment", "child": "on", "identity": "named", "body_text": "and the ward"}
    client.post("/en/desk/paper/", filled(**told))
    complaint = Complaint.objects.get()
    assert complaint.terms.get(purpose="acknowledgement").started_on == office_day(timezone.now()) - timedelta(days=3)
    assert (complaint.urgent_reasons, complaint.child, complaint.identity) == (["ill_treatment"], True, "named")
    assert complaint.due_on == min(term.due_on for term in complaint.terms.all())
    assert [(said.given, said.how) for said in Consent.objects.all()] == [(True, "paper")]
    assert "and the ward" in text_of(client.get(f"/en/desk/complaints/{complaint.id}/"))


def test_what_the_letter_does_not_say_is_nobodys_word(client):
    client.post("/en/desk/paper/", filled())
    assert Complaint.objects.get().identity == "confidential"
    assert not Consent.objects.exists()


def test_pressed_twice_the_letter_is_one_complaint(client):
    press = "0198f0c0-0000-7000-8000-000000000007"
    first, again = (client.post("/en/desk/paper/", filled(press=press)) for _time in range(2))
    assert first["Location"] == again["Location"]
    assert Complaint.objects.count() == 1


def test_the_next_letter_is_like_this_one_without_its_person(client):
    told = {"body_text": "and the ward", "identity": "named", "child": "on"}
    client.post("/en/desk/paper/", filled(channel="post", **told))
    first = Complaint.objects.get()
    taken = client.get(f"/en/desk/new/{first.id}/").content.decode()
    assert f"/en/desk/paper/?like={first.id}" in taken
    page = client.get(f"/en/desk/paper/?like={first.id}").content.decode()
    for kept in ("He asks for a doctor.", "and the ward", "02 03 2026"):
        assert kept in page, kept
    assert re.search(r'name="channel" value="post"[^>]*checked', page)
    for other in ("Example Prisonerov", "Testville 1", 'value="named" selected'):
        assert other not in page, other
    client.post(f"/en/desk/paper/?like={first.id}", filled(channel="post", name="Example Secondov"))
    second = Complaint.objects.exclude(pk=first.id).get()
    assert second.story["like"] == str(first.id)
    client.post(f"/en/desk/paper/?like={second.id}", filled(channel="post", name="Example Thirdov"))
    third = Complaint.objects.exclude(pk__in=[first.id, second.id]).get()
    assert third.story["like"] == str(first.id), "the first one is what is registered"


def test_what_was_registered_of_the_first_letter_is_proposed_for_the_next(client):
    client.post("/en/desk/paper/", filled(channel="post"))
    first = Complaint.objects.get()
    register = {"version": first.version, "subject": "School closes early", "topic": "ESC-EDU", "region": "", "body": ""}
    assert client.post(f"/en/desk/complaints/{first.id}/do/register/", register).status_code == 302
    client.post(f"/en/desk/paper/?like={first.id}", filled(channel="post"))
    second = Complaint.objects.exclude(pk=first.id).get()
    page = client.get(f"/en/desk/complaints/{second.id}/do/register/").content.decode()
    assert "School closes early" in page
    assert 'value="ESC-EDU" selected' in page


def test_a_stranger_is_like_nobody(client):
    """Whoever may not read a complaint does not read it through the form of the next one."""
    client.post("/en/desk/paper/", filled())
    complaint = Complaint.objects.get()
    Complaint.objects.filter(pk=complaint.pk).update(office=Office.objects.exclude(pk=complaint.office_id).first())
    Step.objects.filter(complaint=complaint).update(by=User.objects.get(username="head"))
    page = client.get(f"/en/desk/paper/?like={complaint.id}")
    assert page.status_code == 200
    assert "He asks for a doctor." not in page.content.decode()
