"""The root of a Merkle tree, as RFC 6962 (section 2.1) defines it: leaves and nodes are hashed with different first bytes."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def root(leaves: Iterable[bytes]) -> bytes:
    """SHA-256 root over `leaves` in their order; of no leaves, the hash of nothing.

    Joining neighbours level by level and letting an odd last one rise gives the RFC's tree, which splits at the largest power of two.
    """
    level = [sha256(b"\0" + leaf).digest() for leaf in leaves]
    if not level:
        return sha256().digest()
    while len(level) > 1:
        joined = [sha256(b"\1" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = joined + level[len(joined) * 2 :]
    return level[0]
