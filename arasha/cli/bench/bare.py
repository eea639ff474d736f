"""The bare store's own speed: the rows and the file of one submission, written with plain SQL and synced, without the application."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from django.db import connections, transaction

ROWS, ROW_BYTES, DRAFT_SAVES = 9, 700, 9


def submissions(folder: Path, *, clients: int, each: int) -> float:
    """Submissions a second: nine commits of a row (the draft's), a synced file of 200 KB, a commit in the key store, one of nine rows."""
    table = "bench_bare"
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            kind = "BYTEA" if connections[alias].vendor == "postgresql" else "BLOB"
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {table} (id VARCHAR(40) PRIMARY KEY, data {kind})")
    photo, data = os.urandom(200 * 1024), os.urandom(ROW_BYTES)

    def insert(alias: str, rows: int) -> None:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            for _ in range(rows):
                cursor.execute(f"INSERT INTO {table} VALUES (%s, %s)", [os.urandom(18).hex(), data])  # noqa: S608

    def one() -> None:
        for _ in range(DRAFT_SAVES):
            insert("default", 1)
        path = folder / os.urandom(8).hex()
        with path.open("wb") as handle:
            handle.write(photo)
            handle.flush()
            os.fsync(handle.fileno())
        insert("keys", 3)
        insert("default", ROWS)

    def work() -> None:
        for _ in range(each):
            one()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute(f"DROP TABLE {table}")
    return clients * each / seconds
