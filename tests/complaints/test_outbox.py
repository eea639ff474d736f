"""What is on its way out: held back, recalled, tried again, posted, come back. Each verb: right, terms, letter, journal."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from uuid import UUID

import pytest
from django.core import mail
from django.utils import timezone

from arasha import journal, letters, vault
from arasha.bodies.models import SecureLink
from arasha.complaints.actions import base, correspondence, decision, examination, outbox, registration, screening
from arasha.complaints.models import Complaint, Inquiry, Screening, Step, Term
from arasha.complaints.queries import portal, portal_story
from arasha.journal.models import Entry
from arasha.letters.errors import LetterLeft, NotInThisState
from arasha.letters.models import Letter, Outgoing
from arasha.letters.outbox import ATTEMPTS, carry_out
from arasha.recommendations.models import Recommendation
from tests import office as example
from tests.complaints import desk
from tests.office import AT

pytestmark = pytest.mark.django_db
THEN, SOON, LATER = AT + timedelta(seconds=1), AT + timedelta(minutes=9, seconds=59), AT + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _ten_minutes(settings) -> None:
    settings.RECALL_MINUTES = 10


def last_letter(complaint: Complaint, code: str) -> Letter:
    return letters.get_letter(Letter.objects.filter(subject_id=complaint.id, code=code).latest("made_at").pk)


def recall(office, letter: Letter, role: str, *, at=SOON) -> Complaint:
    return outbox.recall_letter(letter.subject_id, by=office.by(role), at=at, letter_id=letter.id, reason="A wrong name.")


def journaled(complaint: Complaint, verb: str) -> bool:
    return Entry.objects.filter(chain=complaint.id, verb=verb).exists()


def open_terms(complaint: Complaint) -> set[str]:
    return set(Term.objects.filter(complaint=complaint, ended_on=None).values_list("purpose", flat=True))


def test_nothing_leaves_within_ten_minutes(office):
    complaint = example.registered(office)
    letter = last_letter(complaint, "acknowledgement")
    assert not letter.has_left(SOON)
    assert letter.has_left(LATER)
    assert {entry.due_at for entry in letter.ways_out.all()} == {LATER}
    assert all(entry.is_held(SOON) and not entry.is_held(LATER) for entry in letter.ways_out.all())


def test_an_urgent_letter_goes_at_once(office):
    complaint = example.received(office)
    registration.mark_urgent(complaint.id, by=office.by("registrar"), at=AT, reasons=["life"], reason="Danger.")
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=AT, subject="Synthetic")
    assert last_letter(complaint, "acknowledgement").has_left(AT)


def test_a_recalled_decline_waits_for_its_signature_again(office):
    complaint = desk.decline_proposed(office, "A-TIME")
    _confirm(office)
    before, terms = Complaint.objects.get(pk=complaint.pk), open_terms(complaint)
    screening.sign_outcome(complaint.id, by=office.by("head"), at=THEN)
    letter = letters.get_letter(screening.Screening.objects.get(complaint=complaint).letter_id)
    number, words = letter.number, letter.text
    assert open_terms(complaint) == set()
    recall(office, letter, "head")
    after = Complaint.objects.get(pk=complaint.pk)
    assert (after.state, after.outcome, after.closed_at, after.decided_at) == (before.state, "", None, None)
    assert open_terms(complaint) == terms
    kept = Letter.objects.get(subject_id=complaint.id, status="recalled")
    assert (kept.number, kept.text, kept.signed_by_id) == (number, words, office.staff["head"].pk)
    assert letters.is_as_sent(letters.get_letter(kept.pk))
    draft = letters.get_letter(letter.pk)
    assert (draft.status, draft.number, draft.text) == ("draft", None, words)
    assert Screening.objects.get(letter_id=draft.pk).signed_at is None
    assert journaled(complaint, "recall_letter")
    assert not list(journal.verify())
    # signed once more it gets the next number, and a file of its own
    screening.sign_outcome(complaint.id, by=office.by("head"), at=LATER)
    assert letters.get_letter(letter.pk).number not in (None, number)


def _confirm(office) -> None:
    from arasha.complaints.actions.law import confirm_citation
    from arasha.complaints.terms import office_day

    confirm_citation(
        "A-TIME", by=office.by("lawyer"), at=AT, act="Synthetic act", article="1", source="read", read_on=office_day(AT)
    )


def test_a_recalled_decision_takes_its_recommendation_back(office):
    complaint = desk.decision_proposed(office)
    terms = open_terms(complaint)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=THEN)
    recall(office, last_letter(complaint, "decision"), "commissioner")
    after = Complaint.objects.get(pk=complaint.pk)
    assert (after.state, after.decided_at, after.outcome) == ("awaiting_signature", None, "")
    assert open_terms(complaint) == terms
    row = Recommendation.objects.get(source_id=complaint.id)
    assert (row.state, row.number) == ("draft", None)
    assert not SecureLink.objects.filter(target_id=row.id, revoked_at=None).exists()
    mail.outbox.clear()
    for entry in Outgoing.objects.filter(subject_id=complaint.id, kind="link", letter__code="recommendation"):
        carry_out(entry.pk, at=LATER)
    assert mail.outbox == []
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=LATER)
    assert Recommendation.objects.get(pk=row.pk).state == "issued"


def test_a_recalled_inquiry_was_never_sent(office):
    complaint = example.in_examination(office)
    examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=THEN, body=office.body, contact=example.contact_of(office.body),
        summary="A beating.", questions="What happened there?", named=False,
    )  # fmt: skip
    letter = last_letter(complaint, "inquiry")
    recall(office, letter, "officer")
    assert not Inquiry.objects.filter(complaint=complaint.id).exists()
    assert "body_answer" not in open_terms(complaint)
    carry_out(letter.ways_out.get().pk, at=LATER)
    assert mail.outbox == []
    assert letters.get_letter(letter.pk).status == "recalled"


@pytest.mark.parametrize("verb", ["accept", "ask_more"])
def test_a_recalled_step_of_screening_is_taken_back(office, verb):
    complaint = example.registered(office)
    before = Complaint.objects.get(pk=complaint.pk).state
    if verb == "accept":
        screening.accept(complaint.id, by=office.by("lawyer"), at=THEN, looked=True)
    else:
        screening.ask_more(complaint.id, by=office.by("lawyer"), at=THEN, questions="When?")
    letter = last_letter(complaint, "accepted" if verb == "accept" else verb)
    recall(office, letter, "lawyer")
    assert Complaint.objects.get(pk=complaint.pk).state == before
    assert letters.get_letter(letter.pk).number


def test_registration_stays_and_says_so(office):
    complaint = example.registered(office)
    letter = last_letter(complaint, "acknowledgement")
    assert str(outbox.what_stays(outbox.step_of(letter))) == str(outbox.STAYS["register"])
    recall(office, letter, "registrar")
    after = Complaint.objects.get(pk=complaint.pk)
    assert (after.state, after.number) == ("screening", complaint.number)
    assert "consideration" in open_terms(complaint)


def test_what_came_after_is_not_lost(office):
    complaint = example.registered(office)
    screening.accept(complaint.id, by=office.by("lawyer"), at=THEN, looked=True)
    letter = last_letter(complaint, "accepted")
    examination.assign(complaint.id, by=office.by("head"), at=AT + timedelta(seconds=2), officer=office.staff["officer"])
    recall(office, letter, "lawyer")
    assert Complaint.objects.get(pk=complaint.pk).state == "examination"


def test_after_ten_minutes_it_is_too_late_and_not_for_everybody(office):
    complaint = example.registered(office)
    letter = last_letter(complaint, "acknowledgement")
    with pytest.raises(LetterLeft):
        recall(office, letter, "registrar", at=LATER)
    with pytest.raises(base.NotYours):
        recall(office, letter, "lawyer")
    assert letters.get_letter(letter.pk).status == "sent"
    recall(office, letter, "head")


def test_the_complainant_sees_nothing_of_it_while_it_is_held(office):
    now = timezone.now()
    complaint = example.registered(office, at=now - timedelta(hours=1))
    screening.ask_more(complaint.id, by=office.by("lawyer"), at=now, questions="When?")
    held = _portal(complaint, now + timedelta(minutes=9))
    assert held["complaint"].state == "screening"
    assert [one["number"] for one in held["letters"]] == [last_letter(complaint, "acknowledgement").number]
    free = _portal(complaint, now + timedelta(minutes=10))
    assert free["complaint"].state == "awaiting_complainant"
    assert len(free["letters"]) == 2


def test_a_registration_that_is_held_shows_neither_number_nor_term(office):
    now = timezone.now()
    complaint = example.received(office, at=now - timedelta(hours=1))
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=now, subject="Synthetic")
    screening.accept(complaint.id, by=office.by("lawyer"), at=now + timedelta(seconds=1), looked=True)
    examination.assign(complaint.id, by=office.by("head"), at=now + timedelta(seconds=2), officer=office.staff["officer"])
    held = _portal(complaint, now + timedelta(minutes=9))
    assert (held["state"], held["complaint"].number) == ("received", None)
    assert portal.receipt_of(complaint.id, at=now + timedelta(minutes=9)).number is None
    assert [term["label"] for term in held["terms"]] == ["We register your complaint"]
    assert held["next"][0]["until"] is not None
    free = _portal(complaint, now + timedelta(minutes=11))
    assert portal.receipt_of(complaint.id, at=now + timedelta(minutes=11)).number
    assert (free["state"], free["complaint"].number) == ("examination", Complaint.objects.get().number)
    assert [term["label"] for term in free["terms"]] == ["Our answer to you"]


def test_a_decision_that_is_held_shows_no_term_of_its_recommendation(office):
    now = timezone.now()
    complaint = desk.decision_proposed(office)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=now)
    held = _portal(complaint, now + timedelta(minutes=9))
    assert held["state"] == "awaiting_signature"
    assert [term["label"] for term in held["terms"]] == ["Our answer to you"]
    free = _portal(complaint, now + timedelta(minutes=11))
    assert [term["label"] for term in free["terms"]] == ["The body's report on our recommendation"]


def test_after_the_report_nobody_waits_for_it(office):
    waiting, done = desk.followed(office, reported=False), desk.followed(office, reported=True)
    at = timezone.now() + timedelta(days=1)
    assert _portal(waiting, at)["next"][0]["title"] == "The body reports to us"
    assert _portal(done, at)["next"][0]["title"] == "We check what the body did"


def test_the_complainant_never_hears_of_a_recalled_step(office):
    complaint = example.registered(office)
    screening.ask_more(complaint.id, by=office.by("lawyer"), at=THEN, questions="When?")
    recall(office, last_letter(complaint, "ask_more"), "lawyer")
    shown = _portal(complaint, LATER + timedelta(hours=1))
    assert len(shown["road"]) == 2  # told, registered
    assert len(shown["letters"]) == 1


def _portal(complaint: Complaint, at) -> dict:
    from arasha.complaints.book import current_book

    row = Complaint.objects.select_related("office").get(pk=complaint.pk)
    vault.load_keys([row.key_id])
    base.open_for_writing(row)
    return portal_story.page(row, current_book(), at=at)


def _notice(complaint: Complaint) -> Outgoing:
    return Outgoing.objects.filter(subject_id=complaint.id, kind="notice").latest("queued_at")


def test_a_mail_that_fails_is_tried_again_and_set_aside(office, monkeypatch):
    complaint = example.registered(office)
    entry = _notice(complaint)

    def down(self, messages):
        raise OSError("no server at secret.example")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
        for _attempt in range(ATTEMPTS - 1):
            with pytest.raises(OSError, match="no server"):
                carry_out(entry.pk, at=LATER)
        carry_out(entry.pk, at=LATER)
    entry.refresh_from_db()
    assert (entry.state, entry.error, entry.attempts) == ("failed", "unreachable", ATTEMPTS)
    outbox.send_again(complaint.id, by=office.by("registrar"), at=LATER, entry_id=entry.id)
    assert journaled(complaint, "send_again")
    carry_out(entry.pk, at=LATER)
    assert len(mail.outbox) == 1
    entry.refresh_from_db()
    assert entry.state == "sent"
    with pytest.raises(NotInThisState):
        outbox.send_again(complaint.id, by=office.by("registrar"), at=LATER, entry_id=entry.id)
    assert not list(journal.verify())


def test_a_refused_address_is_not_tried_again(office, monkeypatch):
    entry = _notice(example.registered(office))

    def refuse(self, messages):
        raise SMTPRecipientsRefused({"example.person@example.org": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    carry_out(entry.pk, at=LATER)
    entry.refresh_from_db()
    assert (entry.state, entry.error) == ("failed", "refused")


def test_a_letter_by_post_is_posted_comes_back_and_is_sent_again(office):
    complaint = example.in_examination(office)
    examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=None, summary="A beating.", questions="What?", named=False
    )  # fmt: skip
    entry = Outgoing.objects.get(subject_id=complaint.id, kind="post")
    day = LATER.date()
    head = office.by("head")
    terms, as_sent = open_terms(complaint), last_letter(complaint, "inquiry")
    with pytest.raises(NotInThisState):
        outbox.mark_posted(complaint.id, by=head, at=SOON, entry_id=entry.id, on=day)
    with pytest.raises(base.NotYours):
        outbox.mark_posted(complaint.id, by=office.by("officer"), at=LATER, entry_id=entry.id, on=day)
    with pytest.raises(base.NotPossibleNow):
        outbox.mark_posted(complaint.id, by=head, at=LATER, entry_id=entry.id, on=day + timedelta(days=3))
    outbox.mark_posted(complaint.id, by=head, at=LATER, entry_id=entry.id, on=day, tracking="RR123456789KZ")
    entry = Outgoing.objects.get(pk=entry.pk)
    assert (entry.state, entry.posted_on, entry.tracking) == ("sent", day, "RR123456789KZ")
    outbox.mark_returned(complaint.id, by=office.by("officer"), at=LATER, entry_id=entry.id, on=day, reason="Moved away")
    entry = Outgoing.objects.get(pk=entry.pk)
    assert (entry.state, entry.reason) == ("returned", "Moved away")
    outbox.send_again(complaint.id, by=office.by("officer"), at=LATER, entry_id=entry.id)
    assert Outgoing.objects.get(pk=entry.pk).state == "waiting"
    assert open_terms(complaint) == terms
    assert letters.is_as_sent(letters.get_letter(as_sent.pk))
    assert all(journaled(complaint, verb) for verb in ("mark_posted", "mark_returned", "send_again"))
    assert not list(journal.verify())


def test_the_outbox_shows_the_posts_number_and_why_something_came_back(office):
    """Also beside an erased complaint, of which it shows nothing more."""
    complaint = example.in_examination(office)
    examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=None, summary="A beating.", questions="What?", named=False
    )  # fmt: skip
    entry = Outgoing.objects.get(subject_id=complaint.id, kind="post")
    head, page = office.by("head"), desk.sign_in(office, "head")
    outbox.mark_posted(complaint.id, by=head, at=LATER, entry_id=entry.id, on=LATER.date(), tracking="RR123456789KZ")
    assert "RR123456789KZ" in desk.text_of(page.get(desk.at("outbox", query="?state=")))
    outbox.mark_returned(complaint.id, by=head, at=LATER, entry_id=entry.id, on=LATER.date(), reason="Moved away")
    with desk.counted() as statements:
        shown = desk.text_of(page.get(desk.at("outbox", query="?state=")))
    assert "RR123456789KZ" in shown
    assert "Moved away" in shown
    assert len(statements) <= 12
    vault.erase_keys([complaint.key_id])
    erased = page.get(desk.at("outbox", query="?state="))
    assert erased.status_code == 200
    assert "Moved away" not in desk.text_of(erased)


def test_a_message_tells_through_the_outbox(office):
    complaint = example.registered(office)
    correspondence.send_message(complaint.id, by=office.by("lawyer"), at=LATER, text="Please read.")
    entry = _notice(complaint)
    assert (entry.letter_id, entry.due_at) == (None, LATER)
    carry_out(entry.pk, at=LATER)
    assert len(mail.outbox) == 1
    assert "Please read" not in mail.outbox[0].body
    assert Outgoing.objects.get(pk=entry.pk).address is None


# The page


def test_the_outbox_shows_what_waits_and_why(office):
    complaint = example.registered(office, at=timezone.now())
    Outgoing.objects.filter(subject_id=complaint.id, kind="notice").update(state="failed", error="refused")
    client = desk.sign_in(office, "registrar")
    page = desk.text_of(client.get(desk.at("outbox")))
    with desk.counted() as few:
        client.get(desk.at("outbox"))
    assert "does not take this address" in page
    assert "can be recalled until" in page
    assert "example.person" not in page
    for _more in range(5):
        example.registered(office, at=timezone.now())
    with desk.counted() as many:
        client.get(desk.at("outbox"))
    assert len(many) == len(few) <= 12
    assert complaint.number not in desk.text_of(client.get(desk.at("outbox", query="?state=returned")))


def test_what_came_back_stands_in_the_officers_work_until_it_is_sent_again(office):
    complaint = example.in_examination(office)
    entry = _notice(complaint)
    carry_out(entry.pk, at=LATER)
    client = desk.sign_in(office, "officer")
    assert "did not reach" not in desk.text_of(client.get(desk.at("my-work")))
    outbox.mark_returned(complaint.id, by=office.by("officer"), at=LATER, entry_id=entry.id, on=LATER.date(), reason="Box full")
    assert "1 letter or mail did not reach" in desk.text_of(client.get(desk.at("my-work")))
    assert complaint.number in desk.text_of(client.get(desk.at("outbox", query="?state=stuck")))
    outbox.send_again(complaint.id, by=office.by("officer"), at=LATER, entry_id=entry.id)
    assert "did not reach" not in desk.text_of(client.get(desk.at("my-work")))


def test_the_outbox_of_another_office_is_not_shown(office):
    complaint = example.registered(office, at=timezone.now())
    registrar = office.staff["registrar"]
    registrar.office = office.centre
    registrar.save()
    assert complaint.number not in desk.text_of(desk.sign_in(office, "registrar").get(desk.at("outbox", query="?state=")))


def test_a_letter_is_recalled_on_its_page(office):
    complaint = example.registered(office, at=timezone.now())
    letter = last_letter(complaint, "acknowledgement")
    client = desk.sign_in(office, "registrar")
    address = desk.at("verb", complaint.id, "recall_letter", query=f"?letter={letter.id}")
    page = client.get(address)
    assert "stays registered" in desk.text_of(page)
    sent = {"version": complaint.version, "letter": str(letter.id), "reason": "Wrong name"}
    if (form := page.context["form"]) and "press" in form.fields:
        sent["press"] = str(form["press"].value())
    assert client.post(address, sent).status_code == 302
    assert letters.get_letter(letter.pk).status == "recalled"
    assert Step.objects.get(complaint=complaint.id, verb="recall_letter").target_id == letter.pk
    assert isinstance(letter.pk, UUID)
