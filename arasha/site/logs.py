"""What may stand in a log: what broke and where in the code. Never who, never what was typed, never an address that opens something."""

from __future__ import annotations

import ipaddress
import logging
import re
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateSyntaxError

# Faults of the installation: their messages are about modules and templates, never about people.
OF_THE_PROGRAM = (ImportError, ImproperlyConfigured, TemplateSyntaxError)
CANDIDATE = re.compile(r"[0-9a-fA-F:.]*[0-9a-fA-F:]")


class NoPersonalData(logging.Filter):
    """Django's records about a request name its path, which can hold a secret link: the pattern of the address takes its place."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = record.__dict__.pop("request", None)
        if request is not None:
            record.msg, record.args = "%s %s → %s", (request.method, _pattern(request), _status(record))
        record.msg, record.args = without_addresses(record.getMessage()), ()
        return True


def without_addresses(text: str) -> str:
    """`text` with every network address but this machine's own replaced."""
    return CANDIDATE.sub(lambda found: "(address)" if _is_foreign(found[0]) else found[0], text)


def _is_foreign(word: str) -> bool:
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified)


def _pattern(request: Any) -> str:
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(no such page)"


def _status(record: logging.LogRecord) -> str:
    return str(record.__dict__.get("status_code", "error"))


class Line(logging.Formatter):
    """One line a record. Of an exception its class and the places it passed, not its message: that can hold what a person typed."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the library's name)
        kind, failure, trace = ei
        lines = [_detail(failure), *(f"  {place}" for place in _places(trace))]
        cause = getattr(failure, "__cause__", None) or getattr(failure, "__context__", None)
        if cause is not None:
            lines += [
                f"  after {type(cause).__name__}",
                _detail(cause),
                *(f"  {place}" for place in _places(cause.__traceback__)),
            ]
        return "\n".join([f"{kind.__module__}.{kind.__qualname__}" if kind else "", *filter(None, lines)])


def _detail(failure: BaseException | None) -> str:
    return f"  {failure}" if isinstance(failure, OF_THE_PROGRAM) else ""


def _places(trace: TracebackType | None) -> list[str]:
    return [
        f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]
    ]
