"""Questions about scans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from arasha import vault
from arasha.people import policy
from arasha.scans.models import Scan

WAITS = (Scan.State.WAITING, Scan.State.CUTTING)


def scans_for(user: Any) -> QuerySet[Scan]:
    """Scans that this member of staff may see: of their office, for leaders of all."""
    return policy.of_reach(user, Scan.objects.select_related("blob", "added_by", "office"))


def opened(rows: Any) -> list[Scan]:
    """The scans with their keys loaded, in one statement more."""
    found = list(rows)
    vault.load_keys([scan.key_id for scan in found])
    return found
