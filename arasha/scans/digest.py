"""The state of a scan as the journal remembers it. What the worker counts in it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arasha.journal import state_digest
from arasha.scans.models import Scan

COUNTED = ("pages", "trouble")


def digests(ids: Sequence[str]) -> dict[str, bytes]:
    """The digest of each of these scans; one statement."""
    rows = Scan.objects.filter(pk__in=ids).values()
    return {str(row["id"]): state_digest({name: value for name, value in row.items() if name not in COUNTED}) for row in rows}


def digest(scan_id: str) -> bytes | None:
    return digests([scan_id]).get(scan_id)


def every_id() -> Iterable[str]:
    """All scans there are: one that was slipped in without a journal is found too."""
    return (str(pk) for pk in Scan.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000))
