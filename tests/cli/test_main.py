"""The `arasha` command: finds what is meant, imports only that, and says in one line what an administrator can mend."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from arasha.cli import main as command
from arasha.errors import Conflict


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """The command narrows it for its whole process, which here is the tests' own."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_what_it_writes_is_for_its_own_account() -> None:
    command.main([])
    assert os.umask(0o022) == 0o077


def test_every_command_is_listed_with_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 0
    listed = capsys.readouterr().out
    for word in ("run", "init", "doctor", "user", "law", "verify", "anchor", "demo", "work", "tick", "migrate"):
        assert f"\n  {word} " in listed


def test_a_mistyped_command_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["docter"]) == 2
    assert "Did you mean “doctor”?" in capsys.readouterr().err


def test_law_and_the_list_load_no_django() -> None:
    """In a process of its own: this one has loaded Django long ago."""
    code = (
        "import sys; from arasha.cli.main import main; main([]);"
        "main(['law', 'due', 'KZ-C11', '--from', '2026-03-18']);"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_refusal_is_one_line_and_exit_code_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Refusing:
        @staticmethod
        def main(argv: list[str]) -> int:
            raise Conflict("Stop that first.")

    monkeypatch.setattr(command, "import_module", lambda name: Refusing)
    assert command.main(["law"]) == 2
    assert capsys.readouterr().err == "arasha: Stop that first.\n"


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        @staticmethod
        def main(argv: list[str]) -> int:
            raise KeyError("x")

    monkeypatch.setattr(command, "import_module", lambda name: Broken)
    with pytest.raises(KeyError):
        command.main(["law"])


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
    ],
)
def test_answers_in_the_terminals_language(environment: dict[str, str], language: str) -> None:
    assert command.terminal_language(environment) == language
