"""The `arasha` command. Each word is a module with `main(argv) -> exit code`; only the one that is called is imported.

Exit codes: 0 done, 1 done and something is wrong (doctor, verify), 2 not understood or not possible.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

from arasha.cli import place


class Command(NamedTuple):
    module: str
    about: str
    django: bool = True
    makes: bool = False  # works without an office, or makes one; every other command only looks at the one there is


COMMANDS = {
    "run": Command("arasha.cli.run", "serve the office: web, jobs and schedule under one supervisor", django=False),
    "init": Command(
        "arasha.cli.init",
        "make or complete an office: folders, keys, databases, catalogues, static files",
        django=False,
        makes=True,
    ),
    "migrate": Command("arasha.cli.migrate", "bring both databases to this version's shape"),
    "doctor": Command("arasha.cli.doctor", "say what is missing or wrong in this installation, and how to mend it", django=False),
    "user": Command("arasha.cli.user", "accounts of staff: add, roles, password, close, token, list"),
    "law": Command("arasha.cli.law", "the date on which a term ends, and why", django=False, makes=True),
    "verify": Command("arasha.cli.verify", "check the journal from end to end"),
    "anchor": Command("arasha.cli.anchor", "make an anchor of the journal now and write it outside"),
    "demo": Command("arasha.cli.demo_office", "an office with example data on 127.0.0.1", django=False, makes=True),
    "demo-reset": Command("arasha.cli.demo_reset", "forget the example office", django=False, makes=True),
    "mail": Command("arasha.cli.mail", "fetch what came by e-mail now"),
    "work": Command("arasha.cli.work", "run jobs (arasha run does it too)"),
    "tick": Command("arasha.cli.tick", "enqueue what the schedule has due now (arasha run does it too)"),
    "bench": Command("arasha.cli.bench", "fill an office with synthetic complaints and measure", django=False, makes=True),
    "backup": Command("arasha.cli.backup", "back up the office and its key store, apart"),
    "manage": Command("arasha.cli.manage", "any of Django's own commands", django=False, makes=True),
}


def available() -> dict[str, Command]:
    """The commands that this installation has."""
    return {word: command for word, command in COMMANDS.items() if find_spec(command.module)}


def usage() -> str:
    lines = [f"  {word:<11} {command.about}" for word, command in available().items()]
    return "\n".join(["usage: arasha COMMAND …   (arasha COMMAND --help says more)", "", *lines])


def main(argv: Sequence[str] | None = None) -> int:
    """Dispatch `argv` (default: the process's own). Returns the exit code."""
    os.umask(0o077)  # whatever the office writes is for its own account
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0
    command = available().get(words[0])
    if command is None:
        close = difflib.get_close_matches(words[0], available(), n=1)
        hint = f" Did you mean “{close[0]}”?" if close else ""
        print(f"arasha: there is no command “{words[0]}”.{hint} arasha --help lists them.", file=sys.stderr)
        return 2
    return _run(command, words[1:])


def _run(command: Command, rest: list[str]) -> int:
    try:
        if not command.makes and command.module != "arasha.cli.doctor":  # the doctor's own answer is a finding
            place.require(terminal_language(os.environ))
        if command.django:
            start_django(speak=command.module != "arasha.cli.work")
        return int(import_module(command.module).main(rest) or 0)
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as trouble:
        line = explain(trouble)
        if line is None:
            raise
        print(f"arasha: {line}", file=sys.stderr)
        return 2


def start_django(*, speak: bool = True) -> None:
    """Load the settings and the models; with `speak`, answer in the terminal's language from here on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arasha.site.settings")
    import django
    from django.utils import translation

    django.setup()
    if speak:
        translation.activate(terminal_language(os.environ))


def terminal_language(environment: Mapping[str, str]) -> str:
    """kk, ru or en, from LC_ALL, LC_MESSAGES or LANG, the first of them that is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            code = environment[name][:2].lower()
            return code if code in {"kk", "ru"} else "en"
    return "en"


def explain(trouble: Exception) -> str | None:
    """One line for what an administrator can mend; None for a fault of ours, which deserves its traceback."""
    from arasha.errors import DomainError

    if isinstance(trouble, DomainError):
        return str(trouble)
    if isinstance(trouble, PermissionError | FileNotFoundError) and trouble.filename:
        return f"{trouble.strerror}: {trouble.filename}"
    names = {base.__name__ for base in type(trouble).__mro__}
    if "OperationalError" in names or "ProgrammingError" in names:
        return f"The database cannot be used ({str(trouble).splitlines()[0]}). `arasha init` makes it, `arasha doctor` says more."
    return None


if __name__ == "__main__":
    sys.exit(main())
