"""The pages of the templates: who may, what is said of a broken text, two editors, a letter tried on a complaint, one that waits."""

from __future__ import annotations

import re

import pytest

from arasha.complaints.actions import registration
from arasha.complaints.models import Complaint
from arasha.journal.models import Opening
from arasha.letters.errors import NotInThisLanguage
from arasha.letters.models import Letter, TemplateVersion
from arasha.letters.templates import shipped_text
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SHIPPED = shipped_text("kz", "acknowledgement", "ru")
OWN = SHIPPED.replace("С уважением,", "С добрыми пожеланиями,")
PAGE = ("template", "acknowledgement", "ru")


def post(client, *, page=PAGE, text: str = OWN, why: str = "Теплее.", seen: int = 0, language: str = "en", **more):
    return client.post(at(*page, language=language), {"text": text, "why": why, "seen": seen, **more})


def number_of(response) -> str:
    return re.search(r'name="seen" value="(\d+)"', response.content.decode())[1]


@pytest.fixture
def head(office):
    return sign_in(office, "head")


def test_a_text_is_changed_on_its_page_and_the_next_letter_says_it(office, head):
    assert post(head).status_code == 302
    page = text_of(head.get(at(*PAGE)))
    assert "Version 1" in page
    assert "Теплее." in page
    assert "version 1" in text_of(head.get(at("templates")))
    complaint = example.registered(office)
    assert Letter.objects.get(subject_id=complaint.id).making.template.number == 1


def test_what_is_wrong_is_named_with_its_line_and_what_was_typed_stays(head):
    broken = OWN.replace("{complaint_number}", "{complaint_numbr}")
    response = post(head, text=broken)
    assert response.status_code == 400
    line = next(number for number, line in enumerate(OWN.split("\n"), 1) if "{complaint_number}" in line)
    assert f"Line {line}: This letter knows no field “complaint_numbr”" in text_of(response)
    assert "{complaint_numbr}" in response.content.decode()
    assert not TemplateVersion.objects.exists()


def test_without_a_reason_nothing_is_saved(head):
    response = post(head, why="")
    assert "Say in one sentence why" in text_of(response)
    assert "С добрыми пожеланиями" in response.content.decode()
    assert not TemplateVersion.objects.exists()


def test_the_second_of_two_editors_sees_what_the_first_changed_and_loses_nothing(office, head):
    commissioner = sign_in(office, "commissioner")
    seen = number_of(commissioner.get(at(*PAGE)))
    post(head)
    response = post(commissioner, text=SHIPPED.replace("Здравствуйте!", "Добрый день!"), seen=int(seen))
    page = response.content.decode()
    assert response.status_code == 409
    assert "<ins>С добрыми пожеланиями,</ins>" in page
    assert "<del>С уважением,</del>" in page
    assert "Добрый день!" in page.partition("<textarea")[2]
    assert number_of(response) == "1"
    assert post(commissioner, text=OWN.replace("Здравствуйте!", "Добрый день!"), seen=1).status_code == 302
    assert TemplateVersion.objects.count() == 2


def test_an_older_text_is_shown_with_what_changed_and_put_in_force_again(head):
    post(head)
    shown = head.get(at("template-version", "acknowledgement", "ru", 0))
    assert "<ins>С добрыми пожеланиями,</ins>" in shown.content.decode()
    assert head.post(at("template-version", "acknowledgement", "ru", 0), {"why": "Проще.", "seen": 1}).status_code == 302
    assert [row.kind for row in TemplateVersion.objects.all()] == ["own", "shipped"]
    refused = head.post(at("template-version", "acknowledgement", "ru", 1), {"why": "Again.", "seen": 1})
    assert refused.status_code == 409
    assert head.get(at("template-version", "acknowledgement", "ru", 7)).status_code == 404


@pytest.mark.parametrize("role", ["lawyer", "officer", "representative", "registrar"])
def test_others_read_the_templates_and_change_none(office, role):
    client = sign_in(office, role)
    page = client.get(at(*PAGE))
    assert "С уважением," in text_of(page)
    assert "<textarea" not in page.content.decode()
    assert post(client).status_code == 403
    assert client.post(at("template-version", "acknowledgement", "ru", 0), {"why": "x", "seen": 0}).status_code == 403
    assert not TemplateVersion.objects.exists()


