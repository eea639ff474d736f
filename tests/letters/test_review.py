"""Every letter that speaks of a review says how one asks for it."""

from __future__ import annotations

from importlib.resources import files

import pytest

SAID = {
    "kk": ("қайта қарауды сұра", "«Қайта қарауды сұрау»"),
    "ru": ("пересмотре", "«Попросить о пересмотре»"),
    "en": ("a review", "“Ask for a review”"),
}
NOT_OURS = ("petition_", "review.")  # those ask a court to review; that one is our answer


@pytest.mark.parametrize("language", SAID)
def test_a_letter_that_offers_a_review_says_how_to_ask(language):
    offer, button = SAID[language]
    texts = [
        one.read_text()
        for one in (files("arasha.profiles") / "common" / "letters").iterdir()
        if one.name.endswith(f".{language}.txt") and not one.name.startswith(NOT_OURS)
    ]
    offering = [text for text in texts if offer in text]
    assert len(offering) >= 6
    assert all(button in text for text in offering)
