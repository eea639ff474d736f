"""`arasha demo-reset`: forget the example office. The next `arasha demo` begins anew."""

from __future__ import annotations

import argparse

from arasha.cli.demo_office import HOME, empty, refuse_another_office
from arasha.cli.run import hold


def main(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="arasha demo-reset", description=__doc__).parse_args(argv)
    refuse_another_office()
    lock = hold(HOME / "run.lock")
    empty()
    lock.close()
    print("The example office is empty.")
    return 0
