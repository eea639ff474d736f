"""The pages of the desk: who may open them, what they show, how many statements they cost."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from arasha import files
from arasha.complaints.actions import correspondence, screening
from arasha.complaints.actions.arrivals import OnPaper, receive_on_paper
from arasha.complaints.desk import frame
from arasha.complaints.desk.page import TABS
from arasha.complaints.models import Attachment, Complaint
from arasha.journal.models import Entry, Opening
from arasha.people import policy
from arasha.people.models import Role
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, link, many, numbers, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

MOST = 12  # statements a page may cost


def test_every_part_of_a_complaint_opens_in_every_language_within_the_statements(office):
    complaint = desk.followed(office)
    client = sign_in(office, "officer")
    client.get(at("complaint", complaint.id))
    for tab in TABS:
        for language in ("kk", "ru", "en"):
            with counted() as statements:
                response = client.get(at("complaint", complaint.id, query=f"?tab={tab}", language=language))
            assert response.status_code == 200
            assert complaint.number in text_of(response)
            assert len(statements) <= MOST, (tab, len(statements), statements)


def test_the_story_holds_what_was_told_and_everything_since(office):
    complaint = desk.followed(office)
    correspondence.add_note(complaint.id, by=office.by("officer"), at=AT, text="A note for colleagues.")
    correspondence.send_message(complaint.id, by=office.by("officer"), at=AT, text="A message to the person.")
    shown = text_of(sign_in(office, "officer").get(at("complaint", complaint.id)))
    for said in (
        example.STORY,
        "A note for colleagues.",
        "A message to the person.",
        "The body denies it.",
        "Proceedings were opened.",
    ):
        assert said in shown
    for done in ("Registered", "Accepted", "Assigned", "Inquiry sent", "Decision signed and sent"):
        assert done in shown, done
    assert "+7 700 000 00 00" not in shown  # how to reach the person stands on another part of the page


def test_people_rights_and_acts_show_what_was_recorded(office):
    complaint = desk.followed(office)
    client = sign_in(office, "officer")
    people = text_of(client.get(at("complaint", complaint.id, query="?tab=people")))
    assert "Example Complainantova" in people
    assert "Example Affectedov" in people
    assert "+7 700 000 00 00" in people
    assert "Two witnesses agree." in text_of(client.get(at("complaint", complaint.id, query="?tab=rights")))
    acts = text_of(client.get(at("complaint", complaint.id, query="?tab=acts")))
    assert "What happened there?" in acts
    assert "Open proceedings." in acts
    assert "Proceedings were opened." in acts


def test_whoever_said_that_writing_is_not_safe_is_not_written_to_unseen(office):
    complaint = example.registered(office, safe=False, contact_note="Never speak to my husband.")
    shown = text_of(sign_in(office, "lawyer").get(at("complaint", complaint.id, query="?tab=people")))
    assert "Do not call or write: use only the portal." in shown
    assert "Never speak to my husband." in shown


def test_each_page_view_is_one_reading_that_lists_what_was_shown(office):
    complaints = many(office, 3)
    client = sign_in(office, "officer")
    for page, ids in (("my-work", complaints), ("complaints", complaints)):
        before = Entry.objects.filter(verb="read").count()
        client.get(at(page))
        assert Entry.objects.filter(verb="read").count() == before + 1
        assert Opening.objects.filter(subject__in=[one.id for one in ids]).count() == len(ids)
        Opening.objects.all()._raw_delete("default")
    client.get(at("complaint", complaints[0].id))
    assert Opening.objects.filter(subject=complaints[0].id).count() == 1


def test_a_complaint_of_somebody_else_is_not_there(office):
    complaint = example.in_examination(office)
    other = office.staff["registrar"]
    other.office = office.centre
    other.save()
    strange = [sign_in(office, role) for role in ("registrar", "administrator", "analyst", "auditor", "press")]
    for client in strange:
        for url in (at("complaint", complaint.id), at("verb", complaint.id, "note")):
            assert client.get(url).status_code in (403, 404)
    assert strange[0].get(at("complaint", complaint.id)).status_code == 404
    assert strange[0].get(at("complaint", desk.AT_NO_COMPLAINT)).status_code == 404
    correspondence.recuse(complaint.id, by=office.by("head"), at=AT, reason="A relative.")
    assert sign_in(office, "head").get(at("complaint", complaint.id)).status_code == 404


def test_pages_that_a_role_has_no_business_with_are_refused_and_not_in_the_bar(office):
    closed = {
        "officer": ("tray", "signing", "team", "overview", "journal"),
        "registrar": ("signing", "overview", "law", "journal"),
        "administrator": ("tray", "complaints", "signing", "team", "overview", "bodies", "law", "journal"),
        "auditor": ("tray", "complaints", "law"),
    }
    for role, pages in closed.items():
        client = sign_in(office, role)
        bar = client.get(at("my-work")).content.decode()
        for page in pages:
            assert client.get(at(page)).status_code == 403, (role, page)
            assert f'href="{at(page)}"' not in bar


def test_nobody_signed_in_is_sent_to_sign_in_and_back(client):
    response = client.get(at("complaints", query="?state=open"))
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]
    assert "state%3Dopen" in response["Location"]


def test_roles_without_complaints_find_an_honest_page(office):
    for role in (Role.ADMINISTRATOR, Role.ANALYST, Role.AUDITOR, Role.PRESS, Role.TRANSLATOR):
        response = sign_in(office, role).get(at("my-work"))
        assert response.status_code == 200
        assert str(role.label) in text_of(response)
    assert "opens no complaint" in text_of(sign_in(office, "administrator").get(at("my-work")))


def test_my_work_is_grouped_by_when_it_is_due_and_says_the_next_step(office, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    today = AT.date()
    dues = {
        "Late": today - timedelta(days=1),
        "Due today": today,
        "This week": today + timedelta(days=2),
        "Later": today + timedelta(days=30),
    }
    for due in dues.values():
        many(office, 1, state="examination", due_on=due)
    shown = text_of(sign_in(office, "officer").get(at("my-work")))
    places = [shown.index(f" {heading} 1 ") for heading in dues] + [shown.index("2026-900003")]
    assert places == sorted(places)
    assert "send an inquiry to the body" in shown
    assert "1 late" in shown


def test_my_work_shows_what_waits_for_the_role(office):
    new, screened = example.received(office), example.registered(office)
    accepted = screening.accept(example.registered(office).id, by=office.by("lawyer"), at=AT, looked=True)
    declined = desk.decline_proposed(office)
    waiting = {"registrar": [new], "lawyer": [screened], "head": [accepted, declined]}
    for role, complaints in waiting.items():
        shown = sign_in(office, role).get(at("my-work")).content.decode()
        for one in (new, screened, accepted, declined):
            assert (at("complaint", one.id) in shown) == (one in complaints), (role, one.state)
    assert at("complaint", declined.id) not in sign_in(office, "commissioner").get(at("my-work")).content.decode()


def test_the_tray_has_the_oldest_first_with_the_first_line_of_the_story(office):
    first = example.received(office, at=AT, story="The first story. " * 20)
    second = example.received(office, at=AT + timedelta(hours=1), story="The second story.")
    response = sign_in(office, "registrar").get(at("tray"))
    shown = response.content.decode()
    assert shown.index(at("complaint", first.id)) < shown.index(at("complaint", second.id))
    assert "The first story." in shown
    assert "The second story." in shown
    assert "The first story. " * 20 not in shown


def test_my_work_tells_unregistered_complaints_apart_by_their_first_line(office):
    first = example.received(office, at=AT, story="The first story. " * 20)
    second = example.received(office, at=AT + timedelta(hours=1), story="The second story.")
    registered = example.registered(office, story="The third story.")
    client = sign_in(office, "registrar")
    shown = text_of(client.get(at("my-work")))
    assert "The first story. The first story." in shown
    assert "The first story. " * 20 not in shown
    assert "The second story." in shown
    assert "No subject yet" not in shown
    opened = Entry.objects.filter(verb="read").latest("at")
    assert set(Opening.objects.filter(chain=opened.chain_id, seq=opened.seq).values_list("subject", flat=True)) == {
        first.id,
        second.id,
    }
    lawyers = text_of(sign_in(office, "lawyer").get(at("my-work")))
    assert registered.subject in lawyers, "what has a subject is called by it"
    assert "The third story." not in lawyers


def test_my_work_of_a_registrar_costs_the_same_for_one_and_for_forty(office):
    client = sign_in(office, "registrar")
    costs = []
    for more in (1, 39):
        many(office, more, state="received")
        Complaint.objects.update(subject=None)
        client.get(at("my-work"))  # the first reading of a process begins its chain
        with counted() as statements:
            shown = text_of(client.get(at("my-work")))
        costs.append(len(statements))
    assert shown.count("Something.") == 40
    assert costs[0] == costs[1] <= 12, statements


def test_only_rows_without_a_subject_bring_their_story_along(office):
    from arasha.complaints.queries.desk_work import work_rows

    example.received(office)
    example.registered(office)
    told = {row.state: row.told for row in work_rows(office.staff["representative"], "en")}
    assert told["screening"] is None
    assert told["received"]


def test_the_list_pages_by_key_forth_and_back(office):
    made = many(office, 120)
    client = sign_in(office, "officer")
    newest = [one.number for one in reversed(made)]
    first = client.get(at("complaints"))
    assert numbers(first) == newest[:50]
    assert not link(first, "prev")
    second = client.get(at("complaints") + link(first, "next"))
    assert numbers(second) == newest[50:100]
    third = client.get(at("complaints") + link(second, "next"))
    assert numbers(third) == newest[100:]
    assert not link(third, "next")
    assert "20 of 120" in text_of(third)
    back = client.get(at("complaints") + link(third, "prev"))
    assert numbers(back) == newest[50:100]
    again = client.get(at("complaints") + link(back, "prev"))
    assert numbers(again) == newest[:50]
    assert not link(again, "prev")


def test_lists_cost_as_many_statements_for_fifty_rows_as_for_one(office):
    many(office, 1)
    costs = {}
    for size in (1, 50):
        if size == 50:
            Complaint.objects.all().delete()
            many(office, 50)
        for page, role in (
            ("my-work", "officer"),
            ("complaints", "officer"),
            ("complaints", "commissioner"),
            ("signing", "commissioner"),
        ):
            client = sign_in(office, role)
            client.get(at(page))
            with counted() as statements:
                assert client.get(at(page)).status_code == 200
            costs.setdefault((page, role), []).append(len(statements))
    assert all(one == fifty <= MOST for one, fifty in costs.values()), costs
    query = f"?officer={office.staff['officer'].id}&office={office.office.code}&body={office.body.code}&state=open&choose=body"
    client = sign_in(office, "commissioner")
    client.get(at("my-work"))
    with counted() as statements:
        assert len(numbers(client.get(at("complaints", query=query)))) == 50
    assert len(statements) <= MOST, statements


def test_filters_narrow_the_list_and_an_empty_one_says_how_to_widen_it(office):
    many(office, 2, state="examination", region="10")
    many(office, 1, state="closed", urgent=True)
    client = sign_in(office, "officer")
    assert len(numbers(client.get(at("complaints", query="?state=examination")))) == 2
    assert len(numbers(client.get(at("complaints", query="?state=open")))) == 2
    assert numbers(client.get(at("complaints", query="?urgent=1"))) == ["2026-900002"]
    assert len(numbers(client.get(at("complaints", query="?officer=nobody")))) == 0
    empty = text_of(client.get(at("complaints", query="?urgent=1&region=10")))
    assert "No complaint matches these filters." in empty
    assert "Urgent: yes" in empty
    options = client.get(at("complaints", query="?state=open&choose=body")).content.decode()
    assert f"body={office.body.code.replace(':', '%3A')}" in options
    assert "state=open" in options
    nonsense = client.get(at("complaints", query="?officer=nonsense&due=never&before=nowhere&received=2026-W99&from=tomorrow"))
    assert nonsense.status_code == 200
    assert "Write it like 14 04 2026" in text_of(nonsense)


def test_jumping_to_a_date_shows_what_was_received_by_then(office):
    many(office, 1)
    (later,) = many(office, 1)
    Complaint.objects.filter(pk=later.pk).update(received_at=AT + timedelta(days=10))
    client = sign_in(office, "officer")
    assert numbers(client.get(at("complaints", query="?from=16 03 2026"))) == ["2026-900000"]
    assert len(numbers(client.get(at("complaints", query="?from=26.03.2026")))) == 2
    assert "Nothing was received on that day or before" in text_of(client.get(at("complaints", query="?from=1 1 2020")))
    assert numbers(client.get(at("complaints", query="?from=16 марта 2026"))) == ["2026-900000"]


@pytest.mark.parametrize("page", ["complaints/?from=", "journal/?day=", "correspondence/?until="])
@pytest.mark.parametrize("typed", ["31 12 9999", "0001-01-01", "1 1 1899", "32 1 2026"])
def test_a_day_that_no_calendar_holds_is_told_wherever_it_is_typed(office, page, typed):
    shown = sign_in(office, "commissioner").get(f"/en/desk/{page}{typed}")
    assert (shown.status_code, "We could not read the date" in text_of(shown)) == (200, True)


def test_a_number_is_found_whole_or_by_its_last_digits_and_not_for_strangers(office):
    complaint = example.registered(office)
    client = sign_in(office, "lawyer")
    for typed in (complaint.number, f" {complaint.number} ", str(int(complaint.number.rsplit("-", 1)[1]))):
        response = client.get(at("find"), {"q": typed})
        assert response.status_code == 302, typed
        assert str(complaint.id) in response["Location"], typed
    missing = client.get(at("find"), {"q": "2026-999999"})
    assert missing.status_code == 404
    assert "2026-999999" in text_of(missing)
    assert sign_in(office, "officer").get(at("find"), {"q": complaint.number}).status_code == 404


def test_a_letter_opens_as_a_sheet_and_only_with_its_own_complaint(office):
    complaint, other = desk.asked(office), example.registered(office)
    client = sign_in(office, "officer")
    inquiry = complaint.inquiries.get()
    url = at("letter", complaint.id, inquiry.letter_id)
    shown = text_of(client.get(url))
    assert "What happened there?" in shown
    assert "Example Complainantova" not in shown
    assert Opening.objects.filter(subject=inquiry.letter_id).count() == 1
    assert client.get(url + "pdf/").status_code == 404  # made by a job, later
    assert sign_in(office, "head").get(at("letter", other.id, inquiry.letter_id)).status_code == 404


def test_a_file_comes_as_it_was_and_its_opening_is_in_the_journal(office):
    complaint = example.in_examination(office)
    picture = b"\x89PNG\r\n\x1a\n" + b"synthetic" * 20
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("proof.png", picture, "image/png")})
    blob = files.keep(request.FILES["file"], key_id=complaint.key_id, at=AT)
    kept = Attachment.objects.create(complaint=complaint, blob=blob, part="story", added_at=AT, added_by="public")
    client = sign_in(office, "officer")
    assert "proof.png" in text_of(client.get(at("complaint", complaint.id, query="?tab=evidence")))
    response = client.get(at("file", complaint.id, kept.id))
    assert BytesIO(b"".join(response.streaming_content)).getvalue() == picture
    assert "attachment" in response["Content-Disposition"]
    assert Opening.objects.filter(subject=blob.id).count() == 1
    other = example.registered(office)
    assert sign_in(office, "head").get(at("file", other.id, kept.id)).status_code == 404


def test_what_cannot_be_done_is_listed_with_its_reason(office):
    complaint = example.in_examination(office)
    shown = text_of(sign_in(office, "officer").get(at("complaint", complaint.id)))
    assert "Send an inquiry" in shown
    assert "Possible only in this state" in shown
    lawyer = text_of(sign_in(office, "lawyer").get(at("complaint", complaint.id)))
    assert "Your role does not include this step." in lawyer


def test_a_long_bar_folds_its_last_pages_and_loses_none(office):
    page = sign_in(office, "commissioner").get(at("journal")).content.decode()
    shown, _menu, folded = page.partition("<nav")[2].partition("</nav>")[0].partition("<details")
    pages = [name for name, _label, right in frame.PAGES if policy.may_open(office.staff["commissioner"], right)]
    assert [part.split('"')[0] for part in (shown + folded).split('href="')[1:]] == [at(name) for name in pages]
    assert shown.count("href=") == frame.SHOWN - 1
    assert 'aria-current="page"' in folded
    few = sign_in(office, "lawyer").get(at("law")).content.decode().partition("<nav")[2].partition("</nav>")[0]
    assert "<details" not in few


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite walks an index")
def test_a_reader_of_few_makes_sqlite_look_at_no_row_that_is_not_theirs(office):
    theirs = policy.visible(office.staff["officer"], Complaint.objects.all()).order_by("-received_at", "-id").values("pk")
    for complaints, index in ((theirs, "complaint_newest"), (theirs.filter(state="closed"), "complaint_state_newest")):
        table = f'FROM "complaints_complaint" INDEXED BY "{index}"'
        sql, params = complaints.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + sql.replace('FROM "complaints_complaint"', table, 1), params)
            plan = [line[3] for line in cursor.fetchall()]
        assert any(f"USING COVERING INDEX {index}" in line for line in plan), plan
        assert not any("ORDER BY" in line for line in plan), plan


def test_reviews_are_found_by_their_stage(office):
    many(office, 3, state="decided")
    asked, given = list(Complaint.objects.order_by("id")[:2])
    Complaint.objects.filter(pk=asked.pk).update(review="asked")
    Complaint.objects.filter(pk=given.pk).update(review="given")
    client = sign_in(office, "commissioner")
    assert len(numbers(client.get(at("complaints", query="?review=any")))) == 2
    assert numbers(client.get(at("complaints", query="?review=asked"))) == [asked.number]
    assert "being done" in text_of(client.get(at("complaints", query="?review=given")))
    assert len(numbers(client.get(at("complaints", query="?review=nonsense")))) == 3


def test_the_tray_says_how_each_came_and_the_postmark(office):
    letter = OnPaper("post", "ru", {"story": "Asks for a school.", "postmarked_on": "2026-03-02"}, received_on=AT.date())
    receive_on_paper([], letter, office=office.office, by=office.by("registrar"), at=AT)
    assert "Post, postmark 2 Mar" in text_of(sign_in(office, "registrar").get(at("tray")))


@pytest.mark.parametrize("page", ["my-work", "tray", "complaints"])
def test_a_row_leads_to_the_next_step_and_says_that_there_is_no_number_yet(office, page):
    complaint = example.received(office)
    registrar = sign_in(office, "registrar")
    shown = registrar.get(at(page)).content.decode()
    url = at("verb", complaint.id, "register")
    assert f'<span class="row-next"><a href="{url}">register</a></span>' in shown
    assert registrar.get(url).status_code == 200
    assert '<span class="row-number none">no number yet</span>' in shown
    if page != "tray":
        waits = sign_in(office, "lawyer").get(at(page)).content.decode()
        assert url not in waits, "the lawyer does not register"


def test_the_counts_of_my_work_stand_apart_and_lead_to_their_rows(office):
    example.received(office)
    shown = sign_in(office, "registrar").get(at("my-work")).content.decode()
    counts = re.findall(r'<li><a class="(?:soon|late)" href="#(\w+)">', shown)
    assert counts
    assert all(f'id="{code}"' in shown for code in counts)


def test_whoever_signs_in_is_greeted_by_name(office):
    from allauth.account.utils import user_display

    assert user_display(office.staff["registrar"]) == "Example registrar"
