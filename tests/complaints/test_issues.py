"""Systemic issues: figures that open their lists, complaints that nobody else sees through them, the inquiry that grows out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from arasha import journal
from arasha.complaints.actions import issues
from arasha.complaints.actions.base import AlreadyDone, NotYours
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint, IssueLink, SystemicIssue
from arasha.complaints.queries import issues as queries
from arasha.errors import NotFound
from arasha.ids import new_id
from arasha.people import actions as people
from arasha.people.models import Office
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, numbers, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER, TODAY = AT + timedelta(hours=1), AT.date()
TITLE = "No doctors at night"


@pytest.fixture
def issue(office):
    return issues.open_issue(by=office.by("head"), at=AT, title=TITLE, account="Seen in three places.", body=office.body)


def link(office, issue, complaint, by="head"):
    return issues.link_issue(complaint.id, by=office.by(by), at=LATER, issue=issue.id)


@pytest.fixture
def stranger(office):
    """A head of another regional office."""
    other = Office.objects.exclude(region="").exclude(pk=office.office.pk).order_by("code").first()
    by = journal.Actor("system", "tests")
    return people.add_user("elsewhere", name="Example Elsewhere", office=other, roles=["head"], password=None, at=AT, by=by)


def test_its_words_are_encrypted_and_its_rows_are_remembered(office, issue):
    link(office, issue, example.registered(office))
    stored = SystemicIssue.objects.filter(pk=issue.pk).values_list("title", "account").get()
    assert TITLE.encode() not in bytes(stored[0])
    assert b"three" not in bytes(stored[1])
    assert not journal.examine().problems
    SystemicIssue.objects.filter(pk=issue.pk).update(regions=["KZ-10"])
    assert journal.examine().problems


def test_each_figure_opens_a_list_of_that_length(office, issue):
    one, two, three = example.registered(office), desk.found(office), desk.found(office)
    for complaint in (one, two, three):
        link(office, issue, complaint)
    Complaint.objects.filter(pk=three.pk).update(state="closed", region="")
    Complaint.objects.filter(pk=two.pk).update(due_on=TODAY - timedelta(days=400))
    whole, *regions = queries.figures(office.staff["head"], issue, TODAY)
    assert (whole.all, whole.open, whole.late, whole.closed) == (3, 2, 1, 1)
    assert [one.all for one in regions] == [2]
    client = sign_in(office, "head")
    page = client.get(at("issue", issue.id))
    cells = re.findall(r'<td class="num"[^>]*><a href="([^"]*)">(\d+)</a>', page.content.decode())
    assert len(cells) >= 6
    for address, number in cells:
        assert len(numbers(client.get(address.replace("&amp;", "&")))) == int(number)


def test_nobody_sees_through_it_a_complaint_that_is_not_theirs(office, issue):
    mine, other = desk.found(office), example.registered(office)
    link(office, issue, mine)
    link(office, issue, other)
    client = sign_in(office, "officer")
    assert queries.figures(office.staff["officer"], issue, TODAY)[0].all == 1
    assert other.number not in text_of(client.get(at("issue", issue.id)))
    assert numbers(client.get(at("complaints", query=f"?issue={issue.id}"))) == [mine.number]
    rows, _more = queries.listed(office.staff["officer"])
    assert [row.complaints for row in rows] == [1]


def test_another_office_reads_it_only_through_a_complaint_of_its_own(office, issue, stranger):
    assert not queries.issues_of(stranger).exists()
    complaint = example.registered(office)
    link(office, issue, complaint)
    assert not queries.issues_of(stranger).exists()
    Complaint.objects.filter(pk=complaint.pk).update(office=stranger.office)
    assert queries.issues_of(stranger).get() == issue
    with pytest.raises(NotFound):
        issues.change_issue(new_id(), by=Staff(stranger), at=LATER, title="Other")


def test_linked_once_and_taken_off_again(office, issue):
    complaint = example.registered(office)
    link(office, issue, complaint)
    with pytest.raises(Exception, match="already"):
        link(office, issue, complaint)
    issues.unlink_issue(complaint.id, by=office.by("head"), at=LATER, issue=issue.id, reason="By day.")
    assert queries.figures(office.staff["head"], issue, TODAY)[0].all == 0
    assert not journal.examine().problems
    link(office, issue, complaint)
    assert IssueLink.objects.filter(ended_at=None).count() == 1


def test_a_press_makes_one_and_a_registrar_none(office):
    twice = Staff(office.staff["head"], press=new_id())
    issues.open_issue(by=twice, at=AT, title=TITLE)
    with pytest.raises(AlreadyDone):
        issues.open_issue(by=twice, at=AT, title=TITLE)
    with pytest.raises(NotYours):
        issues.open_issue(by=office.by("registrar"), at=AT, title=TITLE)


def test_settled_it_is_offered_no_longer(office, issue):
    complaint = example.registered(office)
    assert queries.issues_to_link(office.staff["head"], complaint) == [issue]
    issues.change_issue(issue.id, by=office.by("head"), at=LATER, title=TITLE, settled=True)
    assert queries.issues_to_link(office.staff["head"], complaint) == []


def test_on_the_pages_it_is_written_down_linked_and_an_inquiry_grows_out_of_it(office):
    client, complaint = sign_in(office, "head"), example.registered(office)
    assert "Say in a few words" in text_of(client.post(at("new-issue"), {"title": ""}))
    client.post(
        at("new-issue"), {"title": TITLE, "account": "Three places.", "body": office.body.code, "regions": [office.office.region]}
    )
    issue = SystemicIssue.objects.get()
    client.post(at("verb", complaint.id, "link_issue"), {"version": complaint.version, "issue": str(issue.id)})
    assert TITLE in text_of(client.get(at("issues", query=f"?complaint={complaint.id}")))
    form = text_of(client.get(at("issue", issue.id)))
    assert "Open an inquiry of our own initiative" in form
    page = client.get(at("new", query=f"?issue={issue.id}"))
    assert "Three places." in page.content.decode()
    assert f'value="{office.body.code}" selected' in page.content.decode()
    typed = {
        "channel": "own", "language": "ru", "received_on": "16 03 2026", "story": TITLE, "region": office.office.region,
        "body": office.body.code, "identity": "anonymous",
    }  # fmt: skip
    client.post(at("new", query=f"?issue={issue.id}"), typed)
    inquiry = Complaint.objects.get(channel="own")
    assert [one.pk for one in queries.inquiries_of(office.staff["head"], issue)] == [inquiry.pk]
    assert not journal.examine().problems


def test_a_page_costs_the_same_whatever_is_linked(office, issue):
    client = sign_in(office, "head")
    client.get(at("issue", issue.id))
    seen = []
    for _ in range(2):
        link(office, issue, example.registered(office))
        with counted() as statements:
            client.get(at("issue", issue.id))
            client.get(at("issues"))
        seen.append(len(statements))
    assert seen[0] == seen[1] <= 24
