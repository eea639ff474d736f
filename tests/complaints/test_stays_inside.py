"""Nothing of a note, the plan, an internal act or a working translation leaves the office: every way out is walked."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from arasha import journal, vault
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import (
    correspondence,
    decision,
    erasure,
    examination,
    exports,
    plan,
    registration,
    screening,
    translations,
)
from arasha.complaints.actions import examination_acts as acts
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.dossier.pdf import make_dossier
from arasha.complaints.models import Complaint, ExaminationAct, Export, PlanLine, Translation
from arasha.complaints.portal import follow
from arasha.complaints.portal.limits import Guesses
from arasha.complaints.terms import office_day
from arasha.files import received
from arasha.jobs import work
from arasha.letters.docx import make_docx
from arasha.letters.models import Letter
from arasha.letters.pdf import make_pdf
from tests import office as example
from tests.complaints import desk, portal_office
from tests.complaints.body_page import Contact
from tests.complaints.desk import at, sign_in, text_of
from tests.complaints.inside import PDF

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
# One word for each thing that stays; no letter, page or file outside may hold one of them.
MARKS = (
    "marknote", "markquestion", "markevidence", "markfound", "markdropped", "markrecord", "markplace", "markperson", "markexpert",
    "markopinion", "markasked", "markreason", "markcancelled", "marktranslation", "markfile", "markworking",
)  # fmt: skip
LEAVES = ("disclosed", "certifiedwords")  # what was marked to be shown: it proves that the walk reads


@pytest.fixture(autouse=True)
def _nobody_guessed(monkeypatch):
    monkeypatch.setattr(follow, "guesses", Guesses())


@pytest.fixture
def told(office, client):
    """A complaint sent on the portal, in examination, and its code."""
    kind, region = office.body.code.split(":")
    code = portal_office.told(client, body={"body": kind, "body_region": region, "body_text": ""})
    complaint, now = Complaint.objects.get(), timezone.now()
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=now, subject="Synthetic", topic=desk.topic())
    screening.accept(complaint.id, by=office.by("lawyer"), at=now, looked=True)
    examination.assign(complaint.id, by=office.by("head"), at=now, officer=office.staff["officer"])
    return Complaint.objects.get(), code


def fill(office: Any, complaint: Complaint) -> None:
    """Each kind of thing that stays, marked; and one of each kind that may leave."""
    now, officer = timezone.now(), office.staff["officer"]
    usual, today = {"by": office.by("officer"), "at": now}, office_day(now)
    correspondence.add_note(complaint.id, **usual, text="marknote")
    for number in range(3):
        plan.add_plan_line(
            complaint.id, **usual, question=f"markquestion {number}?", evidence="markevidence", who=officer, due_on=today
        )
    first, second, _open = PlanLine.objects.filter(complaint=complaint)
    plan.finish_plan_line(first.id, **usual, found="markfound")
    plan.drop_plan_line(second.id, **usual, reason="markdropped")
    inner = {"place": "markplace", "people": "markperson", "uploads": [received(PDF, "markfile.pdf")]}
    acts.record_examination_act(complaint.id, **usual, kind="call", held_on=today, record="markrecord", **inner)
    shown = acts.record_examination_act(complaint.id, **usual, kind="meeting", held_on=today, record="disclosed")
    acts.set_act_disclosure(shown.id, **usual, disclosable=True, reason="markreason")
    for _number in range(2):
        acts.order_expert_opinion(complaint.id, **usual, expert="markexpert", question="markasked", due_on=today)
    one, other = ExaminationAct.objects.filter(complaint=complaint, kind="opinion")
    acts.receive_expert_opinion(one.id, **usual, received_on=today, opinion="markopinion")
    acts.cancel_expert_opinion(other.id, **usual, reason="markcancelled")
    beside = {"of": "story", "target_id": complaint.id, "language_from": "en"}
    uploads = [received(PDF, "markworking.pdf")]
    translations.add_translation(complaint.id, **usual, **beside, language_to="kk", text="marktranslation", uploads=uploads)
    certified = {"certified_by": "Example Translatorov", "certified_on": today}
    translations.add_translation(complaint.id, **usual, **beside, language_to="ru", text="certifiedwords", **certified)


def through_the_road(office: Any, complaint: Complaint, walk: Outside) -> None:
    """Inquiry, answer, finding, recommendation, decision; the body's pages are read on the way."""
    usual = {"by": office.by("officer"), "at": timezone.now()}
    contact = example.contact_of(office.body)
    inquiry = examination.send_inquiry(
        complaint.id, **usual, body=office.body, contact=contact, summary="A beating.", questions="Why?", named=False
    )
    walk.body(inquiry.id)
    link = SecureLink.objects.get(target_id=inquiry.id)
    examination.answer_inquiry(inquiry.id, by=BodyContactPerson(link), at=timezone.now(), text="We deny it.")
    walk.body(inquiry.id)
    right = {"topic": desk.topic(), "body": office.body}
    examination.record_finding(complaint.id, **usual, **right, result="breach", reasoning="Two witnesses agree.")
    decision.draft_recommendation(complaint.id, **usual, **right, contact=contact, text="Open proceedings.")
    decision.propose_decision(complaint.id, **usual)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=timezone.now())
    walk.body(SecureLink.objects.get(complaint_id=complaint.id, purpose="recommendation").target_id)


