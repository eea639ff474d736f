"""The bytes under the hashes: different rows never give the same bytes."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arasha.journal import merkle, state_digest
from arasha.journal.encoding import HASHED, anchor_hash, canonical, entry_hash, microseconds

fields = st.lists(st.none() | st.binary(max_size=6), max_size=5)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@given(one=fields, other=fields)
def test_different_fields_give_different_bytes(one: list[bytes | None], other: list[bytes | None]) -> None:
    assert (canonical(b"t", one) == canonical(b"t", other)) == (one == other)


def test_the_encoding_is_the_one_journals_were_written_with() -> None:
    """Written out by hand; a change here makes every existing journal fail."""
    assert canonical(b"tag", [b"ab", None, b""]) == b"tag\0\0\0\2ab\xff\xff\xff\xff\0\0\0\0"
    chain = UUID("01a20bc1-9a4a-7ef6-85d0-de7322ae2721")
    at = microseconds(NOON)
    values = (chain, 2, at, "staff", "7", "10.0.0.1", "register", "complaint", "абв", chain.bytes, b"sealed", None, b"\1" * 32)
    assert len(values) == len(HASHED)
    by_hand = b"arasha journal entry 1"
    for part in (
        chain.bytes,
        (2).to_bytes(8, "big"),
        (1795521600 * 1_000_000).to_bytes(8, "big"),
        b"staff",
        b"7",
        b"10.0.0.1",
        b"register",
        b"complaint",
        "абв".encode(),
        chain.bytes,
        b"sealed",
    ):
        by_hand += len(part).to_bytes(4, "big") + part
    by_hand += b"\xff\xff\xff\xff" + (32).to_bytes(4, "big") + b"\1" * 32
    assert entry_hash(values) == hashlib.sha256(by_hand).digest()


@given(at=st.datetimes(NOON.replace(year=1960, tzinfo=None), NOON.replace(year=2100, tzinfo=None)), hours=st.integers(-12, 14))
def test_the_zone_of_a_time_does_not_matter(at: datetime, hours: int) -> None:
    here = at.replace(tzinfo=UTC)
    assert microseconds(here) == microseconds(here.astimezone(timezone(timedelta(hours=hours))))
    assert microseconds(here + timedelta(microseconds=1)) == microseconds(here) + 1


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        microseconds(NOON.replace(tzinfo=None))


def test_an_anchor_s_hash_covers_everything_it_says() -> None:
    said = (1, NOON, 2, b"r", b"p")
    others = [
        (2, *said[1:]),
        (1, NOON + timedelta(microseconds=1), 2, b"r", b"p"),
        (1, NOON, 3, b"r", b"p"),
        (1, NOON, 2, b"rp", b""),
    ]
    assert len({anchor_hash(*said), *(anchor_hash(*other) for other in others)}) == 5


def recursive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it stands there."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + recursive_root(leaves[:split]) + recursive_root(leaves[split:])).digest()


@given(leaves=st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_that_of_rfc_6962(leaves: list[bytes]) -> None:
    assert merkle.root(leaves) == recursive_root(leaves)


def test_the_root_of_a_known_tree() -> None:
    """The empty tree and the tree over one empty leaf, from the RFC's own test vectors as certificate logs publish them."""
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root([b""]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_a_state_s_digest_depends_on_values_and_not_on_their_order() -> None:
    state = {"a": 1, "at": NOON, "id": UUID(int=1), "blob": b"x", "none": None}
    assert state_digest(state) == state_digest(dict(reversed(state.items())))
    assert state_digest({**state, "blob": memoryview(b"x")}) == state_digest(state)
    for name, value in {
        "a": "1",
        "at": NOON + timedelta(microseconds=1),
        "id": str(UUID(int=1)),
        "blob": b"",
        "none": "",
    }.items():
        assert state_digest({**state, name: value}) != state_digest(state)
    with pytest.raises(TypeError):
        state_digest({"a": object()})
