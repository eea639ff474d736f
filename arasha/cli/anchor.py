"""`arasha anchor`: make an anchor of all journal chains now and write it into the folder that is kept outside."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from arasha.journal.outside import export_anchor


def main(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="arasha anchor", description=__doc__).parse_args(argv)
    written = export_anchor(datetime.now(UTC))
    print(f"written: {written}" if written else "nothing new since the last anchor")
    return 0
