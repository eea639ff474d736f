"""Every field of words is a door that the byte search walks through, or has its reason here: a new field fails until somebody decides."""

from __future__ import annotations

from tests.browser.words import words
from tests.doors import IN_PARIS, NOT_TYPED, ON_THE_ROADS, ON_THE_WALK, doors


def test_every_field_of_words_is_typed_by_the_byte_search_or_has_a_reason() -> None:
    typed = set(ON_THE_ROADS) | ON_THE_WALK | IN_PARIS
    unknown = doors() - typed - set(NOT_TYPED)
    assert not unknown, f"type them in tests/browser/every_door.py, or say in NOT_TYPED why not: {sorted(unknown)}"
    assert not typed & set(NOT_TYPED), "typed, and excused all the same"


def test_no_door_is_listed_that_is_no_longer_there() -> None:
    gone = (set(ON_THE_ROADS) | ON_THE_WALK | IN_PARIS | set(NOT_TYPED)) - doors()
    assert not gone, sorted(gone)


def test_what_the_roads_type_has_words() -> None:
    assert set(ON_THE_ROADS.values()) <= set(words("kk"))


def test_the_list_is_made_from_the_forms() -> None:
    """Fields of every kind of form are found: a verb's, the portal's, a body's, of a template without a form."""
    found = doors()
    assert {"recuse.reason", "WhatForm.story", "AnswerForm.files", "law.html q", "TakeDownForm.affected_name"} <= found
    assert not {"recuse.press", "AdviceForm.given_on", "ReceptionForm.begins", "recuse.version"} & found
