"""Access tokens: a program acts as one member of staff, with that person's rights and never more.

A token is made on the server by the administrator (`arasha user token`), shown once, and ends by itself. It stands in for password
and second step together, so by default it only reads, and the API keeps the gravest verbs from every token
(`arasha.complaints.api.verbs.BY_HAND`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal, vault
from arasha.errors import BadRequest, DomainError, TooMany
from arasha.journal import Actor
from arasha.people.digest import digest
from arasha.people.models import AccessToken, User

PREFIX = "arasha_"  # so that a secret that was left somewhere is recognised as one
MOST_DAYS = 366
WRONG_A_MINUTE = 10  # from one address, as at the sign-in page


class NoToken(DomainError):
    status = 401
    message = _("This needs an access token. The administrator makes one; send it as “Authorization: Bearer …”.")


class WrongToken(NoToken):
    message = _("We do not know this access token. Check that it was copied whole.")


class TokenEnded(NoToken):
    message = _("This access token has ended: it expired or was revoked. Ask the administrator for a new one.")


class TooManyTokens(TooMany):
    message = _("Too many wrong access tokens came from your network. Wait a minute and try again.")


def make_token(user: User, *, days: int, may_act: bool = False, at: datetime, by: Actor) -> tuple[AccessToken, str]:
    """A new token for `user` and its secret, which nobody can show again. Ends after `days` times 24 hours.

    Raises BadRequest for a closed account and for fewer than one or more than 366 days.
    """
    if not user.is_active:
        raise BadRequest(_("This account is closed."))
    if not 1 <= days <= MOST_DAYS:
        raise BadRequest(_("A token lasts from 1 to %(most)s days.") % {"most": MOST_DAYS})
    secret = PREFIX + vault.new_token()
    with transaction.atomic():
        token = AccessToken.objects.create(
            user=user, hash=vault.token_hash(secret), may_act=may_act, made_at=at, expires_at=at + timedelta(days=days)
        )
        _record("make_token", token, {"until": token.expires_at.isoformat(), "may_act": may_act}, by=by, at=at)
    return token, secret


def revoke_tokens(user: User, *, at: datetime, by: Actor, start: str = "") -> list[AccessToken]:
    """End the tokens of `user` that still open something: all, or those whose identifier begins with `start`. Returns them."""
    with transaction.atomic():
        running = AccessToken.objects.select_for_update().filter(user=user, revoked_at=None, expires_at__gt=at)
        ended = [token for token in running if str(token.id).startswith(start)]
        for token in ended:
            token.revoked_at = at
            token.save(update_fields=["revoked_at"])
            _record("revoke_token", token, {}, by=by, at=at)
    return ended


def token_of(secret: str, *, address: str, at: datetime) -> AccessToken:
    """The token with its user, if it still opens something; two statements. `address` is where the request came from.

    Raises NoToken (nothing was sent), WrongToken, TokenEnded, TooManyTokens.
    """
    if not secret:
        raise NoToken
    counter = f"wrong-token:{address}:{at:%Y-%m-%dT%H:%M}"  # hashed with a key before it is stored: people.accounts.counter_key
    if cache.get(counter, 0) >= WRONG_A_MINUTE:
        raise TooManyTokens
    token = AccessToken.objects.select_related("user").filter(hash=vault.token_hash(secret)).first()
    if token is None:
        if not cache.add(counter, 1, 120):
            cache.incr(counter)
        raise WrongToken
    if token.revoked_at or token.expires_at <= at or not token.user.is_active:
        raise TokenEnded
    return token


def _record(verb: str, token: AccessToken, details: dict[str, Any], *, by: Actor, at: datetime) -> None:
    account = str(token.user_id)
    chain = journal.office_chain("account", account)
    details = {"token": str(token.id), **details}
    journal.record(
        verb, by=by, chain=chain, subject=("account", account), key_id=None, details=details, at=at, digest=digest(account)
    )  # fmt: skip
