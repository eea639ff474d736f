"""Checking, sending, the code, the receipt: one complaint however often one presses, and a code that is shown once."""

from __future__ import annotations

import re

import pytest
import segno

from arasha import vault
from arasha.complaints.models import Attachment, Complaint, Draft, Step, Term
from arasha.complaints.portal import cookies
from arasha.parties.models import Consent, Person
from tests.complaints import portal_office as portal

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def ready(office, client):
    portal.begin(client)
    portal.fill(client, what={"story": "Synthetic story.", "files": portal.picture("secret name.png")})
    return client


def test_the_page_to_check_shows_every_answer_with_a_way_to_change_it(ready):
    page = ready.get("/en/tell/check/").content.decode()
    for value in (
        "Synthetic story.",
        "Testville",
        "14 04 2026",
        "a doctor",
        "Example Complainantova",
        "secret name.png",
        "Somebody else",
    ):
        assert value in page
    assert "/en/tell/what/?check=1#id_story" in page
    assert ready.post("/en/tell/what/?check=1", {"story": "Changed."})["Location"] == "/en/tell/check/"
    assert "Changed." in ready.get("/en/tell/check/").content.decode()


def test_nothing_is_sent_while_something_is_missing(office, client):
    portal.begin(client)
    page = client.post("/en/tell/check/")
    text = page.content.decode()
    assert page.status_code == 200
    assert Complaint.objects.count() == 0
    assert "Tell us what happened" in text
    assert "Choose who may know your name" in text
    assert "<title>Error:" in text


def test_sending_makes_a_complaint_with_everything(ready):
    ready.get("/en/tell/check/")
    assert ready.post("/en/tell/check/")["Location"] == "/en/tell/code/"
    complaint = Complaint.objects.get()
    vault.load_keys([complaint.key_id, complaint.complainant.key_id])
    assert complaint.story["story"] == "Synthetic story."
    assert complaint.story["safe"] is True
    assert complaint.complainant.name == "Example Complainantova"
    assert complaint.identity == "named"
    assert complaint.state == "received"
    assert complaint.language == "en"
    assert Attachment.objects.get().part == "story"
    assert Step.objects.get().verb == "submit"
    assert Term.objects.get().purpose == "acknowledgement"


def test_an_anonymous_complaint_holds_no_name_that_was_typed_before(ready):
    ready.post(
        "/en/tell/reach/", {**portal.TYPED["reach"], "identity": "anonymous", "email": "me@example.org", "phone": "+7 700 1"}
    )
    page = ready.get("/en/tell/check/").content.decode()
    assert "Example Complainantova" not in page
    assert "we erase them" in page
    ready.post("/en/tell/check/")
    complaint = Complaint.objects.get()
    vault.load_keys([complaint.key_id])
    kept = repr(complaint.story)
    assert "Complainantova" not in kept
    assert "example.org" not in kept
    assert "700" not in kept
    assert complaint.complainant is None
    assert Person.objects.count() == 0
    assert Consent.objects.count() == 0
    assert "nobody can give you another" in ready.get("/en/tell/code/").content.decode()


def test_pressing_send_again_and_going_back_shows_the_same_code(ready):
    ready.get("/en/tell/check/")
    ready.post("/en/tell/check/")
    code = portal.code_on(ready.get("/en/tell/code/"))
    assert ready.post("/en/tell/check/")["Location"] == "/en/tell/code/"
    for slug in ("who", "check", "what"):
        assert ready.get(f"/en/tell/{slug}/")["Location"] == "/en/tell/code/"
    assert ready.post("/en/tell/who/", {"about": "me"})["Location"] == "/en/tell/code/"
    assert ready.get("/en/tell/")["Location"] == "/en/tell/code/"
    assert portal.code_on(ready.get("/en/tell/code/")) == code
    assert Complaint.objects.count() == 1


def test_the_code_stands_in_groups_with_a_square_that_holds_nothing_else(ready):
    ready.get("/en/tell/check/")
    ready.post("/en/tell/check/")
    page = ready.get("/en/tell/code/")
    code = portal.code_on(page)
    assert re.fullmatch(r"(\d{4} ){5}\d{2}", code)
    assert vault.read_code(code)
    assert page.context["qr"] == segno.make(code.replace(" ", ""), error="m", micro=False).svg_data_uri(
        scale=4, border=4, dark="#000", light="#fff"
    )
    slip = ready.get("/en/tell/code/slip/").content.decode()
    assert code.split()[0] in slip
    for word in ("omplaint", "Arasha", "ombudsman", "code", "Commissioner"):
        assert word not in re.sub(r"<[^>]+>", " ", slip)
    picture = ready.get("/en/tell/code/picture/")
    assert picture["Content-Type"] == "image/png"
    assert 'filename="picture.png"' in picture["Content-Disposition"]


