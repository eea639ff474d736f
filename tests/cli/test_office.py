"""From nothing to a served office, as processes: init, run, kill what serves, stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.process
ARASHA = [sys.executable, "-m", "arasha"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ARASHA_", "DJANGO_", "LC_"))}
    return {**kept, "ARASHA_HOME": str(tmp_path / "office"), "LANG": "C.UTF-8"}


def arasha(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*ARASHA, *words], env=environment, capture_output=True, text=True, timeout=120, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(port: int, path: str) -> tuple[int, dict[str, str]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
        return response.status, dict(response.headers)


def wait_until_it_answers(port: int, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while True:
        try:
            answer(port, "/readyz")
        except OSError:
            assert time.monotonic() < limit, "the office does not answer"
            time.sleep(0.2)
        else:
            return


def children(pid: int) -> dict[str, int]:
    """The command lines of a process's children."""
    found = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found[(entry / "cmdline").read_text().replace("\0", " ")] = int(entry.name)
        except OSError:
            continue
    return found


def test_looking_makes_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    """A second master key would make whoever forgot the settings believe that all is well."""
    for words in (["verify"], ["doctor"], ["anchor"], ["user", "list"], ["run"]):
        answer = arasha(environment, *words)
        told = (answer.stdout + answer.stderr).strip()
        assert answer.returncode == (1 if words == ["doctor"] else 2), told
        assert "master.key is missing" in told
        assert "ARASHA_HOME" in told
        assert len(told.splitlines()) <= 2, told
        assert not (tmp_path / "office").exists()


@pytest.fixture
def office(environment: dict[str, str], tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, dict[str, str]]]:
    made = arasha(environment, "init")
    assert made.returncode == 0, made.stderr
    port = free_port()
    log = (tmp_path / "log").open("wb")
    process = subprocess.Popen([*ARASHA, "run", "--bind", f"127.0.0.1:{port}", "--workers", "1"], env=environment, stderr=log)
    try:
        wait_until_it_answers(port)
        yield process, port, environment
    finally:
        process.terminate()
        process.wait(60)


def test_a_second_init_changes_nothing(environment: dict[str, str]) -> None:
    home = Path(environment["ARASHA_HOME"])
    assert arasha(environment, "init").returncode == 0
    key = (home / "keys/master.key").read_bytes()
    again = arasha(environment, "init")
    assert again.returncode == 0
    assert (home / "keys/master.key").read_bytes() == key
    assert "bodies: 0 added, 0 changed, 0 ended" in again.stdout
    assert "collected" not in again.stdout
    for folder in (home, home / "keys"):
        assert folder.stat().st_mode & 0o077 == 0, folder


def test_the_office_is_served_mended_and_stopped(
    office: tuple[subprocess.Popen[bytes], int, dict[str, str]], tmp_path: Path
) -> None:
    process, port, environment = office
    assert answer(port, "/healthz")[0] == 200
    status, headers = answer(port, "/kk/account/login/")
    assert status == 200
    assert "default-src 'none'" in headers["content-security-policy"]

    second = arasha(environment, "run", "--bind", f"127.0.0.1:{free_port()}")
    assert second.returncode == 2
    assert "served already" in second.stderr

    web = next(pid for line, pid in children(process.pid).items() if "granian" in line)
    os.kill(web, signal.SIGKILL)
    time.sleep(0.5)
    wait_until_it_answers(port)
    assert web not in children(process.pid).values()

    limit = time.monotonic() + 30
    while "alive" not in arasha(environment, "doctor").stdout:
        assert time.monotonic() < limit, "no worker came to life"
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    with pytest.raises(urllib.error.URLError):
        answer(port, "/healthz")
    log = (tmp_path / "log").read_text()
    assert "starting it again" in log
    assert "Traceback" not in log
