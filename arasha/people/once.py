"""What a program sends twice happens once: the answer is kept for a day under the key that the program chose (Idempotency-Key)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.errors import DomainError
from arasha.people.models import KeptAnswer, User

KEPT_FOR = timedelta(days=1)
LONGEST_KEY = 200  # characters


class KeyUsedBefore(DomainError):
    """The same key with another request: one of the two is a mistake, so nothing is done."""

    status = 422
    message = _("This Idempotency-Key was used for another request before. Choose a new one for each request.")


def kept_answer(user: User, key: str, sent: str, *, at: datetime) -> dict[str, Any] | None:
    """What was answered to `sent` under `key` within the last day; None when it is new. Raises KeyUsedBefore."""
    row = KeptAnswer.objects.filter(key_hash=_name(user, key), at__gt=at - KEPT_FOR).first()
    if row is None:
        return None
    if bytes(row.sent_hash) != vault.blind("api request", sent):
        raise KeyUsedBefore
    return row.answer


def do_once(user: User, key: str, sent: str, do: Callable[[], dict[str, Any]], *, at: datetime) -> dict[str, Any]:
    """Run `do` and keep its answer in the same transaction; of two at the same moment the second gets the first one's answer.

    Raises what `do` raises (then nothing is kept and the key may be used again), and KeyUsedBefore.
    """
    try:
        with transaction.atomic():
            KeptAnswer.objects.filter(user=user, at__lte=at - KEPT_FOR).delete()
            row = KeptAnswer.objects.create(
                user=user, key_hash=_name(user, key), sent_hash=vault.blind("api request", sent), at=at
            )
            row.answer = do()
            row.save(update_fields=["answer"])
            return row.answer
    except IntegrityError:
        kept = kept_answer(user, key, sent, at=at)
        if kept is None:
            raise
        return kept


def _name(user: User, key: str) -> bytes:
    return vault.blind("idempotency", f"{user.pk}:{key}")
