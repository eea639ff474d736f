"""Several writers at once, in processes of their own, on a database that syncs to disk as in life."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from arasha.ids import new_id

SERVER = os.environ.get("ARASHA_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
pytestmark = pytest.mark.process
FEWEST_A_SECOND = 20  # of all writers together; a machine busy with other tests still does several times as many


class Office:
    """An office in a folder and a database of its own; `run` starts a process in it."""

    def __init__(self, home: Path, url: str) -> None:
        self.environment = {
            **os.environ,
            "ARASHA_HOME": str(home),
            "ARASHA_DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.journal.small_office",
        }
        words = [sys.executable, "-m", "tests.journal.writers"]
        self.clerk = subprocess.Popen(words, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.key = self.ask("make_office")["key"]
        self.chains = self.entries = 0

    def ask(self, what: str) -> dict[str, Any]:
        """Has the one process do it that stays."""
        assert self.clerk.stdin
        assert self.clerk.stdout
        print(json.dumps({"what": what, "arguments": {}}), file=self.clerk.stdin, flush=True)
        return json.loads(self.clerk.stdout.readline())

    def close(self) -> None:
        self.clerk.communicate(timeout=30)

    def start(self, what: str, **arguments: Any) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "tests.journal.writers", what, json.dumps(arguments)]
        return subprocess.Popen(words, env=self.environment, stdout=subprocess.PIPE, text=True)

    def run(self, what: str, **arguments: Any) -> dict[str, Any]:
        process = self.start(what, **arguments)
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return json.loads(out)

    def side_by_side(self, calls: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
        with ThreadPoolExecutor() as pool:
            return list(pool.map(lambda call: self.run(call[0], **call[1]), calls))

    def added(self) -> tuple[int, int]:
        """Verifies everything and returns how many entries and chains there are more than at the last time."""
        found = self.ask("verify")
        assert found["problems"] == []  # every chain gapless and without a fork
        before, (self.entries, self.chains) = (self.entries, self.chains), (found["entries"], found["chains"])
        return self.entries - before[0], self.chains - before[1]


def postgres_answers() -> bool:
    address = urlsplit(SERVER)
    try:
        socket.create_connection((address.hostname or "127.0.0.1", address.port or 5432), timeout=2).close()
    except OSError:
        return False
    return True


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One on each database for all tests here: making it takes longer than each of them. They count what they add."""
    home = tmp_path_factory.mktemp("office")
    if request.param == "sqlite":
        with closing(Office(home, "")) as made:
            yield made
        return
    if not postgres_answers():
        pytest.skip("no PostgreSQL answers")
    import psycopg

    name = f"test_arasha_writers_{os.getpid()}_{uuid4().hex[:8]}"
    with closing(psycopg.connect(SERVER, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            with closing(Office(home, urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}")))) as made:
                yield made
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rate(results: list[dict[str, Any]]) -> float:
    return sum(result["written"] for result in results) / max(result["seconds"] for result in results)


def test_eight_writers_to_different_chains_and_to_the_same_one(office: Office) -> None:
    shared, each = str(new_id()), 30
    calls = [
        ("write_changes", {"key": office.key, "own": [str(new_id()) for _ in range(4)], "shared": shared, "each": each})
        for _ in range(2)
    ]
    results = office.side_by_side(calls)
    assert [result["failures"] for result in results] == [[], []]
    assert office.added() == (8 * each, 9)
    print(f"\n{rate(results):.0f} changes a second by 8 writers in 2 processes")
    assert rate(results) > FEWEST_A_SECOND


def test_verifying_while_others_write_raises_no_false_alarm(office: Office) -> None:
    own, shared = [str(new_id()) for _ in range(2)], str(new_id())
    writing = [
        office.start("write_changes", key=office.key, own=own, shared=shared, each=100),
        office.start("write_readings", threads=2, each=100),
    ]
    looked = office.run("verify_while_running", pids=[process.pid for process in writing])
    assert [process.wait(timeout=60) for process in writing] == [0, 0]
    assert looked["problems"] == []
    assert looked["times"] > 1
    assert office.added() == (4 * 100, 4)


def test_readings_of_two_processes_with_four_threads_each(office: Office) -> None:
    results = office.side_by_side([("write_readings", {"threads": 4, "each": 50})] * 2)
    assert [result["failures"] for result in results] == [[], []]
    assert office.added() == (400, 2)
    print(f"\n{rate(results):.0f} readings a second by 8 threads in 2 processes")
    assert rate(results) > FEWEST_A_SECOND


def test_readings_that_queue_behind_a_commit_go_together(office: Office) -> None:
    assert office.run("read_together", threads=8) == {"commits": [8]}
    assert office.added() == (9, 1)


def test_a_reading_is_on_disk_when_the_call_returns(office: Office) -> None:
    process = office.start("read_until_killed")
    assert process.stdout
    for _ in range(30):
        said = [process.stdout.readline()]
    os.kill(process.pid, signal.SIGKILL)
    said += process.stdout.read().splitlines(keepends=True)
    process.wait()
    last = max(int(line) for line in said if line.endswith("\n"))
    assert office.added()[0] >= last >= 30


def test_a_fork_keeps_apart_what_parent_and_child_read(office: Office) -> None:
    assert office.run("read_in_two_generations") == {"child": 0}
    assert office.added() == (3, 2)
