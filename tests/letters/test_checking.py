"""What is found in the text of a template when it is saved: each fault with its line and what to do."""

from __future__ import annotations

from itertools import product

import pytest
from django.utils import translation

from arasha.letters.checking import known_fields, problems_of
from arasha.letters.names import FIELDS, GROUPS, LETTERS
from arasha.letters.templates import CODES, load_template, shipped_text

EXTENSION = load_template("kz", "extension", "en")
GOOD = "The term\n\nComplaint {complaint_number}: {reason}. Until {due:until}.\n\n[[if basis]]Basis: {basis}.[[end]]\n\nYours sincerely,\n"


def said(text: str, code: str = "extension") -> list[str]:
    with translation.override("en"):
        return [str(one) for one in problems_of(text, load_template("kz", code, "en"))]


@pytest.mark.parametrize(("code", "language"), [*product(CODES, ("kk", "ru", "en"))])
def test_every_shipped_text_is_right(code: str, language: str) -> None:
    shipped = load_template("kz", code, language)
    assert problems_of(shipped_text("kz", code, language), shipped) == []


def test_a_right_text_has_no_problem() -> None:
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (GOOD.replace("{reason}", "{reason"), 3, "is no field"),
        (GOOD.replace("{reason}", "{ reason }"), 3, "is no field"),
        (GOOD.replace("{reason}", "{Reason}"), 3, "is no field"),
        (GOOD.replace("{reason}", "reason}"), 3, "is no field"),
        (GOOD.replace("{reason}", "{salary}"), 3, "knows no field “salary”"),
        (GOOD.replace("[[if basis]]", "[[if salary]]"), 5, "knows no field “salary”"),
        (GOOD.replace("{due:until}", "{due:afterwards}"), 3, "no form “afterwards”"),
        (GOOD.replace("{due:until}", "{due: until}"), 3, "no form “ until”"),
        (GOOD.replace("[[end]]", ""), 5, "is not closed"),
        (GOOD.replace("[[if basis]]", ""), 5, "closes nothing"),
        (GOOD.replace("[[if basis]]", "[[if basis]"), 5, "is no condition"),
        (GOOD.replace("[[if basis]]", "[[unless basis]]"), 5, "is no condition"),
        (GOOD.replace("[[if basis]]", "").replace("[[end]]", ""), 5, "{basis} is not always there"),
        (GOOD.replace("[[if basis]]Basis: {basis}.[[end]]\n\n", ""), 0, "{basis} is missing"),
        (GOOD.replace("{reason}", "a reason"), 0, "{reason} is missing"),
        (GOOD.replace("{reason}", "[[if basis]]{reason}[[end]]"), 0, "{reason} stands only inside a condition"),
        (GOOD.replace("Basis:", "Basis: article 12,"), 5, "no article is written into a template"),
        ("The term\n" + GOOD.partition("\n\n")[2], 1, "The first line is the title"),
        ("\n\n", 1, "The first line is the title"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line(broken: str, line: int, words: str) -> None:
    assert broken != GOOD
    found = said(broken)
    assert any(words in one and (one.startswith(f"Line {line}: ") if line else "Line" not in one) for one in found), found


@pytest.mark.parametrize("law", ["ст. 5 закона", "по статье 5", "5-бабы", "5-бапқа", "Article 5"])
def test_an_article_written_by_hand_is_found_in_every_language(law: str) -> None:
    assert any("no article" in one for one in said(GOOD.replace("Basis:", f"{law}:")))


def test_a_verb_that_looks_like_an_article_is_none() -> None:
    assert said(GOOD.replace("Basis:", "Чтобы стать участником:")) == []


def test_every_fault_is_named_at_once() -> None:
    assert len(said(GOOD.replace("{reason}", "{salary}").replace("[[end]]", ""))) == 2


def test_what_is_printed_in_both_cases_is_always_there() -> None:
    text = shipped_text("kz", "inquiry_reminder", "en")
    assert said(text, "inquiry_reminder") == []
    assert "{number}" in text.split("[[if late]]")[1]


@pytest.mark.parametrize("code", CODES)
def test_every_letter_and_every_field_has_a_name(code: str) -> None:
    assert code in LETTERS
    assert any(code in codes for _group, codes in GROUPS)
    for language in ("kk", "ru", "en"):
        assert {name for name, _always in known_fields(load_template("kz", code, language))} <= set(FIELDS)
