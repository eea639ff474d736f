"""Letters on paper: scans dropped in together, the postmark kept apart from the office's own term."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from arasha.complaints.models import Complaint
from arasha.complaints.terms import office_day
from tests import office as example
from tests.complaints.desk import sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return sign_in(example.open_office(), "registrar")


def filled(**changes):
    scans = [
        SimpleUploadedFile("letter.pdf", b"%PDF-1.4 synthetic letter", "application/pdf"),
        SimpleUploadedFile("envelope.png", b"\x89PNG\r\n\x1a\n synthetic envelope", "image/png"),
    ]
    return {
        "files": scans, "channel": "detention", "postmarked_on": "2026-03-02", "name": "Example Prisonerov", "address": "Testville 1",
        "language": "ru", "body": "", "story": "He asks for a doctor.", **changes,
    }  # fmt: skip


def test_several_scans_become_one_complaint_in_the_tray(client):
    answer = client.post("/en/desk/paper/", filled())
    complaint = Complaint.objects.get()
    assert answer["Location"] == f"/en/desk/complaints/{complaint.id}/"
    assert (complaint.state, complaint.channel, complaint.detention, complaint.language) == ("received", "detention", True, "ru")
    assert sorted(one.blob.content_type for one in complaint.attachments.all()) == ["application/pdf", "image/png"]
    page = text_of(client.get(answer["Location"]))
    assert "Postmark on the envelope: the day on which the person complained 2 March 2026" in page
    assert complaint.terms.get(purpose="acknowledgement").started_on == office_day(timezone.now())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"files": []}, "Add at least one scan"),
        ({"files": [SimpleUploadedFile("a.pdf", b"MZ\x90\0 program")]}, "its content is another"),
        ({"postmarked_on": "2999-01-01"}, "lies in the future"),
        ({"story": ""}, "Write in a sentence"),
        ({"channel": ""}, "How did it come?"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, changes, said):
    page = client.post("/en/desk/paper/", filled(**changes))
    assert said in text_of(page)
    assert b"Example Prisonerov" in page.content
    assert not Complaint.objects.exists()


def test_no_postmark_shows_none(client):
    answer = client.post("/en/desk/paper/", filled(postmarked_on=""))
    assert "Postmark" not in text_of(client.get(answer["Location"]))
