"""A PostgreSQL of the test's own: every byte that it writes lies in one folder, and nobody else's words are among them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.server import free_port, wait_for

INITDB = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))  # Debian's place
SETTINGS = ("max_wal_size=32MB", "listen_addresses=127.0.0.1", "max_connections=40")


class Cluster:
    """One server with one database. `url` is the office's address of it."""

    def __init__(self, place: Path) -> None:
        self.place, self.data, self.bin, self.port = place, place / "data", INITDB[-1].parent, free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/arasha"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        whom = _not_root(self.place)
        made = [
            self.bin / "initdb",
            "-D",
            self.data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "--wal-segsize=1",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run(made, check=True, capture_output=True, timeout=120, cwd=self.place, **whom)
        chosen = [word for setting in SETTINGS for word in ("-c", setting)]
        command = [self.bin / "postgres", "-D", self.data, "-p", str(self.port), "-k", self.place, *chosen]
        with (self.place / "server.log").open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.place, **whom)
        wait_for(lambda: self._tool("pg_isready").returncode == 0, "the database")
        self._tool("createdb", "arasha").check_returncode()

    def _tool(self, name: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        return subprocess.run([self.bin / name, *where, *words], capture_output=True, timeout=120, check=False)

    def folders(self) -> list[Path]:
        """Where its bytes lie, everything written out: data, log of changes, log of the server; a dump, where nothing is compressed."""
        self._tool("psql", "-c", "CHECKPOINT").check_returncode()
        dump = self._tool("pg_dump", "arasha")
        dump.check_returncode()
        (self.place / "dump.sql").write_bytes(dump.stdout)
        return [self.place]

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()  # nobody needs what it holds any more
            self.process.wait(20)


def _not_root(place: Path) -> dict[str, Any]:
    """PostgreSQL does not run as root: then its own account owns the folder and runs it."""
    if os.getuid() != 0:
        return {}
    shutil.chown(place, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="arasha-pg-", ignore_cleanup_errors=True) as place:
        made = Cluster(Path(place))
        try:
            made.start()
            yield made
        finally:
            made.stop()
