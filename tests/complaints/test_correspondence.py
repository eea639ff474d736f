"""The register of correspondence: everything that comes in has a number, none is missing, and the pages show both books."""

from __future__ import annotations

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import connections, transaction

from arasha import vault
from arasha.complaints.actions import by_post, correspondence, intake
from arasha.complaints.actions.incoming import book_in
from arasha.complaints.actions.take_down import take_down
from arasha.complaints.doers import Complainant
from arasha.complaints.models import Complaint, Incoming, Inquiry
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, link, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def numbers(office) -> list[int]:
    kept = Incoming.objects.filter(office=office).values_list("number", flat=True)
    return sorted(int(number.rpartition("/")[2]) for number in kept)


def test_whatever_comes_in_is_numbered_in_the_profiles_form(office):
    complaint = desk.asked(office)
    usual = {"by": office.by("registrar"), "at": AT + timedelta(days=4)}
    by_post.record_answer(Inquiry.objects.get().id, **usual, received_on=date(2026, 3, 18), came_by="post", text="No.")
    intake_line, answer = Incoming.objects.order_by("received_at")
    code = office.office.code
    assert (intake_line.number, intake_line.kind, intake_line.way) == (f"{code}-IN-2026/00001", "submission", "portal")
    assert (answer.number, answer.kind, answer.way, answer.received_on) == (
        f"{code}-IN-2026/00002",
        "answer",
        "post",
        date(2026, 3, 18),
    )
    assert answer.by == office.staff["registrar"]
    vault.open_postbox_with_key(complaint.postbox_id)
    correspondence.write(complaint.id, by=Complainant(complaint.id), at=AT + timedelta(days=5), text="More.")
    assert Incoming.objects.get(kind="message").number == f"{code}-IN-2026/00003"


def test_answers_and_reports_through_the_link_are_numbered_too(office):
    desk.followed(office)
    assert list(Incoming.objects.order_by("number").values_list("kind", "way")) == [
        ("submission", "portal"), ("answer", "link"), ("report", "link"),
    ]  # fmt: skip


def test_each_office_and_each_year_count_for_themselves(office):
    example.received(office)
    example.received(office, about_office=True)
    example.received(office, at=AT + timedelta(days=365))
    assert sorted(Incoming.objects.values_list("number", flat=True)) == sorted([
        f"{office.office.code}-IN-2026/00001", f"{office.centre.code}-IN-2026/00001", f"{office.office.code}-IN-2027/00001",
    ])  # fmt: skip


class Broken(Exception):
    pass


def test_what_fails_gives_its_number_back(office, monkeypatch):
    example.received(office)
    monkeypatch.setattr(intake.journal, "record", lambda *args, **kwargs: (_ for _ in ()).throw(Broken))
    with pytest.raises(Broken):
        example.received(office)
    monkeypatch.undo()
    example.received(office)
    assert numbers(office.office) == [1, 2]


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_several_writers_at_once_leave_no_gap():
    """Some of them fail in the middle. The same test runs on PostgreSQL with ARASHA_TEST_DB=postgres."""
    office = example.open_office()
    complaint, failed = example.received(office), []

    def write(name: int) -> None:
        try:
            for turn in range(8):
                try:
                    with transaction.atomic():
                        row = Complaint.objects.select_related("office").get(pk=complaint.pk)
                        book_in(row, "message", way="post", at=AT, by=None)
                        if turn == name:
                            raise Broken
                except Broken:
                    failed.append(name)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(failed) == 4
    assert numbers(office.office) == list(range(1, 1 + 1 + 4 * 7))


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_taking_down_and_sending_at_once_leave_no_gap():
    office = example.open_office()
    drafts = [example.draft({**example.ANSWERS, "body": office.body.code, "region": office.office.region}) for _ in range(3)]
    told = {**example.ANSWERS, "body": office.body.code, "region": office.office.region}

    def submit(draft) -> None:
        try:
            intake.submit(draft, at=AT)
        finally:
            connections.close_all()

    def down() -> None:
        try:
            for _ in range(3):
                take_down(told, by=office.by("registrar"), at=AT, channel="phone", language="ru", received_on=AT.date())
        finally:
            connections.close_all()

    # Drafts open with a key in the memory of whoever holds the cookie; here each writer is given it.
    raw = {draft.id: vault.keyring.raw_key(draft.id) for draft in drafts}

    def with_key(draft) -> None:
        vault.add_key(draft.id, raw[draft.id])
        submit(draft)

    writers = [threading.Thread(target=with_key, args=(draft,)) for draft in drafts] + [
        threading.Thread(target=down) for _ in range(2)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert numbers(office.office) == list(range(1, 10))


def test_the_page_shows_both_books_and_filters(office):
    complaint = desk.asked(office)
    client = sign_in(office, "registrar")
    page = text_of(client.get(at("correspondence")))
    assert f"{office.office.code}-IN-2026/00001" in page
    assert complaint.number in page
    out = text_of(client.get(at("correspondence", query="?book=out")))
    for letter in Letter.objects.exclude(number=None):
        assert letter.number in out
    assert "No line in these days" in text_of(client.get(at("correspondence", query="?since=17 03 2026")))
    assert "No line in these days" in text_of(client.get(at("correspondence", query="?book=out&until=15 03 2026")))
    assert "00001" in text_of(client.get(at("correspondence", query="?since=16 03 2026&until=16 03 2026")))
    assert "could not read the date" in text_of(client.get(at("correspondence", query="?since=soon")))


def test_another_offices_register_is_not_shown_and_leaders_see_all(office):
    example.received(office)
    user = office.staff["registrar"]
    user.office = office.centre
    user.save()
    assert "IN-2026" not in text_of(sign_in(office, "registrar").get(at("correspondence")))
    assert f"{office.office.code}-IN-2026/00001" in text_of(sign_in(office, "commissioner").get(at("correspondence")))
    chosen = sign_in(office, "commissioner").get(at("correspondence", query=f"?office={office.centre.code}"))
    assert "IN-2026/00001" not in text_of(chosen)


def test_a_complaint_about_the_office_is_a_line_without_its_number_for_the_centre(office):
    complaint = example.received(office, about_office=True)
    user = office.staff["registrar"]
    user.office = office.centre
    user.save()
    page = sign_in(office, "registrar").get(at("correspondence")).content.decode()
    assert f"{office.centre.code}-IN-2026/00001" in page
    assert str(complaint.id) not in page


def test_pages_by_key_hold_every_line_once_in_a_fixed_number_of_statements(office):
    complaint = example.received(office)
    with transaction.atomic():
        for number in range(119):
            book_in(complaint, "message", way="post", at=AT + timedelta(minutes=number), by=None)
    client = sign_in(office, "registrar")
    client.get(at("correspondence"))
    with desk.counted() as statements:
        page = client.get(at("correspondence"))
    assert len(statements) <= 12, statements
    seen, steps = [], 0
    while True:
        seen += [int(one) for one in re.findall(r"IN-2026/(\d{5})<", page.content.decode())]
        older = link(page, "next")
        if not older:
            break
        page, steps = client.get(at("correspondence") + older), steps + 1
    assert steps == 2
    assert sorted(seen) == list(range(1, 121))
