"""Anybody sees whether a letter is ours, and nothing of what it says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from arasha import files, letters
from arasha.complaints.actions import outbox
from arasha.complaints.portal import genuine
from arasha.complaints.portal.limits import GUESSES
from arasha.files.models import Blob
from arasha.letters.check_codes import check_hash, new_check_code, read_check_code
from arasha.letters.models import Letter
from arasha.letters.tasks import render_pdf
from tests import office as example
from tests.complaints.desk import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_guesses_yet(monkeypatch) -> None:
    monkeypatch.setattr(genuine, "guesses", genuine.Guesses())


@pytest.fixture
def letter():
    complaint = example.registered(example.open_office())
    found = Letter.objects.get(subject_id=complaint.id)
    render_pdf(str(found.pk))
    return letters.get_letter(found.pk)


def page(code: str, language: str = "en", **posted):
    client = Client(headers={"host": "testserver"})
    address = f"/{language}/letter/{code}/"
    return client.post(address, posted) if posted else client.get(address)


def test_codes_are_read_as_people_type_them():
    code = new_check_code()
    assert read_check_code(code.lower().replace("-", " ")) == code
    assert read_check_code("0" * 16) == read_check_code(code[:-1]) == read_check_code("Қ" * 16) == ""
    assert len({new_check_code() for _ in range(1000)}) == 1000
    assert check_hash(code) != check_hash(new_check_code())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_letter_of_ours_is_known_and_says_nothing_of_the_person(letter, language):
    answer = page(letter.check_code, language)
    said = text_of(answer)
    assert answer.status_code == 200
    assert letter.number in said
    assert letter.pdf_hash[:8] in said
    for secret in ("Complainantova", letter.title, "2026-000001", letter.text.split("\n")[0], "Affectedov"):
        assert secret not in said


def test_the_code_stands_in_the_file_as_square_and_letters(letter, tmp_path):
    import subprocess

    path = tmp_path / "letter.pdf"
    path.write_bytes(b"".join(files.open_blob(letter.pdf)))
    said = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    assert letter.check_code in said.replace("\n", "")


def test_a_file_is_compared_and_not_kept(letter):
    data, before = b"".join(files.open_blob(letter.pdf)), Blob.objects.count()
    same = page(letter.check_code, file=SimpleUploadedFile("l.pdf", data, "application/pdf"))
    assert "exactly the letter" in text_of(same)
    changed = page(letter.check_code, file=SimpleUploadedFile("l.pdf", data + b" ", "application/pdf"))
    assert "not the letter that we sent" in text_of(changed)
    assert Blob.objects.count() == before


def test_an_unknown_code_is_said_and_guessing_is_slowed_down(letter):
    for _guess in range(GUESSES):
        assert page(new_check_code()).status_code == 404
    assert page(letter.check_code).status_code == 429


def test_what_is_held_back_or_recalled_is_not_shown(settings):
    settings.RECALL_MINUTES = 10
    office, now = example.open_office(), timezone.now()
    complaint = example.registered(office, at=now)
    found = letters.get_letter(Letter.objects.get(subject_id=complaint.id).pk)
    assert page(found.check_code).status_code == 404
    outbox.recall_letter(
        complaint.id, by=office.by("registrar"), at=now + timedelta(minutes=1), letter_id=found.pk, reason="Wrong"
    )
    assert letters.letter_with_check_code(found.check_code, at=now + timedelta(hours=1)) is None


def test_the_code_can_be_typed(letter):
    client = Client(headers={"host": "testserver"})
    answer = client.post("/en/letter/", {"code": letter.check_code.lower()})
    assert answer["Location"] == f"/en/letter/{letter.check_code}/"
    assert "16 letters and digits" in text_of(client.post("/en/letter/", {"code": "12"}))
