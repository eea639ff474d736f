"""Sealing: bound to its place, unforgeable, different each time."""

from __future__ import annotations

import time
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arasha import vault

KEY, OTHER = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def _keys() -> None:
    unlock()


def unlock() -> None:
    vault.add_key(KEY, b"k" * 32)
    vault.add_key(OTHER, b"o" * 32)


@given(data=st.binary(max_size=300), place=st.text(max_size=40))
def test_what_is_sealed_opens_at_its_place(data: bytes, place: str) -> None:
    unlock()
    sealed = vault.seal(KEY, data, place=place)
    assert vault.open_sealed(sealed, place=place) == data
    assert len(sealed) == len(data) + 45
    assert sealed[:1] == b"\x01"
    assert UUID(bytes=sealed[1:17]) == KEY


@given(data=st.binary(max_size=60), at=st.integers(min_value=0), mask=st.integers(1, 255))
def test_any_altered_byte_is_noticed(data: bytes, at: int, mask: int) -> None:
    unlock()
    altered = bytearray(vault.seal(KEY, data, place="a.b:1"))
    altered[at % len(altered)] ^= mask
    if 1 <= at % len(altered) <= 16:  # the key's id: let there be a key of that name
        vault.add_key(UUID(bytes=bytes(altered[1:17])), b"x" * 32)
    with pytest.raises(vault.CannotOpen):
        vault.open_sealed(bytes(altered), place="a.b:1")


@given(cut=st.integers(1, 60))
def test_a_cut_value_is_noticed(cut: int) -> None:
    unlock()
    sealed = vault.seal(KEY, b"some words", place="a.b:1")
    with pytest.raises(vault.CannotOpen):
        vault.open_sealed(sealed[:-cut], place="a.b:1")


def test_another_row_column_or_table_is_another_place() -> None:
    sealed = vault.seal(KEY, b"x", place="complaints_complaint.story:1")
    for place in ["complaints_complaint.story:2", "complaints_complaint.subject:1", "parties_person.story:1", ""]:
        with pytest.raises(vault.CannotOpen):
            vault.open_sealed(sealed, place=place)


def test_another_key_does_not_open() -> None:
    sealed = bytearray(vault.seal(KEY, b"x", place="a.b:1"))
    sealed[1:17] = OTHER.bytes
    with pytest.raises(vault.CannotOpen):
        vault.open_sealed(bytes(sealed), place="a.b:1")


def test_equal_values_are_sealed_differently() -> None:
    assert len({vault.seal(KEY, b"same", place="a.b:1") for _ in range(50)}) == 50


def test_a_view_of_memory_opens_as_bytes_do() -> None:
    assert vault.open_sealed(memoryview(vault.seal(KEY, b"x", place="p")), place="p") == b"x"  # type: ignore[arg-type]


def test_sealing_costs_microseconds() -> None:
    text = b"w" * 1800
    start = time.perf_counter()
    for _ in range(1000):
        vault.open_sealed(vault.seal(KEY, text, place="a.b:1"), place="a.b:1")
    assert (time.perf_counter() - start) / 1000 < 0.0005  # 10 microseconds alone; fifty times that on a busy machine
