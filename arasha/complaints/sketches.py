"""Making and erasing the sketches of complaints."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from arasha import vault
from arasha.complaints import sketching
from arasha.complaints.models import Band, Complaint, Sketch

AT_ONCE = 100


def told(complaint: Complaint) -> str:
    """The text that is compared: what the person told. Its key must be loaded."""
    return str((complaint.story or {}).get("story") or "")


def sketch_missing(*, at: datetime, since: datetime | None = None) -> int:
    """Sketch the newest complaints that have no sketch, AT_ONCE of them in one transaction; returns how many it was. `since`: only those
    received from then on.

    Called until it returns 0. Killed in between it loses the batch under way and nothing else.
    """
    waiting = missing().filter(received_at__gte=since) if since else missing()
    rows = list(waiting.order_by("-received_at", "-id")[:AT_ONCE])
    vault.load_keys([row.key_id for row in rows])
    made = [(row, sketching.signature(told(row))) for row in rows]
    with transaction.atomic():
        free = set(
            Complaint.objects.select_for_update(of=("self",))
            .filter(pk__in=[row.pk for row in rows], erased_at=None, sketch=None)
            .values_list("pk", flat=True)
        )
        _keep([(row, values) for row, values in made if row.pk in free], at)
    return len(rows)


def missing() -> QuerySet[Complaint]:
    return Complaint.objects.filter(sketch=None, erased_at=None)


def erase_sketch(complaint: Complaint) -> None:
    """Before the key goes."""
    Band.objects.filter(complaint=complaint).delete()
    Sketch.objects.filter(complaint=complaint).delete()


def _keep(made: list[tuple[Complaint, tuple[int, ...]]], at: datetime) -> None:
    rows = []
    for complaint, values in made:
        rows.append(Sketch(complaint=complaint, made_at=at, values=sketching.written(values)))
    Sketch.objects.bulk_create(rows)
    Band.objects.bulk_create(
        Band(complaint=complaint, value=value) for complaint, values in made for value in sketching.bands(values)
    )
