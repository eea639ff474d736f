"""Addresses of a list: what is chosen, and the pages before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from arasha.complaints.queries.desk_paging import Page


def list_url(chosen: Mapping[str, str], **changes: str) -> str:
    """The same list with other choices; what is empty is left out of the address."""
    return "?" + urlencode({name: value for name, value in {**chosen, **changes}.items() if value})


def pager(chosen: Mapping[str, str], page: Page, total: int, inexact: bool) -> dict[str, Any]:
    """What the pager under a list needs. `total` is how many there are, or the limit up to which they were counted (`inexact`)."""
    return {
        "newer_url": list_url(chosen, after=str(page.newer)) if page.newer else "",
        "older_url": list_url(chosen, before=str(page.older)) if page.older else "",
        "shown": len(page.rows),
        "total": total,
        "inexact": inexact,
    }
