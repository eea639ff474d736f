"""The working copy: the letter's words in a word processor's file, sealed, replaced by the next one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document

from arasha import files, letters
from arasha.files.models import Blob
from arasha.letters.models import Letter
from arasha.letters.tasks import make_working_copy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_working_copy_has_the_words_and_says_what_it_is(sent: Callable[..., Letter], language: str) -> None:
    letter = sent("inquiry", language)
    make_working_copy(str(letter.pk))
    kept = letters.get_letter(letter.pk).docx
    document = Document(BytesIO(b"".join(files.open_blob(kept))))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert {"kk": "Жұмыс көшірмесі", "ru": "Рабочая копия", "en": "Working copy"}[language] in words[0]
    assert {letter.title, "A fall on the stairs.", "When?"} <= set(words)
    assert kept.key_id == letter.key_id


def test_the_next_one_takes_its_place(sent: Callable[..., Letter]) -> None:
    letter = sent()
    make_working_copy(str(letter.pk))
    first, count = letters.get_letter(letter.pk).docx_id, Blob.objects.count()
    make_working_copy(str(letter.pk))
    assert letters.get_letter(letter.pk).docx_id != first
    assert Blob.objects.count() == count
    assert letters.is_as_sent(letters.get_letter(letter.pk))
