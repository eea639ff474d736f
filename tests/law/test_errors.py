"""An error is one sentence: English for logs, the reader's language on a page."""

from __future__ import annotations

from datetime import date

import pytest

from arasha.law import ExtensionTooLong, UnknownRule, load_book
from arasha.law.words import Voice, speak


@pytest.fixture
def _shouting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Voice, "translate", Voice.translate)
    monkeypatch.setattr(Voice, "plural", Voice.plural)
    speak(lambda text: "RU " + text, lambda one, many, number: "{number} мес.")


@pytest.mark.usefixtures("_shouting")
def test_a_page_reads_it_in_its_language_and_a_log_in_english() -> None:
    with pytest.raises(UnknownRule) as wrong:
        load_book("kz").rule("KZ-C99")
    assert str(wrong.value.message) == "RU There is no rule “KZ-C99” in the profile kz."
    assert str(wrong.value) == "There is no rule “KZ-C99” in the profile kz."
    assert wrong.value.status == 404


@pytest.mark.usefixtures("_shouting")
def test_lengths_in_it_follow_the_language_too() -> None:
    book = load_book("kz")
    why = book.term_for("consideration", date(2026, 3, 5)).as_json()
    with pytest.raises(ExtensionTooLong) as wrong:
        book.extended(why, "consideration", decided_on=date(2026, 3, 30), number=5)
    assert str(wrong.value.message) == "RU Rule KZ-C02 allows an extension of 2 мес. at most."
    assert str(wrong.value) == "Rule KZ-C02 allows an extension of 2 months at most."


def test_a_sentence_cannot_be_made_to_format_what_was_typed() -> None:
    with pytest.raises(UnknownRule, match=r"\{rule\.__class__\}"):
        load_book("kz").rule("{rule.__class__}")
