"""The line of a work list. Written in Python, because a page shows fifty: a template would cost more than everything else together.

A row: url, number, state, title (in the officer's words), place (region or body), next (what is to be done), next_url (where, if this
person can), term (see components/term.html) or none, people (text), urgent; optional: sealed, unread (bool), id.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape as escaped
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from arasha.site import icons

Get = Callable[[str], Any]


def escape(value: Any) -> str:
    """As Django's own, without the wrapper for lazy texts, which costs more than the work."""
    return escaped(str(value))


def work_row(row: Any, *, badge: Callable[[str], str], term: Callable[[Any], str], selectable: bool = False) -> SafeString:
    """One line, from an object or a dict; everything that people wrote is escaped. `badge` and `term` write the state and the term."""
    get: Get = row.get if isinstance(row, dict) else lambda name: getattr(row, name, None)
    unread = " unread" if get("unread") else ""
    return mark_safe(  # noqa: S308 (each part is escaped)
        f'<li class="row{unread}">{_tick(get) if selectable else ""}'
        f'<span class="row-state">{badge(get("state"))}</span>'
        f'<a class="row-link" href="{escape(get("url"))}">{_number(get)} '
        f'<span class="row-title">{_marks(get)}<bdi>{escape(_title(get))}</bdi></span></a>'
        f'<span class="row-place"><bdi>{escape(get("place") or "")}</bdi></span>'
        f'<span class="row-next">{_step(get)}</span>'
        f'<span class="row-people"><bdi>{escape(get("people") or "")}</bdi></span>'
        f'<span class="row-term">{term(due) if (due := get("term")) else ""}</span></li>'
    )


def _number(get: Get) -> str:
    number = get("number")
    return f'<span class="row-number{"" if number else " none"}">{escape(number or gettext("no number yet"))}</span>'


def _step(get: Get) -> str:
    words, url = escape(get("next") or ""), get("next_url")
    return f'<a href="{escape(url)}">{words}</a>' if url and words else words


def _tick(get: Get) -> str:
    label = gettext("Select %(number)s") % {"number": get("number") or ""}
    return f'<input class="row-tick" type="checkbox" name="ids" value="{escape(get("id"))}" aria-label="{escape(label)}">'


def _marks(get: Get) -> str:
    marks = ""
    if get("urgent"):
        marks += f'<span class="row-mark danger">{icons.draw("urgent")}<span class="hidden">{escape(gettext("Urgent"))}: </span></span>'
    if get("sealed"):
        marks += f'<span class="row-mark">{icons.draw("sealed")}<span class="hidden">{escape(gettext("Sealed"))}: </span></span>'
    return marks


def _title(get: Get) -> str:
    return get("title") or (gettext("Sealed complaint") if get("sealed") else gettext("No subject yet"))
