"""Whom the tables of tests/rights, written by hand, refuse."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from arasha.people.models import Role

HERE = Path(__file__).parent.parent / "rights"
# Verbs that are not done on the page of one complaint have their row among the pages.
PAGES = {"take_down": "desk:new", "confirm_citation": "desk:confirm-citation", "receive_paper": "desk:tray"}


@lru_cache
def _rows() -> dict[str, dict[str, str]]:
    found = {}
    for name in ("verbs.csv", "pages.csv"):
        for row in csv.DictReader((HERE / name).open(encoding="utf-8")):
            found[next(iter(row.values()))] = row
    return found


def is_known(verb: str) -> bool:
    return PAGES.get(verb, verb) in _rows()


def allows(verb: str, role: str) -> bool:
    """A role without a column has no part in casework."""
    return _rows()[PAGES.get(verb, verb)].get(role) == "yes"


def refused(verb: str) -> list[str]:
    return [role for role in Role.values if not allows(verb, role)]
