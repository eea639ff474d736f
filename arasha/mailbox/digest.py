"""The state of a message that arrived, as the journal remembers it: where it stands, and its sealed words as they lie there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arasha.journal import state_digest
from arasha.mailbox.models import Mail


def digests(ids: Sequence[str]) -> dict[str, bytes]:
    """The digest of each of these messages; one statement."""
    return {str(row["id"]): state_digest(dict(row)) for row in Mail.objects.filter(pk__in=ids).values()}


def digest(mail_id: str) -> bytes | None:
    return digests([mail_id]).get(mail_id)


def every_id() -> Iterable[str]:
    """All messages there are: one that was slipped in without a journal is found too."""
    return (str(pk) for pk in Mail.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000))
