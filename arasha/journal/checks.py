"""Checks of the rooms that no digest of a chain can make: whether what was sent is still what was sent.

A room registers a function that names what it found; the verifier runs it last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import DatabaseError
from django.utils.translation import gettext as _

from arasha.journal.findings import Findings, Problem

Check = Callable[[], Iterable[str]]

_checks: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """`check()` yields one sentence for everything that is not as it was; call this in the room's `AppConfig.ready`."""
    _checks[name] = check


def run_checks(findings: Findings) -> None:
    """Adds what every room found. A check that stumbles is told as not made; raises django.db.DatabaseError."""
    for name, check in _checks.items():
        try:
            findings.problems += [Problem(text) for text in check()]
        except DatabaseError:
            raise
        except Exception as error:  # whatever a room's check stumbles over on altered rows, the rest is still checked
            text = _("The check “%(name)s” could not be made: %(error)s")
            findings.unchecked.append(text % {"name": name, "error": error})
