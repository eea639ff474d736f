"""A process that writes to the journal of a small office; `test_writers.py` starts several. Prints what it did as one line of JSON."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import django
from django.core.management import call_command
from django.db import connections, transaction

OFFICER = ("staff", "7", "10.0.0.7")


def now() -> datetime:
    return datetime.now(UTC)


def make_office() -> dict[str, Any]:
    from arasha import vault

    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)
    return {"key": str(vault.create_key("complaint", now()))}


def write_changes(key: str, own: list[str], shared: str, each: int) -> dict[str, Any]:
    """A thread for each of `own`; every third of its records goes to the chain that all threads of all processes share."""

    def work(chain: UUID) -> None:
        for number in range(each):
            change(UUID(shared) if number % 3 == 2 else chain, UUID(key))

    return timed([partial(work, UUID(chain)) for chain in own], each)


def change(chain: UUID, key: UUID) -> None:
    from arasha import journal

    with transaction.atomic():
        about = ("complaint", str(chain))
        journal.record(
            "note", by=journal.Actor(*OFFICER), chain=chain, subject=about, key_id=key, details={"n": "x" * 200}, at=now()
        )


def write_readings(threads: int, each: int) -> dict[str, Any]:
    return timed([lambda: [read() for _ in range(each)]] * threads, each)


def read() -> None:
    from arasha import journal
    from arasha.ids import new_id

    journal.record_reading(journal.Actor(*OFFICER), page="desk:complaint", ids=[new_id()], at=now())


def read_until_killed() -> dict[str, Any]:
    """Says after each reading how many are written; whoever started this kills it at some moment."""
    for number in range(1, 1_000_000):
        read()
        print(number, flush=True)
    return {}


def read_together(threads: int) -> dict[str, Any]:
    """Lets readings queue up behind a commit, and counts the commits they then need."""
    from arasha.journal import readings

    read()
    writer = readings._writers[os.getpid()]
    commits: list[int] = []
    commit = writer._commit
    writer._commit = lambda batch: (commits.append(len(batch)), commit(batch))[1]  # type: ignore[method-assign]
    with writer.committing:
        running = [threading.Thread(target=in_thread(read)) for _ in range(threads)]
        for thread in running:
            thread.start()
        while len(writer.waiting) < threads:
            time.sleep(0.001)
    for thread in running:
        thread.join()
    return {"commits": commits}


def read_in_two_generations() -> dict[str, Any]:
    """Reads, forks while a thread holds the writer's lock, and reads in both processes."""
    from arasha.journal import readings

    read()
    connections.close_all()
    with readings._writers[os.getpid()].committing:
        child = os.fork()
        if child == 0:
            read()
            connections.close_all()
            os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    read()
    return {"child": status}


def verify_while_running(pids: list[int]) -> dict[str, Any]:
    """Verifies, and makes anchors, again and again until the other processes have ended."""
    from arasha import journal

    problems: list[str] = []
    times = 0
    while any(is_running(pid) for pid in pids):
        journal.make_anchor(now())
        problems += [str(problem) for problem in journal.verify()]
        times += 1
    return {"problems": problems, "times": times}


def is_running(pid: int) -> bool:
    """False too for a process that has ended and waits for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def timed(work: list[Callable[[], Any]], each: int) -> dict[str, Any]:
    failures: list[str] = []
    threads = [threading.Thread(target=in_thread(one, failures)) for one in work]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"written": len(work) * each, "seconds": time.monotonic() - begun, "failures": failures}


def in_thread(work: Callable[[], Any], failures: list[str] | None = None) -> Callable[[], None]:
    def run() -> None:
        try:
            work()
        except Exception as error:
            if failures is None:
                raise
            failures.append(repr(error))
        finally:
            connections.close_all()

    return run


def verify() -> dict[str, Any]:
    from arasha import journal

    return journal.examine().as_json(now())


def do(what: str, arguments: dict[str, Any]) -> None:
    print(json.dumps(globals()[what](**arguments)), flush=True)


if __name__ == "__main__":
    django.setup()
    if len(sys.argv) > 1:
        do(sys.argv[1], json.loads(sys.argv[2]))
    for line in sys.stdin if len(sys.argv) == 1 else []:  # one that stays, for what needs no process of its own
        do(**json.loads(line))
