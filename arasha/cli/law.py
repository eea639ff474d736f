"""`arasha law`: ask the rule book from the command line. Works without an office, a database or Django."""

from __future__ import annotations

import argparse
import gettext
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from arasha.law import Due, Rule, RuleBook

LOCALE = Path(__file__).resolve().parent.parent / "site" / "locale"
WRONG_QUESTION = 2


def add_parser(subparsers: Any) -> argparse.ArgumentParser:
    """Add `law` with its own commands; `run` takes what the parser made of the command line."""
    law = subparsers.add_parser("law", help="terms and rules: when is it due, and why")
    _add_commands(law)
    law.set_defaults(run=run)
    return law


def main(argv: Sequence[str]) -> int:
    """`arasha law …`: what follows the word `law`. Returns the exit code (see `run`)."""
    parser = argparse.ArgumentParser(prog="arasha law", description=__doc__.splitlines()[0])
    _add_commands(parser)
    return run(parser.parse_args(argv))


def _add_commands(law: argparse.ArgumentParser) -> None:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--profile", default=os.environ.get("ARASHA_PROFILE", "kz"), help="a shipped profile or a folder (default: kz)"
    )
    shared.add_argument("--lang", default="en", choices=["kk", "ru", "en"], help="language of the answer")
    commands = law.add_subparsers(dest="law_command", required=True, metavar="due|rules|check")
    due = commands.add_parser("due", parents=[shared], help="the last day of a term")
    due.add_argument("rule", metavar="RULE", help="a rule such as KZ-C11")
    due.add_argument("--from", dest="start", metavar="DATE", help="day of the event, 2026-03-18; with the time for hours")
    due.add_argument("--json", action="store_true", help="as JSON")
    due.add_argument("--why", action="store_true", help="the sum line by line")
    rules = commands.add_parser("rules", parents=[shared], help="the rules of a profile")
    rules.add_argument("--area", help="only this area, for example complaint")
    rules.add_argument("--on", metavar="DATE", help="only those in force on that day")
    rules.add_argument("--json", action="store_true", help="as JSON")
    commands.add_parser("check", parents=[shared], help="look a profile over for faults")


def run(args: argparse.Namespace) -> int:
    """0; 1 when `check` finds faults; 2, with one line on stderr, for a question that has no answer."""
    from arasha.law import LawError

    words = gettext.translation("django", LOCALE, languages=[args.lang], fallback=True)
    try:
        return {"due": _due, "rules": _rules, "check": _check}[args.law_command](args, words)
    except LawError as wrong:
        print(wrong.text(words.gettext, words.ngettext), file=sys.stderr)
        return WRONG_QUESTION


def _due(args: argparse.Namespace, words: gettext.NullTranslations) -> int:
    from arasha.law import explain, load_book, read_moment

    if args.start is None:
        print(f"From which day? Write it like: arasha law due {args.rule} --from 2026-03-18", file=sys.stderr)
        return WRONG_QUESTION
    due = load_book(args.profile).due(args.rule, read_moment(args.start))
    sum_lines = explain.lines(due, words.gettext, plural=words.ngettext, language=args.lang) if args.why else []
    if args.json:
        print(json.dumps(_answer(due) | ({"why": sum_lines} if args.why else {}), ensure_ascii=False, indent=1))
        return 0
    print(due.due.isoformat(timespec="minutes") if isinstance(due.due, datetime) else due.due.isoformat())
    for line in sum_lines:
        print(line)
    return 0


def _answer(due: Due) -> dict[str, Any]:
    return {name: value for name, value in due.as_json().items() if name != "facts"}


def _rules(args: argparse.Namespace, words: gettext.NullTranslations) -> int:
    from arasha.law import load_book

    book, day = load_book(args.profile), _day(args.on)
    every = (rule for versions in book.rule_versions.values() for rule in versions)
    kept = [
        rule for rule in (every if day else book.rules) if args.area in (None, rule.area) and (not day or rule.in_force_on(day))
    ]
    if args.json:
        print(json.dumps([_row(rule, book) for rule in kept], ensure_ascii=False, indent=1))
        return 0
    for rule in kept:
        length = f"{rule.number} {rule.unit.replace('_', ' ')}" if rule.has_term else "-"
        print(f"{rule.id:8} {rule.confidence:9} {rule.basis:8} {length:17} {rule.name(args.lang)}")
    return 0


def _day(text: str | None) -> date | None:
    from arasha.law import BadDate, read_moment

    if text is None:
        return None
    day = read_moment(text)
    if isinstance(day, datetime):
        raise BadDate(text=text)
    return day


def _row(rule: Rule, book: RuleBook) -> dict[str, Any]:
    return {
        "rule": rule.id, "area": rule.area, "text": rule.text, "number": rule.number, "unit": rule.unit or None,
        "not_more_than": rule.bound == "not_more_than", "from": rule.trigger or None, "act": rule.act or None,
        "article": rule.article or None, "in_force_from": rule.dates_as_given[0] or None, "in_force_to": rule.dates_as_given[1] or None,
        "applies": rule.applies, "confidence": rule.confidence, "basis": rule.basis, "source": rule.source or None,
        "note": rule.note or None, "version": book.version,
    }  # fmt: skip


def _check(args: argparse.Namespace, words: gettext.NullTranslations) -> int:
    from arasha.law import check_book, load_book
    from arasha.law.check import unverified

    book = load_book(args.profile)
    faults = check_book(book, at=datetime.now(UTC))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{book.profile} {book.version}: {len(book.rules)} rules, {len(unverified(book))} not verified, {len(faults)} faults")
    return 1 if faults else 0
