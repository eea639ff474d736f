"""The state of advice, the reception and systemic issues as the journal remembers it: a row altered behind its back is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import Model

from arasha.complaints.models import Advice, Appointment, ReceptionDay, SystemicIssue
from arasha.journal import register_digest, state_digest


def _many(model: type[Model]) -> Callable[[Sequence[str]], Mapping[str, bytes]]:
    def digests(ids: Sequence[str]) -> dict[str, bytes]:
        return {str(row["id"]): state_digest(row) for row in model._default_manager.filter(pk__in=ids).values()}

    return digests


def _every(model: type[Model]) -> Callable[[], Iterable[str]]:
    return lambda: (
        str(pk) for pk in model._default_manager.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    )


def _one(model: type[Model]) -> Callable[[str], bytes | None]:
    return lambda identifier: _many(model)([identifier]).get(identifier)


KINDS: dict[str, type[Model]] = {"advice": Advice, "reception": ReceptionDay, "appointment": Appointment, "issue": SystemicIssue}
advice_digest, reception_digest, appointment_digest, issue_digest = (_one(model) for model in KINDS.values())


def register() -> None:
    """Tell the journal; called once the application is ready."""
    for kind, model in KINDS.items():
        register_digest(kind, _one(model), many=_many(model), ids=_every(model))