class Outside:
    """Everything that somebody outside the office can read, kept as text."""

    def __init__(self) -> None:
        self.read: dict[str, str] = {}

    def body(self, target_id: Any) -> None:
        token = vault.new_token()
        SecureLink.objects.filter(target_id=target_id).update(token_hash=vault.token_hash(token))
        path = self._body_path(token)
        for language in ("kk", "ru", "en"):
            for tail in ("", "sent/"):
                where = f"/{language}{path[3:]}{tail}"
                self._keep(f"body {where}", Contact().get(where))

    @staticmethod
    def _body_path(token: str) -> str:
        with translation.override("en"):
            return reverse("body:answer", args=[token])

    def portal(self, code: str) -> int:
        """Every page that one reaches with the code, from link to link; how many there were."""
        client = Client()
        client.post("/en/follow/", {"code": code})
        seen, ahead = set(), ["/en/follow/complaint/", "/ru/follow/complaint/", "/kk/follow/complaint/"]
        while ahead:
            path = ahead.pop()
            if path in seen or "/desk/" in path or "leave" in path or len(seen) > 120:
                continue
            seen.add(path)
            response = client.get(path)
            self._keep(f"portal {path}", response)
            if "html" in response.get("Content-Type", ""):
                ahead += re.findall(r'href="(/(?:en|ru|kk)/[^"#?]*)', response.content.decode())
        return len(seen)

    def letters(self, complaint: Complaint) -> None:
        vault.load_keys([complaint.key_id])
        if complaint.postbox_id:
            vault.open_postbox_with_key(complaint.postbox_id)
        for letter in Letter.objects.filter(subject_id=complaint.id):
            name = f"letter {letter.code} {letter.id}"
            self.read[name] = f"{letter.title} {letter.text}"
            self.read[f"{name} pdf"] = _pdf(make_pdf(letter))
            self.read[f"{name} docx"] = _docx(make_docx(letter))

    def dossier(self, office: Any, complaint: Complaint, *, with_notes: bool) -> str:
        wanted = {"purpose": "A court.", "language": "en", "with_notes": with_notes, "with_files": True}
        export = exports.export_complaint(complaint.id, by=office.by("officer"), at=timezone.now(), **wanted)
        vault.forget_keys()
        export = Export.objects.select_related("complaint__office", "complaint__complainant", "asked_by").get(pk=export.pk)
        return _pdf(make_dossier(export, at=timezone.now() + timedelta(minutes=30)).data)

    def _keep(self, name: str, response: Any) -> None:
        assert response.status_code < 500, name
        content = b"".join(response) if response.streaming else response.content
        self.read[name] = _pdf(content) if content.startswith(b"%PDF") else content.decode("utf-8", "replace")


def _pdf(data: bytes) -> str:
    """The words of a PDF, without the spaces that typesetting puts into them."""
    reader = PdfReader(BytesIO(data))
    said = " ".join(page.extract_text() for page in reader.pages)
    return f"{said} {reader.outline}"


