"""The timeline of a complaint: what it holds can be narrowed by plain links, and turned round."""

from __future__ import annotations

import re

import pytest

from arasha import files
from arasha.complaints.actions import correspondence
from arasha.complaints.models import Attachment
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def complaint(office):
    complaint = desk.followed(office)
    correspondence.add_note(complaint.id, by=office.by("officer"), at=AT, text="A note for colleagues.")
    correspondence.send_message(complaint.id, by=office.by("officer"), at=AT, text="A message to the person.")
    blob = files.keep(files.received(b"%PDF-1.4 synthetic", "scan.pdf"), key_id=complaint.key_id, at=AT)
    Attachment.objects.create(complaint=complaint, blob=blob, part="story", added_at=AT, added_by="public")
    return complaint


def entries(response) -> list[str]:
    """The kind of each entry shown, in order."""
    return re.findall(r'<li class="is-(\w+)"', response.content.decode())


def links(response) -> dict[str, tuple[str, int]]:
    """Each choice of the timeline by its words, with its address and count."""
    nav = re.search(r'<nav class="filters sorts".*?</nav>', response.content.decode(), re.S)[0]
    found = re.findall(r'<a class="filter[^"]*" href="([^"]*)"[^>]*>([^<]*?) <span class="count">(\d+)<', nav)
    return {label: (url.replace("&amp;", "&").partition("#")[0], int(count)) for url, label, count in found}


def test_every_choice_shows_as_many_entries_as_its_count_says(office, complaint):
    client = sign_in(office, "officer")
    whole = client.get(at("complaint", complaint.id))
    assert set(links(whole)) == {"Everything", "Letters", "Messages", "Notes", "Steps", "Files", "Acts and answers"}
    for label, (url, count) in links(whole).items():
        with counted() as statements:
            shown = client.get(at("complaint", complaint.id, query=url))
        assert len(entries(shown)) == count > 0, label
        assert len(statements) <= 12
    only_notes = client.get(at("complaint", complaint.id, query="?show=notes"))
    assert entries(only_notes) == ["note"]
    assert "A note for colleagues." in text_of(only_notes)
    assert "A message to the person." not in text_of(only_notes)
    assert entries(client.get(at("complaint", complaint.id, query="?show=files"))) == ["file"]
    assert set(entries(client.get(at("complaint", complaint.id, query="?show=letters")))) == {"letter"}


def test_choices_add_up_and_are_taken_back_by_the_same_link(office, complaint):
    client = sign_in(office, "officer")
    notes = client.get(at("complaint", complaint.id, query="?show=notes"))
    both = client.get(at("complaint", complaint.id, query=links(notes)["Messages"][0]))
    assert sorted(entries(both)) == ["message", "note"]
    assert links(both)["Notes"][0] == "?show=messages"
    assert links(notes)["Notes"][0] == "?"
    assert len(entries(client.get(at("complaint", complaint.id, query="?show=nonsense,,")))) == links(notes)["Everything"][1]


def test_the_oldest_may_come_first_and_stays_first_when_another_kind_is_chosen(office, complaint):
    client = sign_in(office, "officer")
    newest, oldest = (client.get(at("complaint", complaint.id, query=query)) for query in ("", "?order=oldest"))
    assert entries(newest) == entries(oldest)[::-1]
    assert 'href="?order=oldest#story">Oldest first' in newest.content.decode()
    assert 'href="?#story">Newest first' in oldest.content.decode()
    assert links(oldest)["Letters"][0] == "?show=letters&order=oldest"


def test_a_choice_that_holds_nothing_is_not_offered_and_says_so_when_asked(office):
    complaint = example.registered(office)
    client = sign_in(office, "registrar")
    assert "Notes" not in links(client.get(at("complaint", complaint.id)))
    assert "Nothing of this kind has happened yet." in text_of(client.get(at("complaint", complaint.id, query="?show=notes")))


def test_the_next_step_of_somebody_else_is_told_once(office):
    complaint = desk.decision_proposed(office)
    shown = text_of(sign_in(office, "officer").get(at("complaint", complaint.id)))
    before_the_rest = shown.split("Not possible now, and why")[0]
    assert "The decision waits for a signature." in before_the_rest
    assert "Your role does not include this step." not in before_the_rest
