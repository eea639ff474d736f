"""Python, packages, disks, clock, memory: what the office stands on."""

from __future__ import annotations

import ctypes
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from arasha.cli.checks import Check, Finding, green, red, strict

LOCK = Path(__file__).resolve().parents[3] / "requirements.lock"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", re.MULTILINE)
OLDEST = (3, 11)
TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
GIB = 1024**3


def python() -> Iterator[Finding]:
    here = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < OLDEST:
        yield red("python", _("%(version)s is too old") % {"version": here}, _("install Python 3.11 or newer"))
    else:
        yield green("python", here)


def packages() -> Iterator[Finding]:
    """Installed versions against the lock file."""
    pinned = PINNED.findall(LOCK.read_text())
    wrong = [line for name, wanted in pinned if (line := _difference(name, wanted))]
    if wrong:
        yield red("packages", "; ".join(wrong), "make install")
    else:
        yield green("packages", _("%(count)s packages as locked") % {"count": len(pinned)})


def _difference(name: str, wanted: str) -> str:
    try:
        found = version(name)
    except PackageNotFoundError:
        return _("%(name)s is missing") % {"name": name}
    if found == wanted:
        return ""
    return _("%(name)s is %(found)s, locked is %(wanted)s") % {"name": name, "found": found, "wanted": wanted}


def disk() -> Iterator[Finding]:
    from django.conf import settings

    for name, folder in {"office": settings.HOME, "keys": settings.KEYS, "files": settings.FILES}.items():
        usage = shutil.disk_usage(folder)
        share = usage.free / usage.total
        numbers = {"free": f"{usage.free / GIB:.1f}", "share": f"{share:.0%}", "folder": folder}
        says = _("%(free)s GiB free (%(share)s) at %(folder)s") % numbers
        state = "red" if usage.free < GIB else "amber" if share < 0.1 else "green"
        yield Finding(
            f"disk space, {name}", state, says, "" if state == "green" else _("free space, or move the folder to a larger disk")
        )


def clock() -> Iterator[Finding]:
    """Terms are counted by this clock: is it set by a time server, and does it know the office's time zone?"""
    from django.conf import settings

    offset = ZoneInfo(settings.TIME_ZONE).utcoffset(datetime(2026, 1, 1))  # noqa: DTZ001  (a wall clock of that zone)
    if settings.TIME_ZONE == "Asia/Almaty" and offset != timedelta(hours=5):
        yield red(
            "time zone data",
            _("Asia/Almaty is at %(offset)s, in law UTC+5 since 1 March 2024") % {"offset": offset},
            _("update tzdata"),
        )
    else:
        yield green("time zone data", f"{settings.TIME_ZONE} = UTC+{offset}")
    if ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(512)) == TIME_ERROR:
        yield Finding("clock", strict(settings.PRODUCTION), _("not set by a time server"), _("run chrony or systemd-timesyncd"))
    else:
        yield green("clock", _("set by a time server"))


def memory() -> Iterator[Finding]:
    """Keys are in memory while they are used; swap would write them to a disk."""
    from django.conf import settings

    swaps = Path("/proc/swaps").read_text().splitlines()[1:]
    if swaps:
        yield Finding(
            "swap", strict(settings.PRODUCTION), _("in use: keys may be written to it"), _("turn swap off, or encrypt it")
        )
    else:
        yield green("swap", _("none"))


CHECKS = [
    Check("python", python),
    Check("packages", packages),
    Check("disk space", disk),
    Check("clock", clock),
    Check("swap", memory),
]
