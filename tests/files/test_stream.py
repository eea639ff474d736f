"""The encrypted content: nothing of it can be altered, swapped, left out or cut off unnoticed."""

from __future__ import annotations

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arasha.files.stream import CHUNK, TAG, FileKey, Fingerprint, Sealer, opened
from arasha.vault import CannotOpen

SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]
PIECE = CHUNK + TAG


def sealed(content: bytes, step: int = 10_000) -> tuple[FileKey, bytes, Fingerprint]:
    file_key, out = FileKey.new(), io.BytesIO()
    sealer = Sealer(file_key, out.write)
    for start in range(0, len(content), step):
        sealer.feed(content[start : start + step])
    mark = sealer.finish()
    return file_key, out.getvalue(), mark


def read(file_key: FileKey, stored: bytes, mark: Fingerprint) -> bytes:
    return b"".join(opened(io.BytesIO(stored), file_key, mark))


def content_of(size: int) -> bytes:
    return hashlib.shake_128(str(size).encode()).digest(size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", [1000, CHUNK, 3 * CHUNK])
def test_content_comes_back_whatever_its_size_and_however_it_came(size: int, step: int) -> None:
    content = content_of(size)
    file_key, stored, mark = sealed(content, step)
    assert read(file_key, stored, mark) == content
    pieces = max(1, -(-size // CHUNK))
    assert len(stored) == size + pieces * TAG


@given(st.lists(st.binary(max_size=3000), max_size=80))
def test_any_cut_of_what_arrives_gives_the_same_fingerprint(pieces: list[bytes]) -> None:
    content = b"".join(pieces)
    sealer = Sealer(FileKey.new(), lambda data: None)
    for piece in pieces:
        sealer.feed(piece)
    mark = sealer.finish()
    parts = [content[start : start + CHUNK] for start in range(0, len(content), CHUNK)] or [b""]
    root = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    assert mark == Fingerprint(len(content), hashlib.sha256(content).hexdigest(), root)


@given(at=st.integers(min_value=0), mask=st.integers(1, 255))
def test_any_altered_byte_is_noticed(at: int, mask: int) -> None:
    file_key, stored, mark = sealed(content_of(CHUNK + 500))
    altered = bytearray(stored)
    altered[at % len(altered)] ^= mask
    with pytest.raises(CannotOpen):
        read(file_key, bytes(altered), mark)


def test_pieces_cannot_be_moved_left_out_repeated_or_cut_off() -> None:
    file_key, stored, mark = sealed(content_of(3 * CHUNK + 17))
    one, two, three, rest = (stored[start : start + PIECE] for start in range(0, len(stored), PIECE))
    for forged in [
        two + one + three + rest,
        one + three + rest,
        one + one + two + three + rest,
        one + two + three,
        one + two + three + rest[:-1],
        one + two + three + rest + rest,
        one + two + three + rest + b"x",
        rest,
        b"",
        b"short",
    ]:
        with pytest.raises(CannotOpen):
            read(file_key, forged, mark)


def test_nothing_altered_is_given_out_before_it_is_noticed() -> None:
    content = content_of(3 * CHUNK)
    file_key, stored, mark = sealed(content)
    altered = bytearray(stored)
    altered[2 * PIECE + 5] ^= 1
    given_out = []
    with pytest.raises(CannotOpen):
        given_out.extend(opened(io.BytesIO(bytes(altered)), file_key, mark))
    assert b"".join(given_out) == content[: 2 * CHUNK]


def test_the_last_piece_waits_for_the_whole_to_be_verified() -> None:
    content = content_of(CHUNK + 9)
    file_key, stored, mark = sealed(content)
    for wrong in [
        Fingerprint(mark.size, "0" * 64, mark.root),
        Fingerprint(mark.size, mark.sha256, "0" * 64),
        Fingerprint(1, mark.sha256, mark.root),
    ]:
        given_out = []
        with pytest.raises(CannotOpen):
            given_out.extend(opened(io.BytesIO(stored), file_key, wrong))
        assert b"".join(given_out) == content[:CHUNK]


def test_another_key_or_prefix_opens_nothing() -> None:
    file_key, stored, mark = sealed(b"x" * 100)
    for wrong in [FileKey.new(), FileKey(file_key.key, b"1234567"), FileKey(b"k" * 32, file_key.prefix)]:
        with pytest.raises(CannotOpen):
            read(wrong, stored, mark)
