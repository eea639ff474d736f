"""Where contents lie on the disk: `incoming/` while they arrive, `kept/<two letters>/` once a row knows them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from arasha.vault.master import sync_folder


def incoming() -> Path:
    """The folder of what is arriving."""
    return settings.FILES / "incoming"


def kept(blob_id: UUID) -> Path:
    """The file of a kept content. The last letters of an identifier are random, so the 256 folders fill evenly."""
    return settings.FILES / "kept" / blob_id.hex[-2:] / blob_id.hex


def folder(path: Path) -> Path:
    """Make a folder that only its owner may enter, and the ones above it, durably."""
    if not path.is_dir():
        folder(path.parent)
        with suppress(FileExistsError):
            path.mkdir(mode=0o700)
        sync_folder(path.parent)
    return path


def settle(path: Path, blob_id: UUID) -> None:
    """Move an arrived content, which is on disk already, to where its row will look for it; durable when this returns."""
    target = kept(blob_id)
    folder(target.parent)
    os.rename(path, target)
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Remove a content; one that is gone already is as good."""
    with suppress(FileNotFoundError):
        path.unlink()


def older(folder: Path, than: float) -> Iterator[Path]:
    """Files directly in `folder` last written before `than` (seconds since 1970 UTC)."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < than:
                    yield Path(entry.path)
