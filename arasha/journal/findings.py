"""What the verifier found, in words for the person who has to act on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

OVERDUE = timedelta(days=2)  # an anchor goes outside once a day; one may fail


@dataclass(frozen=True, slots=True)
class Problem:
    """The first thing that is wrong in one chain, anchor or file. `what` is a sentence in the reader's language."""

    what: str
    chain: UUID | None = None
    seq: int | None = None
    anchor: int | None = None

    def __str__(self) -> str:
        if self.chain is None:
            return self.what
        where = _("chain %(chain)s, entry %(seq)s") if self.seq is not None else _("chain %(chain)s")
        return f"{where % {'chain': self.chain, 'seq': self.seq}}: {self.what}"


@dataclass(slots=True)
class Findings:
    """`unchecked` says what could not be checked although it should have been; `notes` what to know beside."""

    problems: list[Problem] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    chains: int = 0
    entries: int = 0
    anchors: int = 0
    outside_until: datetime | None = None  # the time of the last anchor that was found outside and agrees
    uncovered: int = 0  # entries that no such anchor covers
    uncovered_since: datetime | None = None  # the earliest time among them
    without_digest: int = 0  # chains whose state could not be compared

    def overdue(self, at: datetime) -> bool:
        """Whether entries older than two days stand in no anchor outside."""
        return self.uncovered_since is not None and at - self.uncovered_since > OVERDUE

    def notes(self) -> Iterator[str]:
        if self.outside_until is not None:
            yield _("The last anchor kept outside is of %(time)s.") % {"time": _utc(self.outside_until)}
        if self.uncovered_since is not None:
            text = ngettext(
                "%(count)s entry, recorded at %(time)s, is in no anchor kept outside: who knows the server's key could rewrite it unseen.",
                "%(count)s entries, the first recorded at %(time)s, are in no anchor kept outside: "
                "who knows the server's key could rewrite them unseen.",
                self.uncovered,
            )
            yield text % {"count": self.uncovered, "time": _utc(self.uncovered_since)}
        if self.without_digest:
            text = ngettext(
                "%(count)s chain says nothing of the state of its rows: a row altered there would not be noticed.",
                "%(count)s chains say nothing of the state of their rows: a row altered there would not be noticed.",
                self.without_digest,
            )
            yield text % {"count": self.without_digest}

    def as_json(self, at: datetime) -> dict[str, Any]:
        return {
            "problems": [
                {"chain": str(p.chain) if p.chain else None, "seq": p.seq, "anchor": p.anchor, "what": p.what}
                for p in self.problems
            ],
            "unchecked": self.unchecked,
            "notes": list(self.notes()),
            "chains": self.chains,
            "entries": self.entries,
            "anchors": self.anchors,
            "outside_until": _utc(self.outside_until) if self.outside_until else None,
            "uncovered": self.uncovered,
            "uncovered_since": _utc(self.uncovered_since) if self.uncovered_since else None,
            "overdue": self.overdue(at),
        }


def _utc(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
