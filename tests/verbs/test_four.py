"""For every verb: the right, the term before and after, the letter as bytes, the journal entry. See `scenes/__init__.py`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arasha.complaints.terms import office_day
from arasha.letters.pdf import make_pdf
from tests import office as example
from tests.verbs import four, rights
from tests.verbs.picture import NONE, letters_told, terms_told
from tests.verbs.play import Played, Stage, taken_back
from tests.verbs.scenes import road

pytestmark = pytest.mark.django_db
VERBS = four.every_verb()
each = pytest.mark.parametrize("verb", VERBS)


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """One office for all scenes, taken back at the end, as each scene is when it was played."""
    with django_db_blocker.unblock(), taken_back():
        office = example.open_office()
        road.make_ready(office)
        yield Stage(office)


def test_no_verb_is_without_its_four_tests():
    without = [f"{verb}: {', '.join(lacks)}" for verb in VERBS if (lacks := four.missing(verb))]
    assert without == [], "verbs without all four tests, see tests/verbs/scenes/__init__.py:\n" + "\n".join(without)
    assert set(four.rows()) == set(VERBS) == set(four.SCENES), "a row or a scene of a verb that there is no more"


def test_every_letter_that_is_kept_belongs_to_a_verb_and_each_language_has_its_part():
    names = [path.name.split(".") for path in four.LETTERS.glob("*.txt")]
    assert {name[0] for name in names} <= set(VERBS)
    count = {language: sum(name[-2] == language for name in names) for language in ("kk", "ru", "en")}
    assert min(count.values()) * 4 >= len(names), count


@each
def test_right(stage: Stage, verb: str) -> None:
    played, row = stage.play(verb), four.rows()[verb]
    assert played.not_refused == []
    assert played.untouched, "somebody who was refused changed something all the same"
    assert played.by_kind == row["actor"]
    assert not played.by_role or rights.allows(verb, played.by_role) != played.in_person
    assert not played.by_role or len(rights.refused(verb)) >= 8, "whoever has no part in casework is refused"


@each
def test_term(stage: Stage, verb: str) -> None:
    played, row = stage.play(verb), four.rows()[verb]
    assert played.before is not None
    assert played.after is not None
    seen = {"from": played.before.state, "to": played.after.state}
    seen |= terms_told(played.before, played.after, office_day(played.entries[0][0].at))
    assert seen == {name: row[name] for name in seen}


@each
def test_letter(stage: Stage, verb: str) -> None:
    played, row = stage.play(verb), four.rows()[verb]
    assert played.before is not None
    assert played.after is not None
    seen = letters_told(played.before, played.after)
    assert seen == {name: row[name] for name in seen}
    if os.environ.get(four.KEEP):
        four.keep(verb, played.words)
    kept = four.golden(verb)
    for name, words in played.words.items():
        assert words.encode() == kept.get(name, "").encode(), f"{verb}.{name}.txt:\n\n{words}"
    assert kept.keys() == played.words.keys()


@pytest.mark.parametrize(
    ("verb", "name"), [("register", "acknowledgement.kk"), ("accept", "accepted.ru"), ("close_follow_up", "closing.en")]
)
def test_the_file_of_a_letter_says_the_same_words(stage: Stage, tmp_path: Path, verb: str, name: str) -> None:
    """What a reader finds in the bytes of the PDF is the letter, word for word."""
    path = tmp_path / "letter.pdf"
    with stage.letter(verb, name) as made:
        number = path.write_bytes(make_pdf(made)) and made.number
    said = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    assert " ".join(four.golden(verb)[name].split()) in " ".join(said.split())
    assert number
    assert number in said


@each
def test_journal(stage: Stage, verb: str) -> None:
    played, row = stage.play(verb), four.rows()[verb]
    assert [entry.verb for entry, _digest in played.entries] == [verb], "one entry on the chain"
    entry, digest = played.entries[0]
    assert entry.by.kind == row["actor"]
    assert bool(entry.by.address) == (row["actor"] in ("staff", "body")), "of the public no address is kept"
    assert digest is not None
    assert bytes(digest) == played.state, "the digest is that of the state"
    assert played.problems == []
    assert ("; ".join(sorted(played.elsewhere)) or NONE) == row["elsewhere"]
    if entry.subject[0] == "complaint":
        _is_the_step(played, entry.details, row)


def _is_the_step(played: Played, details: dict[str, Any], row: dict[str, str]) -> None:
    assert details["step"] == played.steps[0]
    assert details.get("from", NONE) == row["from"]
    assert details["to"] == row["to"]
    assert details["book"]
