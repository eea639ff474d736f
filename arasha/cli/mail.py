"""`arasha mail fetch`: fetch what came by e-mail now and sort it (the schedule does it every two minutes)."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from arasha.complaints.actions.arrivals import sort_waiting
from arasha.mailbox.sources import fetch_mail


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha mail", description=__doc__)
    parser.add_argument("what", choices=["fetch"])
    parser.parse_args(argv)
    at = datetime.now(UTC)
    kept, known = fetch_mail(at=at)
    print(f"{kept} kept, {known} known already, {sort_waiting(at=at)} sorted")
    return 0
