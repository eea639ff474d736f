"""Secrets that derive from the master key: keyed hashes, tokens, the key that wraps keys."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

from arasha.vault.master import derive_secret


def server_secret(purpose: str) -> bytes:
    """32 bytes that only this office knows, another for every purpose."""
    return derive_secret(settings.KEYS, f"secret {purpose}")


def wrapping_key() -> bytes:
    """The key that wraps every data key in the key store."""
    return derive_secret(settings.KEYS, "wrap")


def master_mark() -> bytes:
    """Eight bytes that tell one master key from another and say nothing about it; stored beside every wrapped key."""
    return derive_secret(settings.KEYS, "mark", 8)


def new_token() -> str:
    """A secret for a cookie or a link: 256 random bits, 43 characters, safe in addresses."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What the database holds of a token: 32 bytes, found by one indexed read, useless to a thief of the database."""
    return _keyed("token", token)


def key_of_token(token: str) -> bytes:
    """A data key that exists only while its token is at hand (a draft's key): 32 bytes."""
    return _keyed("key of token", token)


def blind(purpose: str, text: str) -> bytes:
    """A keyed hash (HMAC-SHA256) of `text`, another for every purpose: equal texts are found equal, nothing else is learnt."""
    return _keyed(f"blind {purpose}", text)


def _keyed(purpose: str, text: str) -> bytes:
    # A cookie may hold anything; what is no text at all must hash to something rather than fail.
    return hmac.digest(server_secret(purpose), text.encode("utf-8", "backslashreplace"), hashlib.sha256)
