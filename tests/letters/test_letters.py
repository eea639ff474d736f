"""A letter from draft to sent: sealed, cited, frozen, numbered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from arasha import letters, vault
from arasha.bodies.actions import add_contact
from arasha.bodies.models import Body
from arasha.bodies.queries import find_link
from arasha.ids import new_id
from arasha.jobs.models import Job
from arasha.law import OverlayEntry, RuleBook, UnknownRule, load_book
from arasha.letters.errors import CitationNotConfirmed, EmptyLetter, LetterFrozen, NoSuchLetter, NotSigned
from arasha.letters.models import Letter
from arasha.letters.rendering import blocks_of, paragraphs, signatory, words_of
from arasha.people.models import User
from tests.letters.conftest import AT

pytestmark = pytest.mark.django_db
Make = Callable[..., Letter]


def stored() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM letters_letter")
        rows = cursor.fetchall()
    return b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for row in rows for v in row)


def test_a_draft_says_what_the_template_says(draft: Make) -> None:
    letter = Letter.objects.get(pk=draft().pk)
    assert (letter.status, letter.number, letter.title) == ("draft", None, "Шағымыңыздың нәтижесі")
    assert paragraphs(letter)[0] == "Құрметті Айгүл Әбдіқадырқызы!"
    assert "Мектеп баланы қайта қабылдады." in letter.text


def test_nothing_a_letter_says_stands_in_clear(sent: Make) -> None:
    sent(notify="aigul@mail.example")
    for word in ("Айгүл", "Мектеп", "Шағымыңыздың", "aigul"):
        assert word.encode() not in stored()


def test_own_words_take_the_place_of_the_template(draft: Make) -> None:
    assert draft(text=" Own words \r\n\r\n\r\n\r\nand more\x00 ").text == "Own words\n\nand more\n\nҚұрметпен,"
    assert "Мектеп" in draft(text="  \n ").text


def test_what_is_added_at_the_end_stands_above_the_closing_formula(draft: Make) -> None:
    proposed = draft().text
    assert proposed.endswith("\n\nҚұрметпен,")
    assert "Құрметпен" not in words_of(draft())
    for text in (f"{proposed}\r\n\r\nOne line more.", f"{words_of(draft())}\n\nOne line more."):
        letter = draft(text=text)
        assert letter.text.endswith("\n\nOne line more.\n\nҚұрметпен,")
        assert letter.text.count("Құрметпен") == 1


def test_an_empty_letter_is_not_signed(draft: Make, commissioner: User, book: RuleBook) -> None:
    letter = draft()
    letter.text = " \n"
    with pytest.raises(EmptyLetter):
        letters.sign_letter(letter, by=commissioner, book=book, at=AT)


def test_a_signed_letter_stays_as_it_is(draft: Make, commissioner: User, book: RuleBook) -> None:
    letter = draft(text="Better")
    letters.sign_letter(letter, by=commissioner, book=book, at=AT)
    for change in (
        lambda: letters.sign_letter(letter, by=commissioner, book=book, at=AT),
        lambda: letters.discard_letter(letter),
    ):
        with pytest.raises(LetterFrozen):
            change()
    kept = letters.get_letter(letter.pk)
    assert (words_of(kept), kept.status) == ("Better", "signed")


def test_a_draft_is_discarded(draft: Make) -> None:
    letter = draft()
    letters.discard_letter(letter)
    for unknown in (letter.pk, new_id(), "no-uuid", None):
        with pytest.raises(NoSuchLetter):
            letters.get_letter(unknown)


def test_the_highest_role_signs(draft: Make, commissioner: User, book: RuleBook) -> None:
    letter = draft()
    assert signatory(letter) == ("", "")
    letters.sign_letter(letter, by=commissioner, book=book, at=AT)
    assert letter.signed_as == "commissioner"
    assert signatory(letter)[0] == "Сәуле Қ."
    assert signatory(letter)[1]


def test_only_a_signed_letter_is_sent_and_once(draft: Make, commissioner: User, book: RuleBook) -> None:
    letter = draft()
    with pytest.raises(NotSigned):
        letters.send_letter(letter, at=AT)
    letters.sign_letter(letter, by=commissioner, book=book, at=AT)
    letters.send_letter(letter, at=AT)
    assert letters.get_letter(letter.pk).number == "centre-2026/00001"
    with pytest.raises(NotSigned):
        letters.send_letter(letter, at=AT)


def test_the_year_of_the_number_is_the_offices(draft: Make, commissioner: User, book: RuleBook) -> None:
    new_year = AT.replace(month=12, day=31, hour=20)  # 1 January 2027, 01:00 in the office
    letter = letters.sign_letter(draft(), by=commissioner, book=book, at=new_year)
    assert letters.send_letter(letter, at=new_year).number == "centre-2027/00001"


def test_a_sent_letter_shows_when_it_was_changed(sent: Make) -> None:
    letter = letters.get_letter(sent().pk)
    assert letters.is_as_sent(letter)
    letter.text = letter.text.replace("қабылдады", "қабылдамады")
    letter.save()
    assert not letters.is_as_sent(letters.get_letter(letter.pk))


def test_letters_about_a_complaint(sent: Make, draft: Make, complaint_id, django_assert_num_queries) -> None:
    first, second = sent(), draft()
    draft(subject_id=new_id())
    vault.forget_keys()
    with django_assert_num_queries(1):
        assert [letter.pk for letter in letters.letters_about(complaint_id)] == [first.pk, second.pk]
    assert letters.letters_about(complaint_id, sent_only=True) == [first]
    assert letters.letters_about(complaint_id, recipient_kind="body") == []


# Citations


def test_a_confirmed_citation_shows_act_and_article(draft: Make, book: RuleBook, commissioner: User) -> None:
    letter = draft("redirect", "ru", citations=["KZ-C11"])
    assert book.rule("KZ-C11").citation.text("ru") in letter.text
    letters.sign_letter(letter, by=commissioner, book=book, at=AT)
    assert letter.status == "signed"


@pytest.mark.parametrize(
    ("language", "mark"),
    [
        ("kk", "[расталуы керек: A-JUR-COURT]"),
        ("ru", "[нужно подтвердить: A-JUR-COURT]"),
        ("en", "[to be confirmed: A-JUR-COURT]"),
    ],
)
def test_an_open_citation_is_marked_and_blocks_signing(
    draft: Make, book: RuleBook, commissioner: User, language: str, mark: str
) -> None:
    letter = draft("decline_not_considered", language, citations=["A-JUR-COURT"])
    assert mark in letter.text
    with pytest.raises(CitationNotConfirmed) as refusal:
        letters.sign_letter(letter, by=commissioner, book=book, at=AT)
    assert refusal.value.refs == ("A-JUR-COURT",)
    assert "A-JUR-COURT" in str(refusal.value)
    assert refusal.value.status == 409
    assert letters.get_letter(letter.pk).status == "draft"


def test_taking_the_mark_out_of_the_text_does_not_unblock(draft: Make, book: RuleBook, commissioner: User) -> None:
    letter = draft("decline_not_considered", "ru", citations=["A-JUR-COURT"], text="Мы не можем рассмотреть жалобу.")
    with pytest.raises(CitationNotConfirmed):
        letters.sign_letter(letter, by=commissioner, book=book, at=AT)


def confirmed_book(target: str) -> RuleBook:
    values = {"act": "Конституционный закон № 154-VII", "article": "13", "applies": "directly"}
    entry = OverlayEntry(
        kind="confirm_citation",
        target=target,
        values=values,
        in_force_from=date(2022, 11, 16),
        by="A lawyer",
        at=AT,
        source="adilet",
    )
    book = load_book("kz", (entry,))
    assert book.problems == ()
    return book


def test_once_confirmed_the_citation_takes_the_place_of_its_mark(draft: Make, commissioner: User) -> None:
    letter = draft("decline_not_considered", "ru", citations=["A-JUR-COURT"])
    letters.sign_letter(letter, by=commissioner, book=confirmed_book("A-JUR-COURT"), at=AT + timedelta(days=1))
    kept = letters.get_letter(letter.pk)
    assert "подтвердить" not in kept.text
    assert "ст. 13" in kept.text


def test_the_offices_own_term_is_never_cited(draft: Make, book: RuleBook, commissioner: User) -> None:
    own = next(rule for rule in book.rules if rule.basis == "policy")
    letter = draft("inquiry", "en", recipient_kind="body", citations=[own.id])
    assert letter.citations == []
    assert own.id not in letter.text
    assert "Legal basis" not in letter.text
    letters.sign_letter(letter, by=commissioner, book=book, at=AT)


def test_a_citation_nobody_knows(draft: Make, book: RuleBook, commissioner: User) -> None:
    with pytest.raises(UnknownRule):
        draft("redirect", "ru", citations=["KZ-Z99"])
    letter = draft("redirect", "ru", citations=["KZ-C11"])
    smaller = replace(book, rule_versions={id: rules for id, rules in book.rule_versions.items() if id != "KZ-C11"})
    with pytest.raises(CitationNotConfirmed):
        letters.sign_letter(letter, by=commissioner, book=smaller, at=AT)


def test_a_rule_that_is_no_longer_in_force_is_not_cited(draft: Make, book: RuleBook, commissioner: User) -> None:
    letter = draft("redirect", "ru", citations=["KZ-C01a"])
    assert "KZ-C01a]" in letter.text
    with pytest.raises(CitationNotConfirmed):
        letters.sign_letter(letter, by=commissioner, book=book, at=AT)


# Rendering


def test_headings_and_lists_are_told_apart(draft: Make) -> None:
    letter = draft("inquiry", "en", recipient_kind="body")
    kinds = [(block["kind"], block["lines"][0]) for block in blocks_of(letter)]
    assert ("heading", "What we ask you") in kinds
    assert ("list", "When?") in kinds
    assert ("text", "A fall on the stairs.") in kinds


# To bodies


def test_a_letter_goes_to_a_body_through_a_link(draft: Make, commissioner: User, book: RuleBook, body: Body) -> None:
    contact = add_contact(body, name="Бекзат", email="bekzat@police.example", language="ru", at=AT)
    letter = draft("inquiry", "kk", recipient_kind="body", body=body)
    letters.sign_letter(letter, by=commissioner, book=book, at=AT)
    end = AT + timedelta(days=30)
    link = letters.send_through_link(letter, purpose="inquiry", target_id=new_id(), contact=contact, expires_at=end, at=AT)
    kept = letters.get_letter(letter.pk)
    assert (kept.status, kept.channel, kept.link_id) == ("sent", "link", link.pk)
    address = kept.link_address
    assert address.startswith("http://127.0.0.1:8000/ru/answer/")
    assert find_link(address.rstrip("/").rsplit("/", 1)[1], AT) == link
    assert link.complaint_id == letter.subject_id
    token = address.rstrip("/").rsplit("/", 1)[1]
    queue = str([(job.task, job.args) for job in Job.objects.all()])
    assert "letters.tasks.render_pdf" in queue
    assert "letters.tasks.deliver" in queue
    for secret in (token, "bekzat", "Бекзат"):
        assert secret not in queue
        assert secret.encode() not in stored()


def test_no_letter_is_signed_with_a_label_of_the_desk() -> None:
    """What stands in brackets tells colleagues their part of the work; the addressee of a letter does not know it."""
    from arasha.letters.actions import SIGNING_ROLES
    from arasha.people.models import Role

    assert not [role.label for role in SIGNING_ROLES if "(" in str(Role(role).label)]
