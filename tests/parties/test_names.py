"""A person's name in a text: found in its forms, and not in every word that looks like it. All names are made up."""

from __future__ import annotations

import pytest

from arasha.parties.names import word_of


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Example Complainantova", "Why was COMPLAINANTOVA beaten?", "COMPLAINANTOVA"),
        ("Example Complainantova", "why was complainantova beaten?", "complainantova"),
        ("Мысалбек Үлгі", "Кеше Мысалбекке барды.", "Мысалбекке"),
        ("Арман Үлгіұлы", "Армандардың үйі.", "Армандардың"),
        ("Образцова Вера", "Мы говорили с Образцовой.", "Образцовой"),
        ("Образцов Игорь", "Письмо Игорю и другим.", "Игорю"),
        ("Образцовский Пётр", "Спросите Петра.", "Петра"),
        ("Образцовский Пётр", "О деле Образцовского.", "Образцовского"),
        ("Ким", "Сообщил Ким.", "Ким"),
        ("Ә. Үлгі", "Үлгінің шағымы.", "Үлгінің"),
    ],
)
def test_a_name_is_found_in_its_forms(name, text, found):
    assert word_of(name, text) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Арман Үлгіұлы", "Оның арманы бар, армандауға құқылы. Армандаған адам."),
        ("Образцова Вера", "его вера и убеждения; Верно, что это так"),
        ("Надежда Образцова", "есть надежда на помощь"),
        ("Ким", "Кимоно и киммель"),
        ("А. Б. Образцов", "А и Б сидели"),
        ("Example Person", "an example, a person"),
        ("", "Anything at all"),
    ],
)
def test_a_common_word_is_no_name(name, text):
    assert word_of(name, text) == ""
