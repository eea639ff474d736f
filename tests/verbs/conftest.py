"""Says at the end of the run which verbs lack one of the four tests, or failed one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest


@pytest.fixture
def _django_db_helper() -> None:
    """Takes the place of pytest-django's: the stage takes its scenes back itself, and a transaction around each of the three hundred
    tests that only look at what was seen would take as long as playing a fifth of the scenes."""


LIST = "test_no_verb_is_without_its_four_tests"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line, counted from the tests that ran and passed. Nothing is said of a part of them."""
    passed: dict[str, set[str]] = defaultdict(set)
    whole = False
    for report in [one for kind in ("passed", "failed", "error") for one in terminalreporter.stats.get(kind, [])]:
        whole = whole or report.nodeid.endswith(f"verbs/test_four.py::{LIST}")
        if report.passed and "verbs/test_four.py::test_" in report.nodeid and report.nodeid.endswith("]"):
            name, _, verb = report.nodeid.rpartition("::test_")[2][:-1].partition("[")
            passed[verb].add(name)
    if whole:
        terminalreporter.write_line(summary(passed))


def summary(passed: dict[str, set[str]]) -> str:
    from tests.verbs.four import FOUR, every_verb

    verbs = every_verb()
    without = [f"{verb} ({', '.join(lacks)})" for verb in verbs if (lacks := [one for one in FOUR if one not in passed[verb]])]
    return f"verbs without all four tests: {'; '.join(without) or 'none'} ({len(verbs)} verbs)"
