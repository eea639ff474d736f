"""What is pressed twice happens once: messages have no number of their own that a second press could repeat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from arasha.complaints.doers import Complainant
from arasha.complaints.models import Complaint, Message

JUST_NOW = timedelta(minutes=10)


def say_once(say: Callable[..., Any], *, by: Complainant, at: datetime, text: str, uploads: list[Any]) -> None:
    """Run `say` (write, supply_more), unless the complainant's newest message says just this and came less than ten minutes ago.

    The complaint is locked first, so that of two presses at the same moment the second sees the first. The post-box key must be
    in the keyring. Raises what `say` raises.
    """
    with transaction.atomic():
        complaint = Complaint.objects.select_for_update().get(pk=by.complaint_id)
        if not _said(complaint, text, at):
            say(complaint.id, by=by, at=at, text=text, uploads=uploads)


def _said(complaint: Complaint, text: str, at: datetime) -> bool:
    newest = Message.objects.filter(complaint=complaint, from_public=True, at__gt=at - JUST_NOW).order_by("-at", "-id").first()
    if newest is None:
        return False
    newest.complaint = complaint
    return newest.text == text
