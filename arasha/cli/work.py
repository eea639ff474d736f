"""`arasha work`: run jobs until told to stop, or once through what is due."""

from __future__ import annotations

import argparse

from arasha.jobs.work import now, retry_dead, work_off
from arasha.jobs.worker import Loop


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha work", description=__doc__)
    parser.add_argument("--once", action="store_true", help="run what is due and end")
    parser.add_argument("--retry-dead", action="store_true", help="first give jobs that were set aside their attempts back")
    options = parser.parse_args(argv)
    if options.retry_dead:
        print(f"{retry_dead(at=now())} jobs will be tried again")
    if options.once:
        print(f"{work_off()} jobs run")
    else:
        Loop().run()
    return 0
