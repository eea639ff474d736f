"""Letters of the office. `from arasha import letters`, then `letters.draft_letter(…)`: the names below load on first use,
because Django's models may only be imported once the applications are ready."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PLACES = {
    "draft_letter": "actions",
    "cite": "citations",
    "discard_letter": "actions",
    "set_print": "actions",
    "sign_letter": "actions",
    "send_letter": "actions",
    "send_through_link": "actions",
    "send_new_link": "actions",
    "put_news": "outbox",
    "put_duty": "outbox",
    "put_reminder": "outbox",
    "put_told": "outbox",
    "get_letter": "queries",
    "letters_about": "queries",
    "letter_with_check_code": "queries",
    "is_as_sent": "queries",
    "next_number": "numbering",
    "complaint_number": "numbering",
    "recommendation_number": "numbering",
    "paragraphs": "rendering",
    "CitationNotConfirmed": "errors",
    "LetterFrozen": "errors",
}
__all__ = list(_PLACES)


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"arasha.letters.{_PLACES[name]}"), name)
