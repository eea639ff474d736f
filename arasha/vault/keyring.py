"""The keys that this request or task has unlocked, and sealing with them.

The keyring belongs to the thread of execution (a context variable) and is emptied at its end, so that a key lives in memory
no longer than the work that needs it. A key known to be gone is remembered as None: asking again costs no statement.
"""

from __future__ import annotations

import os
from contextvars import ContextVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from arasha.vault.errors import CannotOpen, KeyErased

VERSION = b"\x01"
_KEY_ID = slice(1, 17)
_NONCE = slice(17, 29)
_BODY = slice(29, None)
_SHORTEST = 29 + 16


class _Unlocked:
    """A raw key with its cipher, made once: building the cipher costs as much as using it."""

    __slots__ = ("cipher", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.cipher = AESGCM(raw)


_ring: ContextVar[dict[UUID, _Unlocked | None] | None] = ContextVar("arasha_keyring", default=None)


def add_key(key_id: UUID, raw: bytes) -> None:
    """Put a key of 32 bytes into the keyring that was unlocked elsewhere: by a code, or from a cookie."""
    _entries()[key_id] = _Unlocked(raw)


def note_erased(key_id: UUID) -> None:
    """Remember that this key is gone, until the keyring is emptied."""
    _entries()[key_id] = None


def knows(key_id: UUID) -> bool:
    """Whether the keyring has an answer for this key: the key itself, or that it is gone."""
    return key_id in _entries()


def forget_keys() -> None:
    """Empty the keyring: at the end of a request, of a task, of a command."""
    _ring.set(None)


def raw_key(key_id: UUID) -> bytes:
    """The raw 32 bytes, loaded if need be. Raises KeyErased."""
    return _unlocked(key_id).raw


def seal(key_id: UUID, data: bytes, *, place: str) -> bytes:
    """Encrypt `data` so that it opens only with this key and only at `place` ("table.column:row").

    AES-256-GCM with a random 96-bit nonce; the place is authenticated, not stored. Answer: version, key id, nonce, ciphertext.
    45 bytes longer than the data. Raises KeyErased.
    """
    nonce = os.urandom(12)
    return VERSION + key_id.bytes + nonce + _unlocked(key_id).cipher.encrypt(nonce, data, place.encode())


def open_sealed(blob: bytes, *, place: str) -> bytes:
    """The data that `seal` was given, its key loaded if need be (one statement a key: load many with `load_keys` before).

    Raises CannotOpen (altered, or not its place), KeyErased.
    """
    blob = bytes(blob)
    if len(blob) < _SHORTEST or blob[:1] != VERSION:
        raise CannotOpen(f"What stands at {place} is not a sealed value.")
    cipher = _unlocked(UUID(bytes=blob[_KEY_ID])).cipher
    try:
        return cipher.decrypt(blob[_NONCE], blob[_BODY], place.encode())
    except InvalidTag:
        raise CannotOpen(f"The sealed value at {place} was altered or does not belong there.") from None


def _entries() -> dict[UUID, _Unlocked | None]:
    ring = _ring.get()
    if ring is None:
        ring = {}
        _ring.set(ring)
    return ring


def _unlocked(key_id: UUID) -> _Unlocked:
    ring = _entries()
    if key_id not in ring:
        from arasha.vault.keys import load_keys  # the key store stands on the keyring; only here does it look the other way

        load_keys([key_id])
    entry = ring[key_id]
    if entry is None:
        raise KeyErased
    return entry
