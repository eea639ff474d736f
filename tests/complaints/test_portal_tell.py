"""Telling what happened: every page, and nothing typed lost whatever one presses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from arasha.complaints.models import Complaint, Draft, DraftFile
from arasha.complaints.portal import cookies
from arasha.complaints.portal.steps import ORDER
from tests import office as example
from tests.complaints import portal_office as portal

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def draft(office, client):
    portal.begin(client)
    return client


def test_the_start_page_sets_no_draft_and_says_what_is_kept(office, client):
    page = client.get("/en/tell/")
    assert page.status_code == 200
    assert cookies.DRAFT not in client.cookies
    assert f"erased {settings.DRAFT_DAYS} days" in page.content.decode()
    assert Draft.objects.count() == 0
    assert page["Cache-Control"] == "no-store"


def test_beginning_sets_a_cookie_that_only_this_site_and_no_script_reads(draft):
    cookie = draft.cookies[cookies.DRAFT]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["max-age"] == ""


def test_over_https_the_cookie_never_travels_in_the_clear(office, client, settings):
    settings.HTTPS = True
    portal.begin(client)
    assert client.cookies[cookies.DRAFT]["secure"]


def test_beginning_twice_keeps_the_draft(draft):
    draft.post("/en/tell/who/", {"about": "me", "affected_name": "kept"})
    assert draft.post("/en/tell/")["Location"] == "/en/tell/who/"
    assert Draft.objects.count() == 1
    assert "kept" in draft.get("/en/tell/who/").content.decode()
    assert "You have begun already" in draft.get("/en/tell/").content.decode()


def test_eight_questions_one_after_another(draft):
    for number, slug in enumerate(ORDER[:-1], start=1):
        page = draft.get(f"/en/tell/{slug}/").content.decode()
        assert f"Question {number} of 8" in page
        assert "NOT SENT YET" in page
        assert draft.post(f"/en/tell/{slug}/", portal.TYPED[slug])["Location"] == f"/en/tell/{ORDER[number]}/"
    assert "Question 8 of 8" in draft.get("/en/tell/check/").content.decode()


def test_what_was_typed_stands_there_again(draft):
    portal.fill(draft)
    for slug, typed in portal.TYPED.items():
        page = draft.get(f"/en/tell/{slug}/").content.decode()
        for value in (one for one in typed.values() if one and one not in ("other", "no", "yes", "named", "en")):
            assert value in page, (slug, value)
    assert 'value="other" id="id_about_1" checked' in draft.get("/en/tell/who/").content.decode()


def test_back_keeps_what_is_not_right_yet(draft):
    assert (
        draft.post("/en/tell/place/", {"date": "31 02 2026", "place": "Testville", "_back": "1"})["Location"] == "/en/tell/body/"
    )
    page = draft.get("/en/tell/place/").content.decode()
    assert "31 02 2026" in page
    assert "Testville" in page


def test_an_error_is_told_above_and_beside_and_everything_stays(draft):
    page = draft.post("/en/tell/place/", {"date": "31 02 2026", "place": "Testville"}, follow=True)
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("We could not read the date") == 2  # in the summary and beside the field
    assert "<title>Error:" in text
    assert 'href="#id_date"' in text
    assert "31 02 2026" in text
    assert "31 02 2026" in draft.get("/en/tell/place/").content.decode()


@pytest.mark.parametrize("day", ["14 04 2026", "14.4.2026", "14/04/26", "2026-04-14", "14 апреля 2026", "2026 ж. 14 сәуір", ""])
def test_dates_as_people_write_them(draft, day):
    assert draft.post("/en/tell/place/", {"date": day}).status_code == 302


@pytest.mark.parametrize("day", ["tomorrow", "31 02 2026", "14 04 9999", "9" * 150 + " 1 1", "1 1 1 1", "0 0 0", "²  3 2026"])
def test_dates_that_are_none(draft, day):
    assert draft.post("/en/tell/place/", {"date": day})["Location"] == "/en/tell/place/?mend"
    assert "date" in draft.get("/en/tell/place/?mend").context["form"].errors
    assert draft.post("/en/tell/place/?check", {"date": day})["Location"] == "/en/tell/place/?check&mend"


def test_the_language_changes_and_what_was_typed_stays(draft):
    page = draft.post("/kk/tell/what/", {"story": "half a sen", "_language": "kk", "files": portal.picture()})
    assert page["Location"] == "/kk/tell/what/"
    text = draft.get("/kk/tell/what/").content.decode()
    assert 'lang="kk"' in text
    assert "half a sen" in text
    assert "photo.png" in text


def test_letters_come_in_the_language_of_the_page_until_one_chooses(draft):
    draft.post("/ru/tell/reach/", {"language": "en", "_shown": "en", "_language": "ru"})
    assert 'value="ru" id="id_language_1" checked' in draft.get("/ru/tell/reach/").content.decode()
    draft.post("/kk/tell/reach/", {"language": "ru", "_shown": "kk", "_language": "kk"})
    assert 'value="ru" id="id_language_1" checked' in draft.get("/kk/tell/reach/").content.decode()
    assert Draft.objects.get().language == "ru"


def test_save_and_finish_later_says_where_and_until_when(draft):
    assert draft.post("/en/tell/want/", {"want": "a doc", "_later": "1"})["Location"] == "/en/tell/later/"
    assert draft.cookies[cookies.DRAFT]["max-age"] == timedelta(days=settings.DRAFT_DAYS).total_seconds()
    page = draft.get("/en/tell/later/").content.decode()
    assert "NOT SENT YET" in page
    assert "Only this browser" in page
    assert "a doc" in draft.get("/en/tell/want/").content.decode()


def test_erasing_the_draft_erases_its_files(draft):
    draft.post("/en/tell/what/", {"story": "x", "files": portal.picture()})
    assert draft.post("/en/tell/erase/")["Location"] == "/en/tell/erased/"
    assert Draft.objects.count() == 0
    assert DraftFile.objects.count() == 0
    assert draft.get("/en/tell/erased/").status_code == 200
    assert draft.get("/en/tell/what/").status_code == 404


def test_files_are_listed_and_removed(draft):
    draft.post("/en/tell/what/", {"story": "x", "files": [portal.picture("a.png"), portal.picture("b.png")], "_add": "1"})
    page = draft.get("/en/tell/what/")
    assert [one["name"] for one in page.context["files"]] == ["a.png", "b.png"]
    first = page.context["files"][0]["remove_value"]
    assert draft.post("/en/tell/what/", {"story": "longer", "_remove": first})["Location"] == "/en/tell/what/"
    page = draft.get("/en/tell/what/")
    assert [one["name"] for one in page.context["files"]] == ["b.png"]
    assert "longer" in page.content.decode()


def test_a_file_that_is_not_taken_says_why_and_loses_nothing_else(draft):
    bad = portal.picture("holiday.png", b"MZ" + b"\0" * 400)
    page = draft.post("/en/tell/what/", {"story": "the story", "files": [portal.picture("good.png"), bad]})
    text = page.content.decode()
    assert page.status_code == 200
    assert "holiday.png: " in text
    assert "the story" in text
    assert "good.png" in text
    assert [one["name"] for one in draft.get("/en/tell/what/").context["files"]] == ["good.png"]


def test_a_file_that_is_too_large_is_a_page_and_not_an_end(draft, settings):
    settings.MAX_FILE_SIZE = 1024
    page = draft.post("/en/tell/what/", {"story": "the story", "files": portal.picture("big.png", portal.PNG + b"\1" * 5000)})
    assert page.status_code == 200
    assert "the story" in page.content.decode()
    assert "big.png: " in page.content.decode()


def test_ten_files_and_no_more(draft):
    draft.post("/en/tell/what/", {"story": "x", "files": [portal.picture(f"{n}.png") for n in range(10)]})
    page = draft.post("/en/tell/what/", {"story": "still here", "files": portal.picture("one too many.png")})
    assert page.status_code == 200
    assert "still here" in page.content.decode()
    assert "one too many.png: " in page.content.decode()
    assert DraftFile.objects.count() == 10


def test_a_question_without_a_draft_is_a_clear_page(office, client):
    page = client.get("/en/tell/who/")
    assert page.status_code == 404
    assert "no unfinished complaint in this browser" in page.content.decode()
    assert client.get("/en/tell/check/").status_code == 404
    assert client.get("/en/tell/nonsense/").status_code == 404


@pytest.mark.parametrize("lost", ["cookie", "row", "expired"])
def test_a_draft_lost_while_typing_is_begun_anew_with_what_was_typed(draft, lost):
    if lost == "cookie":
        draft.cookies.clear()
    elif lost == "row":
        Draft.objects.all().delete()
    else:
        Draft.objects.update(expires_at=example.AT - timedelta(days=1))
    page = draft.post("/en/tell/what/", {"story": "written for an hour", "files": portal.picture()})
    text = page.content.decode()
    assert page.status_code == 200
    assert "written for an hour" in text
    assert "photo.png" in text
    assert "no longer in this browser" in text
    again = draft.get("/en/tell/what/").content.decode()
    assert "written for an hour" in again


def test_a_regional_body_is_chosen_with_its_region(office, draft):
    kind, region = office.body.code.split(":")
    draft.post("/en/tell/body/", {"body": kind, "body_region": region})
    page = draft.get("/en/tell/body/").content.decode()
    assert f'<option value="{kind}" selected>' in page
    assert f'<option value="{region}" selected>' in page
    code = portal.told_from_here(draft, skip=("who", "body"))
    assert code
    assert Complaint.objects.get().body == office.body
    assert Complaint.objects.get().office == office.office


def test_another_browser_sees_nothing_of_a_draft(draft):
    draft.post("/en/tell/what/", {"story": "only mine"})
    assert "only mine" not in Client().get("/en/tell/what/").content.decode()