def _docx(data: bytes) -> str:
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist() if name.endswith(".xml"))


def leaks(read: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, mark) for name, said in read.items() for mark in MARKS if mark in re.sub(r"[\s-]+", "", said)]


def test_no_letter_no_page_outside_and_no_file_for_a_court_holds_a_word_of_it(office, told, mailoutbox, settings):
    settings.RECALL_MINUTES = 0
    complaint, code = told
    fill(office, complaint)
    walk = Outside()
    through_the_road(office, complaint, walk)
    complaint = Complaint.objects.get()
    work.work_off()
    assert walk.portal(code) > 20
    walk.letters(complaint)
    walk.read |= {f"mail {number}": str(message.message()) for number, message in enumerate(mailoutbox)}
    walk.read["dossier"] = walk.dossier(office, complaint, with_notes=False)
    kinds = {name.partition(" ")[0] for name in walk.read}
    assert kinds >= {"body", "portal", "letter", "dossier"}, kinds
    assert any("Why?" in said for name, said in walk.read.items() if name.startswith("body")), "the body's page was read"
    for outside in ("portal", "letter", "dossier"):
        read = " ".join(said for name, said in walk.read.items() if name.startswith(outside))
        assert "Two witnesses agree." in read, outside
    assert leaks(walk.read) == []
    assert all(word in walk.read["dossier"] for word in LEAVES), "what may leave is in it"
    assert "Certified translation" in walk.read["dossier"]
    inside = {"inside": walk.dossier(office, complaint, with_notes=True)}
    assert {mark for _name, mark in leaks(inside)} == set(MARKS), "the same file for a reader inside holds all of it"
    assert "Working translation" in inside["inside"]


def test_programs_and_steps_of_the_complainant_hold_none_of_it(office, told):
    """The API gives the register's own reader no word of it either: neither lists nor the complaint itself show what is inside."""
    from arasha.people.tokens import make_token

    complaint, _code = told
    fill(office, complaint)
    now = timezone.now()
    _token, secret = make_token(office.staff["officer"], days=1, may_act=False, at=now, by=office.by("officer").actor)
    client = Client(headers={"authorization": f"Bearer {secret}"})
    read = {
        path: client.get(path).content.decode()
        for path in ("/api/v1/complaints", f"/api/v1/complaints/{complaint.id}", "/api/v1/openapi.json")
    }
    assert complaint.number in read["/api/v1/complaints"]
    assert leaks(read) == []


def test_erasure_takes_all_of_it_and_what_was_altered_behind_the_office_is_found(office, told):
    from django.db import connection

    complaint, _code = told
    fill(office, complaint)
    assert journal.examine().problems == []
    for table, column in (("planline", "due_on"), ("examinationact", "held_on"), ("translation", "made_at")):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, {column} FROM complaints_{table} LIMIT 1")
            key, kept = cursor.fetchone()
            cursor.execute(f"UPDATE complaints_{table} SET {column} = %s WHERE id = %s", ["2001-01-01", key])
            assert len(journal.examine().problems) == 1, table
            cursor.execute(f"UPDATE complaints_{table} SET {column} = %s WHERE id = %s", [kept, key])
    assert journal.examine().problems == []
    blobs = [file.blob for file in complaint.attachments.select_related("blob")]
    assert len(blobs) == 2
    Complaint.objects.filter(pk=complaint.pk).update(state="closed")
    erasure.erase(complaint.id, by=office.by("commissioner"), at=timezone.now(), reason="Its time is over.")
    erasure.erase_again()
    vault.forget_keys()
    for row, column in (
        (PlanLine.objects.first(), "question"), (ExaminationAct.objects.filter(kind="call").get(), "record"),
        (Translation.objects.first(), "text"),
    ):  # fmt: skip
        with pytest.raises(vault.KeyErased):
            getattr(row, column)
    client = sign_in(office, "commissioner")
    for tab in ("story", "examination", "evidence"):
        said = text_of(client.get(at("complaint", complaint.id, query=f"?tab={tab}")))
        assert not any(mark in said for mark in MARKS)
    assert client.get(at("my-work")).status_code == 200
