"""The rights table as written by hand in pages.csv and verbs.csv, compared with what real requests answer.

`yes` is any answer but a refusal: a verb that the state does not allow now answers 409, which is no question of rights.
"""

from __future__ import annotations

import csv
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from arasha import files
from arasha.bodies.models import BodyContact
from arasha.complaints.actions import correspondence, examination, exports
from arasha.complaints.actions.reception import plan_reception
from arasha.complaints.actions.take_down import take_down
from arasha.complaints.desk.verbs import verb_pages
from arasha.complaints.models import Attachment, Complaint, Recusal, Step
from arasha.files import received
from arasha.letters.models import Letter
from arasha.mailbox.actions import keep_mail
from arasha.people.models import Role
from arasha.people.policy import GRANTS
from arasha.scans.actions import keep_scans
from tests import office as example
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HERE = Path(__file__).parent
OUTSIDERS = {"npm_member", "legal_expert", "cooperation", "press", "translator", "analyst", "administrator", "auditor"}


def table(name: str) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader((HERE / name).open(encoding="utf-8")))
    key = next(iter(rows[0]))
    return {row.pop(key): row for row in rows}


PAGES, VERBS = table("pages.csv"), table("verbs.csv")


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def client_of(office: Any, role: str) -> Client:
    client = Client()
    if role != "nobody":
        client.force_login(office.staff[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


def answer(response: Any) -> str:
    if response.status_code == 302 and "/account/login/" in response["Location"]:
        return "sign in"
    if (
        response.wsgi_request.user.is_anonymous
        and response.wsgi_request.method == "POST"
        and b"/account/login/" in response.content
    ):
        return "sign in"  # a form that was sent without a session comes back with what was typed
    if response.status_code in (403, 404):
        return "no"
    assert response.status_code < 500, response.status_code
    return "yes"


def addresses(office: Any, complaint: Complaint) -> dict[str, str]:
    """A real address of every page of the desk."""
    letter = Letter.objects.filter(subject_id=complaint.id).first()
    blob = files.keep(received(b"%PDF-1.4 synthetic", "note.txt.pdf"), key_id=complaint.key_id, at=AT)
    file = Attachment.objects.create(complaint=complaint, blob=blob, part="story", added_at=AT, added_by="public")
    export = exports.export_complaint(complaint.id, by=office.by("officer"), at=AT, purpose="A court.", language="en")
    exports.keep_export(export, b"%PDF-1.4 synthetic", pages=1, at=timezone.now())
    example.contact_of(office.body)
    contact = BodyContact.objects.filter(body=office.body).first()
    of = {"complaint_id": complaint.id}
    raw = b"From: example@example.org\nPrecedence: bulk\n\nsynthetic"
    mail = keep_mail(raw, size=len(raw), at=AT, office=office.office)
    usual = {"by": office.by("registrar"), "at": AT}
    registrar = office.by("registrar")
    scan = keep_scans(
        [received(b"%PDF-1.4 synthetic", "scan.pdf")], office=office.office, by=registrar.actor, user=registrar.user, at=AT
    )[0]
    down = take_down(example.ANSWERS, **usual, channel="phone", language="ru", received_on=AT.date())
    hours = {"begins": time(10), "ends": time(11), "minutes": 20}
    day = plan_reception(**usual, receives=office.staff["officer"], day=AT.date(), **hours)
    arguments: dict[str, dict[str, Any]] = {
        "desk:taken": {"complaint_id": down.complaint.id},
        "desk:reception-day": {"day_id": day.id},
        "desk:complaint": of,
        "desk:verb": {**of, "name": "note"},
        "desk:letter": {**of, "letter_id": letter.id},
        "desk:letter-pdf": {**of, "letter_id": letter.id},
        "desk:letter-docx": {**of, "letter_id": letter.id},
        "desk:file": {**of, "file_id": file.id},
        "desk:exports": of,
        "desk:export-pdf": {**of, "export_id": export.id},
        "desk:mail": {"mail_id": mail.id},
        "desk:scan": {"scan_id": scan.id},
        "desk:scan-file": {"scan_id": scan.id},
        "desk:mail-file": {"mail_id": mail.id, "blob_id": mail.raw_id},
        "desk:body": {"code": office.body.code},
        "desk:end-contact": {"code": office.body.code, "contact_id": contact.id},
        "desk:confirm-citation": {"ref": "A-TIME"},
        "design:page": {"name": "home"},
    }
    with translation.override("en"):
        found = {page: reverse(page, kwargs=arguments.get(page, {})) for page in PAGES}
    return {**found, "desk:scan-letter": f"{found['desk:scan-letter']}?scan={scan.id}"}


def test_every_page_of_the_desk_stands_in_the_table():
    resolver = next(one for one in get_resolver().url_patterns if hasattr(one, "url_patterns"))
    rooms = [one for one in resolver.url_patterns if getattr(one, "namespace", "") in ("desk", "design")]
    assert {f"{room.namespace}:{one.name}" for room in rooms for one in room.url_patterns} == set(PAGES)
    assert set(verb_pages()) == set(VERBS)
    assert set(GRANTS) - {"read", "confirm_citation", "receive_paper"} == set(VERBS)


@pytest.mark.parametrize("role", ["nobody", *Role.values])
def test_pages(office, complaint, role):
    client = client_of(office, role)
    found = {}
    for page, address in addresses(office, complaint).items():
        response = client.post(address) if page == "desk:end-contact" else client.get(address)
        missing_pdf = page in ("desk:letter-pdf", "desk:letter-docx") and response.status_code == 404 and role in VERBS["note"]
        found[page] = "yes" if missing_pdf else answer(response)  # the worker has not typeset it here
    assert found == {page: row[role] for page, row in PAGES.items()}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("method", ["get", "post"])
def test_verbs_on_a_complaint_of_their_own(office, complaint, role, method):
    client = client_of(office, role)
    before = Step.objects.count()
    found = {
        verb: answer(getattr(client, method)(f"/en/desk/complaints/{complaint.id}/do/{verb}/"))
        for verb in VERBS
        if verb != "recuse"
    }
    assert found == {verb: "no" if role in OUTSIDERS else row[role] for verb, row in VERBS.items() if verb != "recuse"}
    assert method == "get" or all(found[step.verb] == "yes" for step in Step.objects.order_by("at", "id")[before:])


@pytest.mark.parametrize("role", [*VERBS["note"], "administrator"])
def test_another_office_is_closed_to_all_but_the_leaders(office, complaint, role):
    user = office.staff[role]
    if role not in ("deputy", "commissioner"):
        user.office = office.centre
        user.save()
    Complaint.objects.filter(pk=complaint.pk).update(officer=None)
    response = client_of(office, role).get(f"/en/desk/complaints/{complaint.id}/")
    assert answer(response) == ("yes" if role in ("deputy", "commissioner") else "no")


@pytest.mark.parametrize("role", VERBS["note"])
def test_whoever_is_recused_finds_nothing(office, complaint, role):
    correspondence.recuse(complaint.id, by=office.by(role), at=AT, reason="A cousin.")
    assert Recusal.objects.filter(user=office.staff[role]).exists()
    client = client_of(office, role)
    assert client.get(f"/en/desk/complaints/{complaint.id}/").status_code == 404
    assert complaint.number not in client.get("/en/desk/complaints/").content.decode()
    assert client.get(f"/en/desk/find/?q={complaint.number}").status_code == 404


@pytest.mark.parametrize("role", [*VERBS["note"], "administrator"])
def test_a_complaint_about_the_office_takes_its_own_way(office, role):
    complaint = example.received(office, about_office=True)
    assert answer(client_of(office, role).get(f"/en/desk/complaints/{complaint.id}/")) == (
        "yes" if role in ("deputy", "commissioner") else "no"
    )


def test_the_officer_named_for_a_complaint_about_the_office_sees_it(office):
    complaint = example.received(office, about_office=True)
    leaders = {"by": office.by("commissioner"), "at": AT}
    from arasha.complaints.actions import registration, screening

    registration.register_complaint(complaint.id, subject="Synthetic", **leaders)
    screening.accept(complaint.id, **leaders, looked=True)
    officer = office.staff["officer"]
    examination.assign(complaint.id, officer=officer, **leaders)
    assert client_of(office, "officer").get(f"/en/desk/complaints/{complaint.id}/").status_code == 200
    assert client_of(office, "head").get(f"/en/desk/complaints/{complaint.id}/").status_code == 404


def test_the_administrators_account_reads_no_complaint(office, complaint):
    """Neither a page nor a list nor a search shows the administrator a word of a complaint."""
    client = client_of(office, "administrator")
    for address in addresses(office, complaint).values():
        body = b"".join(client.get(address)).decode("utf-8", "replace")
        assert not any(said in body for said in (complaint.number, "Beating in a synthetic place", example.STORY))
