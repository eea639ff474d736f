"""Work on the pages of a scan. It is done in the worker, from memory; nothing of a file lies on a disk in the clear."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from arasha import jobs, vault

log = logging.getLogger(__name__)


@jobs.task(attempts=3)
def count_pages(scan_id: str) -> None:
    """Count the pages of a PDF, or note why they cannot be read. Does nothing when somebody decided meanwhile."""
    from arasha.scans.cutting import Unreadable, page_count
    from arasha.scans.models import Scan

    scan = Scan.objects.select_related("blob").get(pk=scan_id)
    if scan.pages is not None or scan.trouble or scan.state != Scan.State.WAITING:
        return
    vault.load_keys([scan.key_id])
    try:
        found: dict[str, int | str] = {"pages": page_count(scan.blob)}
    except Unreadable as why:
        found = {"trouble": why.trouble}
    Scan.objects.filter(pk=scan.pk, pages=None).update(**found)


@jobs.task(attempts=3)
def cut_scan(scan_id: str) -> None:
    """Cut a PDF into the letters that a person named, and keep each. Does nothing when it was done."""
    from arasha.scans.actions import cut_failed, keep_parts
    from arasha.scans.cutting import Unreadable, cut_pages
    from arasha.scans.models import Scan

    scan = Scan.objects.select_related("blob").get(pk=scan_id)
    if scan.state != Scan.State.CUTTING:
        return
    vault.load_keys([scan.key_id])
    try:
        parts = cut_pages(scan.blob, scan.cuts)
    except Unreadable as why:
        log.info("scan %s could not be cut: %s", scan_id, why.trouble)
        cut_failed(scan.id, why.trouble, at=datetime.now(UTC))
        return
    keep_parts(scan.id, parts, at=datetime.now(UTC))
