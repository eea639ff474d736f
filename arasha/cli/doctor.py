"""`arasha doctor`: what is missing or wrong in this installation, and how to mend it. What it cannot check is red.

Exit code 1 when anything is red.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys

from django.utils.translation import gettext as _

from arasha.cli import place
from arasha.cli.checks import Finding, look, machine
from arasha.cli.main import start_django, terminal_language

SIGNS = {"green": "ok  ", "amber": "note", "red": "RED "}
COLOURS = {"green": "32", "amber": "33", "red": "31"}


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="arasha doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args(argv)
    if absent := place.missing(os.environ, language=terminal_language(os.environ)):
        return _no_office(Finding("office", "red", *absent), as_json=options.json)
    logging.disable(logging.CRITICAL)  # the findings say it all
    try:
        findings = examine()
    finally:
        logging.disable(logging.NOTSET)
    red = sum(finding.state == "red" for finding in findings)
    if options.json:
        print(json.dumps({"red": red, "checks": [finding._asdict() for finding in findings]}, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(_line(finding))
        print("\n" + (_("Red: %(red)s of %(all)s") if red else _("Nothing is red")) % {"red": red, "all": len(findings)})
    return 1 if red else 0


def _no_office(finding: Finding, *, as_json: bool) -> int:
    """The one finding of an office that is not there; the settings, which would make keys, are not loaded for it."""
    print(json.dumps({"red": 1, "checks": [finding._asdict()]}, ensure_ascii=False, indent=1) if as_json else _line(finding))
    return 1


def examine(*, before_start: bool = False) -> list[Finding]:
    """Every finding. With `before_start`, without those that need the office to be served already."""
    try:
        start_django()
    except Exception as trouble:
        basics = [finding for check in machine.CHECKS[:2] for finding in look(check)]
        says = f"cannot be loaded: {type(trouble).__name__}: {trouble}"
        return [*basics, Finding("settings", "red", says, "mend the ARASHA_… variable or the package it names")]
    from arasha.cli.checks import data, serving

    checks = [*machine.CHECKS, *data.CHECKS, *serving.CHECKS]
    return [finding for check in checks if not (before_start and check.needs_running) for finding in look(check)]


def _line(finding: Finding) -> str:
    sign = SIGNS[finding.state]
    if sys.stdout.isatty():
        sign = f"\033[{COLOURS[finding.state]}m{sign}\033[0m"
    mend = f"\n       → {finding.mend}" if finding.mend else ""
    return f"{sign} {finding.name}: {finding.says}{mend}"