def test_the_picture_holds_the_code(ready):
    from io import BytesIO

    from PIL import Image

    ready.get("/en/tell/check/")
    ready.post("/en/tell/check/")
    image = Image.open(BytesIO(ready.get("/en/tell/code/picture/").content))
    image.load()
    assert image.width > 200
    assert image.height > 250
    assert set(image.convert("L").tobytes()) == {0, 255}


def test_one_goes_on_only_after_saving_the_code(ready):
    ready.get("/en/tell/check/")
    ready.post("/en/tell/check/")
    page = ready.post("/en/tell/code/", {})
    assert page.status_code == 200
    assert "Save the code first" in page.content.decode()
    assert portal.code_on(page)
    saved = ready.post("/en/tell/code/", {"saved": "on"})
    assert saved["Location"] == "/en/tell/done/"
    assert saved.cookies[cookies.DRAFT].value == ""  # the draft's cookie is dropped


def test_after_saving_the_code_is_gone_everywhere(ready):
    ready.get("/en/tell/check/")
    ready.post("/en/tell/check/")
    token = ready.cookies[cookies.DRAFT].value
    ready.post("/en/tell/code/", {"saved": "on"})
    draft = Draft.objects.get()
    vault.add_key(draft.id, vault.key_of_token(token))
    assert draft.code is None
    assert draft.answers == {}
    assert ready.get("/en/tell/code/")["Location"] == "/en/tell/done/"
    ready.cookies[cookies.DRAFT] = token  # the second of two presses still sends the old cookie
    assert ready.post("/en/tell/code/", {"saved": "on"})["Location"] == "/en/tell/done/"


def test_the_receipt_proves_and_opens_nothing(ready):
    ready.get("/en/tell/check/")
    ready.post("/en/tell/check/")
    code = portal.code_on(ready.get("/en/tell/code/"))
    ready.post("/en/tell/code/", {"saved": "on"})
    page = ready.get("/en/tell/done/")
    text = page.content.decode()
    complaint = Complaint.objects.get()
    vault.load_keys([complaint.key_id])
    fingerprint = Attachment.objects.get().blob.sha256
    assert fingerprint in re.sub(r"\s", "", text)
    assert complaint.office.name("en") in text
    assert "secret name" not in text
    assert "Synthetic story" not in text
    for group in code.split()[:5]:
        assert not re.search(rf"\b{group}\b", re.sub(r"<[^>]+>", " ", text))
    assert complaint.id.hex[-8:].upper() in text
    assert "We register your complaint" in text
    assert "Why this date?" in text


def test_leaving_nothing_on_the_device(ready):
    ready.get("/en/tell/check/")
    ready.post("/en/tell/check/")
    ready.post("/en/tell/code/", {"saved": "on"})
    assert ready.post("/en/tell/done/")["Location"] == "/en/"
    page = ready.get("/en/tell/done/")
    assert page.status_code == 404
    assert "no unfinished complaint" in page.content.decode()


def test_a_forged_receipt_cookie_opens_nothing(office, client):
    portal.told(client)
    client.cookies.clear()
    client.cookies[cookies.RECEIPT] = str(Complaint.objects.get().id)
    assert client.get("/en/tell/done/").status_code == 404


def test_the_code_is_not_shown_before_sending(office, client):
    portal.begin(client)
    portal.fill(client)
    page = client.get("/en/tell/check/").content.decode()
    draft = Draft.objects.get()
    vault.add_key(draft.id, vault.key_of_token(client.cookies[cookies.DRAFT].value))
    assert draft.code
    assert draft.code not in re.sub(r"\D", "", page)
    assert client.get("/en/tell/code/")["Location"] == "/en/tell/check/"
    assert client.get("/en/tell/code/slip/")["Location"] == "/en/tell/check/"


def test_about_the_office_takes_its_own_way(office, client):
    portal.told(client, body={"about_office": "on", "body": "", "body_region": "", "body_text": "the registrar"})
    complaint = Complaint.objects.get()
    assert complaint.about_office
    assert complaint.office == office.centre
