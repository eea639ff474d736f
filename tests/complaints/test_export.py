"""The whole complaint as one PDF: what stands in it, what does not, for how long, and who may have it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from arasha import files, vault
from arasha.complaints.actions import correspondence, erasure, exports
from arasha.complaints.actions.base import NotPossibleNow, NotYours
from arasha.complaints.digest import digest
from arasha.complaints.doers import Complainant
from arasha.complaints.dossier.pdf import make_dossier
from arasha.complaints.models import Attachment, Complaint, Export, Step
from arasha.complaints.tasks_export import make_export
from arasha.files import places
from arasha.journal.models import Entry, Opening
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter
from arasha.letters.tasks import render_pdf
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOTE, REASON = "Synthetic thought for colleagues only.", "Synthetic reason of a colleague."
PURPOSE = "The synthetic court asks for the file."


@pytest.fixture
def complaint(office):
    """Through the whole road, with a note, a message, and letters that have left."""
    complaint = desk.followed(office)
    correspondence.add_note(complaint.id, by=office.by("officer"), at=AT, text=NOTE)
    correspondence.send_message(complaint.id, by=office.by("officer"), at=AT, text="A message to the person.")
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=AT, reason="I am tired.")
    correspondence.refuse_withdrawal(complaint.id, by=office.by("officer"), at=AT, note=REASON)
    correspondence.recuse(complaint.id, by=office.by("lawyer"), at=AT, reason="A cousin.")
    return Complaint.objects.get(pk=complaint.id)


def add(complaint, data: bytes, name: str, kind: str) -> Attachment:
    blob = files.keep_bytes(data, name, kind, key_id=complaint.key_id, at=AT)
    return Attachment.objects.create(complaint=complaint, blob=blob, part="story", added_at=AT, added_by="public")


def asked(office, complaint, **changes) -> Export:
    given = {"purpose": PURPOSE, "language": "en", **changes}
    return exports.export_complaint(complaint.id, by=office.by("officer"), at=AT, **given)


def made(office, complaint, **changes) -> PdfReader:
    export = asked(office, complaint, **changes)
    vault.forget_keys()
    make_export(str(export.id))
    export = Export.objects.select_related("blob", "complaint").get(pk=export.id)
    vault.load_keys([complaint.key_id])
    reader = PdfReader(BytesIO(b"".join(files.open_blob(export.blob))))
    assert len(reader.pages) == export.pages
    return reader


def words(reader: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def without_stamp(reader: PdfReader, page: int) -> str:
    """The text of an appended page without the number that was put on it."""
    said, number = reader.pages[page].extract_text(), f"{page + 1} / {len(reader.pages)}"
    assert said.count(number) == 1
    return said.replace(number, "").strip()


def bookmarks(reader: PdfReader) -> dict[str, int]:
    """Title of each bookmark of the first level: its page, from 0."""
    return {one.title: reader.get_destination_page_number(one) for one in reader.outline if not isinstance(one, list)}


def a_pdf(said: str = "", pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if said:
        script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(said)})
        writer.root_object[NameObject("/OpenAction")] = script
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
        writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url=f"https://example.org/{said}"))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def objects_of(reader: PdfReader) -> list[bytes]:
    """Every object of the file as written."""
    found = []
    for generation in reader.xref.values():
        for number in generation:
            found.append(repr(reader.get_object(number)).encode())
    found += [repr(reader.get_object(number)).encode() for number in reader.xref_objStm]
    return found


def test_it_holds_the_story_the_road_findings_acts_and_the_evidence_with_its_fingerprint(office, complaint):
    file = add(complaint, b"A text.", "proof.txt", "text/plain")
    reader = made(office, complaint)
    said = words(reader)
    for part in (
        complaint.number, "Beating in a synthetic place", PURPOSE, "Example Complainantova", "Example Affectedov", example.STORY,
        "A message to the person.", "What happened there?", "The body denies it.", "Two witnesses agree.", "Open proceedings.",
        "Proceedings were opened.", "proof.txt", files.Blob.objects.get(pk=file.blob_id).sha256, "Example officer",
    ):  # fmt: skip
        assert part in said, part
    assert "+7 700" not in said  # how to reach the person is nobody's business outside
    assert "example.person@example.org" not in said


def test_what_is_internal_is_in_it_only_on_an_explicit_tick(office, complaint):
    said = words(made(office, complaint))
    assert "I am tired." in said  # what the person wrote is no secret of the office
    for inside in (NOTE, REASON, "Note, seen only inside the office", "Conflict of interest declared", "Decision proposed"):
        assert inside not in said, inside
    assert "Notes, drafts and reasons that stay in the office are not in it." in said
    said = words(made(office, complaint, with_notes=True))
    assert NOTE in said
    assert REASON in said
    assert "It holds what otherwise stays in the office" in said


def test_every_sent_letter_is_appended_as_its_own_pdf_behind_its_title_page(office, complaint):
    sent = list(Letter.objects.filter(subject_id=complaint.id, status=Letter.Status.SENT).order_by("made_at", "id"))
    assert len(sent) > 2
    render_pdf(str(sent[0].pk))
    kept = Letter.objects.get(pk=sent[0].pk)
    reader = made(office, complaint)
    marks = bookmarks(reader)
    for place, letter in enumerate(sent, start=1):
        title = f"Appendix {place}. № {letter.number}."
        page = next(page for mark, page in marks.items() if mark.startswith(title))
        assert title in re.sub(r"\s+", " ", reader.pages[page].extract_text())
        assert letter.number in reader.pages[page + 1].extract_text()
        assert "Appendix" not in reader.pages[page + 1].extract_text()
    vault.load_keys([complaint.key_id])
    vault.open_postbox_with_key(complaint.postbox_id)
    letter_reader = PdfReader(BytesIO(b"".join(files.open_blob(kept.pdf))))
    first = next(page for mark, page in marks.items() if mark.startswith("Appendix 1."))
    assert [without_stamp(reader, first + 1 + place) for place in range(len(letter_reader.pages))] == [
        page.extract_text().strip() for page in letter_reader.pages
    ]
    assert kept.pdf_hash in words(reader)


def test_a_letter_that_can_still_be_recalled_is_not_in_it_nor_the_step_it_tells_of(office, complaint):
    assert "Decision signed and sent" in words(made(office, complaint))
    step = Step.objects.get(complaint=complaint, verb="sign_decision")
    Letter.objects.filter(pk=step.target_id).update(held_until=datetime.now(UTC) + timedelta(minutes=9))
    reader = made(office, complaint)
    assert Letter.objects.get(pk=step.target_id).number not in words(reader)
    assert "Decision signed and sent" not in words(reader)


def test_the_index_and_every_foot_show_the_page_where_it_is(office, complaint):
    reader = made(office, complaint)
    index = re.sub(r"\s+", " ", reader.pages[1].extract_text()).replace(". .", "")
    for title, page in bookmarks(reader).items():
        if title == "Index":
            continue
        assert re.search(rf"{re.escape(title)}[ .]* {page + 1}\b", index), (title, page + 1, index)
        assert f"Page {page + 1} / {len(reader.pages)}" in reader.pages[page].extract_text()
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_pictures_and_pdf_are_appended_on_choice_and_what_cannot_be_read_stays_in_the_list(office, complaint):
    picture = BytesIO()
    Image.new("RGB", (4000, 300), "red").save(picture, "JPEG")
    encrypted = PdfWriter(clone_from=PdfReader(BytesIO(a_pdf())))
    encrypted.encrypt("secret")
    locked = BytesIO()
    encrypted.write(locked)
    for data, name, kind in (
        (picture.getvalue(), "photo.jpg", "image/jpeg"), (a_pdf(pages=3), "three.pdf", "application/pdf"),
        (locked.getvalue(), "locked.pdf", "application/pdf"), (b"%PDF-1.7 broken", "broken.pdf", "application/pdf"),
        (b"\xff\xd8\xff broken", "broken.jpg", "image/jpeg"), (b"text", "text.txt", "text/plain"),
    ):  # fmt: skip
        add(complaint, data, name, kind)
    places.kept(add(complaint, a_pdf(), "altered.pdf", "application/pdf").blob_id).write_bytes(b"altered")
    plain, whole = made(office, complaint), made(office, complaint, with_files=True)
    assert not any("photo.jpg" in mark for mark in bookmarks(plain))
    added = set(bookmarks(whole)) - set(bookmarks(plain))
    assert sorted(mark.partition(". ")[2] for mark in added) == ["photo.jpg", "three.pdf"]
    assert len(whole.pages) == len(plain.pages) + 2 + 1 + 3
    for name in ("locked.pdf", "broken.pdf", "broken.jpg", "text.txt", "altered.pdf"):
        assert name in words(whole)


def test_nothing_of_an_appended_file_can_act(office, complaint):
    add(complaint, a_pdf("app.alert('synthetic')"), "acting.pdf", "application/pdf")
    reader = made(office, complaint, with_files=True)
    assert any("acting.pdf" in mark for mark in bookmarks(reader))
    assert b"app.alert" not in b"".join(data for data in objects_of(reader))
    root = reader.trailer["/Root"]
    assert "/OpenAction" not in root
    assert "/JavaScript" not in root.get("/Names", {})
    assert all("/AA" not in page for page in reader.pages)


@pytest.mark.parametrize("identity", ["confidential", "anonymous"])
def test_a_name_that_may_not_leave_the_office_is_left_out_with_the_letters_to_the_person(office, identity):
    complaint = desk.followed(office, identity=identity)
    reader = made(office, complaint)
    said = words(reader)
    assert "Complainantova" not in said
    assert "Affectedov" not in said
    assert example.STORY in said
    assert "did not allow that the name leaves the office" in said
    to_body = Letter.objects.filter(subject_id=complaint.id, status="sent", recipient_kind="body").count()
    assert len([mark for mark in bookmarks(reader) if mark.startswith("Appendix")]) == to_body > 0


@pytest.mark.parametrize(("language", "heading"), [("kk", "Не айтылды"), ("ru", "Что рассказали"), ("en", "What was told")])
def test_it_speaks_the_language_that_was_asked_for(office, language, heading):
    complaint = example.in_examination(office)
    reader = made(office, complaint, language=language)
    assert reader.trailer["/Root"]["/Lang"] == language
    assert any(heading in mark for mark in bookmarks(reader))


def test_words_are_never_markup(office):
    complaint = example.in_examination(office, story='#panic("x") *bold* $x$ = head\n\n@cite <label> \\ `raw` أهلا 😀')
    assert '#panic("x") *bold* $x$ = head' in words(made(office, complaint))


def test_asking_is_a_verb_with_its_right_step_and_sealed_entry(office, complaint):
    before = Complaint.objects.get(pk=complaint.id)
    for role in ("registrar", "lawyer"):
        with pytest.raises(NotYours):
            exports.export_complaint(complaint.id, by=office.by(role), at=AT, purpose=PURPOSE, language="en")
    export = asked(office, complaint, with_files=True)
    entry = Entry.objects.get(verb="export_complaint")
    assert PURPOSE.encode() not in bytes(entry.payload)
    row = next(row for row in entries_of(complaint.id).rows if row.verb == "export_complaint")
    assert (row.details["purpose"], row.details["with_files"], row.details["with_notes"]) == (PURPOSE, True, False)
    assert digest(str(complaint.id)) == bytes(entry.digest)
    exports.keep_export(export, b"%PDF-1.4 synthetic", pages=1, at=AT)
    assert digest(str(complaint.id)) == bytes(entry.digest)  # what the worker does is no change behind the application
    Export.objects.update(with_notes=True)
    assert digest(str(complaint.id)) != bytes(entry.digest)
    step = Step.objects.get(verb="export_complaint")
    assert step.target_id == export.id
    after = Complaint.objects.get(pk=complaint.id)
    assert (after.state, after.due_on) == (before.state, before.due_on)  # no term begins or ends
    with pytest.raises(NotPossibleNow):
        asked(office, complaint, purpose="  ")


def test_the_page_says_that_it_is_being_prepared_then_gives_it_for_seven_days(office, complaint):
    client = sign_in(office, "officer")
    page = client.get(at("verb", complaint.id, "export_complaint"))
    press, version = (re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())[1] for name in ("press", "version"))
    assert "checked" not in re.search(r'<input[^>]*name="with_notes"[^>]*>', page.content.decode())[0]
    sent = {"press": press, "version": version, "purpose": PURPOSE, "language": "en"}
    response = client.post(at("verb", complaint.id, "export_complaint"), sent)
    assert response["Location"] == at("exports", complaint.id)
    assert client.post(at("verb", complaint.id, "export_complaint"), sent).status_code == 302
    export = Export.objects.get()  # pressed twice, asked once
    said = text_of(client.get(at("exports", complaint.id)))
    assert "Being prepared" in said
    assert PURPOSE in said
    assert client.get(at("export-pdf", complaint.id, export.id)).status_code == 404
    make_export(str(export.id))
    make_export(str(export.id))  # a job may run twice
    with counted() as statements:
        said = text_of(client.get(at("exports", complaint.id)))
    assert "Download PDF" in said
    assert len(statements) <= 12
    response = client.get(at("export-pdf", complaint.id, export.id))
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith("attachment")
    assert Opening.objects.filter(subject=export.id).count() == 1
    Export.objects.update(ends_at=datetime.now(UTC) - timedelta(seconds=1))
    assert client.get(at("export-pdf", complaint.id, export.id)).status_code == 410


def test_after_its_week_the_file_is_gone_from_the_disk_and_that_it_was_made_stays(office, complaint):
    export = asked(office, complaint)
    exports.keep_export(export, b"%PDF-1.4 synthetic", pages=1, at=AT)
    export = Export.objects.get()
    path = places.kept(export.blob_id)
    assert exports.end_exports(at=AT + timedelta(days=7) - timedelta(seconds=1)) == 0
    assert path.exists()
    assert b"synthetic" not in path.read_bytes()  # encrypted on the disk
    assert exports.end_exports(at=AT + timedelta(days=7)) == 1
    assert not path.exists()
    assert exports.end_exports(at=AT + timedelta(days=8)) == 0
    assert Export.objects.get().ended_at == AT + timedelta(days=7)
    assert "Erased after its seven days" in text_of(sign_in(office, "officer").get(at("exports", complaint.id)))


def test_erasing_the_complaint_erases_its_exports_and_no_job_makes_one_afterwards(
    office, complaint, django_capture_on_commit_callbacks
):
    made_one, waiting = asked(office, complaint), asked(office, complaint)
    exports.keep_export(made_one, b"%PDF-1.4 synthetic", pages=1, at=AT)
    path = places.kept(Export.objects.get(pk=made_one.pk).blob_id)
    Complaint.objects.filter(pk=complaint.pk).update(state="closed")
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(complaint.id, by=office.by("commissioner"), at=AT, reason="Asked for.")
    assert not path.exists()
    make_export(str(waiting.id))
    assert Export.objects.get(pk=waiting.pk).blob_id is None
    with pytest.raises(NotPossibleNow):
        exports.export_complaint(complaint.id, by=office.by("commissioner"), at=AT, purpose=PURPOSE, language="en")
    page = sign_in(office, "commissioner").get(at("exports", complaint.id))
    assert page.status_code == 200
    assert PURPOSE not in text_of(page)


def test_an_erased_complaint_cannot_be_set(office, complaint):
    export = asked(office, complaint)
    vault.erase_keys([complaint.key_id, complaint.postbox_id])
    vault.forget_keys()
    with pytest.raises(vault.KeyErased):
        make_dossier(Export.objects.select_related("complaint").get(pk=export.pk), at=AT)
