"""Evidence seen in the page: each opening stands in the journal once, and nothing of a file can run."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import timedelta

import pytest
from django.core import signing

from arasha import files
from arasha.complaints.desk import openings
from arasha.complaints.models import Attachment
from arasha.files import places
from arasha.journal.models import Entry, Opening
from arasha.recommendations.models import MeasureReport
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
VIDEO = b"\0\0\0\x18ftypmp42" + os.urandom(200_000)


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def add(complaint, data: bytes, name: str, kind: str, **changes) -> Attachment:
    blob = files.keep_bytes(data, name, kind, key_id=complaint.key_id, at=AT)
    given = {"part": "story", "added_at": AT, "added_by": "public", **changes}
    return Attachment.objects.create(complaint=complaint, blob=blob, **given)


def shown(client, complaint, file, language="en"):
    return client.get(at("complaint", complaint.id, query=f"?tab=evidence&open={file.id}", language=language))


def address(response, tag: str) -> str:
    return re.search(rf'<{tag} [^>]*?src="([^"]+)"', response.content.decode())[1].replace("&amp;", "&")


def openings_of(blob_id) -> int:
    return Opening.objects.filter(subject=blob_id).count()


@pytest.mark.parametrize(
    ("name", "kind", "tag"),
    [
        ("a.jpg", "image/jpeg", "img"), ("a.pdf", "application/pdf", "iframe"), ("a.mp3", "audio/mpeg", "audio"),
        ("a.mp4", "video/mp4", "video"),
    ],
)  # fmt: skip
def test_it_is_shown_in_the_page_by_its_type_and_journaled_once(office, complaint, name, kind, tag):
    file = add(complaint, VIDEO, name, kind)
    client = sign_in(office, "officer")
    client.get(at("complaint", complaint.id))
    with counted() as statements:
        page = shown(client, complaint, file)
    assert len(statements) <= 12
    assert openings_of(file.blob_id) == 1
    response = client.get(address(page, tag))
    assert b"".join(response.streaming_content) == VIDEO
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert ("sandbox" in response["Content-Security-Policy"]) is (kind != "application/pdf")
    assert openings_of(file.blob_id) == 1


def test_the_caption_says_who_when_what_and_the_fingerprint(office, complaint):
    file = add(complaint, VIDEO, "record.mp4", "video/mp4", added_by="body")
    said = text_of(shown(sign_in(office, "officer"), complaint, file))
    for words in (
        "record.mp4", "from the body", "16 March 2026", "Video, MP4", "195.3 KB", hashlib.sha256(VIDEO).hexdigest(),
        "The original is kept as it came.",
    ):  # fmt: skip
        assert words in said, words


def test_a_recording_is_sent_in_the_parts_that_the_player_asks_for_and_they_are_one_opening(office, complaint):
    file = add(complaint, VIDEO, "record.mp4", "video/mp4")
    client = sign_in(office, "officer")
    url = address(shown(client, complaint, file), "video")
    before = Entry.objects.count()
    for start, stop in ((0, 99), (70_000, 140_000), (199_000, len(VIDEO) - 1)):
        response = client.get(url, headers={"range": f"bytes={start}-{stop}"})
        assert response.status_code == 206
        assert response["Content-Range"] == f"bytes {start}-{stop}/{len(VIDEO)}"
        assert b"".join(response.streaming_content) == VIDEO[start : stop + 1]
    assert client.get(url, headers={"range": "bytes=900000-"}).status_code == 416
    assert Entry.objects.count() == before
    assert openings_of(file.blob_id) == 1


def test_without_the_mark_of_this_persons_opening_each_request_is_journaled(office, complaint):
    file, other = (add(complaint, VIDEO, "a.jpg", "image/jpeg") for _ in range(2))
    officer, head = sign_in(office, "officer"), sign_in(office, "head")
    url = address(shown(officer, complaint, file), "img")
    plain = url.partition("?")[0]
    mark_of_another_file = openings.mark_of(office.staff["head"].pk, other.blob_id)
    stale = signing.dumps([str(office.staff["head"].pk), str(file.blob_id)], salt="another")
    tried = [url, plain, f"{plain}?show=1", f"{plain}?show=1&mark={mark_of_another_file}", f"{plain}?show=1&mark={stale}"]
    for count, one in enumerate(tried, start=2):
        b"".join(head.get(one).streaming_content)
        assert openings_of(file.blob_id) == count, one


def test_a_mark_ends_after_a_working_day(office, complaint, monkeypatch):
    person, file = office.staff["officer"], add(complaint, VIDEO, "a.jpg", "image/jpeg")
    mark = openings.mark_of(person.pk, file.blob_id)
    assert openings.is_marked(mark, person.pk, file.blob_id)
    import time

    late = time.time() + timedelta(hours=12, seconds=1).total_seconds()
    monkeypatch.setattr(time, "time", lambda: late)
    assert not openings.is_marked(mark, person.pk, file.blob_id)


def test_a_recording_opened_by_its_own_address_gets_a_mark_so_that_its_parts_are_one_opening(office, complaint):
    file = add(complaint, VIDEO, "record.mp3", "audio/mpeg")
    client = sign_in(office, "officer")
    response = client.get(at("file", complaint.id, file.id, query="?show=1"))
    assert response.status_code == 302
    assert client.get(response["Location"], headers={"range": "bytes=5-9"}).status_code == 206
    assert openings_of(file.blob_id) == 1


def test_a_text_is_shown_by_us_and_no_markup_in_it_is_obeyed(office, complaint):
    for data in ("Привет <script>alert(1)</script>".encode(), "Привет <script>alert(1)</script>".encode("cp1251")):
        file = add(complaint, data, "a.txt", "text/plain")
        client = sign_in(office, "officer")
        html = shown(client, complaint, file).content.decode()
        assert "Привет &lt;script&gt;alert(1)&lt;/script&gt;" in html
        response = client.get(at("file", complaint.id, file.id, query="?show=1"))
        assert response["Content-Disposition"].startswith("attachment")
    long = add(complaint, "қ".encode() * 100_000, "long.txt", "text/plain")
    said = text_of(shown(client, complaint, long))
    assert "This is the beginning." in said
    assert "\ufffd" not in said


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "message/rfc822", "image/heic"])
def test_what_could_run_is_only_downloaded(office, complaint, kind):
    file = add(complaint, b"<html><script>alert(1)</script></html>", "a", kind)
    client = sign_in(office, "officer")
    page = shown(client, complaint, file)
    assert "A browser cannot show this kind of file" in text_of(page)
    assert "alert(1)" not in page.content.decode()
    response = client.get(at("file", complaint.id, file.id, query="?show=1"))
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_of_another_complaint_is_not_opened_here(office, complaint):
    other = example.in_examination(office)
    file = add(other, VIDEO, "secret.jpg", "image/jpeg")
    client = sign_in(office, "officer")
    assert "secret.jpg" not in text_of(shown(client, complaint, file))
    assert client.get(at("file", complaint.id, file.id)).status_code == 404
    assert openings_of(file.blob_id) == 0


def test_what_was_altered_on_the_disk_says_so_and_what_was_erased_is_not_opened(office, complaint):
    lost, gone = (add(complaint, b"Something.", "a.txt", "text/plain") for _ in range(2))
    places.kept(lost.blob_id).write_bytes(b"altered" * 9)
    client = sign_in(office, "officer")
    assert "it was altered or cut off" in text_of(shown(client, complaint, lost))
    files.erase_content(gone.blob)
    page = shown(client, complaint, gone)
    assert page.status_code == 200
    assert 'id="shown"' not in page.content.decode()


def test_what_a_body_sent_with_its_report_is_evidence_too(office):
    complaint = desk.followed(office)
    report = MeasureReport.objects.get()
    report.blob = files.keep_bytes(b"%PDF-1.4 report", "report.pdf", "application/pdf", key_id=complaint.key_id, at=AT)
    MeasureReport.objects.filter(pk=report.pk).update(blob=report.blob)
    client = sign_in(office, "officer")
    page = client.get(at("complaint", complaint.id, query=f"?tab=evidence&open={report.blob_id}"))
    assert b"".join(client.get(address(page, "iframe")).streaming_content) == b"%PDF-1.4 report"


def test_one_walks_from_file_to_file(office, complaint):
    first, second, third = (add(complaint, b"%d" % place, f"{place}.txt", "text/plain") for place in range(3))
    client = sign_in(office, "officer")
    page = shown(client, complaint, second).content.decode()
    assert re.search(rf'open={first.id}#shown" rel="prev"', page)
    assert re.search(rf'open={third.id}#shown" rel="next"', page)
    assert 'rel="prev"' not in shown(client, complaint, first).content.decode()
