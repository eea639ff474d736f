"""Mails that go with letters: neutral, once, and forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from arasha import letters, vault
from arasha.bodies.actions import add_contact
from arasha.bodies.models import Body
from arasha.bodies.queries import find_link
from arasha.ids import new_id
from arasha.jobs.models import Job
from arasha.law import RuleBook
from arasha.letters.errors import NotSent
from arasha.letters.mail import tell_of_news
from arasha.letters.models import Letter, Outgoing
from arasha.letters.outbox import carry_out
from arasha.people.models import User
from tests.letters.conftest import AT

pytestmark = pytest.mark.django_db
Make = Callable[..., Letter]


def send_notice(letter_id: str) -> None:
    """What the worker does for each mail of a letter."""
    for entry in Outgoing.objects.filter(letter=letter_id).exclude(kind="portal"):
        carry_out(entry.pk, at=AT)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_complainant_is_told_without_a_word_of_it(sent: Make, language: str) -> None:
    letter = sent(language=language, notify="aigul@mail.example")
    vault.forget_keys()
    send_notice(str(letter.pk))
    message = mail.outbox[0]
    assert message.to == ["aigul@mail.example"]
    everything = message.message().as_string() + message.body + message.subject
    for secret in ("Айгүл", "2026-000001", "centre-2026", "Мектеп", "шағым", "жалоб", "complaint", "http"):
        assert secret not in everything
    kept = letters.get_letter(letter.pk)
    assert kept.notify is None
    assert kept.notified_at is not None


@pytest.mark.parametrize(
    ("language", "read", "unread"),
    [
        ("en", "If you answer this e-mail, we read it.", "Please do not answer this e-mail."),
        ("ru", "Если Вы ответите на это письмо, мы его прочитаем.", "Пожалуйста, не отвечайте на это письмо."),
        ("kk", "Бұл хатқа жауап жазсаңыз, біз оны оқимыз.", "Бұл хатқа жауап жазбаңыз."),
    ],
)
def test_it_says_truly_whether_an_answer_is_read(sent: Make, settings, tmp_path, language: str, read: str, unread: str) -> None:
    for folder, said, other in (("", unread, read), (str(tmp_path), read, unread)):
        settings.IMAP_URL, settings.MAIL_FOLDER = "", folder
        send_notice(str(sent(language=language, notify="aigul@mail.example").pk))
        tell_of_news("aigul@mail.example", language, subject_id=new_id(), at=AT)
        for message in mail.outbox:
            assert (said in message.body, other in message.body) == (True, False)
        mail.outbox.clear()


def test_the_complainant_is_told_once(sent: Make) -> None:
    letter = sent(notify="aigul@mail.example")
    send_notice(str(letter.pk))
    send_notice(str(letter.pk))
    assert len(mail.outbox) == 1


def test_without_a_safe_address_nothing_is_sent(sent: Make) -> None:
    letter = sent()
    assert not Job.objects.filter(task__endswith="deliver").exists()
    send_notice(str(letter.pk))
    assert mail.outbox == []


def test_the_address_waits_when_the_mail_fails(sent: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = sent(notify="aigul@mail.example")

    def refuse(self: object, messages: object) -> int:
        raise OSError("no server")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        with pytest.raises(OSError, match="no server"):
            send_notice(str(letter.pk))
    assert letters.get_letter(letter.pk).notify == "aigul@mail.example"
    send_notice(str(letter.pk))
    assert len(mail.outbox) == 1


def test_an_erased_letter_sends_nothing(sent: Make, keys: vault.ComplaintKeys) -> None:
    letter = sent(notify="aigul@mail.example")
    vault.erase_keys([keys.complaint, keys.postbox])
    vault.forget_keys()
    send_notice(str(letter.pk))
    assert mail.outbox == []


def test_a_new_link_goes_out_when_the_first_is_lost(draft: Make, commissioner: User, book: RuleBook, body: Body) -> None:
    contact = add_contact(body, name="Бекзат", email="bekzat@police.example", language="kk", at=AT)
    letter = draft("inquiry", "kk", recipient_kind="body", body=body)
    terms = {"purpose": "inquiry", "target_id": new_id(), "contact": contact, "expires_at": AT + timedelta(days=30), "at": AT}
    with pytest.raises(NotSent):
        letters.send_new_link(letter, **terms)
    letters.sign_letter(letter, by=commissioner, book=book, at=AT)
    first = letters.send_through_link(letter, **terms)
    send_notice(str(letter.pk))
    second = letters.send_new_link(letters.get_letter(letter.pk), **terms)
    send_notice(str(letter.pk))
    links = [find_link(address_in(message).rsplit("/", 2)[1], AT) for message in mail.outbox]
    assert links == [first, second]
    assert Job.objects.filter(task__endswith="deliver").count() == 2
    assert letters.get_letter(letter.pk).number == letter.number


def address_in(message: mail.EmailMessage) -> str:
    return next(line for line in message.body.splitlines() if line.startswith("http"))


@pytest.mark.parametrize(("language", "word"), [("kk", "сілтеме"), ("ru", "ссылке"), ("en", "secure link")])
def test_the_bodys_contact_gets_the_link_in_their_language(
    draft: Make, commissioner: User, book: RuleBook, body: Body, language: str, word: str
) -> None:
    contact = add_contact(body, name="Бекзат", email="bekzat@police.example", language=language, at=AT)
    letter = letters.sign_letter(draft("inquiry", "en", recipient_kind="body", body=body), by=commissioner, book=book, at=AT)
    end = AT + timedelta(days=30)
    letters.send_through_link(letter, purpose="inquiry", target_id=new_id(), contact=contact, expires_at=end, at=AT)
    vault.forget_keys()
    send_notice(str(letter.pk))
    message = mail.outbox[0]
    assert message.to == ["bekzat@police.example"]
    assert word in message.body
    assert body.name(language) in message.body
    assert find_link(address_in(message).rsplit("/", 2)[1], AT).contact == contact
    for secret in ("Бекзат", "stairs", "2026-000001"):
        assert secret not in message.body + message.subject
    assert letters.get_letter(letter.pk).link_address is None
