"""`arasha run`: the office under one supervisor: web workers, and a worker for jobs and schedule."""

from __future__ import annotations

import argparse
import fcntl
import ipaddress
import os
import socket
import sys
import time
from pathlib import Path
from typing import IO

from arasha.cli.main import start_django
from arasha.cli.supervisor import Child, Supervisor
from arasha.errors import BadRequest, Conflict

HEAD_START = 2.0  # seconds that the pages are given before the jobs begin to load
PAGE_THREADS = 2  # per web worker; the database's write lock is held for milliseconds, so more would only wait


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha run", description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="ADDRESS:PORT")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web workers (default 2)")
    parser.add_argument("--anyway", action="store_true", help="serve although arasha doctor is red")
    options = parser.parse_args(argv)
    if options.workers < 1:
        parser.error("--workers takes 1 or more")
    start_django()
    refuse_unless_ready(options.bind, anyway=options.anyway)
    return serve(options.bind, workers=options.workers)


def parse_bind(text: str) -> tuple[str, int]:
    """Address and port. BadRequest when it is not `ADDRESS:PORT`."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadRequest(f"“{text}” is not ADDRESS:PORT; write it like 127.0.0.1:8000")
    return host.strip("[]"), int(port)


def refuse_unless_ready(bind: str, *, anyway: bool) -> None:
    """Conflict when the databases are not this version's, or when production has something red."""
    from django.conf import settings
    from django.db import connections

    from arasha.cli.migrate import waiting

    for alias in connections:
        if waiting(alias):
            raise Conflict(f"The database {alias} is not in this version's shape. Run arasha init (or arasha migrate) first.")
    if anyway:
        return
    if not settings.PRODUCTION and not _loopback(parse_bind(bind)[0]):
        raise Conflict("Only a production office (ARASHA_PRODUCTION=1) is served to other machines. --anyway overrules this.")
    if settings.PRODUCTION:
        from arasha.cli.doctor import examine

        red = [finding for finding in examine(before_start=True) if finding.state == "red"]
        if red:
            lines = [f"  {finding.name}: {finding.says}" for finding in red]
            raise Conflict("\n".join(["Not started. arasha doctor says how to mend this; --anyway overrules it.", *lines]))


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def serve(bind: str, *, workers: int, held: IO[str] | None = None) -> int:
    """Serve until told to stop. `held` is the office's lock when the caller has it. Conflict when the office or the address is taken."""
    from django.conf import settings

    host, port = parse_bind(bind)
    held = held or hold(settings.HOME / "run.lock")
    _free_address(host, port)
    _say_where(held, bind)
    python = [sys.executable, "-m"]
    web = Child(
        "web",
        [
            *python, "granian", "arasha.site.wsgi:application", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(workers), "--blocking-threads", str(PAGE_THREADS), "--no-ws", "--log-level", "warning",
            "--no-access-log", "--respawn-failed-workers", "--workers-kill-timeout", "15",
        ],
    )  # fmt: skip
    jobs = Child("jobs", [*python, "arasha", "work"], next_start=time.monotonic() + HEAD_START)
    supervisor = Supervisor([web, jobs])
    print(f"serving on http://{bind}/ (Ctrl-C stops)", flush=True)
    try:
        return supervisor.run()
    finally:
        held.close()


def hold(path: Path) -> IO[str]:
    """The office's lock, held until the file is closed. Conflict, with the address, when another supervisor has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = path.open("a+")
    os.set_inheritable(handle.fileno(), False)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        address = path.read_text().strip()
        where = f" on http://{address}/" if address else ""
        raise Conflict(f"This office is being served already{where} (lock: {path}). Stop that first.") from None
    _say_where(handle, "")
    return handle


def served_on(path: Path) -> str | None:
    """ADDRESS:PORT on which a supervisor that holds this lock serves the office; "" while it starts, None when nobody serves."""
    if not path.exists():
        return None
    with path.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return handle.read().strip()
    return None


def _say_where(held: IO[str], bind: str) -> None:
    """Write the address into the lock, for whoever finds it held."""
    held.truncate(0)
    held.write(bind)
    held.flush()


def _free_address(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise Conflict(f"{host}:{port} cannot be used ({taken.strerror}). Choose another port.") from None
