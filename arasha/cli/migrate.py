"""`arasha migrate`: both databases in the shape that this version needs."""

from __future__ import annotations

import argparse

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def main(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="arasha migrate", description=__doc__).parse_args(argv)
    for alias in connections:
        migrate(alias)
    return 0


def waiting(alias: str) -> int:
    """How many migrations the database `alias` still needs."""
    executor = MigrationExecutor(connections[alias])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(alias: str) -> None:
    """Apply what waits, and make the table of counters that belongs to the office's database."""
    count = waiting(alias)
    if count:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    if alias == "default":
        call_command("createcachetable", verbosity=0)
    print(f"database {alias}: {f'{count} migrations applied' if count else 'up to date'}")
