"""Every verb and state of every profile has words for the complainant."""

from __future__ import annotations

import pytest

from arasha.complaints import plain_words
from arasha.law import load_book
from arasha.law.loader import profiles


@pytest.mark.parametrize("profile", profiles())
def test_every_verb_has_words(profile):
    procedure = load_book(profile).procedure
    assert set(procedure.verbs) <= set(plain_words.STEPS)
    assert all(str(told.title) for told in plain_words.STEPS.values())


@pytest.mark.parametrize("profile", profiles())
def test_every_state_says_what_comes_next_or_that_it_ended(profile):
    procedure = load_book(profile).procedure
    for code, state in procedure.states.items():
        if code == "draft":
            continue
        assert (code in plain_words.NEXT) != (code in plain_words.ENDED), code
        assert not state.final or code in plain_words.ENDED


@pytest.mark.parametrize("profile", profiles())
def test_a_date_beside_the_next_step_is_a_term_of_the_profile(profile):
    purposes = load_book(profile).purposes
    assert {ahead.purpose for ahead in plain_words.NEXT.values() if ahead.purpose} <= set(purposes)


def test_a_verb_that_nobody_knows_is_never_told_by_its_code():
    assert "frobnicate" not in str(plain_words.told("frobnicate", "x").title)


def test_an_outcome_says_which():
    assert plain_words.told("sign_outcome", "redirected") != plain_words.told("sign_outcome", "declined")
