"""The board of terms: late, today, this week; each count opens a list of that length; rights in the SQL; pages by key."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from arasha.complaints.actions.check_terms import check_terms
from arasha.complaints.models import Complaint, Term
from arasha.complaints.queries import desk_board
from arasha.complaints.queries.desk_paging import counts_to
from tests import office as example
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TODAY = AT.date()


@pytest.fixture
def office(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return example.open_office()


def fill(office, days=(-3, -1, 0, 2, 7, 8, 20)) -> list[Complaint]:
    """A complaint with one open term for each of these days from today on; the consideration term keeps its reasons."""
    made = []
    for day in days:
        complaint = example.in_examination(office)
        Term.objects.filter(complaint=complaint).exclude(purpose="consideration").update(ended_on=TODAY)
        Term.objects.filter(complaint=complaint, ended_on=None).update(due_on=TODAY + timedelta(days=day))
        made.append(complaint)
    return made


def shown(page) -> list[str]:
    return re.findall(r"<a href=\"/en/desk/complaints/[0-9a-f][^\"]*\">([^<]*)</a>", page.content.decode())


def test_each_count_opens_a_list_of_that_length(office):
    fill(office)
    head = sign_in(office, "head")
    page = head.get(at("terms"))
    counts = {figure["label"]: figure["value"] for figure in page.context["figures"]}
    assert counts == {"late": 2, "end today": 1, "in the next seven days": 2, "later": 2}
    for figure in page.context["figures"]:
        opened = head.get(at("terms", query=figure["url"]))
        assert len(shown(opened)) == figure["value"] == opened.context["pager"]["total"]


@pytest.mark.parametrize("role", ["officer", "head", "commissioner"])
def test_it_costs_no_more_than_twelve_statements_and_counts_alike_for_everybody(office, role):
    fill(office)
    client = sign_in(office, role)
    client.get(at("terms"))
    with counted() as statements:
        page = client.get(at("terms"))
    assert [figure["value"] for figure in page.context["figures"]] == [2, 1, 2, 2]
    assert len(statements) <= 12, statements


def test_who_reads_everything_counts_to_a_limit_and_may_find_nothing(office):
    fill(office, days=(0, 0, 0))
    found = {
        "some": Term.objects.filter(ended_on=None),
        "none": Term.objects.none(),
        "ended": Term.objects.exclude(ended_on=None),
    }
    ended = found["ended"].count()
    assert counts_to(found, limit=2) == {"some": (2, True), "none": (0, False), "ended": (min(ended, 2), ended > 2)}


def test_a_row_says_whose_it_is_by_which_rule_and_who_was_told(office):
    (complaint,) = fill(office, days=(-5,))
    check_terms(at=AT)
    said = text_of(sign_in(office, "deputy").get(at("terms")))
    for word in (
        complaint.number,
        "Example officer",
        "KZ-C01",
        "working days late",
        "told: officer (after it ran out), head of department (after it ran out)",
        office.office.name_en,
    ):
        assert word in said


def test_the_filters_and_what_makes_no_sense(office):
    complaints = fill(office, days=(0, 0, 0))
    Complaint.objects.filter(pk=complaints[0].pk).update(officer=None)
    head = sign_in(office, "head")
    officer = office.staff["officer"].id
    assert len(shown(head.get(at("terms", query="?officer=nobody")))) == 1
    assert len(shown(head.get(at("terms", query=f"?officer={officer}&when=today")))) == 2
    assert len(shown(head.get(at("terms", query="?purpose=body_answer")))) == 0
    assert len(shown(head.get(at("terms", query="?office=KZ-00")))) == 0
    assert len(shown(head.get(at("terms", query="?officer=x&when=never&after=y&before=z")))) == 3


def test_everybody_sees_their_own(office):
    complaints = fill(office, days=(0, 0))
    Complaint.objects.filter(pk=complaints[0].pk).update(officer=None)
    assert shown(sign_in(office, "officer").get(at("terms"))) == [complaints[1].number]
    assert len(shown(sign_in(office, "commissioner").get(at("terms")))) == 2
    office.staff["head"].office = office.centre
    office.staff["head"].save()
    assert shown(sign_in(office, "head").get(at("terms"))) == []
    Complaint.objects.update(about_office=True, officer=None)
    assert shown(sign_in(office, "representative").get(at("terms"))) == []


def test_pages_by_key_there_and_back(office, monkeypatch):
    monkeypatch.setattr(desk_board, "SIZE", 2)
    complaints = fill(office, days=(1, 2, 2, 2, 3))
    head = sign_in(office, "head")
    seen, page = [], head.get(at("terms"))
    while True:
        seen += shown(page)
        if not page.context["pager"]["later_url"]:
            break
        page = head.get(at("terms", query=page.context["pager"]["later_url"]))
    assert sorted(seen) == sorted(complaint.number for complaint in complaints)
    back = head.get(at("terms", query=page.context["pager"]["sooner_url"]))
    assert shown(back) == seen[2:4]
    first = head.get(at("terms", query=back.context["pager"]["sooner_url"]))
    assert shown(first) == seen[:2]
    assert not first.context["pager"]["sooner_url"]


def test_the_board_asks_as_much_for_one_as_for_many(office):
    fill(office, days=(1,))
    commissioner = sign_in(office, "commissioner")
    commissioner.get(at("terms"))
    with counted() as few:
        commissioner.get(at("terms"))
    fill(office, days=(1, 2, 3, 4))
    with counted() as many:
        commissioner.get(at("terms"))
    assert len(few) == len(many)
    assert len(many) <= 15


def test_the_bar_shows_it_to_those_who_have_it(office):
    for role, there in {"officer": True, "head": True, "lawyer": True, "registrar": False, "deputy": True}.items():
        assert ('href="/en/desk/terms/"' in sign_in(office, role).get(at("my-work")).content.decode()) is there


def test_nothing_to_see(office):
    assert "No term runs that you may see." in text_of(sign_in(office, "head").get(at("terms")))
    assert "No term matches these filters." in text_of(sign_in(office, "head").get(at("terms", query="?when=late")))
