"""Changes of one chain for the auditor: without the sealed details, whatever the auditor's other roles are."""

from __future__ import annotations

from uuid import UUID

from arasha.journal.models import Entry
from arasha.journal.queries import PAGE, Page, TimePlace, closed_row
from arasha.people import policy
from arasha.people.models import User


def changes_of(chain: UUID, *, by: User, before: TimePlace | None = None) -> Page[TimePlace]:
    """When, who and which verb in one chain (a complaint's has its identifier), the newest first; one statement."""
    entries = policy.journal_of(by, Entry.objects.filter(chain=chain))
    if before is not None:
        entries = entries.filter(seq__lt=before[2])
    found = list(entries.order_by("-seq")[: PAGE + 1])
    shown = found[:PAGE]
    last = shown[-1] if shown else None
    place = (last.at, last.chain_id, last.seq) if last and len(found) > PAGE else None
    return Page([closed_row(entry) for entry in shown], place)
