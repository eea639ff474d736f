"""Databases, keys, journal: what the office keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from arasha.cli.checks import Check, Finding, green, red, strict

SQLITE_WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
POSTGRES_WANTED = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
ANCHOR_AGE = timedelta(hours=26)


def databases() -> Iterator[Finding]:
    from django.db import connections

    from arasha.cli.migrate import waiting

    for alias in connections:
        name = f"database {alias}"
        count = waiting(alias)
        if count:
            yield red(name, _("%(count)s migrations are not applied") % {"count": count}, "arasha migrate")
        else:
            yield green(name, _("%(kind)s, answers, all migrations applied") % {"kind": connections[alias].vendor})


def durability() -> Iterator[Finding]:
    """Whether what was acknowledged is on disk."""
    from django.db import connections

    for alias in connections:
        wanted = SQLITE_WANTED if connections[alias].vendor == "sqlite" else POSTGRES_WANTED
        found = {setting: _setting(connections[alias], setting) for setting in wanted}
        wrong = [
            _("%(name)s is %(found)s, must be %(wanted)s") % {"name": name, "found": found[name], "wanted": value}
            for name, value in wanted.items()
            if found[name] != value
        ]
        name = f"durability {alias}"
        if wrong:
            yield red(name, "; ".join(wrong), _("the setting comes with Arasha or the server's configuration: put it back"))
        else:
            yield green(name, ", ".join(f"{key}={value}" for key, value in found.items()))


def _setting(connection: Any, setting: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {setting}" if connection.vendor == "sqlite" else f"SHOW {setting}")
        return cursor.fetchone()[0]


def keys() -> Iterator[Finding]:
    """What the vault says of the master key and the key store."""
    from arasha.vault import checks

    states = {"ok": "green", "warn": "amber", "red": "red"}
    for state, says, mend in checks.run():
        yield Finding("keys", states[state], str(says), str(mend))


def anchors() -> Iterator[Finding]:
    """Without an anchor outside, whoever controls the server can rewrite the journal unseen."""
    from django.conf import settings

    from arasha.journal.models import Chain
    from arasha.journal.outside import anchor_files

    folder = Path(settings.ANCHORS)
    state = strict(settings.PRODUCTION)
    if folder.stat().st_dev == settings.HOME.stat().st_dev:
        yield Finding(
            "anchor place",
            state,
            _("%(folder)s is on the office's own volume") % {"folder": folder},
            _("let ARASHA_ANCHORS be a folder of another machine"),
        )
    else:
        yield green("anchor place", _("%(folder)s, on another volume") % {"folder": folder})
    written = anchor_files(folder)
    if not written and not Chain.objects.exists():
        yield green("last anchor outside", _("nothing to anchor yet"))
        return
    last = datetime.fromtimestamp(written[-1].stat().st_mtime, UTC) if written else None
    fresh = last is not None and datetime.now(UTC) - last < ANCHOR_AGE
    says = f"{last:%Y-%m-%d %H:%M} UTC" if last else _("none was ever written")
    yield Finding(
        "last anchor outside",
        "green" if fresh else state,
        says,
        "" if fresh else _("arasha anchor; see that the jobs worker runs"),
    )


CHECKS = [
    Check("databases", databases),
    Check("durability", durability),
    Check("keys", keys),
    Check("anchors", anchors),
]
