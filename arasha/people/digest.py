"""The state of accounts as the journal remembers it. What changes without a verb (password, last sign-in) is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arasha.journal import state_digest
from arasha.people.models import AccessToken, User

LEFT_OUT = frozenset({"password", "last_login"})
COLUMNS = tuple(field.attname for field in User._meta.concrete_fields if field.name not in LEFT_OUT)


def digests(ids: Sequence[str]) -> dict[str, bytes]:
    """The digest of each of these accounts with its access tokens; two statements."""
    states = {str(row["id"]): {"account": row, "tokens": []} for row in User.objects.filter(pk__in=ids).values(*COLUMNS)}
    for token in AccessToken.objects.filter(user_id__in=ids).order_by("pk").values():
        states[str(token["user_id"])]["tokens"].append(token)
    return {account: state_digest(state) for account, state in states.items()}


def digest(account_id: str) -> bytes | None:
    return digests([account_id]).get(str(account_id))


def every_id() -> Iterable[str]:
    """All accounts there are: one that was inserted without a journal is found too."""
    return (str(pk) for pk in User.objects.order_by("pk").values_list("pk", flat=True))
