"""What `arasha doctor` looks at. A check returns findings; one that cannot look raises, and that is red."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Finding(NamedTuple):
    """`state`: green, amber (fit for trying out, not for an office) or red. `mend` says what to do, empty when green."""

    name: str
    state: str
    says: str
    mend: str = ""


class Check(NamedTuple):
    name: str
    look: Callable[[], Iterable[Finding]]
    needs_running: bool = False  # looks at the served office, so there is nothing to see before it starts


def look(check: Check) -> list[Finding]:
    """The findings of one check. What it could not look at is red, never green."""
    try:
        return list(check.look())
    except Exception as trouble:
        return [
            Finding(
                check.name, "red", f"could not be checked: {type(trouble).__name__}: {_line(trouble)}", "mend what is above first"
            )
        ]


def _line(trouble: Exception) -> str:
    return next(iter(str(trouble).splitlines()), "")[:200]


def strict(production: bool) -> str:
    """The state of what an office may not have but a trial may."""
    return "red" if production else "amber"
