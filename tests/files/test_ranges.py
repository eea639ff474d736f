"""A part of a file: only its pieces are opened, and they are the right ones."""

from __future__ import annotations

import os
from itertools import pairwise
from uuid import UUID

import pytest

from arasha import files, vault
from arasha.files import places, stream
from arasha.files.ranges import NoSuchPart, asked_part
from arasha.files.stream import CHUNK, TAG
from tests.files.conftest import NOON

pytestmark = pytest.mark.django_db

DATA = os.urandom(3 * CHUNK + 1000)
EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK - 1, 3 * CHUNK, len(DATA) - 1, len(DATA)]


@pytest.fixture
def blob(key: UUID) -> files.Blob:
    return files.keep_bytes(DATA, "recording.mp4", "video/mp4", key_id=key, at=NOON)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        (None, None), ("", None), ("bytes=-", None), ("bytes=a-b", None), ("items=0-1", None), ("bytes=0-1,4-5", None),
        ("bytes=5-2", None),
        ("bytes=0-0", (0, 1)), ("bytes=0-", (0, 1000)), ("bytes=999-", (999, 1000)), ("bytes=10-99999", (10, 1000)),
        ("bytes=-1", (999, 1000)),
        ("bytes=-5000", (0, 1000)), ("Bytes = 1 - 2", (1, 3)),
    ],
)  # fmt: skip
def test_what_is_asked(header, part):
    assert asked_part(header, 1000) == part


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-1001", "bytes=-0", f"bytes={10**17}-"])
def test_behind_the_end(header):
    with pytest.raises(NoSuchPart):
        asked_part(header, 1000)


def test_every_part_between_the_edges_of_the_pieces_is_the_one_asked_for(blob):
    for start in EDGES[:-1]:
        for stop in EDGES:
            if stop > start:
                assert b"".join(files.open_part(blob, start, stop)) == DATA[start:stop], (start, stop)


def test_a_file_that_ends_with_a_whole_piece(key):
    whole = files.keep_bytes(DATA[: 2 * CHUNK], "a.mp4", "video/mp4", key_id=key, at=NOON)
    for start, stop in pairwise([0, CHUNK, 2 * CHUNK]):
        assert b"".join(files.open_part(whole, start, stop)) == DATA[start:stop]


def test_only_the_pieces_of_the_part_are_decrypted(blob, monkeypatch):
    opened, real = [], stream.AESGCM

    class Cipher:
        def __init__(self, key: bytes) -> None:
            self.cipher = real(key)

        def decrypt(self, nonce: bytes, data: bytes, more: bytes | None) -> bytes:
            opened.append(len(data))
            return self.cipher.decrypt(nonce, data, more)

    monkeypatch.setattr(stream, "AESGCM", Cipher)
    assert b"".join(files.open_part(blob, CHUNK + 5, CHUNK + 6)) == DATA[CHUNK + 5 : CHUNK + 6]
    assert opened == [CHUNK + TAG]


def test_a_piece_that_was_altered_swapped_or_cut_off_is_not_given_out(blob):
    path = places.kept(blob.id)
    kept = path.read_bytes()
    sealed = CHUNK + TAG
    for altered in (
        kept[:sealed] + b"\0" * sealed + kept[2 * sealed :],
        kept[:sealed] + kept[2 * sealed : 3 * sealed] * 2 + kept[3 * sealed :],
        kept[: sealed + 100],
        kept[:sealed],
    ):
        path.write_bytes(altered)
        with pytest.raises(vault.CannotOpen):
            list(files.open_part(blob, CHUNK, CHUNK + 10))
        assert b"".join(files.open_part(blob, 0, 10)) == DATA[:10]  # what was not touched still opens


def test_outside_of_the_file(blob):
    for start, stop in ((-1, 5), (5, 5), (0, len(DATA) + 1)):
        with pytest.raises(ValueError, match="outside"):
            files.open_part(blob, start, stop)


def test_the_answer_says_which_part_it_is(blob):
    response = files.download(blob, inline=True, span=f"bytes={CHUNK}-{2 * CHUNK + 9}")
    vault.forget_keys()
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == DATA[CHUNK : 2 * CHUNK + 10]
    assert response["Content-Range"] == f"bytes {CHUNK}-{2 * CHUNK + 9}/{len(DATA)}"
    assert response["Content-Length"] == str(CHUNK + 10)
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_part_behind_the_end_is_refused_with_the_size(blob):
    response = files.download(blob, span=f"bytes={len(DATA)}-")
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(DATA)}"
    assert response.content == b""


def test_the_whole_says_that_parts_may_be_asked_for(blob):
    response = files.download(blob)
    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert "Content-Range" not in response
