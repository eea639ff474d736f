"""Catalogues of the three languages: compiled from the .po files at installation, so that no compiled file need be trusted or kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib


def catalogues() -> Iterator[Path]:
    """Every .po file of the project."""
    root = Path(__file__).resolve().parent.parent
    yield from sorted(root.glob("**/locale/*/LC_MESSAGES/*.po"))


def stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_catalogues() -> int:
    """Compile those that changed; returns how many. Written beside and moved, so that a running office never reads half a file."""
    changed = [source for source in catalogues() if stale(source)]
    for source in changed:
        beside = source.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(beside))
        beside.replace(source.with_suffix(".mo"))
    return len(changed)


def incomplete(source: Path) -> tuple[int, int]:
    """How many entries are untranslated, and how many only guessed (fuzzy)."""
    catalogue = polib.pofile(str(source))
    return len(catalogue.untranslated_entries()), len(catalogue.fuzzy_entries())
