"""Anchors outside: one small file a day in a folder that is meant to lie on another machine, and what such files say afterwards.

A file holds one line of JSON for each anchor: the anchor itself and its leaves (chain, number, hash). So it can be checked by itself, and
names the chain that was altered even where somebody who knows the server's key has rewritten everything in the database.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from arasha.journal import merkle
from arasha.journal.anchors import make_anchor
from arasha.journal.encoding import anchor_hash, leaf_data
from arasha.journal.models import Anchor

FILE_NAME = re.compile(r"anchors-\d{4}-\d\d-\d\d-(\d{8})-(\d{8})\.jsonl")


class Damaged(Exception):
    """A line of an anchor file is not what was written there."""


@dataclass(frozen=True, slots=True)
class OutsideAnchor:
    file: str
    line: int
    number: int
    at: datetime
    prev: bytes
    hash: bytes
    leaves: tuple[tuple[UUID, int, bytes], ...]


def export_anchor(at: datetime) -> Path | None:
    """Makes an anchor of this moment and writes every anchor not yet written into a new file in `settings.ANCHORS`; returns its path.

    None where there is nothing new. `at` is aware UTC and gives the file its date. A file, once written, is never opened for writing
    again, so the folder may be storage that takes each name only once. Mode 0644: no word in it is personal. On return the file and its
    name are synced to disk. Raises OSError, JournalError.
    """
    make_anchor(at)
    folder = Path(settings.ANCHORS)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = list(Anchor.objects.filter(number__gt=_last_written(folder)).order_by("number"))
    if not fresh:
        return None
    name = f"anchors-{at.astimezone(UTC):%Y-%m-%d}-{fresh[0].number:08d}-{fresh[-1].number:08d}.jsonl"
    _write_durably(folder / name, (_line(anchor) for anchor in fresh))
    return folder / name


def anchor_files(folder: Path) -> list[Path]:
    """The anchor files in `folder`, oldest anchors first. Raises OSError where the folder cannot be read."""
    found = [path for path in folder.iterdir() if FILE_NAME.fullmatch(path.name)]
    return sorted(found, key=lambda path: (_numbers(path), path.name))


def read_anchors(file: Path) -> Iterator[OutsideAnchor]:
    """The anchors of one file, each checked against its own leaves and all against the numbers in the file's name.

    Raises Damaged at the first line that does not fit, OSError.
    """
    first, last = _numbers(file)
    expected = first
    with file.open("rb") as lines:
        for place, line in enumerate(lines, start=1):
            try:
                yield _read(file.name, place, expected, json.loads(line))
            except (ValueError, KeyError, TypeError, OverflowError) as error:
                raise Damaged(f"{file.name}:{place}") from error
            expected += 1
    if expected != last + 1:
        raise Damaged(f"{file.name}:{expected - first + 1}")


def _numbers(file: Path) -> tuple[int, int]:
    match = FILE_NAME.fullmatch(file.name)
    if match is None:
        raise Damaged(file.name)
    return int(match[1]), int(match[2])


def _last_written(folder: Path) -> int:
    return max((_numbers(path)[1] for path in anchor_files(folder)), default=0)


def _line(anchor: Anchor) -> str:
    leaves = [[str(leaf.chain), leaf.seq, bytes(leaf.head).hex()] for leaf in anchor.leaves.order_by("chain").iterator()]
    fields: dict[str, Any] = {"number": anchor.number, "at": anchor.at.astimezone(UTC).isoformat()}
    fields |= {name: bytes(getattr(anchor, name)).hex() for name in ("root", "prev", "hash", "mac")}
    return json.dumps({**fields, "leaves": leaves}, separators=(",", ":")) + "\n"


def _write_durably(path: Path, lines: Iterator[str]) -> None:
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        os.fsync(file.fileno())
    unfinished.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(file: str, line: int, expected: int, fields: dict[str, Any]) -> OutsideAnchor:
    leaves = tuple((UUID(chain), int(seq), bytes.fromhex(head)) for chain, seq, head in fields["leaves"])
    number, at = int(fields["number"]), datetime.fromisoformat(fields["at"])
    prev, hashed = bytes.fromhex(fields["prev"]), bytes.fromhex(fields["hash"])
    root = merkle.root(leaf_data(*leaf) for leaf in leaves)
    if number != expected or hashed != anchor_hash(number, at, len(leaves), root, prev):
        raise ValueError("The number or the hash does not fit the line.")
    return OutsideAnchor(file, line, number, at, prev, hashed, leaves)
