"""`arasha verify`: is the journal as it was written?"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from arasha.journal import Findings

CLEAN, FOUND, NOT_CHECKED = 0, 1, 2


def main(argv: list[str]) -> int:
    """Runs the command; returns the exit code: 0 all is as written, 1 something was altered, 2 something could not be checked."""
    from django.db import DatabaseError

    from arasha.vault import VaultError

    args = _parser().parse_args(argv)
    try:
        return _verify(args)
    except (DatabaseError, VaultError, OSError) as error:
        print(_("The journal could not be checked: %(error)s") % {"error": error}, file=sys.stderr)
        return NOT_CHECKED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="arasha verify",
        description=_(
            "Checks every entry of the journal. Ends with 0: all is as it was written; 1: something was altered; "
            "2: a part could not be checked."
        ),
    )
    parser.add_argument("--anchors", type=Path, metavar="DIR", help=_("the folder with the anchors kept on another machine"))
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    return parser


def _verify(args: argparse.Namespace) -> int:
    from arasha.journal import examine

    findings = examine(_progress if sys.stderr.isatty() else None, anchors=args.anchors)
    if sys.stderr.isatty():
        print(end="\r\x1b[K", file=sys.stderr)
    now = datetime.now(UTC)
    if args.json:
        print(json.dumps(findings.as_json(now), ensure_ascii=False, indent=1))
    else:
        _print(findings, now)
    if findings.problems:
        return FOUND
    return NOT_CHECKED if findings.unchecked or findings.overdue(now) else CLEAN


def _print(findings: Findings, now: datetime) -> None:
    for problem in findings.problems:
        print(problem)
    for line in findings.unchecked:
        print(_("NOT CHECKED: %(what)s") % {"what": line})
    if findings.overdue(now):
        print(_("NOT CHECKED: entries older than two days have no anchor outside to compare them with."))
    for note in findings.notes():
        print(note)
    values = {"entries": findings.entries, "chains": findings.chains, "anchors": findings.anchors}
    print(_("Entries checked: %(entries)s, in chains: %(chains)s; anchors: %(anchors)s.") % values)
    count = len(findings.problems)
    if count:
        print(ngettext("%(count)s problem was found.", "%(count)s problems were found.", count) % {"count": count})
    else:
        print(_("Nothing was altered in what could be checked."))


def _progress(done: int, total: int) -> None:
    print(
        end="\r" + _("%(done)s of %(total)s entries") % {"done": f"{done:,}", "total": f"{total:,}"}, file=sys.stderr, flush=True
    )
