"""`arasha demo`: an office with example data, served on this machine only. What is typed stays; `arasha demo-reset` begins anew."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from arasha.cli.run import hold, serve

CHECKOUT = Path(__file__).resolve().parents[2]
HOME = (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var" / "demo"
FILLED = HOME / "filled.json"  # written when all example data is in; without it the filling was interrupted
ADDRESS = "(address)"  # in the kept text: another start may choose another port


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web workers (default 2)")
    options = parser.parse_args(argv)
    address = f"127.0.0.1:{options.port}"
    set_environment(address)
    held = hold(HOME / "run.lock")
    print(prepare_demo(at=datetime.now(UTC)).replace(ADDRESS, address))
    return serve(address, workers=options.workers, held=held)


def set_environment(address: str) -> None:
    """The demo never meets an office that the environment names."""
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
        if entry.name != "run.lock":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def welcome() -> str:
    """What to open, as whom, and what to try first."""
    from arasha.cli import demo

    rows = "\n".join(f"    {account.username:<16}{account.role:<16}{account.name}" for account in demo.accounts())
    return f"""
EXAMPLE DATA: the people, complaints and letters are invented.

  The public     http://{ADDRESS}/
  Staff          http://{ADDRESS}/en/desk/     password of all accounts: {demo.PASSWORD}
{rows}

Try first:
  1. Tell a complaint as a person would: http://{ADDRESS}/en/ and keep the secret code.
  2. Sign in as “registrar”: it is in the tray. Register it; the term starts, and the page says why.
  3. Sign in as “lawyer”, “head”, “officer”, “commissioner”: each finds their next step on the first page.
  4. Open http://{ADDRESS}/en/ again with the code: each step stands there in plain words.
"""
