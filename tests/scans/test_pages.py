"""Which pages are which letter, as people write it."""

from __future__ import annotations

import pytest

from arasha.scans.pages import BadPages, read_cuts, spans


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("1-3\n4-5", [[1, 2, 3], [4, 5]]),
        ("1 – 3, 5\n\n 4 ", [[1, 2, 3, 5], [4]]),
        ("5\n4\n1;2;3", [[5], [4], [1, 2, 3]]),
    ],
)
def test_one_line_a_letter(text, cuts):
    assert read_cuts(text, 5) == cuts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1-3\n3-5", "named twice: 3"),
        ("1-2\n5", "named in no line: 3–4"),
        ("1-6", "could not read “1-6”"),
        ("0-2\n3-5", "could not read “0-2”"),
        ("3-1\n2\n4-5", "could not read “3-1”"),
        ("one to three", "could not read"),
        ("1-5", "nothing to cut"),
    ],
)
def test_each_page_has_its_place_once(text, said):
    with pytest.raises(BadPages, match=said):
        read_cuts(text, 5)


def test_blank_pages_are_left_out_when_somebody_says_so():
    assert read_cuts("1-3", 5, rest_is_blank=True) == [[1, 2, 3]]
    with pytest.raises(BadPages):
        read_cuts("", 5, rest_is_blank=True)


def test_in_short():
    assert spans([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7–8"
