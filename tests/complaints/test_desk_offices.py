"""Pages that are about many complaints or none: overview, team, signing, law, journal, bodies, the accounts' own pages."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from arasha.bodies.models import BodyContact
from arasha.complaints.actions import correspondence
from arasha.complaints.book import current_book
from arasha.complaints.desk.flow_chart import chart
from arasha.complaints.desk.journal_rows import page_name
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_overview import Week
from arasha.journal.models import Entry
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, link, many, numbers, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def office(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return example.open_office()


def counts(html: str) -> list[tuple[str, int]]:
    """(address, number) of everything that opens a list."""
    big = re.findall(r'<a href="([^"]+)"><b>([\d,]+)</b>', html)
    table = re.findall(r'<td class="num"[^>]*><a[^>]*href="([^"]+complaints/\?[^"]*)">([\d,]+)</a>', html)
    bars = re.findall(r'<a class="bar-cell" href="([^"]+)">.*?</svg>\s*([\d,]+)</a>', html, re.S)
    return [(url.replace("&amp;", "&"), int(number.replace(",", ""))) for url, number in big + table + bars]


def test_every_number_of_overview_and_team_opens_a_list_of_that_length(office):
    today = AT.date()
    asked = desk.asked(office, when=AT - timedelta(days=60))
    assert asked.due_on < today
    many(office, 3, state="examination", due_on=today)
    many(office, 2, state="accepted", officer=None, due_on=today + timedelta(days=3), urgent=True)
    many(office, 2, state="closed", closed_at=AT)
    many(office, 1, state="awaiting_signature")
    for role, page in (("commissioner", "overview"), ("head", "overview"), ("head", "team"), ("commissioner", "team")):
        client = sign_in(office, role)
        html = client.get(at(page)).content.decode()
        opened = counts(html)
        assert len(opened) > 7
        assert sum(number for _url, number in opened) > 0
        for url, number in opened:
            assert len(numbers(client.get(url))) == number, (page, url)
    overview = text_of(sign_in(office, "commissioner").get(at("overview")))
    assert office.body.name("en") in overview


def test_the_overview_costs_a_fixed_number_of_statements_and_opens_nothing(office):
    many(office, 30, state="examination")
    client = sign_in(office, "commissioner")
    client.get(at("my-work"))
    with counted() as statements:
        shown = client.get(at("overview"))
    assert len(statements) <= 12, statements
    assert "Synthetic matter" not in text_of(shown)
    assert not any("vault_key" in one for one in statements)


def test_a_complaint_that_a_leader_is_recused_from_is_in_no_figure(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "commissioner")
    before = dict(counts(client.get(at("overview")).content.decode()))
    correspondence.recuse(complaint.id, by=office.by("commissioner"), at=AT, reason="A relative.")
    after = dict(counts(client.get(at("overview")).content.decode()))
    url = at("complaints") + "?state=open"
    assert (before[url], after[url]) == (1, 0)


def test_the_line_chart_keeps_its_points_inside_and_its_labels_apart():
    weeks = [Week(f"2026-W{number:02d}", AT.date() + timedelta(weeks=number), number * 7, number * 7) for number in range(12)]
    drawn = chart(weeks)
    points = [point for line in drawn["lines"] for point in line.points]
    assert all(0 <= point.x <= drawn["width"] and 0 <= point.y <= drawn["height"] for point in points)
    assert abs(drawn["lines"][0].label_y - drawn["lines"][1].label_y) >= 16
    assert chart([Week("2026-W01", AT.date(), 0, 0)])["grid"][0]["value"] == 0


def test_the_signing_tray_has_what_this_role_signs_with_how_sure_its_citations_are(office):
    unsure, sure = desk.decline_proposed(office, "A-TIME"), desk.decline_proposed(office, "A-ANON")
    decision = desk.decision_proposed(office)
    head = sign_in(office, "head").get(at("signing"))
    assert set(numbers(head)) == {unsure.number, sure.number}
    assert "not checked yet" in text_of(head)
    assert "checked against the source" in text_of(head)
    assert at("verb", unsure.id, "sign_outcome") in head.content.decode()
    assert set(numbers(sign_in(office, "deputy").get(at("signing")))) == {unsure.number, sure.number, decision.number}


def test_the_law_page_has_every_rule_and_says_what_nobody_confirmed(office):
    book = current_book()
    lawyer = sign_in(office, "lawyer")
    page = lawyer.get(at("law"))
    html = page.content.decode()
    for ref in (*book.rule_versions, *book.ground_versions):
        assert f'id="{ref}"' in html
    assert at("confirm-citation", "A-TIME") in html
    assert "Office policy, not law" in html
    assert at("confirm-citation", "A-TIME") not in sign_in(office, "head").get(at("law")).content.decode()
    only_open = lawyer.get(at("law", query="?show=open")).content.decode()
    assert 'id="A-TIME"' in only_open
    assert 'id="A-ANON"' not in only_open
    assert lawyer.get(at("confirm-citation", "NO-SUCH")).status_code == 404


def test_confirming_a_citation_keeps_what_was_typed_over_a_change_of_language(office):
    lawyer = sign_in(office, "lawyer")
    typed = {"act": "Synthetic act", "article": "12", "applies": "directly", "read_on": "14 03 2026", "source": "The passage."}
    kept = lawyer.post(at("confirm-citation", "A-TIME", language="ru"), {**typed, "_language": "ru"})
    assert kept.status_code == 200
    assert "The passage." in text_of(kept)
    future = lawyer.post(at("confirm-citation", "A-TIME"), {**typed, "read_on": "14 03 2027"})
    assert future.status_code == 400
    assert "lies in the future" in text_of(future)
    assert not Entry.objects.filter(verb="confirm_citation").exists()


def test_the_journal_says_when_who_and_on_what_and_never_what(office):
    complaint = desk.followed(office)
    correspondence.add_note(complaint.id, by=office.by("officer"), at=AT, text="Call the doctor.")
    sign_in(office, "officer").get(at("complaint", complaint.id))
    auditor = sign_in(office, "auditor")
    assert auditor.get(at("journal")).status_code == 200
    changes = auditor.get(at("journal"), {"number": complaint.number})
    shown = text_of(changes)
    assert "Note added" in shown
    assert "Example officer" in shown
    assert "192.0.2.7" in shown
    assert complaint.number in shown
    assert "the complainant" in shown
    readings = text_of(auditor.get(at("journal"), {"number": complaint.number, "show": "readings"}))
    assert "opened" in readings
    assert "Story" in readings
    by_person = text_of(auditor.get(at("journal"), {"who": str(office.staff["officer"].id)}))
    assert "Inquiry sent" in by_person
    assert "opened" in by_person
    assert complaint.number in by_person
    for page in (shown, readings, by_person):
        for said in (example.STORY, "Call the doctor.", "Example Complainantova", "Beating in a synthetic place"):
            assert said not in page
    unknown = auditor.get(at("journal"), {"number": "2026-999999"})
    assert "No complaint has the number 2026-999999." in text_of(unknown)
    assert auditor.get(at("journal"), {"who": "nobody", "before": "nowhere"}).status_code == 200


def test_the_journal_is_paged_by_key(office):
    (complaint,) = many(office, 1)
    for index in range(60):
        correspondence.add_note(complaint.id, by=office.by("officer"), at=AT + timedelta(minutes=index), text="A note.")
    auditor = sign_in(office, "auditor")
    for query in (
        {"number": complaint.number},
        {"who": str(office.staff["officer"].id)},
        {"verb": "note"},
        {"chain": complaint.id},
    ):
        page, seen = auditor.get(at("journal"), query), []
        while True:
            seen += re.findall(r'<td class="num"[^>]*>(?:<a [^>]*>)?(\d+)<', page.content.decode())
            following = link(page, "next")
            if not following:
                break
            page = auditor.get(at("journal") + following)
        assert [int(number) for number in seen] == list(range(60, 0, -1))


def test_the_journal_lists_everything_and_each_row_leads_to_its_chain(office):
    complaint = desk.followed(office)
    correspondence.add_note(complaint.id, by=office.by("officer"), at=AT, text="Call the doctor.")
    late = AT + timedelta(days=3)
    correspondence.add_note(complaint.id, by=office.by("head"), at=late, text="Called.")
    auditor = sign_in(office, "auditor")
    with counted() as statements:
        everything = auditor.get(at("journal"))
    assert len(statements) <= 9, "\n".join(statements)
    first = everything.content.decode().partition("<tbody>")[2].partition("</tr>")[0]
    assert "Note added" in first
    assert "Example head" in first
    assert f'href="?chain={complaint.id}"' in first
    chain = auditor.get(at("journal"), {"chain": complaint.id})
    assert chain.content.decode().count("<tr>") == 1 + Entry.objects.filter(chain=complaint.id).count()
    officer, day = str(office.staff["officer"].id), "19 03 2026"
    for query, count in (
        ({"verb": "note"}, 2),
        ({"verb": "note", "who": officer}, 1),
        ({"verb": "note", "day": day}, 1),
        ({"verb": "note", "day": day, "who": officer}, 0),
    ):
        assert auditor.get(at("journal"), query).content.decode().count("Note added</td>") == count, query
    assert "Write it like 14 04 2026" in text_of(auditor.get(at("journal"), {"day": "soon"}))
    assert auditor.get(at("journal"), {"chain": "none", "verb": "?"}).status_code == 200


def test_whoever_declared_a_conflict_does_not_follow_the_complaint_in_the_journal(office):
    complaint = desk.followed(office)
    correspondence.recuse(complaint.id, by=office.by("deputy"), at=AT, reason="A relative.")
    sign_in(office, "officer").get(at("complaint", complaint.id))
    deputy, other = sign_in(office, "deputy"), sign_in(office, "commissioner")
    readings = {"number": complaint.number, "show": "readings"}
    for query, said in (({}, "Inquiry sent"), ({"number": complaint.number}, "Inquiry sent"), ({"chain": complaint.id}, "Inquiry sent"),
                        (readings, "Story")):  # fmt: skip
        assert said in other.get(at("journal"), query).content.decode().partition("<tbody>")[2]
        assert said not in deputy.get(at("journal"), query).content.decode().partition("<tbody>")[2]


def test_a_reading_says_which_complaint_was_opened_and_by_which_account(office):
    complaint = desk.followed(office)
    officer = office.staff["officer"]
    correspondence.recuse(complaint.id, by=office.by("deputy"), at=AT, reason="A relative.")
    sign_in(office, "officer").get(at("complaint", complaint.id))
    reading = Entry.objects.filter(verb="read").latest("at")
    for query in ({"who": str(officer.id), "verb": "read"}, {"chain": reading.chain_id}):
        assert f"Story: {complaint.number}" in sign_in(office, "auditor").get(at("journal"), query).content.decode()
        assert complaint.number not in sign_in(office, "deputy").get(at("journal"), query).content.decode()
    page = sign_in(office, "auditor").get(at("journal")).content.decode()
    assert f"{officer.name} ({officer.username})" in page
    named = re.findall(r'<button class="button secondary">([^<]+)<', page)
    assert len(named) == len(set(named)) > 2
    for shown in ("follow", "api/complaint", "api/verb/note", "answer", "desk/outbox"):
        assert page_name(shown, current_book(), "en") != shown


def test_bodies_are_found_by_region_and_name_and_their_contacts_kept(office):
    client = sign_in(office, "officer")
    region = client.get(at("bodies"), {"region": office.office.region}).content.decode()
    assert at("body", office.body.code) in region
    found = client.get(at("bodies"), {"q": office.body.name("en")[:10].upper()}).content.decode()
    assert at("body", office.body.code) in found
    assert "No body matches." in text_of(client.get(at("bodies"), {"q": "zzzz"}))
    url = at("body", office.body.code)
    typed = {"name": "Example Contactov", "position": "", "email": "contact@example.org", "language": "kk"}
    wrong = client.post(url, {**typed, "email": ""})
    assert "Write the address" in text_of(wrong)
    assert "Example Contactov" in wrong.content.decode()
    assert client.post(url, typed).status_code == 302
    contact = BodyContact.objects.get(body=office.body)
    assert "contact@example.org" in text_of(client.get(url))
    assert client.get(at("end-contact", office.body.code, contact.id)).status_code == 405
    assert client.post(at("end-contact", office.body.code, contact.id)).status_code == 302
    assert "contact@example.org" not in text_of(client.get(url))
    assert set(Entry.objects.filter(subject_kind="body").values_list("verb", flat=True)) == {"add_contact", "end_contact"}
    assert client.get(at("body", "no-such-body")).status_code == 404


def test_an_expired_session_keeps_what_was_typed(office):
    complaint = example.in_examination(office)
    client = sign_in(office, "officer")
    client.logout()
    response = client.post(at("verb", complaint.id, "note"), {"version": complaint.version, "text": "Half a thought."})
    assert response.status_code == 403
    assert "Half a thought." in text_of(response)
    assert Complaint.objects.get(pk=complaint.pk).version == complaint.version


def test_the_pages_of_ones_own_account_open_in_the_houses_look():
    client = sign_in(example.open_office(password="synthetic password 12"), "officer")
    for language in ("kk", "ru", "en"):
        for path in (
            "password/change/",
            "2fa/",
            "2fa/totp/activate/",
            "2fa/webauthn/",
            "sessions/",
            "logout/",
            "reauthenticate/",
        ):
            response = client.get(f"/{language}/account/{path}", follow=True)
            assert response.status_code == 200, path
            assert "arasha/css/arasha" in response.content.decode(), path


def test_the_law_is_folded_by_area_and_found_by_words(office):
    lawyer = sign_in(office, "lawyer")
    folded = lawyer.get(at("law")).content.decode()
    assert "KZ-C01" in folded
    assert '<details class="fold" open>' not in folded
    found = lawyer.get(at("law"), {"q": "kz-c01"}).content.decode()
    assert 'id="KZ-C01"' in found
    assert 'id="KZ-C11"' not in found
    assert '<details class="fold" open>' in found
    assert "No rule and no ground says this." in text_of(lawyer.get(at("law"), {"q": "zzzz"}))
