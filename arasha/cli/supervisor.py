"""One process that keeps others running: starts them, starts them again when they die, stops them all when told to."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

PATIENCE = 25.0  # seconds between asking to stop and insisting
LONGEST_PAUSE = 30.0  # seconds between two starts of what dies at once
HEALTHY = 60.0  # after so many seconds of life, earlier deaths are forgotten

PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process to keep alive. `deaths` counts those in a row."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    next_start: float = 0.0

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Supervisor:
    """`run` blocks until SIGTERM or SIGINT, then stops its children in the reverse order and returns 0."""

    children: list[Child]
    say: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True)
    stopping: bool = field(default=False, init=False)

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.stopping:
            for child in self.children:
                self.tend(child, time.monotonic())
            time.sleep(0.2)
        self.end()
        return 0

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def tend(self, child: Child, moment: float) -> None:
        """Note a death, and start what is due. A child that keeps dying is started at longer and longer intervals."""
        if child.alive:
            return
        if child.process is not None:
            _sweep(child.process)
            child.deaths = 1 if moment - child.started > HEALTHY else child.deaths + 1
            pause = min(2.0 ** (child.deaths - 1), LONGEST_PAUSE)
            child.next_start = moment + pause
            self.say(f"{child.name} ended with {child.process.returncode}; starting it again in {pause:.0f} s")
            child.process = None
        if moment >= child.next_start:
            # A group of its own: Ctrl-C reaches the supervisor alone, and what the child started can be ended with it.
            child.process = subprocess.Popen(
                list(child.command), stdin=subprocess.DEVNULL, process_group=0, preexec_fn=_die_with_the_supervisor
            )
            child.started = moment

    def end(self) -> None:
        """Ask each child to stop, wait, and insist."""
        for child in reversed(self.children):
            if child.alive and child.process:
                child.process.terminate()
        limit = time.monotonic() + PATIENCE
        for child in reversed(self.children):
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, limit - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{child.name} did not stop; ending it")
                child.process.kill()
                child.process.wait()
            _sweep(child.process)


def _sweep(ended: subprocess.Popen[bytes]) -> None:
    """End what an ended child left behind. Web workers outlive a killed server and would go on answering on its address."""
    with suppress(ProcessLookupError):
        os.killpg(ended.pid, signal.SIGKILL)


def _die_with_the_supervisor() -> None:
    """In the child: when the supervisor is killed, stop; no core dump writes keys to a disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
