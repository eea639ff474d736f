"""The supervisor: starts again what dies, at growing intervals, and ends everything when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from arasha.cli import run, supervisor
from arasha.cli.supervisor import Child, Supervisor
from arasha.errors import BadRequest, Conflict

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


def wait_for(condition, seconds: float = 10.0) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def lines() -> list[str]:
    return []


def test_what_dies_is_started_again_later_and_later(lines: list[str]) -> None:
    child = Child("web", [sys.executable, "-c", "raise SystemExit(3)"])
    keeper = Supervisor([child], say=lines.append)
    moment, pauses = 1000.0, []
    for _ in range(8):
        keeper.tend(child, moment)
        assert child.process is not None
        child.process.wait(10)
        keeper.tend(child, moment)
        assert child.process is None
        pauses.append(child.next_start - moment)
        keeper.tend(child, moment)  # not before its time
        assert child.process is None
        moment = child.next_start
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]
    assert "web ended with 3; starting it again in 1 s" in lines[0]


def test_a_long_life_forgets_earlier_deaths(lines: list[str]) -> None:
    child = Child("web", SLEEP, deaths=5)
    keeper = Supervisor([child], say=lines.append)
    keeper.tend(child, 1000.0)
    assert child.process is not None
    child.process.kill()
    child.process.wait(10)
    keeper.tend(child, 1000.0 + supervisor.HEALTHY + 1)
    assert (child.deaths, child.next_start) == (1, 1000.0 + supervisor.HEALTHY + 2)


def test_ending_ends_the_children_even_the_deaf(lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    children = [Child("jobs", SLEEP), Child("web", [sys.executable, "-c", deaf])]
    keeper = Supervisor(children, say=lines.append)
    for child in children:
        keeper.tend(child, 0.0)
    time.sleep(1.0)  # until the deaf one is deaf
    keeper.end()
    assert not any(child.alive for child in children)
    assert lines == ["web did not stop; ending it"]


def test_children_do_not_outlive_a_killed_supervisor(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    code = (
        "from arasha.cli.supervisor import Child, Supervisor; import sys;"
        f"c = [sys.executable, '-c', \"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)\"];"
        "Supervisor([Child('x', c)]).run()"
    )
    keeper = subprocess.Popen([sys.executable, "-c", code])
    assert wait_for(lambda: pid_file.exists() and pid_file.read_text())
    child = int(pid_file.read_text())
    keeper.send_signal(signal.SIGKILL)
    keeper.wait(10)

    def gone() -> bool:
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return True
        return Path(f"/proc/{child}/stat").read_text().split()[2] == "Z"

    assert wait_for(gone)


def test_one_office_has_one_supervisor(tmp_path: Path) -> None:
    held = run.hold(tmp_path / "run.lock")
    with pytest.raises(Conflict):
        run.hold(tmp_path / "run.lock")
    held.close()
    run.hold(tmp_path / "run.lock").close()


@pytest.mark.parametrize("text", ["8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:70000", ""])
def test_an_address_that_is_none(text: str) -> None:
    with pytest.raises(BadRequest):
        run.parse_bind(text)


def test_addresses() -> None:
    assert run.parse_bind("127.0.0.1:8000") == ("127.0.0.1", 8000)
    assert run.parse_bind("[::1]:80") == ("::1", 80)


@pytest.mark.django_db
class TestRefusals:
    def test_a_trial_is_not_served_to_other_machines(self) -> None:
        run.refuse_unless_ready("127.0.0.1:8000", anyway=False)
        with pytest.raises(Conflict, match="ARASHA_PRODUCTION"):
            run.refuse_unless_ready("0.0.0.0:8000", anyway=False)
        run.refuse_unless_ready("0.0.0.0:8000", anyway=True)

    def test_production_does_not_start_red(self, settings) -> None:
        settings.PRODUCTION = True
        with pytest.raises(Conflict) as refusal:
            run.refuse_unless_ready("127.0.0.1:8000", anyway=False)
        assert "is not https" in str(refusal.value)
        assert "same volume" in str(refusal.value)
        run.refuse_unless_ready("127.0.0.1:8000", anyway=True)

    def test_a_database_of_another_version_is_not_served(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from arasha.cli import migrate

        monkeypatch.setattr(migrate, "waiting", lambda alias: 3)
        with pytest.raises(Conflict, match="arasha migrate"):
            run.refuse_unless_ready("127.0.0.1:8000", anyway=True)
