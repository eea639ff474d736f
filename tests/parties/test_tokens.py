"""Normalising before hashing: the same person written differently is found, another is not."""

from __future__ import annotations

import pytest

from arasha.parties.models import Token
from arasha.parties.tokens import fold_email, fold_iin, fold_name, fold_phone, token_values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Үлгіқызы Мысал", "МЫСАЛ  Улгикызы"),
        ("Примера Ёлкина", "елкина примера"),
        ("Әлия-Ұлту Қоңыр", "Алия Улту Конур"[:-2] + "ыр"),
        ("Exampla Samplova", "samplova, exampla"),
    ],
)
def test_one_name_in_two_hands(one, other):
    assert fold_name(one) == fold_name(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Мысал Үлгіқызы", "Мысал Үлгіұлы"), ("Пример Первый", "Пример Второй")])
def test_two_names_stay_two(one, other):
    assert fold_name(one) != fold_name(other)


def test_a_single_word_finds_nobody():
    assert fold_name("Мысал") == fold_name(" . ") == ""


def test_telephones_of_one_line_are_one():
    assert fold_phone("+7 (700) 000-00-01") == fold_phone("8 700 000 00 01") == "7000000001"
    assert fold_phone("102") == ""


def test_what_is_no_number_or_address_is_nothing():
    assert fold_iin("900101 300123") == "900101300123"
    assert fold_iin("12345") == ""
    assert fold_email(" Example.Person@Example.ORG ") == "example.person@example.org"
    assert fold_email("none") == ""


def test_a_token_shows_neither_what_it_stands_for_nor_that_two_kinds_are_equal():
    values = token_values("Example Person", {"phone": "+7 700 000 00 01", "iin": "700000000100"})
    assert set(values) == {Token.Kind.NAME, Token.Kind.PHONE, Token.Kind.IIN}
    assert all(len(value) == 16 for value in values.values())
    assert len(set(values.values())) == 3
    assert b"7000000001" not in b"".join(values.values())
