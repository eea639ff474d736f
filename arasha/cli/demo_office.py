"""`arasha demo`: an office with example data, served on this machine only. What is typed stays; `arasha demo-reset` begins anew."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill, indent

from arasha.cli.run import hold, serve
from arasha.errors import Conflict

CHECKOUT = Path(__file__).resolve().parents[2]
PLACE = (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var" / "demo"
HOME = Path(os.environ.get("ARASHA_HOME") or PLACE).resolve()
FILLED = HOME / "filled.json"  # written when all example data is in; without it the filling was interrupted
MARKER = "example-data"  # a file of this name says that everything in the folder may be thrown away
ADDRESS = "(address)"  # in the kept text: another start may choose another port


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web workers (default 2)")
    options = parser.parse_args(argv)
    address = f"127.0.0.1:{options.port}"
    refuse_another_office()
    set_environment(address)
    held = hold(HOME / "run.lock")
    (HOME / MARKER).touch()
    print(prepare_demo(at=datetime.now(UTC)).replace(ADDRESS, address))
    print(commands())
    return serve(address, workers=options.workers, held=held)


def refuse_another_office() -> None:
    """Conflict when ARASHA_HOME names a folder that holds something and is no example office: a demo is filled and thrown away."""
    marks = {MARKER, FILLED.name}
    held = {entry.name for entry in HOME.iterdir()} if HOME.exists() else set()
    if HOME == PLACE or held <= {"run.lock"} or held & marks:
        return
    raise Conflict(
        f"ARASHA_HOME names {HOME}, which holds something and is no example office. Name an empty folder, or unset it."
    )


def commands() -> str:
    """How to look at the example office from another terminal; the commands stand in the folder where `arasha demo` was called."""
    as_module = Path(sys.argv[0]).name in {"__main__.py", "main.py"}  # python -m arasha, python -m arasha.cli.main
    program = f"{_near(Path(sys.executable))} -m arasha" if as_module else shlex.quote(sys.argv[0])
    before = f"ARASHA_HOME={_near(HOME)} {program}"
    return f"From another terminal:\n  {before} verify\n  {before} doctor\n"


def _near(path: Path) -> str:
    """The path as the shell takes it, from the folder where one is when it lies below."""
    return shlex.quote(str(path.relative_to(Path.cwd()) if Path.cwd() in path.parents else path))


def set_environment(address: str) -> None:
    """Of the environment only ARASHA_HOME, the demo's place, is heard: nothing else of another office reaches in."""
    for name in [name for name in os.environ if name.startswith("ARASHA_")]:
        del os.environ[name]
    shorter = {"ARASHA_RECALL_MINUTES": "1"}  # whoever tries it does not wait ten minutes for a letter
    os.environ.update({"ARASHA_HOME": str(HOME), "ARASHA_DEMO": "1", "ARASHA_ORIGIN": f"http://{address}", **shorter})
    os.environ["DJANGO_SETTINGS_MODULE"] = "arasha.site.settings"


def prepare_demo(*, at: datetime) -> str:
    """Make and fill the example office; a second time, only what another version of the program changes. Returns what to print.

    When nothing changed Django is not even loaded here: the workers load it, and the pages are there sooner.
    """
    known = json.loads(FILLED.read_text()) if FILLED.exists() else {}
    version = program_version()
    if known.get("program") == version:
        return known["welcome"]
    if not known:
        empty()
    from arasha.cli.init import prepare

    prepare(at=at)
    if not known:
        from arasha.cli import demo

        print("example data: being made, once …", flush=True)
        demo.fill(at)
    text = welcome()
    FILLED.write_text(json.dumps({"program": version, "welcome": text}, ensure_ascii=False))
    return text


def program_version() -> str:
    """A hash over names, sizes and times of the program's own files."""
    root = Path(__file__).resolve().parents[1]
    lines = []
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".pyc", ".mo"} and path.is_file():
            stat = path.stat()
            lines.append(f"{path.relative_to(root)}:{stat.st_size}:{stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def empty() -> None:
    """Remove the example office, all but its lock."""
    for entry in HOME.iterdir() if HOME.exists() else []:
        if entry.name not in {"run.lock", MARKER}:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def welcome() -> str:
    """What to open, as whom, and what to try first; fits into 80 columns."""
    from django.utils import translation

    from arasha.cli import demo
    from arasha.people.models import Role

    with translation.override("en"):
        rows = "\n".join(f"    {one.username:<16}{Role(one.role).label:<25}{one.name}" for one in demo.accounts())
        idle = fill(", ".join(str(role.label) for role in demo.WITHOUT_WORK), width=72)
    return f"""
EXAMPLE DATA: the people, complaints and letters are invented.

  The public     http://{ADDRESS}/
  Staff          http://{ADDRESS}/en/desk/
  Password       {demo.PASSWORD}   (of all these accounts)
{rows}

  Without an account here, because they have nothing to do yet:
{indent(idle, "    ")}

Try first:
  1. Tell a complaint as a person would: http://{ADDRESS}/en/
     and keep the secret code.
  2. Sign in as “registrar”: it is in the tray. Register it;
     the term starts, and the page says why.
  3. Sign in as “lawyer”, “head”, “officer”, “commissioner”:
     each finds their next step on the first page.
  4. Open http://{ADDRESS}/en/ again with the code:
     each step stands there in plain words.
"""
