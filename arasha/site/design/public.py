"""Variables of the components that the public meets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from arasha.site.design import samples
from arasha.site.design.forms import sample_form
from arasha.site.design.samples import NOON, say
from arasha.site.icons import ICONS
from arasha.site.states import LOOKS

TONES = ("info", "warning", "danger", "done", "quiet")


def public_parts() -> dict[str, Any]:
    """Variables of the components that the public meets."""
    return {
        "states": list(LOOKS),
        "tones": TONES,
        "icons": list(ICONS),
        "terms": samples.terms(),
        "events": samples.road(),
        "letter": samples.letter(),
        "draft_letter": samples.letter() | {"draft": True, "number": "", "date": None, "signatory": None},
        "files": samples.files(),
        "form_ok": sample_form(prefix="ok"),
        "form_bad": sample_form({"bad-name": say("the-person"), "bad-day": "31 02"}, prefix="bad"),
        "checked": [
            {"label": say("what-happened"), "url": "#summary", "value": say("my-child-was-questioned-for-three")},
            {"label": say("your-name"), "url": "#summary", "value": say("the-rtl-name")},
            {"label": say("files"), "url": "#summary", "parts": ["photo.jpg", "note.pdf"]},
            {"label": say("telephone"), "url": "#summary", "value": ""},
        ],
        "messages_": [
            {"at": NOON, "who": say("the-officer"), "text": say("we-need-the-doctor-s-note")},
            {"at": NOON, "mine": True, "text": say("yes-here-it-is"), "files": samples.files()[:1], "seen_at": NOON},
        ],
        "code": "4821 9037 5526 1140 8873 06",
        "receipt": {
            "institution": say("the-institution"),
            "filed_at": NOON,
            "number": "2026-004512",
            "check": "K7Q2-93",
            "rows": [{"label": say("channel"), "value": say("portal")}],
        },
        "translations": translations(),
        "disclosures": disclosures(),
        "numbers": [
            {"number": "102", "name": say("police")},
            {"number": "111", "name": say("children-and-family"), "note": say("day-and-night-free-of-charge")},
        ],
        "offices": [
            {
                "name": say("centre"),
                "address": say("the-address"),
                "phone": "+7 7172 00 00 00",
                "email": "office@example.org",
                "hours": say("monday-to-friday-9-00-18"),
            },
            {"name": say("representative-in-abai-region"), "phone": "+7 7222 00 00 00"},
        ],
        "figures": [{"value": "12", "label": say("people-wrote-to-us"), "url": "#home-parts"}],
        "year": 2026,
    }


def translations() -> list[dict[str, Any]]:
    """A working translation and one that a translator certified."""
    both = {"languages": "kk → ru", "language_to": "ru", "text": say("yes-here-it-is")}
    return [
        {**both, "certified": False, "mark": gettext("Working translation"), "who": say("the-officer")},
        {**both, "certified": True, "mark": gettext("Certified translation"), "who": say("the-officer")},
    ]


def disclosures() -> list[dict[str, Any]]:
    """The consent given, refused, only without the name, never asked; and a letter that cannot go."""
    told = [say("what-the-complaint-is-about"), say("day-and-place")]
    name, contact = say("name"), say("telephone-and-address")
    base = {"to": say("the-police"), "how": say("by-a-secure-link"), "told": told, "withheld": [name, contact]}
    word = {"purpose": name, "said_at": NOON, "how": say("on-the-portal")}
    ask = {"url": "#disclosure", "label": say("ask-for-consent")}
    return [
        base | {"told": [*told, name], "withheld": [contact], "consents": [word | {"given": True}]},
        base | {"consents": [word | {"given": False}], "contact": say("the-person"), "mark": say("the-police")},
        base | {"consents": [word | {"given": False, "unnamed": True}]},
        base | {"consents": [word | {"given": None}], "add_url": "#disclosure", "follows": say("day-and-place"), **ask},
        base | {"consents": [], "follows": say("what-the-complaint-is-about"), "blocked": say("what-the-complaint-is-about")},
    ]
