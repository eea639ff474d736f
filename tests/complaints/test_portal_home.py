"""The first page, and the page for people in detention: light, without a session, without invented figures."""

from __future__ import annotations

import brotli
import pytest

from arasha.complaints.book import current_book
from tests.complaints import portal_office as portal

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_first_page(office, client, language):
    page = client.get(f"/{language}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert f'lang="{language}"' in text
    assert not client.cookies
    assert "<script" not in text
    assert f"/{language}/tell/" in text
    assert f"/{language}/follow/" in text
    assert current_book().danger_numbers[0].number in text
    assert len(brotli.compress(page.content)) < 20_000


def test_numbers_that_nobody_called_say_so_once(office, client):
    text = client.get("/en/").content.decode()
    assert not all(one.verified for one in current_book().danger_numbers)
    assert text.count("we have not tried them all ourselves yet") == 1


def test_no_figures_are_shown_that_nobody_counted(office, client):
    assert "This year" not in client.get("/en/").content.decode()


def test_the_date_of_an_answer_is_the_rule_books(office, client):
    from django.utils import timezone

    from arasha.dates import write_date

    book = current_book()
    due = book.term_for("consideration", book.term_for("acknowledgement", timezone.now()).due_on)
    text = client.get("/en/").content.decode()
    assert write_date(due.due_on, "en") in text
    assert "Why this date?" in text
    assert due.rule_id in text


def test_the_first_page_and_the_page_after_sending_promise_the_same_day(office, client):
    promised = client.get("/en/?fresh").context["answer_by"]
    portal.told(client)
    client.post("/en/tell/code/", {"saved": "on"})
    assert client.get("/en/tell/done/").context["steps"][-1]["until"] == promised


def test_writing_from_detention(office, client):
    text = client.get("/en/detention/").content.decode()
    assert current_book().institution.name("en") in text
    assert "not checked yet" in text


def test_a_post_to_the_first_page_is_refused(office, client):
    assert client.post("/en/").status_code == 405
