"""Database addresses: from an environment variable to Django's dictionary, and which model lives where."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA cache_size=-32000;"
)


def database(url: str, *, default_file: Path) -> dict[str, Any]:
    """Django settings for `url` (`postgres://user:pw@host:port/name` or `sqlite:///path`); empty means `default_file`.

    SQLite begins every transaction IMMEDIATE: with DEFERRED, two read-then-write transactions answer "database is locked".
    `synchronous=FULL` keeps the promise that what was acknowledged is on disk.
    """
    if not url or url.startswith("sqlite:"):
        path = Path(unquote(urlsplit(url).path)) if url else default_file
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": 600,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"Unknown database address {parts.scheme}://… ; use postgres:// or sqlite:///")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


class KeyStoreRouter:
    """Keys live in the database `keys` and nowhere else; everything else never does."""

    app = "vault"

    def db_for_read(self, model, **hints):
        return "keys" if model._meta.app_label == self.app else "default"

    db_for_write = db_for_read

    def allow_relation(self, one, other, **hints):
        return (one._meta.app_label == self.app) == (other._meta.app_label == self.app)

    def allow_migrate(self, db, app_label, **hints):
        return (db == "keys") == (app_label == self.app)
