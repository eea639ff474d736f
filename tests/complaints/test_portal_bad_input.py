"""What bad input gets on the public side: a clear page, what was typed kept, nothing half done, never a 500."""

from __future__ import annotations

import pytest
from django.test import Client

from arasha.complaints.models import Complaint, Draft, Message
from arasha.complaints.portal import cookies
from tests.complaints import portal_office as portal

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PAGES = ["", "detention/", "tell/", "tell/later/", "tell/erased/", "tell/check/", "tell/code/", "tell/done/", "tell/who/", "tell/what/",
         "tell/body/", "tell/place/", "tell/tried/", "tell/want/", "tell/reach/", "follow/", "follow/complaint/", "follow/write/",
         "follow/withdraw/", "follow/consent/", "follow/answer/", "follow/receipt/", "follow/left/", "answer/abc/"]  # fmt: skip
FORMS = [page for page in PAGES if page.startswith(("tell/", "follow/", "answer"))]


@pytest.fixture
def draft(office):
    client = Client(raise_request_exception=True)
    portal.begin(client)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_odd_queries_break_no_page(draft, page):
    for query in ("?check", "?check=%00", "?check=1&check=2&x[]=%FF%FE", "?" + "a=1&" * 900, "?q=" + "я" * 3000):
        assert draft.get(f"/en/{page}{query}").status_code < 500


@pytest.mark.parametrize("page", FORMS)
def test_bodies_of_another_kind_break_no_form(draft, page):
    path = f"/en/{page}"
    for content_type, body in [
        ("application/json", b'{"story": 1}'), ("text/plain", b"story=1"), ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nnonsense"), ("application/x-www-form-urlencoded", b"\xff\xfe=%zz&&&="),
        ("", b""), ("application/x-www-form-urlencoded; charset=utf-99", b"story=1"),
    ]:  # fmt: skip
        assert draft.generic("POST", path, body, content_type=content_type).status_code < 500, content_type


@pytest.mark.parametrize("page", PAGES)
def test_other_methods_are_refused(draft, page):
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert draft.generic(method, f"/en/{page}").status_code in (403, 404, 405)


def test_a_request_of_another_kind_empties_nothing(draft):
    draft.post("/en/tell/want/", {"want": "a doctor"})
    draft.generic("POST", "/en/tell/want/", b"{}", content_type="application/json")
    assert "a doctor" in draft.get("/en/tell/want/").content.decode()


@pytest.mark.parametrize(("page", "field"), [("what", "story"), ("place", "place"), ("tried", "tried"), ("reach", "name")])
def test_nuls_are_taken_out_and_told(draft, page, field):
    typed = {**portal.TYPED[page], field: "be\0fore"}
    answer = draft.post(f"/en/tell/{page}/", typed, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "before" in text
    assert "\0" not in text
    assert "no screen can show" in text
    assert draft.post(f"/en/tell/{page}/", {**typed, field: "before"}).status_code == 302


def test_two_megabytes_of_text_are_kept_and_told(draft):
    story = "слово " * 200_000
    answer = draft.post("/en/tell/what/", {"story": story}, follow=True)
    assert answer.status_code == 200
    assert "too long" in answer.content.decode()
    assert "1199999 characters" in answer.content.decode()
    assert "слово слово" in draft.get("/en/tell/what/").content.decode()
    assert "too long" in draft.get("/en/tell/check/").content.decode()
    draft.post("/en/tell/check/")
    assert Complaint.objects.count() == 0


def test_nine_megabytes_of_text_are_a_page(draft):
    answer = draft.post("/en/tell/what/", {"story": "x" * 9_000_000})
    assert answer.status_code == 413
    assert "more than we can take" in answer.content.decode()


def test_line_ends_count_once(draft):
    assert draft.post("/en/tell/what/", {"story": "a\r\n" * 9_999}).status_code == 302


@pytest.mark.parametrize(
    "value", ["' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}{% now %}", "\u202eevil", "😀" * 50, "&amp;&lt;"]
)
def test_any_text_comes_back_as_typed_and_as_text_only(draft, value):
    draft.post("/en/tell/place/", {"place": value})
    page = draft.get("/en/tell/place/").content.decode()
    assert "<script>" not in page
    assert "49" not in page.split('name="place"')[1][:100]
    draft.post("/en/tell/what/", {"story": "x"})
    assert draft.get("/en/tell/check/").status_code == 200
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("slug", ["who", "tried", "reach", "body", "place"])
def test_choices_that_are_none_are_errors_and_not_crashes(draft, slug):
    typed = dict.fromkeys(("about", "court", "identity", "safe", "language", "body", "body_region", "region"), "no such choice")
    answer = draft.post(f"/en/tell/{slug}/", {**portal.TYPED[slug], **typed}, follow=True)
    assert answer.status_code == 200
    assert "Something needs mending" in answer.content.decode()
    assert draft.get(f"/en/tell/{slug}/").status_code == 200
    assert draft.get("/en/tell/check/").status_code == 200


@pytest.mark.parametrize("value", ["no-uuid", "", "00000000-0000-4000-8000-000000000000", "%00", "é" * 500])
def test_removing_what_is_not_there_removes_nothing(draft, value):
    draft.post("/en/tell/what/", {"story": "x", "files": portal.picture()})
    draft.post("/en/tell/what/", {"story": "x", "_remove": value})
    assert "photo.png" in draft.get("/en/tell/what/").content.decode()


@pytest.mark.parametrize("cookie", ["", "x", "é", "a" * 4000, "..", '"; drop', "0" * 43])
def test_cookies_that_are_none_open_nothing(office, cookie):
    client = Client()
    for name in (cookies.DRAFT, cookies.FOLLOW, cookies.RECEIPT):
        client.cookies[name] = cookie
    for page in PAGES:
        assert client.get(f"/en/{page}").status_code < 500, page
    assert client.post("/en/tell/what/", {"story": "kept"}).status_code == 200
    assert client.post("/en/follow/write/", {"text": "kept"}).status_code == 403


@pytest.mark.parametrize("code", ["", " ", "\0", "1" * 5000, "１２３４", "٠١٢٣", "-" * 22, "𝟙" * 22, "код", "1\n2"])
def test_codes_that_are_none(office, client, code):
    answer = client.post("/en/follow/", {"code": code})
    assert answer.status_code in (200, 400, 404)
    assert "Something needs mending" in answer.content.decode()


def test_twenty_one_files_are_not_the_end_of_the_text(draft):
    answer = draft.post("/en/tell/what/", {"story": "the story", "files": [portal.picture(f"{n}.png") for n in range(21)]})
    assert answer.status_code == 200
    assert "the story" in answer.content.decode()
    assert "20.png: " in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.png", "a" * 400 + ".png", "\u202egnp.exe.png", "имя файла.png", "x\ny.png", ".png"]
)
def test_file_names_of_any_kind(draft, name):
    answer = draft.post("/en/tell/what/", {"story": "x", "files": portal.picture(name)})
    assert answer.status_code in (200, 302)
    assert draft.get("/en/tell/what/").status_code == 200


def test_a_form_without_its_token_keeps_what_was_typed(office):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/en/tell/what/", {"story": "typed for long"}, HTTP_ORIGIN="http://testserver")
    assert answer.status_code == 403
    assert "typed for long" in answer.content.decode()


def test_too_much_in_a_message_is_kept(office, client):
    code = portal.told(client)
    client.post("/en/follow/", {"code": code})
    answer = client.post("/en/follow/write/", {"text": "x" * 30_000})
    assert answer.status_code == 200
    assert "x" * 30_000 in answer.content.decode()
    assert Message.objects.count() == 0
