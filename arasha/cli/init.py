"""`arasha init`: make or complete an office. Safe to repeat; it never replaces what is there."""

from __future__ import annotations

import argparse
import hashlib
from datetime import UTC, datetime
from pathlib import Path

from arasha.cli.catalogues import compile_catalogues
from arasha.cli.main import start_django


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha init", description=__doc__)
    parser.parse_args(argv)
    prepare(at=datetime.now(UTC))
    from django.conf import settings

    print(f"The office is in {settings.HOME}, its keys in {settings.KEYS}.")
    print("Next: arasha user add NAME --role commissioner, then arasha run. arasha doctor says what is still missing.")
    return 0


def prepare(*, at: datetime) -> None:
    """Folders, keys, catalogues, both databases, offices, static files: whatever of them is missing or old."""
    compiled = compile_catalogues()  # before Django reads them
    if compiled:
        print(f"catalogues: {compiled} compiled")
    start_django()  # makes the master key on the first run
    make_folders()
    from django.db import connections

    from arasha.cli.migrate import migrate

    for alias in connections:
        migrate(alias)
    load_profile(at)
    collect_static()


def load_profile(at: datetime) -> None:
    """The offices and bodies of the profile, in step with this version of it."""
    from arasha.bodies.directory import load_directory
    from arasha.complaints.book import current_book
    from arasha.people.actions import load_offices

    book = current_book()
    offices, bodies = load_offices(book), load_directory(book, at=at)
    print(
        f"profile {book.profile}: {offices} offices; bodies: {bodies.added} added, {bodies.changed} changed, {bodies.ended} ended"
    )


def make_folders() -> None:
    """The office's folders, for its own account only."""
    from django.conf import settings

    for folder in (settings.HOME, settings.KEYS, settings.FILES, settings.ANCHORS, settings.LOGS, settings.EMAIL_FILE_PATH):
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)


def static_state() -> str:
    """A hash over the names, sizes and times of all files to be served, to see whether they changed since they were collected."""
    from django.contrib.staticfiles.finders import get_finders

    lines = []
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            stat = Path(storage.path(name)).stat()
            lines.append(f"{name}:{stat.st_size}:{stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def static_stamp() -> Path:
    from django.conf import settings

    return Path(settings.STATIC_ROOT) / ".collected"


def static_is_current() -> bool:
    return static_stamp().exists() and static_stamp().read_text() == static_state()


def collect_static() -> None:
    """Collect and compress the static files unless nothing changed."""
    if static_is_current():
        return
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    static_stamp().write_text(static_state())
    print("static files: collected")
