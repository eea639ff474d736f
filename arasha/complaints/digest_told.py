"""The warnings of one part of a night's check, as the journal remembers them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from arasha.complaints.models import TermWarning
from arasha.journal import state_digest


def digests(checks: Sequence[str]) -> dict[str, bytes]:
    """The digest of all warnings of each of these checks; one statement."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in TermWarning.objects.filter(check_id__in=checks).order_by("pk").values():
        found[str(row["check_id"])].append({**row})
    return {check: state_digest({"warnings": rows}) for check, rows in found.items()}


def digest(check: str) -> bytes | None:
    return digests([check]).get(check)


def every_check() -> Iterable[str]:
    """Every check that gave a warning: one that was slipped in without a journal is found too."""
    return (str(check) for check in TermWarning.objects.order_by("check_id").values_list("check_id", flat=True).distinct())
