"""`arasha tick`: enqueue what the schedule has due now. For installations whose workers are started by something else."""

from __future__ import annotations

import argparse

from arasha.jobs.clock import tick
from arasha.jobs.work import now


def main(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="arasha tick", description=__doc__).parse_args(argv)
    for name in tick(now()):
        print(name)
    return 0
