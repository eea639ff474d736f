"""How the content of a file is encrypted: in pieces of 64 KB, so that neither writing nor reading ever holds a whole file in memory.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance,
2015) over AES-256-GCM. Each piece is sealed under a nonce of prefix (7 bytes), number (4) and a mark on the last (1): pieces can
neither be altered nor swapped, left out, repeated or cut off at the end.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from arasha.vault.errors import CannotOpen

CHUNK = 64 * 1024
TAG = 16
MOST_CHUNKS = 2**32


class FileKey(NamedTuple):
    """The random key of one file and the prefix of its nonces."""

    key: bytes
    prefix: bytes

    @classmethod
    def new(cls) -> FileKey:
        return cls(secrets.token_bytes(32), secrets.token_bytes(7))

    def nonce(self, number: int, last: bool) -> bytes:
        return self.prefix + number.to_bytes(4, "big") + bytes([last])


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a content is: bytes, SHA-256 of the whole, SHA-256 over the SHA-256 of each 64 KB (both hexadecimal)."""

    size: int
    sha256: str
    root: str


class _Hasher:
    def __init__(self) -> None:
        self.size = 0
        self._whole = hashlib.sha256()
        self._root = hashlib.sha256()

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        self._whole.update(piece)
        self._root.update(hashlib.sha256(piece).digest())

    def result(self) -> Fingerprint:
        return Fingerprint(self.size, self._whole.hexdigest(), self._root.hexdigest())


class Sealer:
    """Takes a content in pieces of any length, gives its ciphertext to `write` in pieces of CHUNK + TAG bytes (the last one shorter)."""

    def __init__(self, file_key: FileKey, write: Callable[[bytes], object]) -> None:
        self._file_key = file_key
        self._cipher = AESGCM(file_key.key)
        self._write = write
        self._held = (
            bytearray()
        )  # never more than a chunk and what was fed last: which piece is the last is known only at the end
        self._number = 0
        self._hasher = _Hasher()

    def feed(self, data: bytes) -> None:
        self._held += data
        while len(self._held) > CHUNK:
            piece = bytes(self._held[:CHUNK])
            del self._held[:CHUNK]
            self._seal(piece, last=False)

    def finish(self) -> Fingerprint:
        self._seal(bytes(self._held), last=True)
        self._held.clear()
        return self._hasher.result()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        if self._number == MOST_CHUNKS:
            raise OverflowError("A file has at most 2**32 pieces of 64 KB.")
        self._hasher.add(piece)
        self._write(self._cipher.encrypt(self._file_key.nonce(self._number, last), piece, None))
        self._number += 1


def opened(source: BinaryIO, file_key: FileKey, expected: Fingerprint) -> Iterator[bytes]:
    """The content in pieces of 64 KB, each verified before it is given out, and the whole before the last piece is.

    Raises CannotOpen: altered, cut off, or not the content that was fingerprinted.
    """
    cipher, hasher, number = AESGCM(file_key.key), _Hasher(), 0
    sealed = source.read(CHUNK + TAG)
    last = False
    while not last:
        following = source.read(CHUNK + TAG)
        last = not following
        try:
            piece = cipher.decrypt(file_key.nonce(number, last), sealed, None)
        except (InvalidTag, ValueError):
            raise CannotOpen("The content of this file was altered or cut off.") from None
        hasher.add(piece)
        if last and hasher.result() != expected:
            raise CannotOpen("The content of this file is not the one that was kept.")
        yield piece
        sealed, number = following, number + 1


def opened_part(source: BinaryIO, file_key: FileKey, size: int, start: int, stop: int) -> Iterator[bytes]:
    """The bytes `start` to `stop` (not included) of a content of `size` bytes; only the pieces of 64 KB that hold them are read.

    Each piece is verified before it is given out, with its place in the whole and whether it is the last; the fingerprint of the whole
    is not, because that would need the rest. `0 <= start < stop <= size`. Raises CannotOpen at the piece that was altered.
    """
    cipher, final = AESGCM(file_key.key), max(size - 1, 0) // CHUNK
    source.seek(start // CHUNK * (CHUNK + TAG))
    for number in range(start // CHUNK, (stop - 1) // CHUNK + 1):
        try:
            piece = cipher.decrypt(file_key.nonce(number, number == final), source.read(CHUNK + TAG), None)
        except (InvalidTag, ValueError):
            raise CannotOpen("The content of this file was altered or cut off.") from None
        begin = number * CHUNK
        yield piece[max(start - begin, 0) : stop - begin]
