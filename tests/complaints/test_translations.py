"""Translations beside the original: marked, never in its place, kept when a newer one comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from arasha import files
from arasha.complaints.actions import base, correspondence, translations
from arasha.complaints.doers import Complainant
from arasha.complaints.models import Attachment, Inquiry, Message, Translation
from arasha.files import received
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.complaints.inside import PDF, quiet
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TODAY = date(2026, 3, 16)


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def translate(complaint, office, *, by=None, of="story", target=None, when=AT, **changes) -> Translation:
    given = {"language_from": "ru", "language_to": "kk", "text": "Екінші күні оны ұрды.", **changes}
    return translations.add_translation(
        complaint.id, by=by or office.by("officer"), at=when, of=of, target_id=target or complaint.id, **given
    )


def test_both_steps_have_their_right_move_no_term_send_no_letter_and_are_journaled(office, complaint):
    row = quiet(
        office, complaint, "add_translation", lambda by: translate(complaint, office, by=by), by="registrar", never="translator"
    )
    assert row.certified_on is None
    certificate = {"at": AT, "certified_by": "Example Translatorov", "certified_on": TODAY}
    row = quiet(
        office, complaint, "certify_translation", lambda by: translations.certify_translation(row.id, by=by, **certificate),
        by="lawyer", never="auditor",
    )  # fmt: skip
    assert (row.certified_by, row.marked_by) == ("Example Translatorov", office.staff["lawyer"])
    with pytest.raises(base.NotPossibleNow, match="certified already"):
        translations.certify_translation(row.id, by=office.by("lawyer"), **certificate)


def test_the_words_and_the_translator_lie_encrypted(office, complaint):
    translate(complaint, office, certified_by="Example Translatorov", certified_on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, certified_by FROM complaints_translation")
        text, by = map(bytes, cursor.fetchone())
    assert "Екінші".encode() not in text
    assert b"Translatorov" not in by


def test_what_is_refused(office, complaint):
    elsewhere = example.in_examination(office)
    cases = [
        ({"text": ""}, "add it as a file"),
        ({"language_to": "ru"}, "two different languages"),
        ({"target": elsewhere.id}, "not with the complaint"),
        ({"of": "message"}, "not with the complaint"),
        ({"certified_by": "Example Translatorov"}, "names its translator and the day"),
        ({"certified_by": "Example Translatorov", "certified_on": TODAY + timedelta(days=1)}, "in the future"),
    ]
    for changes, words in cases:
        with pytest.raises(base.NotPossibleNow, match=words):
            translate(complaint, office, **changes)
    assert not Translation.objects.exists()


def test_a_newer_one_takes_its_place_and_the_older_is_kept(office, complaint):
    old, other = translate(complaint, office), translate(complaint, office, language_to="en", text="On the second day.")
    new = translate(complaint, office, text="Жаңа аударма.", when=AT + timedelta(minutes=1))
    kept = {row.id: row.replaced_at for row in Translation.objects.all()}
    assert kept == {old.id: AT + timedelta(minutes=1), other.id: None, new.id: None}
    shown = text_of(sign_in(office, "officer").get(at("complaint", complaint.id)))
    assert "Жаңа аударма." in shown
    assert "On the second day." in shown
    assert "Екінші" not in shown
    with pytest.raises(base.NotPossibleNow, match="newer translation"):
        translations.certify_translation(old.id, by=office.by("lawyer"), at=AT, certified_by="E", certified_on=TODAY)


def test_each_stands_beside_its_original_which_comes_first(office):
    complaint = desk.answered(office)
    correspondence.write(complaint.id, by=Complainant(complaint.id), at=AT, text="Мой брат ранен.")
    blob = files.keep(received(PDF, "letter.pdf"), key_id=complaint.key_id, at=AT)
    file = Attachment.objects.create(complaint=complaint, blob=blob, part="story", added_at=AT, added_by="public")
    inquiry, message = Inquiry.objects.get(), Message.objects.get()
    translate(complaint, office)
    translate(complaint, office, of="message", target=message.id, language_to="en", text="My brother is hurt.")
    translate(
        complaint, office, of="answer", target=inquiry.id, language_from="en", text="Орган мойындамайды.",
        certified_by="Example Translatorov", certified_on=TODAY, uploads=[received(PDF, "certificate.pdf")],
    )  # fmt: skip
    translate(complaint, office, of="file", target=file.id, language_to="en", text="The letter says so.")
    officer = sign_in(office, "officer")
    officer.get(at("complaint", complaint.id))
    with counted() as statements:
        shown = text_of(officer.get(at("complaint", complaint.id)))
    assert len(statements) <= 12, statements
    pairs = (
        (example.STORY, "Екінші күні"), ("Мой брат ранен.", "My brother is hurt."), ("The body denies it.", "Орган мойындамайды."),
        ("letter.pdf", "The letter says so."),
    )  # fmt: skip
    for original, translation in pairs:
        assert shown.index(original) < shown.index(translation), translation
    assert "Working translation" in shown
    assert "Русский → English" in shown
    assert "Certified translation" in shown
    assert "Example Translatorov, 16 Mar 2026" in shown
    assert "certificate.pdf" in shown
    with counted() as statements:
        opened = text_of(officer.get(at("complaint", complaint.id, query=f"?tab=evidence&open={file.id}")))
    assert len(statements) <= 12, statements
    original = f"answer:{inquiry.id}"
    beside = text_of(officer.get(at("verb", complaint.id, "add_translation", query=f"?of={original}")))
    assert "The body denies it." in beside
    assert "Show the original beside it" in beside
    assert opened.index("letter.pdf") < opened.index("The letter says so.")


def test_the_pages(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    officer = sign_in(office, "officer")
    page = at("verb", complaint.id, "add_translation")
    opened = officer.get(page).content.decode()
    assert "What was told" in opened
    assert example.STORY in opened, "the original stands beside the form"
    typed = {"version": complaint.version, "original": f"story:{complaint.id}", "language_from": "ru", "language_to": "kk"}
    assert "Write the translation, or add it as a file." in text_of(officer.post(page, typed))
    half = officer.post(page, {**typed, "text": "Аударма.", "certified_by": "Example Translatorov"})
    assert "names its translator and the day" in text_of(half)
    assert "Аударма." in half.content.decode()
    assert officer.post(page, {**typed, "text": "Аударма."}).status_code == 302
    complaint.refresh_from_db()
    row = Translation.objects.get()
    assert f"do/certify_translation/?translation={row.id}" in officer.get(at("complaint", complaint.id)).content.decode()
    marked = {
        "version": complaint.version, "translation": str(row.id), "certified_by": "Example Translatorov", "certified_on": "16 03 2026",
    }  # fmt: skip
    assert officer.post(at("verb", complaint.id, "certify_translation"), marked).status_code == 302
    assert officer.get(at("verb", complaint.id, "certify_translation")).status_code == 409
    assert "Certified translation" in text_of(officer.get(at("complaint", complaint.id)))
