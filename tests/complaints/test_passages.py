"""The bank of passages: kept in versions, offered in the language of the letter, put at the end of what was typed without a script."""

from __future__ import annotations

import re
from typing import Any

import pytest

from arasha.journal.models import Entry
from arasha.letters.errors import BrokenTemplate, EmptyPassage, KeepsNoTemplates, TemplateChanged
from arasha.letters.models import Letter, PassageVersion
from arasha.letters.passages import passages_for, save_passage
from arasha.people.models import Role
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MAY = {"head", "deputy", "commissioner"}  # by hand
COURT = {
    "ru": "Вы можете обратиться в суд сами или через представителя.",
    "kk": "Сотқа өзіңіз немесе өкіліңіз арқылы жүгіне аласыз.",
}


def save(office: Any, passage: Any = None, *, role: str = "head", seen: int = 0, **changed: Any) -> PassageVersion:
    by = office.by(role)
    given = {"name": "Court", "topic": "", "texts": COURT, "why": "Often asked.", **changed}
    return save_passage(passage, **given, seen=seen, by=by.user, actor=by.actor, at=AT)


@pytest.mark.parametrize("role", Role.values)
def test_who_keeps_the_bank(office, role):
    if role in MAY:
        assert save(office, role=role).number == 1
    else:
        with pytest.raises(KeepsNoTemplates):
            save(office, role=role)


def test_each_change_is_a_version_in_the_journal(office):
    first = save(office)
    second = save(office, first.passage, seen=1, texts={"ru": "Короче."})
    assert [row.number for row in PassageVersion.objects.all()] == [1, 2]
    assert Entry.objects.filter(verb="set_passage", subject_id=str(first.passage)).count() == 2
    assert [row.text("ru") for row in passages_for("ru", "")] == ["Короче."]
    assert passages_for("kk", "") == []
    with pytest.raises(TemplateChanged):
        save(office, first.passage, seen=1)
    save(office, first.passage, seen=2, dropped=True)
    assert passages_for("ru", "") == []
    assert second.name == "Court"


def test_those_for_the_right_at_issue_come_first(office):
    save(office, name="A", topic="OTHER-TOPIC")
    save(office, name="B")
    save(office, name="C", topic=desk.topic())
    assert [row.name for row in passages_for("ru", desk.topic())] == ["B", "C", "A"]


@pytest.mark.parametrize("text", ["Номер {complaint_number}.", "[[if due]]Да[[end]]", "По статье 5 закона."])
def test_a_passage_is_plain_words(office, text):
    with pytest.raises(BrokenTemplate):
        save(office, texts={"ru": text})
    with pytest.raises(EmptyPassage):
        save(office, texts={"ru": "  \n "})
    assert not PassageVersion.objects.exists()


def test_the_pages_of_the_bank(office):
    head = sign_in(office, "head")
    assert "The bank has no passage yet." in text_of(head.get(at("passages")))
    typed = {"name": "Court", "text_ru": COURT["ru"], "why": "Often asked.", "seen": 0}
    assert head.post(at("new-passage"), typed).status_code == 302
    row = PassageVersion.objects.get()
    assert "no words yet: Kazakh, English" in text_of(head.get(at("passages")))
    late = head.post(at("passage", row.passage), {**typed, "text_ru": "Mine.", "seen": 0})
    assert late.status_code == 409
    page = late.content.decode()
    assert COURT["ru"] in page
    assert "Mine.</textarea>" in page
    assert re.search(r'name="seen" value="1"', page)
    assert head.post(at("passage", row.passage), {**typed, "text_ru": "По статье 5.", "seen": 1}).status_code == 400
    assert head.post(at("passage", row.passage), {**typed, "text_ru": "Mine.", "seen": 1}).status_code == 302
    older = head.get(at("passage", row.passage, query="?from=1")).content.decode()
    assert f"{COURT['ru']}</textarea>" in older
    lawyer = sign_in(office, "lawyer")
    assert "Mine." in text_of(lawyer.get(at("passage", row.passage)))
    assert lawyer.post(at("passage", row.passage), {**typed, "seen": 2}).status_code == 403


def test_a_passage_goes_to_the_end_of_what_was_typed(office):
    row = save(office)
    complaint = desk.found(office)
    officer = sign_in(office, "officer")
    page = officer.get(at("verb", complaint.id, "propose_decision")).content.decode()
    assert f'<option value="{row.passage}">Court</option>' in page
    proposed = re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', page, re.S)[1]
    typed = {
        "version": complaint.version,
        "proposed": proposed,
        "text": f"{proposed}\n\nMy own line.",
        "passage": str(row.passage),
    }
    kept = officer.post(at("verb", complaint.id, "propose_decision"), typed)
    assert "It is not in the letter yet" in text_of(kept)
    assert not Letter.objects.filter(code="decision").exists()
    shown = officer.post(at("verb", complaint.id, "propose_decision"), {**typed, "_insert": "1"}).content.decode()
    assert f"My own line.\n\n{COURT['ru']}</textarea>" in shown
    text = f"{proposed}\n\nMy own line.\n\n{COURT['ru']}"
    assert officer.post(at("verb", complaint.id, "propose_decision"), {**typed, "passage": "", "text": text}).status_code == 302
    letter = Letter.objects.get(code="decision")
    from arasha.complaints.actions.base import open_for_writing

    open_for_writing(complaint)
    assert COURT["ru"] in letter.text


def test_a_passage_is_offered_in_the_language_of_whoever_reads_the_letter(office):
    row = save(office, texts={"kk": COURT["kk"]})
    complaint = desk.found(office)
    page = sign_in(office, "officer").get(at("verb", complaint.id, "propose_decision")).content.decode()
    assert str(row.passage) not in page  # the complaint is in Russian
