"""Which verbs there are, and what each of the four tests needs to say of them.

`what_verbs_do.csv` is written by hand. Its columns: who does it (`actor`: staff, public, body, system); the state before and after
(`from`, `to`); of the terms those that run on with their date (`stays`), the new ones (`started`), those that end with the date they had
(`ended`; "purpose date=day" when they ended on another day than that of the verb), those whose date changes (`moved`: before>after);
the letters as code>recipient ("=draft", "=recalled", "=gone" unless they were sent); what was put into the outbox (`ways_out`); and the
entries on other chains of the journal (`elsewhere`). "-" says that there is none.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from arasha.complaints.desk.verbs import verb_pages
from arasha.law import load_book
from arasha.people.policy import GRANTS
from tests.verbs import rights, scenes
from tests.verbs.scene import SCENES

HERE = Path(__file__).parent
LETTERS = HERE / "letters"
KEEP = "ARASHA_TEST_KEEP_LETTERS"  # set in the environment, the letters are written instead of compared
FOUR = ("right", "term", "letter", "journal")
ON_PURPOSE_NO_VERB = {"read"}  # a right, not a step

assert scenes  # importing them fills SCENES


@lru_cache
def every_verb() -> tuple[str, ...]:
    """All verbs of the profiles' procedures, of the table of rights and of the desk's pages."""
    codes = [code for profile in ("kz", "paris") for code in load_book(profile).procedure.verbs]
    return tuple(dict.fromkeys([*codes, *(verb for verb in GRANTS if verb not in ON_PURPOSE_NO_VERB), *verb_pages()]))


@lru_cache
def rows() -> dict[str, dict[str, str]]:
    with (HERE / "what_verbs_do.csv").open(encoding="utf-8") as lines:
        return {row["verb"]: row for row in csv.DictReader(lines)}


def golden(verb: str) -> dict[str, str]:
    """The words of the letters of a verb as they are kept beside the tests, by "code.language"."""
    return {path.name[len(verb) + 1 : -4]: path.read_text(encoding="utf-8") for path in sorted(LETTERS.glob(f"{verb}.*.txt"))}


def keep(verb: str, words: dict[str, str]) -> None:
    """Write the letters of a verb beside the tests; whoever does so reads them before committing."""
    LETTERS.mkdir(exist_ok=True)
    for name, text in words.items():
        (LETTERS / f"{verb}.{name}.txt").write_text(text, encoding="utf-8")


def missing(verb: str) -> list[str]:
    """What a verb has no test of yet."""
    row = rows().get(verb)
    known = row is None or row["actor"] != "staff" or rights.is_known(verb)
    letters = row is not None and letter_codes(row) == {name.rpartition(".")[0] for name in golden(verb)}
    has = {"right": row is not None and known, "term": row is not None, "letter": letters, "journal": row is not None}
    return [name for name in FOUR if verb not in SCENES or not has[name]]


def letter_codes(row: dict[str, str]) -> set[str]:
    """The letters whose words are kept: those that are there after the verb."""
    lines = [line for line in row["letters"].split("; ") if line != "-" and not line.endswith("=gone")]
    return {line.split(">")[0] for line in lines}
