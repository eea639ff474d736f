"""The command: its options, its own place, the order of the measurements, the report."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from arasha.errors import Conflict

CLIENTS = 8
WEB_WORKERS = 2
MIB = 1024 * 1024
REACH = {
    "list": 20.0,
    "complaint": 25.0,
    **dict.fromkeys(("my work", "team board", "overview", "board of terms"), 25.0),
    "statements": 12,
    "sqlite": 8.0,
    "postgresql": 12.0,
    "commit": 20.0,
    "rss": 220,
}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha bench", description="Fill an office with synthetic complaints and measure it.")
    parser.add_argument("--complaints", type=int, default=10_000, metavar="N")
    parser.add_argument(
        "--postgres",
        metavar="URL",
        help="a server where two databases may be made, such as postgres://postgres@127.0.0.1:5432/postgres",
    )
    parser.add_argument("--requests", type=int, default=200, help="requests for each page and reader")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long submissions are made")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--letters", type=int, default=0, metavar="N", help="measure only this: N letters through one worker")
    parser.add_argument("--terms", type=int, default=0, metavar="N", help="measure only this: the nightly check of N open terms")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(argv)
    with _place(options.postgres) as home:
        report = _letters(options, home) if options.letters else _terms(options) if options.terms else _measure(options, home)
    if options.letters or options.terms:
        print(json.dumps(report, indent=2))
        return 0
    print(json.dumps(report, indent=2) if options.json else table(report))
    return 0


@contextmanager
def _place(postgres: str | None) -> Iterator[Path]:
    """A folder and databases of this run only, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="arasha-bench-"))
    for name in [name for name in os.environ if name.startswith("ARASHA_")]:
        del os.environ[name]  # the office's own settings must not reach in: production's defaults are what is measured
    os.environ["ARASHA_HOME"] = str(home)
    names = [f"arasha_bench_{kind}_{os.getpid()}" for kind in ("office", "keys")] if postgres else []
    try:
        if postgres:
            _databases(postgres, names, "CREATE")
            server = postgres.rsplit("/", 1)[0]
            os.environ["ARASHA_DATABASE_URL"], os.environ["ARASHA_KEYS_URL"] = (f"{server}/{name}" for name in names)
        yield home
    finally:
        if "django" in sys.modules:
            from django.db import connections

            connections.close_all()
        if postgres:
            _databases(postgres, names, "DROP")
        shutil.rmtree(home, ignore_errors=True)


