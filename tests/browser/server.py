"""An office as processes: made empty in a temporary place, served on 127.0.0.1, stopped or killed at will."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

PASSWORD = "Synthetic-Steppe-4711"


@dataclass(frozen=True)
class Country:
    """A profile, and what of it the people on the road name: their region, its office, its police."""

    profile: str
    region: str
    office: str
    police: str

    @property
    def staff(self) -> dict[str, str]:
        """account: code of the office"""
        return {**dict.fromkeys(("registrar", "lawyer", "head", "officer"), self.office), "commissioner": "centre"}


KZ = Country("kz", region="75", office="KZ-75", police="police_dept")
PARIS = Country("paris", region="A", office="A", police="police")
ACCOUNTS = """
import io, sys
from arasha.cli.main import start_django
start_django()
from arasha.cli import user
for line in sys.argv[2:]:
    name, office = line.split(":")
    sys.stdin = io.StringIO(sys.argv[1] + "\\n")
    user.main(["add", name, "--name", f"Example {name}", "--role", name, "--office", office, "--stdin"])
"""
START = 60.0  # seconds that a busy machine is given
Found = TypeVar("Found")


def environment(home: Path, port: int = 0, *, profile: str = KZ.profile) -> dict[str, str]:
    """The environment of the office's processes: nothing of the tests' own settings or of the developer's office."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ARASHA_", "DJANGO_"))}
    temporary = home / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    return {
        **kept,
        "ARASHA_HOME": str(home),
        "ARASHA_ORIGIN": f"http://127.0.0.1:{port}",
        "ARASHA_PROFILE": profile,
        "ARASHA_RECALL_MINUTES": "0",  # what people on the road send is there at once
        "TMPDIR": str(temporary),
    }


def make_office(home: Path, country: Country = KZ, *, more: Mapping[str, str] | None = None) -> None:
    """`arasha init`, and one account a role. `more` are further settings."""
    arasha(home, "init", profile=country.profile, more=more)
    lines = [f"{name}:{office}" for name, office in country.staff.items()]
    command = [sys.executable, "-c", ACCOUNTS, PASSWORD, *lines]
    variables = {**environment(home, profile=country.profile), **(more or {})}
    subprocess.run(command, env=variables, check=True, timeout=120)


def arasha(
    home: Path, *words: str, profile: str = KZ.profile, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One command of the office, with `more` settings; AssertionError when it fails."""
    command = [sys.executable, "-m", "arasha", *words]
    variables = {**environment(home, profile=profile), **(more or {})}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done


def wait_for(found: Callable[[], Found], what: str, seconds: float = START) -> Found:
    """What `found` answers once it is true."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if answer := found():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {seconds:.0f} s")


class Server:
    """`arasha run` on one office. `url` is its address; `log` what it printed; `more` are settings beside those of every test."""

    def __init__(self, home: Path, log: Path, country: Country = KZ) -> None:
        self.home, self.log, self.country, self.port = home, log, country, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.more: dict[str, str] = {}

    def start(self) -> None:
        command = [sys.executable, "-m", "arasha", "run", "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("ab") as out:
            variables = {**environment(self.home, self.port, profile=self.country.profile), **self.more}
            self.process = subprocess.Popen(command, env=variables, stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        wait_for(self._answers, f"the office on {self.url}")

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"arasha run ended:\n{self.log.read_text()}"
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as response:
                return response.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def kill(self) -> None:
        """kill -9 of every process of the office at once."""
        assert self.process is not None
        for pid in (self.process.pid, *self.children()):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(20)

    def children(self) -> list[int]:
        """Process numbers of all descendants of the supervisor."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
        family = {self.process.pid} if self.process else set()
        while more := {pid for pid, parent in parents.items() if parent in family and pid not in family}:
            family |= more
        return sorted(family - {self.process.pid if self.process else 0})

    def mails(self) -> list[tuple[str, str]]:
        """(address, text) of each mail in the outbox, the oldest first."""
        found = []
        for path in sorted((self.home / "outbox").glob("*"), key=lambda one: one.stat().st_mtime_ns):
            for part in path.read_bytes().split(b"-" * 79 + b"\n"):
                if part.strip():
                    message = email.message_from_bytes(part, policy=email.policy.default)
                    body = message.get_body()
                    found.append((str(message["To"]), body.get_content() if body else ""))
        return found

    def secure_link(self, address: str, number: int) -> str:
        """The link of the `number`-th mail (from 0) to a body's contact."""

        def look() -> str:
            texts = [text for to, text in self.mails() if to == address]
            words = texts[number].split() if len(texts) > number else []
            return next((word.strip("<>.,") for word in words if "/answer/" in word), "")

        return wait_for(look, f"mail {number} to {address}")


@contextmanager
def served(template: Path, place: Path, country: Country = KZ) -> Iterator[Server]:
    """A fresh copy of an empty office, served while the block runs."""
    home = place / "home"
    shutil.copytree(template, home)
    server = Server(home, place / "server.log", country)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class From:
    """The same office as somebody at another address sees it: a listener on a port of its own that calls the office from `source`.

    Every address of 127.0.0.0/8 is this machine, so each person can have one, and one can look for it afterwards.
    """

    def __init__(self, source: str, port: int) -> None:
        self.source, self.target = source, port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _listen(self) -> None:
        while True:
            try:
                caller, _address = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(caller,), daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        try:
            office = socket.create_connection(("127.0.0.1", self.target), source_address=(self.source, 0))
        except OSError:
            caller.close()
            return
        threading.Thread(target=_pump, args=(caller, office), daemon=True).start()
        _pump(office, caller)


def _pump(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
    except OSError:
        pass
    finally:
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
