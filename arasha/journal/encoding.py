"""The exact bytes that are hashed and authenticated. Changing a line here breaks every journal ever written.

Every field is written with its length before it, so that no two different rows give the same bytes; nothing (NULL) differs from empty.
Each kind of hash begins with a tag of its own, so that one can never stand for another.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

START = bytes(32)  # what the first entry of a chain, and the first anchor, have as the hash before them
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NOTHING = b"\xff\xff\xff\xff"
_SIXTEEN = (16).to_bytes(4, "big")
_PLACE = struct.Struct(">I16sIqIq")

# The columns of an entry under its hash, in this order.
HASHED = (
    "chain_id",
    "seq",
    "at",
    "actor_kind",
    "actor_id",
    "address",
    "verb",
    "subject_kind",
    "subject_id",
    "key_id",
    "payload",
    "digest",
    "prev",
)


def microseconds(at: datetime) -> int:
    """Microseconds since 1970 UTC. Raises TypeError for a time without a zone."""
    return (at - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """The UTC time of that many microseconds since 1970."""
    return _EPOCH + microseconds * _MICROSECOND


def number(value: int) -> bytes:
    return value.to_bytes(8, "big", signed=True)


def canonical(tag: bytes, fields: Sequence[bytes | None]) -> bytes:
    parts = [tag]
    for field in fields:
        if field is None:
            parts.append(_NOTHING)
        else:
            parts.append(len(field).to_bytes(4, "big"))
            parts.append(field)
    return b"".join(parts)


def entry_hash(values: Sequence[Any]) -> bytes:
    """SHA-256 of an entry, given its columns in the order of HASHED; the time as microseconds, the key's id as its bytes.

    The verifier's inner loop: what `canonical` would give, put together with less work.
    """
    chain, seq, at, kind, actor, address, verb, subject_kind, subject, key, payload, digest, prev = values
    parts = (
        b"arasha journal entry 1",
        _PLACE.pack(16, chain.bytes, 8, seq, 8, at),
        _text(kind),
        _text(actor),
        _text(address),
        _text(verb),
        _text(subject_kind),
        _text(subject),
        _NOTHING if key is None else _SIXTEEN + key,
        len(payload).to_bytes(4, "big"),
        payload,
        _NOTHING if digest is None else len(digest).to_bytes(4, "big") + digest,
        len(prev).to_bytes(4, "big"),
        prev,
    )
    return hashlib.sha256(b"".join(parts)).digest()


@lru_cache(maxsize=4096)  # most texts come again in the next entry
def _text(text: str) -> bytes:
    encoded = text.encode()
    return len(encoded).to_bytes(4, "big") + encoded


def anchor_hash(anchor_number: int, at: datetime, count: int, root: bytes, prev: bytes) -> bytes:
    """SHA-256 of an anchor: its number, time, the number of its leaves, their Merkle root and the anchor before it."""
    fields = (number(anchor_number), number(microseconds(at)), number(count), root, prev)
    return hashlib.sha256(canonical(b"arasha journal anchor 1", fields)).digest()


def leaf_data(chain: UUID, seq: int, head: bytes) -> bytes:
    """What an anchor says of one chain: so far it reached, with this hash at its end."""
    return canonical(b"arasha journal leaf 1", (chain.bytes, number(seq), head))


def mac(secret: bytes, hashed: bytes) -> bytes:
    """HMAC-SHA-256 over the hash of an entry or an anchor, under a key that is not in the database."""
    code = _keyed(secret).copy()  # setting up the key takes longer than the code itself
    code.update(hashed)
    return code.digest()


@lru_cache(maxsize=4)
def _keyed(secret: bytes) -> hmac.HMAC:
    return hmac.new(secret, digestmod="sha256")


def head_mac(secret: bytes, chain: UUID, kind: str, seq: int, head: bytes) -> bytes:
    """HMAC-SHA-256 over the head of a chain."""
    return mac(secret, canonical(b"arasha journal head 1", (chain.bytes, kind.encode(), number(seq), head)))
