"""Interim measures: asked at once and until an hour, answered, lifted, ended; their terms, letters and journal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from arasha import vault
from arasha.bodies.models import SecureLink
from arasha.complaints import outgoing
from arasha.complaints.actions import base, follow_up, interim
from arasha.complaints.actions.outbox import recall_letter
from arasha.complaints.book import current_book
from arasha.complaints.forms.interim import read_hour
from arasha.complaints.models import Complaint, InterimMeasure, Term
from arasha.journal.models import Entry
from arasha.letters.errors import LetterLeft
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.body_page import Contact
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
UNTIL = datetime(2026, 3, 17, 13, 0, tzinfo=UTC)  # 18:00 in the office


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def ask(complaint, office, *, contact=None, **changes) -> InterimMeasure:
    given = {
        "what": "Do not put him on the plane.",
        "why": "He could be tortured there.",
        "until": UNTIL,
        "named": False,
        **changes,
    }
    return interim.request_interim_measure(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=contact, **given
    )  # fmt: skip


def terms(complaint) -> dict[str, Term]:
    return {term.purpose: term for term in Term.objects.filter(complaint=complaint, purpose__startswith="interim")}


def entry(complaint, verb) -> Entry:
    return Entry.objects.get(chain_id=complaint.id, verb=verb)


def test_it_goes_out_at_once_and_two_terms_in_hours_run(office, complaint, settings):
    settings.RECALL_MINUTES = 10
    measure = ask(complaint, office)
    letter = Letter.objects.get(pk=measure.letter_id)
    assert letter.status == "sent"
    assert letter.held_until is None or letter.held_until <= AT
    with pytest.raises(LetterLeft):
        recall_letter(complaint.id, by=office.by("officer"), at=AT, letter_id=letter.id, reason="A second thought.")
    running = terms(complaint)
    assert running["interim_answer"].due_at == AT + timedelta(hours=4)
    assert running["interim_measure"].due_at == UNTIL
    assert {term.basis for term in running.values()} == {"policy"}
    assert entry(complaint, "request_interim_measure")


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "2026 ж. 17 наурыз, 18:00"), ("ru", "17 марта 2026 г., 18:00"), ("en", "17 March 2026, 18:00")],
)
def test_the_letter_says_what_until_which_hour_and_cites_no_law(office, language, said):
    complaint = example.in_examination(office, language=language)
    letter = Letter.objects.get(pk=ask(complaint, office).letter_id)
    vault.load_keys([complaint.key_id])
    text = letter.text.encode().decode()
    for words in (said, "Do not put him on the plane.", "He could be tortured there.", complaint.number):
        assert words in text, words
    assert "Complainantova" not in text
    assert letter.citations == [], "no rule on interim measures was read, so none is cited"


def test_an_hour_that_is_over_is_refused(office, complaint):
    with pytest.raises(base.NotPossibleNow, match="hour is over"):
        ask(complaint, office, until=AT)


def test_no_name_without_consent(office):
    complaint = example.in_examination(office, identity="confidential")
    with pytest.raises(base.NotPossibleNow):
        ask(complaint, office, named=True)
    with pytest.raises(outgoing.NamesThePerson):
        ask(complaint, office, what="Do not question Complainantova.")
    assert not InterimMeasure.objects.exists()


def test_the_body_answers_through_its_link(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT + timedelta(hours=5))
    measure = ask(complaint, office, contact=example.contact_of(office.body))
    letter = Letter.objects.get(pk=measure.letter_id)
    vault.load_keys([complaint.key_id])
    address = letter.link_address.partition("/ru/")[2]
    body = Contact()
    assert "временной мере" in text_of(body.get(f"/ru/{address}"))
    assert body.post(f"/ru/{address}", {"reply": "granted", "text": "The convoy waits."}).status_code == 302
    measure.refresh_from_db()
    assert (measure.reply, measure.came_by, measure.end) == ("granted", "link", "")
    running = terms(complaint)
    assert running["interim_answer"].kept is False, "an hour late"
    assert running["interim_measure"].ended_on is None
    assert entry(complaint, "answer_interim")
    assert SecureLink.objects.get(target_id=measure.id).used_at


def test_a_refusal_by_telephone_ends_it(office, complaint):
    measure = ask(complaint, office)
    measure = interim.record_interim_reply(
        measure.id, by=office.by("registrar"), at=AT + timedelta(hours=1), reply="refused", text="The duty major said no.",
        came_by="phone",
    )  # fmt: skip
    assert (measure.reply, measure.end) == ("refused", "refused")
    assert {term.ended_by for term in terms(complaint).values()} == {"record_interim_reply"}
    assert terms(complaint)["interim_answer"].kept
    with pytest.raises(base.NotPossibleNow):
        interim.lift_interim_measure(measure.id, by=office.by("officer"), at=AT, reason="Not needed.")


def test_lifting_tells_the_body_and_ends_both_terms(office, complaint):
    measure = ask(complaint, office)
    interim.lift_interim_measure(measure.id, by=office.by("officer"), at=AT + timedelta(hours=2), reason="He was released.")
    letter = Letter.objects.get(subject_id=complaint.id, code="interim_lifted")
    vault.load_keys([complaint.key_id])
    assert "He was released." in letter.text
    assert letter.status == "sent"
    assert all(term.ended_on for term in terms(complaint).values())
    assert entry(complaint, "lift_interim_measure")


def test_it_ends_as_kept_only_after_its_hour_and_as_broken_at_any_time(office, complaint):
    measure = ask(complaint, office)
    end = {"by": office.by("officer"), "account": "He is still here."}
    with pytest.raises(base.NotPossibleNow, match="later hour"):
        interim.end_interim_measure(measure.id, at=AT, kept=True, **end)
    measure = interim.end_interim_measure(measure.id, at=UNTIL, kept=True, **end)
    assert (measure.end, measure.ended_at) == ("kept", UNTIL)
    assert terms(complaint)["interim_measure"].kept
    other = ask(complaint, office)
    assert interim.end_interim_measure(other.id, at=AT, kept=False, **end).end == "broken"
    assert Entry.objects.filter(chain_id=complaint.id, verb="end_interim_measure").count() == 2


def test_the_whole_way_through_the_pages(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    officer = sign_in(office, "officer")
    page = at("verb", complaint.id, "request_interim_measure")
    assert "4 hours" in text_of(officer.get(page)) or "15:00" in text_of(officer.get(page))
    typed = {
        "version": complaint.version, "body": office.body.code, "contact": "post", "what": "Wait.", "why": "A plane.",
        "until_day": "17 03 2026", "until_hour": "25:00",
    }  # fmt: skip
    assert "could not read the hour" in text_of(officer.post(page, typed))
    shown = text_of(officer.post(page, {**typed, "until_hour": "18", "_preview": "1"}))
    assert "17 марта 2026 г., 18:00" in shown
    assert officer.post(page, {**typed, "until_hour": "18"}).status_code == 302
    assert InterimMeasure.objects.get().until == UNTIL
    shown = text_of(officer.get(at("complaint", complaint.id, query="?tab=acts")))
    assert "Interim measure" in shown
    assert "17 Mar 2026, 18:00" in shown
    assert "4 hours left" in text_of(officer.get(at("complaint", complaint.id, query="?tab=terms")))


def test_hours_as_people_write_them():
    assert [str(read_hour(text)) for text in ("18:00", "18.30", "9", "7 05")] == ["18:00:00", "18:30:00", "09:00:00", "07:05:00"]
    assert [read_hour(text) for text in ("25:00", "noon", "", "18:00:00")] == [None] * 4


def test_with_an_open_measure_nothing_is_closed_until_somebody_says_what_became_of_it(office):
    complaint = example.in_examination(office)
    measure = ask(complaint, office)
    Complaint.objects.filter(pk=complaint.pk).update(state="decided")
    shut = {"by": office.by("officer"), "at": AT + timedelta(days=2)}
    with pytest.raises(base.NotPossibleNow, match="interim measure is still asked for"):
        follow_up.close(complaint.id, account="That was all.", **shut)
    page = text_of(sign_in(office, "officer").get(at("complaint", complaint.id)))
    assert "Record how it ended, or lift it" in page
    interim.end_interim_measure(measure.id, kept=True, account="He was not put on the plane.", **shut)
    assert follow_up.close(complaint.id, account="That was all.", **shut).state == "closed"


@pytest.mark.parametrize("verb", ["close", "close_follow_up", "confirm_withdrawal", "sign_outcome"])
def test_every_end_of_the_road_asks_for_it(verb):
    assert "no_interim" in current_book().procedure.verb(verb).requires
