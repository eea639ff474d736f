"""`arasha migrate`: both databases in the shape that this version needs."""

from __future__ import annotations

import argparse

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from arasha.site.databases import KeyStoreRouter

KEYS = "keys"  # holds the tables of the vault and nothing else


def main(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="arasha migrate", description=__doc__).parse_args(argv)
    for alias in connections:
        migrate(alias)
    return 0


def waiting(alias: str) -> int:
    """How many migrations the database `alias` still needs."""
    executor = MigrationExecutor(connections[alias])
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if alias != KEYS or leaf[0] == KeyStoreRouter.app]
    return len(executor.migration_plan(leaves))


def migrate(alias: str) -> None:
    """Apply what waits, and make the table of counters that belongs to the office's database."""
    count = waiting(alias)
    if count:
        only = [KeyStoreRouter.app] if alias == KEYS else []
        call_command("migrate", *only, database=alias, interactive=False, verbosity=0)
    if alias == "default":
        call_command("createcachetable", verbosity=0)
    print(f"database {alias}: {f'{count} migrations applied' if count else 'up to date'}")
