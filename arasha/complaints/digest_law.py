"""The state of the law's overlay as the journal remembers it: all entries on one rule, ground, day or purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from arasha.complaints.models import OverlayRow
from arasha.journal import state_digest


def digests(targets: Sequence[str]) -> dict[str, bytes]:
    """The digest of the entries on each of `targets`; one statement."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in OverlayRow.objects.filter(target__in=targets).order_by("pk").values():
        found[row["target"]].append({**row})
    return {target: state_digest({"overlay": rows}) for target, rows in found.items()}


def digest(target: str) -> bytes | None:
    return digests([target]).get(target)


def every_target() -> Iterable[str]:
    """Everything that the overlay speaks of: an entry that was inserted without a journal is found too."""
    return OverlayRow.objects.order_by("target").values_list("target", flat=True).distinct()
