"""The pieces that a dossier is made of, as plain data: nobody's words are ever read as markup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext

from arasha.dates import write_date, write_moment


def section(title: str, blocks: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A numbered section; one without anything says so."""
    held = [block for block in blocks if block]
    return {"title": title, "blocks": held or [item(text=gettext("Nothing."))]}


def item(
    title: str = "",
    *,
    meta: str = "",
    text: str = "",
    rows: Iterable[tuple[str, str]] = (),
    mono: str = "",
    heading: bool = False,
) -> dict[str, Any]:
    """One thing told: a title, a line on who and when, words, rows of label and value, a fingerprint.

    `heading` puts it into the bookmarks.
    """
    return {
        "title": title,
        "meta": meta,
        "text": [part.split("\n") for part in str(text).replace("\r\n", "\n").split("\n\n") if part.strip()],
        "rows": [[str(label), str(value)] for label, value in rows if value],
        "mono": mono,
        "heading": heading,
    }


def day(moment: datetime | None, language: str) -> str:
    """The office's calendar day in words; empty for none."""
    return write_date(_local(moment).date(), language) if moment else ""


def at_clock(moment: datetime, language: str) -> str:
    """The office's day and time of day in words."""
    return write_moment(_local(moment), language)


def line(*parts: Any) -> str:
    """What is known of several things, with a point between."""
    return " · ".join(str(part) for part in parts if part)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))
