"""Scans: dropped in together, cut, put together, given to a complaint; nothing is lost and nobody else's letter stays beside."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PageObject, PdfReader, PdfWriter

from arasha import files, journal, vault
from arasha.complaints.actions.arrivals import OnPaper, scans_to_complaint, scans_to_tray
from arasha.complaints.models import Attachment, Complaint, Incoming, Step
from arasha.errors import Conflict, NotFound
from arasha.files import received
from arasha.journal.models import Entry
from arasha.scans import actions
from arasha.scans.models import Scan
from arasha.scans.tasks import count_pages, cut_scan
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=False)
State = Scan.State


def pdf(pages: int, *, password: str = "") -> bytes:
    """A PDF whose pages can be told apart by their width: 101, 102, …"""
    writer, out = PdfWriter(), BytesIO()
    for number in range(1, pages + 1):
        writer.add_page(PageObject.create_blank_page(width=100 + number, height=50))
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def widths(blob) -> list[int]:
    reader = PdfReader(BytesIO(b"".join(files.open_blob(blob))))
    return [int(page.mediabox.width) - 100 for page in reader.pages]


def who(office, role="registrar"):
    staff = office.by(role)
    return {"by": staff.actor, "user": staff.user, "at": AT}


def keep(office, *contents: bytes, role="registrar") -> list[Scan]:
    uploads = [received(data, f"scan{place}.pdf") for place, data in enumerate(contents, start=1)]
    staff = office.by(role)
    kept = actions.keep_scans(uploads, office=office.office, by=staff.actor, user=staff.user, at=AT)
    for scan in kept:
        count_pages(str(scan.id))
        scan.refresh_from_db()
    return kept


def to_tray(office, *scans: Scan, **changes) -> Complaint:
    told = {"name": "Example Writerov", "address": "Testville 2", "story": "He asks for a doctor.", "postmarked_on": "2026-03-02"}
    letter = OnPaper(**{"channel": "post", "language": "ru", "answers": told, "received_on": AT.date(), **changes})
    return scans_to_tray([scan.id for scan in scans], letter, by=office.by("registrar"), at=AT)


def test_they_are_kept_counted_and_sealed_under_keys_of_their_own(office):
    first, second = keep(office, pdf(3), pdf(1))
    assert (first.pages, second.pages, first.state) == (3, 1, State.WAITING)
    assert first.key_id != second.key_id
    assert [entry.verb for entry in Entry.objects.filter(verb__startswith="scan")] == ["scan_kept", "scan_kept"]
    assert not journal.examine().problems


def test_one_bad_file_keeps_none_and_says_which(office):
    client = sign_in(office, "registrar")
    good, bad = SimpleUploadedFile("a.pdf", pdf(1)), SimpleUploadedFile("b.pdf", b"MZ\x90\0 program")
    page = client.post(at("scans"), {"files": [good, bad]})
    assert "b.pdf" in text_of(page)
    assert not Scan.objects.exists()


def test_a_file_of_several_letters_is_cut_and_erased_when_each_has_its_place(office, django_capture_on_commit_callbacks):
    (whole,) = keep(office, pdf(5))
    actions.cut(whole.id, [[1, 2, 4], [3]], **who(office))
    cut_scan(str(whole.id))
    whole.refresh_from_db()
    one, two = whole.parts.order_by("added_at", "id")
    assert (whole.state, [widths(one.blob), widths(two.blob)]) == (State.CUT, [[1, 2, 4], [3]])
    cut_scan(str(whole.id))  # a worker may run it twice
    assert whole.parts.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        to_tray(office, one)
    assert widths(Scan.objects.get(pk=whole.pk).blob) == [1, 2, 3, 4, 5]
    with django_capture_on_commit_callbacks(execute=True):
        actions.needs_nothing(two.id, reason="A blank page.", **who(office))
    with pytest.raises((files.FileGone, vault.KeyErased)):
        widths(Scan.objects.get(pk=whole.pk).blob)
    assert widths(Scan.objects.get(pk=two.pk).blob) == [3]
    assert not journal.examine().problems


def test_several_files_become_one_letter_in_the_order_that_was_chosen(office, django_capture_on_commit_callbacks):
    first, second = keep(office, pdf(2), pdf(3))
    keys = [first.key_id, second.key_id]
    with django_capture_on_commit_callbacks(execute=True):
        complaint = to_tray(office, second, first)
    vault.load_keys([complaint.key_id])
    rows = Attachment.objects.filter(complaint=complaint).select_related("blob").order_by("pk")
    assert [widths(row.blob) for row in rows] == [[1, 2, 3], [1, 2]]
    assert {row.blob.key_id for row in rows} == {complaint.key_id}
    assert not vault.existing_keys(keys)
    assert (complaint.state, complaint.story["postmarked_on"]) == ("received", "2026-03-02")
    assert {scan.state for scan in Scan.objects.all()} == {State.TAKEN}
    with pytest.raises(Conflict):
        to_tray(office, first)
    assert not journal.examine().problems


def test_a_letter_to_a_complaint_that_we_have_lies_there_and_in_the_book_of_what_came(office):
    complaint = example.in_examination(office)
    (scan,) = keep(office, pdf(1))
    usual = {"by": office.by("registrar"), "at": AT, "received_on": date(2026, 3, 13)}
    with pytest.raises(NotFound):
        scans_to_complaint([scan.id], number="none", **usual)
    scans_to_complaint([scan.id], number=complaint.number, **usual)
    step = Step.objects.get(complaint=complaint, verb="receive_paper")
    assert (step.from_state, step.to_state) == ("examination", "examination")
    row = Incoming.objects.get(complaint=complaint, target_id=scan.id)
    assert (row.kind, row.way, row.received_on) == ("message", "post", date(2026, 3, 13))
    page = sign_in(office, "officer").get(at("complaint", complaint.id))
    assert "A letter on paper came" in text_of(page)
    assert "scan1.pdf" in text_of(page)
    assert not journal.examine().problems


@pytest.mark.parametrize(("data", "trouble"), [(pdf(2, password="x"), "locked"), (b"%PDF-1.4 synthetic", "broken")])
def test_what_cannot_be_cut_says_why_and_can_still_be_a_letter(office, data, trouble):
    (scan,) = keep(office, data)
    assert (scan.trouble, scan.pages) == (trouble, None)
    with pytest.raises(Conflict):
        actions.cut(scan.id, [[1], [2]], **who(office))
    assert to_tray(office, scan).state == "received"


def test_another_office_neither_sees_nor_sorts(office):
    (scan,) = keep(office, pdf(2))
    stranger = office.staff["registrar"]
    stranger.office = office.centre
    stranger.save()
    client = sign_in(office, "registrar")
    assert "scan1.pdf" not in text_of(client.get(at("scans")))
    assert client.get(at("scan", scan.id)).status_code == 404
    assert client.get(at("scan-file", scan.id)).status_code == 404
    with pytest.raises(NotFound):
        to_tray(office, scan)


def test_the_whole_way_through_the_pages(office, django_capture_on_commit_callbacks):
    client = sign_in(office, "registrar")
    sent = client.post(at("scans"), {"files": [SimpleUploadedFile("batch.pdf", pdf(4)), SimpleUploadedFile("env.pdf", pdf(1))]})
    assert sent["Location"] == at("scans")
    for scan in Scan.objects.all():
        count_pages(str(scan.id))
    batch = Scan.objects.get(pages=4)
    page = client.get(at("scans"))
    assert "batch.pdf" in text_of(page)
    assert "4 pages" in text_of(page)
    assert "Scans 2" in text_of(client.get(at("tray")))
    bad = client.post(at("scan", batch.id), {"_cut": "1", "letters": "1-2"})
    assert "named in no line: 3–4" in text_of(bad)
    assert b"1-2</textarea>" in bad.content.replace(b"\n", b"")
    assert client.post(at("scan", batch.id), {"_cut": "1", "letters": "1-2\n3-4"}).status_code == 302
    assert "Being cut" in text_of(client.get(at("scans")))
    cut_scan(str(batch.id))
    one, two = batch.parts.order_by("id")
    query = f"scan={one.id}&scan={two.id}"
    assert "batch 1–2.pdf" in text_of(client.get(at("scan-letter", query=f"?{query}")))
    body = {"_new": "1", "channel": "post", "language": "kk", "story": "", "name": "Example Writerov", "address": "", "body": ""}
    body["received_on"] = "16 03 2026"
    assert "Write in a sentence" in text_of(client.post(at("scan-letter", query=f"?{query}"), body))
    made = client.post(at("scan-letter", query=f"?{query}"), {**body, "story": "Asks for a school."})
    complaint = Complaint.objects.get()
    assert made["Location"] == at("taken", complaint.id)
    assert complaint.attachments.count() == 2
    assert client.get(at("scan-letter", query=f"?{query}")).status_code == 404
    left = Scan.objects.get(state=State.WAITING)
    assert client.post(at("scan", left.id), {"_nothing": "1", "reason": "Scanned twice."}).status_code == 302
    assert "Scanned twice." in text_of(client.get(at("scans", query="?done=1")))
    assert b"%PDF" in b"".join(client.get(at("scan-file", left.id)).streaming_content)
