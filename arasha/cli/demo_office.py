"""`arasha demo`: an office with example data, served on this machine only. What is typed stays; `arasha demo-reset` begins anew."""

from __future__ import annotations

import argparse
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from arasha.cli.run import hold, serve

CHECKOUT = Path(__file__).resolve().parents[2]
HOME = (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var" / "demo"
FILLED = HOME / "filled"  # written when all example data is in; without it the filling was interrupted


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="web workers (default 2)")
    options = parser.parse_args(argv)
    address = f"127.0.0.1:{options.port}"
    set_environment(address)
    hold(HOME / "run.lock").close()  # not while another one serves it
    prepare_demo(at=datetime.now(UTC))
    print(welcome(address))
    return serve(address, workers=options.workers)


def set_environment(address: str) -> None:
    """The demo never meets an office that the environment names."""
    for name in [name for name in os.environ if name.startswith("ARASHA_")]:
        del os.environ[name]
    os.environ.update({"ARASHA_HOME": str(HOME), "ARASHA_DEMO": "1", "ARASHA_ORIGIN": f"http://{address}"})


def prepare_demo(*, at: datetime) -> None:
    """Make and fill the example office; a second time, only what this version of the program changes."""
    if HOME.exists() and not FILLED.exists():
        empty()
    from arasha.cli import init

    init.prepare(at=at)
    if not FILLED.exists():
        print("example data: being made, once …", flush=True)
        from arasha.cli import demo

        demo.fill(at)
        FILLED.touch()


def empty() -> None:
    """Remove the example office, all but its lock."""
    for entry in HOME.iterdir() if HOME.exists() else []:
        if entry.name != "run.lock":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def welcome(address: str) -> str:
    """What to open, as whom, and what to try first."""
    from arasha.cli import demo

    rows = "\n".join(f"    {account.username:<16}{account.role:<16}{account.name}" for account in demo.accounts())
    return f"""
EXAMPLE DATA: the people, complaints and letters are invented.

  The public     http://{address}/
  Staff          http://{address}/en/desk/     password of all accounts: {demo.PASSWORD}
{rows}

Try first:
  1. Tell a complaint as a person would: http://{address}/en/ and keep the secret code.
  2. Sign in as “registrar”: it is in the tray. Register it; the term starts, and the page says why.
  3. Sign in as “lawyer”, “head”, “officer”, “commissioner”: each finds their next step on the first page.
  4. Open http://{address}/en/ again with the code: each step stands there in plain words.
"""
