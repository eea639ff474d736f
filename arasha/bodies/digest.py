"""Who answers for a body, as the journal remembers it. The directory itself comes from the profile and is loaded anew by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from arasha.bodies.models import Body, BodyContact
from arasha.journal import state_digest


def digests(ids: Sequence[str]) -> dict[str, bytes]:
    """The digest of the contacts of each of these bodies; two statements."""
    contacts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in BodyContact.objects.filter(body_id__in=ids).order_by("pk").values():
        contacts[str(row["body_id"])].append(dict(row))
    keys = Body.objects.filter(pk__in=ids).values_list("pk", "key_id")
    return {str(body): state_digest({"key": key, "contacts": contacts[str(body)]}) for body, key in keys}


def digest(body_id: str) -> bytes | None:
    return digests([body_id]).get(str(body_id))


def every_id() -> Iterable[str]:
    """Every body somebody answers for: a contact that was inserted without a journal is found too."""
    bodies = BodyContact.objects.order_by("body").values_list("body", flat=True).distinct()
    return (str(pk) for pk in bodies)
