"""Sketches: what counts as alike, and that nothing of them is of use without the office's key."""

from __future__ import annotations

import pytest

from arasha import vault
from arasha.complaints import sketching

RU = (
    "В школе номер 14 третью неделю нет отопления, дети сидят на уроках в куртках. Директор обещал починить котёл к понедельнику, "
    "но ничего не сделал. Мы писали в управление образования и не получили ответа. Просим проверить и защитить права детей."
)


def like(one: str, other: str) -> float:
    return sketching.likeness(sketching.signature(one), sketching.signature(other))


def test_small_edits_stay_alike_and_another_story_does_not():
    edited = RU.replace("14", "21").replace("понедельнику", "среде").replace(",", "").upper()
    other = (
        "Меня уволили в марте без приказа, зарплату за два месяца не выплатили. В инспекции сказали ждать, прошло уже полгода."
    )
    assert like(RU, RU) == 1
    assert like(RU, edited) > 0.7
    assert like(RU, other) < 0.1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Мектепте жылу жоқ, балалар тоңып отыр", "мектепте жылу жок балалар тонып отыр"),
        ("Мектепте жылу жоқ, балалар тоңып отыр", "Mektepte jylu joq, balalar toñyp otyr"),
        ("Бұл мәселені тексеріп, шара қолдануды өтінеміз", "Būl mäseleni tekserip, şara qoldanudy ötinemiz"),
        ("Ещё в 2026 году", "еще в 1999 году"),
    ],
)
def test_spellings_of_one_text_are_one(one, other):
    assert sketching.words_of(one) == sketching.words_of(other)


def test_english_is_not_taken_for_kazakh():
    english = "the school was cold and we sat in coats"
    assert " ".join(sketching.words_of(english.title())) == english


def test_what_is_too_short_is_like_nothing():
    values = sketching.signature("Помогите, пожалуйста, мне")
    assert values == ()
    assert sketching.bands(values) == []
    assert sketching.read(sketching.written(values)) == ()
    assert sketching.likeness(values, values) == 0


def test_a_signature_survives_being_written():
    values = sketching.signature(RU)
    assert sketching.likeness(sketching.read(sketching.written(values)), sketching.read(sketching.written(values))) == 1


def test_alike_texts_share_bands_and_another_key_gives_others(monkeypatch):
    mine, edited = (sketching.bands(sketching.signature(text)) for text in (RU, RU.replace("14", "21")))
    assert len(mine) == sketching.BANDS == len(set(mine))
    assert set(mine) & set(edited)
    # A thief who has the text but another key can neither make the bands nor, knowing the values, the hashes over them.
    values = sketching.signature(RU)
    secret = vault.server_secret
    monkeypatch.setattr(vault, "server_secret", lambda purpose: bytes(32))
    assert not set(sketching.bands(sketching.signature(RU))) & set(mine)
    monkeypatch.setattr(vault, "server_secret", secret)
    monkeypatch.setattr(vault, "blind", lambda purpose, text: bytes(32))
    assert not set(sketching.bands(values)) & set(mine)