def test_a_letter_without_its_language_does_not_go_and_says_what_to_do(office, head):
    assert post(head, _withhold="1").status_code == 302
    assert "does not go" in text_of(head.get(at("templates")))
    complaint = example.received(office)
    with pytest.raises(NotInThisLanguage):
        registration.register_complaint(complaint.id, by=office.by("registrar"), at=AT, subject="Synthetic")
    registrar = sign_in(office, "registrar")
    response = registrar.post(at("verb", complaint.id, "register"), {"version": complaint.version, "subject": "What I typed"})
    assert response.status_code == 409
    assert "page Templates" in text_of(response)
    assert "What I typed" in response.content.decode()
    complaint.refresh_from_db()
    assert (complaint.state, Letter.objects.count()) == ("received", 0)
    assert post(head, seen=1).status_code == 302
    assert (
        registration.register_complaint(complaint.id, by=office.by("registrar"), at=AT, subject="Synthetic").state == "screening"
    )


def test_a_text_that_outdates_the_others_holds_them_back(head):
    post(head, outdates=["kk", "en"])
    assert {row.language: row.kind for row in TemplateVersion.objects.all()} == {"ru": "own", "kk": "withheld", "en": "withheld"}


def test_a_text_is_tried_on_a_complaint_that_one_may_read(office, head):
    complaint = example.registered(office)
    before = Opening.objects.count()
    response = post(head, why="", tried_on=complaint.number, _preview="1")
    page = text_of(response)
    assert "С добрыми пожеланиями," in page
    assert "Example Complainantova" in page
    assert f"On complaint {complaint.number}" in page
    assert "Draft: not signed, not sent" in page
    assert "Say in one sentence why" not in page
    assert Opening.objects.count() == before + 1
    assert not TemplateVersion.objects.exists()
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("code", ["decision", "inquiry", "decline_returned", "petition_criminal", "review", "link_code"])
def test_every_kind_of_letter_can_be_tried(office, head, code, everything):
    complaint = desk.found(office)
    text = shipped_text("kz", code, "kk")
    more = {"everything": "on"} if everything else {}
    response = post(head, page=("template", code, "kk"), text=text, tried_on=complaint.number, _preview="1", **more)
    assert f"On complaint {complaint.number}" in text_of(response)
    shown = response.content.decode().partition('<h2 id="letter">')[2].partition("</article>")[0]
    assert not re.search(r"\{[a-z_]+\}|\[\[", shown)
    assert ("Two witnesses agree." in shown) == (code == "decision")


def test_a_complaint_of_others_is_not_opened_for_a_template(office, head):
    theirs = example.registered(office)
    Complaint.objects.filter(pk=theirs.pk).update(office=office.centre)
    before = Opening.objects.count()
    response = post(head, tried_on=theirs.number, _preview="1")
    assert "We have no complaint with this number that you may read" in text_of(response)
    assert "Example Complainantova" not in text_of(response)
    assert Opening.objects.count() == before


def test_the_language_of_the_page_changes_and_what_was_typed_stays(head):
    response = head.post(at(*PAGE, language="kk"), {"text": "half", "why": "", "seen": 0, "_language": "kk"})
    assert ">\nhalf</textarea>" in response.content.decode()


def test_a_text_that_nobody_knows_is_no_page(head):
    assert head.get("/en/desk/templates/no_such/en/").status_code == 404
    assert head.get("/en/desk/templates/decision/de/").status_code == 404


def test_the_journal_names_the_letter_and_the_opening(office, head):
    post(head)
    complaint = example.registered(office)
    post(head, text=SHIPPED, tried_on=complaint.number, _preview="1")
    auditor = sign_in(office, "auditor")
    assert "Text of a letter changed The complaint is registered, in Russian" in text_of(auditor.get(at("journal")))
    readings = text_of(auditor.get(at("journal"), {"number": complaint.number, "show": "readings"}))
    assert "opened Templates" in readings
