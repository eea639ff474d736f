"""Reminders to bodies: before the term and after, once each, to the superior when it is late; by hand; nothing personal in the mail."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from arasha import vault
from arasha.bodies.models import BodyContact, SecureLink
from arasha.complaints.actions import base, directory, examination, inquiries, more_time
from arasha.complaints.actions.remind_bodies import remind_bodies
from arasha.complaints.digest import digest
from arasha.complaints.models import Inquiry, Reminder, Step, Term
from arasha.complaints.tasks import SCHEDULE
from arasha.journal.models import Entry
from arasha.journal.queries import entries_of
from arasha.letters import outbox
from arasha.letters.models import Letter, Outgoing
from arasha.letters.queries import is_as_sent
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.complaints.test_desk_verbs import do
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
DUE = date(2026, 4, 2)  # a Thursday, ten working days after 16 March 2026


def on(month: int, day: int):
    return AT.replace(month=month, day=day)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.fixture
def complaint(office):
    complaint = desk.asked(office)
    assert Term.objects.get(purpose="body_answer").due_on == DUE
    return complaint


def kinds() -> list[str]:
    return list(Reminder.objects.values_list("kind", flat=True))


def by_post(office) -> Inquiry:
    complaint = example.in_examination(office)
    return examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=None, summary="A beating.", questions="What?", named=False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (on(3, 30), []),  # three working days left
        (on(3, 31), ["before"]),
        (on(3, 28), []),  # a Saturday
        (on(4, 2), ["before"]),  # a day that was left out is made up for
        (on(4, 3), ["after"]),
        (on(5, 4), ["after"]),
    ],
)
def test_what_a_day_sends(complaint, day, expected):
    assert dict(remind_bodies(at=day)) == dict.fromkeys(expected, 1)
    assert kinds() == expected


def test_day_by_day_each_once(complaint):
    for number in range(30):
        for _twice in range(2):
            remind_bodies(at=on(3, 17) + timedelta(days=number))
    assert kinds() == ["before", "after"]
    assert [step.by_kind for step in Step.objects.filter(verb="remind_body")] == ["system", "system"]
    told = [row.details for row in entries_of(complaint.id).rows if row.verb == "remind_body"]
    assert [one["kind"] for one in told] == ["after", "before"]
    assert bytes(Entry.objects.filter(chain_id=complaint.id).order_by("-seq").first().digest) == digest(str(complaint.id))
    assert Term.objects.get(purpose="body_answer").due_on == DUE


def test_a_term_that_was_extended_is_reminded_of_anew(office, complaint):
    remind_bodies(at=on(3, 31))
    more_time.grant_more_time(Inquiry.objects.get().id, by=office.by("officer"), at=on(3, 31), until=date(2026, 4, 8))
    remind_bodies(at=on(4, 3))
    assert kinds() == ["before"]
    remind_bodies(at=on(4, 6))
    assert list(Reminder.objects.values_list("kind", "due_on")) == [("before", DUE), ("before", date(2026, 4, 8))]


@pytest.mark.parametrize("how", ["answered", "let go", "link closed", "contact left"])
def test_nobody_is_reminded_who_owes_nothing_or_cannot_be_reached(office, complaint, how):
    inquiry = Inquiry.objects.get()
    if how == "answered":
        Inquiry.objects.update(answered_at=AT)
    elif how == "let go":
        inquiries.go_on_without(inquiry.id, by=office.by("officer"), at=AT, reason="Enough.")
    elif how == "link closed":
        SecureLink.objects.update(revoked_at=AT)
    else:
        directory.end_contact(BodyContact.objects.get(), by=office.by("lawyer"), at=AT)
    assert not remind_bodies(at=on(4, 2))
    assert not Reminder.objects.exists()


def test_the_mail_holds_the_number_of_the_letter_and_nothing_personal(complaint, mailoutbox):
    remind_bodies(at=on(3, 31))
    entry = Outgoing.objects.get(kind="remind")
    outbox.carry_out(entry.id, at=on(3, 31))
    sent = mailoutbox[-1]
    assert sent.to == ["contact@example.org"]
    letter = Letter.objects.get(code="inquiry")
    assert letter.number in sent.body
    for secret in (complaint.number, "beating", "Complainantova", "Affectedov", "answer/", "What happened"):
        assert secret not in sent.subject + sent.body
    entry.refresh_from_db()
    assert (entry.state, entry.address) == ("sent", None)
    outbox.carry_out(entry.id, at=on(3, 31))
    assert len(mailoutbox) == 1


def test_a_late_body_s_superior_is_told(office, complaint, mailoutbox):
    more = {"email": "chief@example.org", "language": "kk", "superior": True}
    directory.add_contact(office.body, by=office.by("lawyer"), at=AT, name="Example Superiorov", **more)
    remind_bodies(at=on(3, 31))
    remind_bodies(at=on(4, 3))
    for entry in Outgoing.objects.filter(kind__in=("remind", "late")).order_by("queued_at"):
        outbox.carry_out(entry.id, at=on(4, 3))
    assert [mail.to[0] for mail in mailoutbox] == ["contact@example.org", "chief@example.org"]
    assert "мерзімі өтті" in mailoutbox[-1].body
    assert "answer/" not in mailoutbox[-1].body


def test_the_body_above_is_told_where_the_body_has_no_superior(office, complaint):
    office.body.refresh_from_db()
    above = office.other_body
    office.body.parent = above
    office.body.save(update_fields=["parent"])
    chief = directory.add_contact(
        above, by=office.by("lawyer"), at=AT, name="Example Aboveov", email="a@example.org", language="ru"
    )
    remind_bodies(at=on(4, 3))
    assert Reminder.objects.get().contact == chief
    assert BodyContact.objects.count() == 2


def test_by_hand_with_a_contact(office, complaint):
    client = sign_in(office, "registrar")
    assert client.get(at("verb", complaint.id, "remind_body")).status_code == 200
    assert do(client, complaint, "remind_body", inquiry=str(Inquiry.objects.get().id)).status_code == 302
    reminder = Reminder.objects.get()
    assert (reminder.kind, reminder.by.username, reminder.letter_id) == ("by_hand", "registrar", None)
    assert do(client, complaint, "remind_body", inquiry=str(Inquiry.objects.get().id)).status_code == 302, "as often as needed"
    page = text_of(sign_in(office, "officer").get(at("complaint", complaint.id, query="?tab=acts")))
    assert page.count("Sent by hand") == 2
    with pytest.raises(base.NotYours):
        inquiries.remind_body(Inquiry.objects.get().id, by=office.by("lawyer"), at=AT)


def test_by_hand_without_a_contact_a_letter_goes_by_post(office):
    inquiry = by_post(office)
    due = Term.objects.get(target_id=inquiry.id).due_on
    reminder = inquiries.remind_body(inquiry.id, by=office.by("officer"), at=AT)
    letter = Letter.objects.get(pk=reminder.letter_id)
    vault.load_keys([letter.key_id])
    assert (letter.code, letter.channel, letter.status) == ("inquiry_reminder", "post", "sent")
    assert Letter.objects.get(pk=inquiry.letter_id).number in letter.text
    assert "A beating" not in letter.text
    assert is_as_sent(letter)
    assert Term.objects.get(target_id=inquiry.id).due_on == due
    later = inquiries.remind_body(inquiry.id, by=office.by("officer"), at=on(4, 3))
    assert Letter.objects.get(pk=later.letter_id).text != letter.text, "after the term it says so"


def test_an_answer_ends_reminding(office, complaint):
    Inquiry.objects.update(answered_at=AT)
    with pytest.raises(base.NotPossibleNow):
        inquiries.remind_body(Inquiry.objects.get().id, by=office.by("officer"), at=AT)


def test_one_that_fails_holds_up_no_other(office, complaint, monkeypatch):
    from arasha.complaints.actions import remind_bodies as job

    second = desk.asked(office)
    real = job.remind_body

    def fail_first(inquiry_id, **more):
        if inquiry_id == Inquiry.objects.get(complaint=complaint.id).id:
            raise base.NotPossibleNow("It moved on.")
        return real(inquiry_id, **more)

    monkeypatch.setattr(job, "remind_body", fail_first)
    assert dict(remind_bodies(at=on(3, 31))) == {"refused": 1, "before": 1}
    assert Reminder.objects.get().complaint_id == second.id


def test_the_schedule_has_it():
    assert "remind_bodies" in {entry.task.name.rpartition(".")[2] for entry in SCHEDULE}