def _databases(url: str, names: list[str], verb: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        for name in names:
            connection.execute(f"{verb} DATABASE {name}" if verb == "CREATE" else f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _measure(options: argparse.Namespace, home: Path) -> dict[str, Any]:
    from arasha.cli.init import prepare

    now = datetime.now(UTC)
    with _quiet():
        prepare(at=now)
    from django.db import connection

    from arasha import vault
    from arasha.cli.bench import bare, browser, pages
    from arasha.cli.bench.fill import Filler

    if not vault.kdf_is_production():
        raise Conflict("The key derivation is not production's; what is measured like this is worth nothing.")
    _officers(now)
    seconds = Filler(options.complaints, seed=options.seed, now=now).run()
    _settle(connection)
    readers = _readers(now)
    measured = pages.measure(readers, requests=options.requests, seed=options.seed)
    with _served() as (port, server):
        whole = browser.whole(port, clients=CLIENTS, seconds=options.seconds)
        alone = browser.commits_alone(port, clients=CLIENTS, each=10)
        memory = _memory(server.pid)
    store = bare.submissions(home, clients=CLIENTS, each=10)
    return {
        "machine": _machine(),
        "database": connection.vendor,
        "complaints": options.complaints,
        "seed": options.seed,
        "kdf": vault.kdf_parameters(),
        "limits": limits(),
        "requests": {"pages": options.requests, "submissions": whole.requests, "commits": alone.requests},
        "fill": {"seconds": round(seconds, 1), "per_second": round(options.complaints / seconds)},
        "pages": [{**vars(one), "ratio": round(one.ratio, 1)} for one in measured],
        "submissions": _told(whole, pages) | {"clients": CLIENTS, "bare_per_second": round(store, 1)},
        "commits": _told(alone, pages),
        "web_worker_mb": memory,
    }


def limits() -> dict[str, int]:
    """The limits in force while it measures: production's own, because no setting of another office reaches in (see `_place`)."""
    from django.conf import settings

    from arasha import vault
    from arasha.cli.run import PAGE_THREADS
    from arasha.complaints.forms.typed import STORY_LENGTH, FilesField
    from arasha.complaints.portal.limits import BURST, GUESSES, WINDOW

    return {
        "file_mb": settings.MAX_FILE_SIZE // MIB,
        "files_in_a_form": FilesField.most,
        "files_read_in_a_request": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "request_without_files_mb": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MIB,
        "fields_in_a_request": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
        "story_characters": STORY_LENGTH,
        "wrong_codes_of_an_address": GUESSES,
        "wrong_codes_before_an_alarm": BURST,
        "minutes_of_wrong_codes": int(WINDOW.total_seconds()) // 60,
        "key_derivations_at_once": vault.kdf_parameters()["at_once"],
        "web_workers": WEB_WORKERS,
        "threads_a_web_worker": PAGE_THREADS,
    }


def _letters(options: argparse.Namespace, home: Path) -> dict[str, Any]:
    """The part of the letters alone: typeset, sealed, kept."""
    from arasha.cli.init import prepare

    now = datetime.now(UTC)
    with _quiet():
        prepare(at=now)
    from django.db import connection

    from arasha.cli.bench import letters
    from arasha.people.models import Office

    signer = _account("signer", Office.objects.get(region=""), "commissioner", now)
    measured = letters.measure(options.letters, home, signer)
    return {"machine": _machine(), "database": connection.vendor, "load": os.getloadavg()[0], **measured}


def _terms(options: argparse.Namespace) -> dict[str, Any]:
    """The nightly check of open terms alone, and the board that shows them."""
    from arasha.cli.init import prepare

    now = datetime.now(UTC)
    with _quiet():
        prepare(at=now)
    from django.db import connection

    from arasha.cli.bench import terms
    from arasha.people.models import Office

    _officers(now)
    reader = _account("reader-all", Office.objects.get(region=""), "commissioner", now)
    measured = terms.measure(options.terms, seed=options.seed, reader=reader, settle=lambda: _settle(connection))
    return {"machine": _machine(), "database": connection.vendor, "load": os.getloadavg()[0], **measured}


def _told(outcome: Any, pages: Any) -> dict[str, Any]:
    return {
        "done": outcome.done,
        "failed": outcome.failed,
        "per_second": round(outcome.rate, 2),
        "seconds": round(outcome.seconds, 1),
        "requests_each": round(outcome.requests / max(outcome.done, 1), 1),
        "commit_p95_ms": round(pages.percentile(outcome.commits or [0.0], 95) * 1000, 1),
        "trouble": outcome.trouble[:3],
    }


def _officers(now: datetime) -> None:
    """One officer in every regional office, among whom the complaints are shared out."""
    from arasha.people.models import Office

    for office in Office.objects.exclude(region=""):
        _account(f"officer-{office.region}", office, "officer", now)


def _readers(now: datetime) -> dict[str, Any]:
    """Who opens the pages: everything, one region, 40 complaints, none. Made after the filling, which would give them complaints."""
    from arasha.complaints.models import Complaint
    from arasha.people.models import Office

    region = Office.objects.exclude(region="").order_by("code").first()
    forty = _account("reader-forty", region, "officer", now)
    ids = list(
        Complaint.objects.exclude(officer=None).filter(office=region).order_by("-received_at").values_list("pk", flat=True)[:40]
    )
    Complaint.objects.filter(pk__in=ids).update(officer=forty)
    return {
        "everything": _account("reader-all", Office.objects.get(region=""), "commissioner", now),
        "one region": _account("reader-region", region, "head", now),
        "40 complaints": forty,
        "none": _account("reader-none", region, "officer", now),
    }


def _account(name: str, office: Any, role: str, now: datetime) -> Any:
    from arasha.journal import Actor
    from arasha.people.actions import add_user

    return add_user(name, name=name, office=office, roles=[role], password=None, at=now, by=Actor("system"))


def _settle(connection: Any) -> None:
    """Statistics for the planner, as a database has them after a night."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@contextmanager
def _served() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "arasha", "run", "--bind", f"127.0.0.1:{port}", "--workers", str(WEB_WORKERS)]
    server = subprocess.Popen(command, env={**os.environ, "ARASHA_ORIGIN": f"http://127.0.0.1:{port}"}, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise Conflict("The server did not come up within 30 seconds.")


def _memory(pid: int) -> int:
    """The largest web worker's resident memory, in MB."""
    sizes = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            command = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if b"granian" in command and _descends(text, pid):
            sizes.append(int(text.split("VmRSS:")[1].split()[0]) // 1024)
    return max(sizes)


def _descends(status: str, pid: int) -> bool:
    parent = int(status.split("PPid:")[1].split()[0])
    while parent > 1:
        if parent == pid:
            return True
        try:
            parent = int(Path(f"/proc/{parent}/status").read_text().split("PPid:")[1].split()[0])
        except OSError:
            return False
    return False


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    return f"{cores} cores ({model}), load generator and database included; Python {platform.python_version()}"


@contextmanager
def _quiet() -> Iterator[None]:
    kept, sys.stdout = sys.stdout, sys.stderr
    try:
        yield
    finally:
        sys.stdout = kept


def table(report: dict[str, Any]) -> str:
    """The report as a Markdown table."""
    vendor, made, alone = report["database"], report["submissions"], report["commits"]
    rows = [("what", "measured", "reach", "bare store", "ratio")]
    for page in report["pages"]:
        rows.append((f"{page['page']}, reader: {page['reader']}, p95 of {page['requests']}",
                     f"{page['p95']:.1f} ms, {page['statements']} statements",
                     f"≤ {REACH[page['page']]:.0f} ms, ≤ {REACH['statements']}",
                     f"{page['bare_p95']:.1f} ms", f"{page['ratio']}"))  # fmt: skip
    ratio = made["bare_per_second"] / made["per_second"] if made["per_second"] else 0
    rows.append((f"whole submissions, {made['clients']} clients, {made['requests_each']:.0f} requests each",
                 f"{made['per_second']} a second, {made['failed']} failed",
                 f"≥ {REACH.get(vendor, 8):.0f} a second", f"{made['bare_per_second']} a second", f"{ratio:.1f}"))  # fmt: skip
    rows.append(
        (
            "the sending request alone",
            f"{alone['per_second']} a second, p95 {alone['commit_p95_ms']} ms, {alone['failed']} failed",
            f"≥ {REACH['commit']:.0f} a second",
            "",
            "",
        )
    )
    rows.append(("filling", f"{report['fill']['per_second']:,} complaints a second", "", "", ""))
    rows.append(("largest web worker", f"{report['web_worker_mb']} MB", f"≤ {REACH['rss']} MB", "", ""))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    head = f"{vendor}, {report['complaints']:,} complaints, seed {report['seed']}. {report['machine']}. Key derivation: {report['kdf']}."
    return "\n".join([head, "", *lines, "", *_conditions(report)])


def _conditions(report: dict[str, Any]) -> list[str]:
    """How many requests were made and which limits held, as a second table."""
    rows = {f"requests: {what}": count for what, count in report["requests"].items()}
    rows |= {f"limit: {what.replace('_', ' ')}": value for what, value in report["limits"].items()}
    return ["| under which conditions | |", "|---|---|", *(f"| {what} | {value:,} |" for what, value in rows.items())]
