"""What `arasha doctor` looks at. A check returns findings; one that cannot look raises, and that is red."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _


class Finding(NamedTuple):
    """`state`: green, amber (fit for trying out, not for an office) or red. `mend` says what to do, empty when green."""

    name: str
    state: str
    says: str
    mend: str = ""


def green(name: str, says: str) -> Finding:
    return Finding(name, "green", says)


def amber(name: str, says: str, mend: str) -> Finding:
    return Finding(name, "amber", says, mend)


def red(name: str, says: str, mend: str) -> Finding:
    return Finding(name, "red", says, mend)


class Check(NamedTuple):
    name: str
    look: Callable[[], Iterable[Finding]]
    needs_running: bool = False  # looks at the served office, so there is nothing to see before it starts


def look(check: Check) -> list[Finding]:
    """The findings of one check. What it could not look at is red, never green."""
    try:
        return list(check.look())
    except Exception as trouble:
        why = f"{type(trouble).__name__}: {_line(trouble)}"
        return [red(check.name, _("could not be checked: %(why)s") % {"why": why}, _("mend what is above first"))]


def _line(trouble: Exception) -> str:
    return next(iter(str(trouble).splitlines()), "")[:200]


def strict(production: bool) -> str:
    """The state of what an office may not have but a trial may."""
    return "red" if production else "amber"
