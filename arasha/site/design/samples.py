"""Made-up content for /design, in the three languages: data to look at, not interface (that goes through gettext)."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

ZONE = ZoneInfo("Asia/Almaty")
DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 5, tzinfo=ZONE)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def say(key: str) -> str:
    """The made-up text in the language of the page. Raises KeyError for a key that design_samples.toml does not have."""
    return _texts()[key][(get_language() or "en")[:2]]


def in_days(days: int) -> date:
    return DAY + timedelta(days=days)


def term(state: str = "running", days: int | None = 9, **more: Any) -> dict[str, Any]:
    """A term as components/term.html wants it."""
    label = "decision-on-the-complaint"
    why = (
        "registered-on-18-november-2026",
        "15-working-days-the-first-is",
        "days-off-saturdays-and-sundays",
    )
    values = {
        "due_on": in_days(15),
        "days_left": days,
        "state": state,
        "basis": "statute",
        "analogy": False,
        "verified": True,
        "citation": say("the-citation"),
        "label": say(label),
        "why": [say(line) for line in why],
    }
    return values | more


def terms() -> list[dict[str, Any]]:
    """Every kind of term: each state, then law by analogy, policy, and unverified."""
    return [
        term(),
        term("soon", 1, due_on=in_days(1)),
        term("soon", 0, due_on=DAY, at=datetime(2026, 11, 24, 18, 0, tzinfo=ZONE)),
        term("late", -3, due_on=in_days(-5)),
        term("paused", None),
        term("ended", None, due_on=in_days(-8)),
        term(analogy=True, verified=False, citation=say("appc-article-76")),
        term(basis="policy", citation="", why=[say("a-term-set-by-the-office")]),
    ]


def rows() -> list[dict[str, Any]]:
    """Lines of a work list: urgent, late, sealed, a name from right to left, a very long one, nothing said yet."""
    return [
        {
            "id": "1",
            "url": "#worklist",
            "number": "2026-004512",
            "state": "examination",
            "urgent": True,
            "unread": True,
            "title": say("beating-in-custody"),
            "place": say("the-police"),
            "next": say("answer-of-the-body-due"),
            "people": say("the-officer"),
            "term": term("soon", 0, due_on=DAY, at=datetime(2026, 11, 24, 18, 0, tzinfo=ZONE)),
        },
        {
            "id": "2",
            "url": "#worklist",
            "number": "2026-004377",
            "state": "screening",
            "place": say("the-school"),
            "title": say("school-refused-a-child-with-a"),
            "next": say("decide-admissibility"),
            "people": say("the-officer"),
            "term": term("soon", 1, due_on=in_days(1)),
        },
        {
            "id": "3",
            "url": "#worklist",
            "number": "2026-004101",
            "state": "awaiting_complainant",
            "title": say("the-rtl-name"),
            "place": say("the-colony"),
            "next": say("waiting-for-papers-from-the-complainant"),
            "people": say("the-officer"),
            "term": term(),
        },
        {
            "id": "4",
            "url": "#worklist",
            "number": "2026-003990",
            "state": "findings",
            "sealed": True,
            "title": "",
            "place": "—",
            "next": say("record-the-findings"),
            "people": say("the-officer"),
            "term": term("paused", None),
        },
        {
            "id": "5",
            "url": "#worklist",
            "number": "2026-003822",
            "state": "follow_up",
            "title": say("the-long-name"),
            "place": say("the-police"),
            "next": say("check-that-the-recommendation-was-carried"),
            "people": say("the-long-name"),
            "term": term(basis="policy"),
        },
        {
            "id": "6",
            "url": "#worklist",
            "number": None,
            "state": "received",
            "title": "",
            "place": "",
            "next": say("register"),
            "people": "",
            "term": None,
        },
    ]


def files() -> list[dict[str, Any]]:
    return [
        {"name": say("photo-of-the-arm-jpg"), "size": 204_800, "kind": "picture", "url": "#files"},
        {
            "name": say("doctor-s-note-november-2026-pdf"),
            "size": 1_310_720,
            "kind": "file",
            "url": "#files",
            "note": say("copy-without-metadata"),
        },
        {"name": "x" * 70 + ".docx", "size": 12, "kind": "file", "remove_value": "3"},
    ]


def road() -> list[dict[str, Any]]:
    """The complainant's timeline, next step on top."""
    return [
        {"state": "next", "until": in_days(15), "title": say("you-get-a-reasoned-letter"), "text": say("it-says-what-we-found")},
        {
            "state": "now",
            "at": NOON - timedelta(days=2),
            "title": say("we-asked-the-body-for-an"),
            "text": say("they-must-answer-by-8-december"),
        },
        {
            "at": NOON - timedelta(days=4),
            "title": say("your-complaint-was-taken-up"),
            "letter_url": "#road",
            "letter_label": say("letter-of-acceptance"),
        },
        {"at": NOON - timedelta(days=6), "title": say("we-received-and-registered-your-complaint")},
    ]


def story() -> list[dict[str, Any]]:
    """The desk's timeline: every kind of entry."""
    return [
        {
            "at": NOON,
            "kind": "message",
            "who": say("the-person"),
            "title": say("message-of-the-complainant"),
            "text": say("i-send-the-doctor-s-note"),
            "files": files()[:2],
        },
        {
            "at": NOON - timedelta(hours=3),
            "kind": "note",
            "who": say("the-officer"),
            "title": say("internal-note"),
            "text": say("do-not-call-somebody-at-home"),
        },
        {
            "at": NOON - timedelta(days=2),
            "kind": "inquiry",
            "who": say("the-officer"),
            "title": say("inquiry-sent") + " № 1-7/512",
            "url": "#story",
            "text": say("the-police"),
        },
        {"at": NOON - timedelta(days=3), "kind": "term", "who": say("the-officer"), "title": say("the-term-started")},
        {
            "at": NOON - timedelta(days=4),
            "kind": "verb",
            "who": say("the-officer"),
            "title": say("accepted"),
            "state": "accepted",
        },
        {
            "at": NOON - timedelta(days=4),
            "kind": "letter",
            "who": say("the-officer"),
            "title": say("letter-of-acceptance"),
            "url": "#story",
        },
        {"at": NOON - timedelta(days=6), "kind": "answer", "who": say("the-police"), "title": say("answer-of-the-body")},
        {"at": NOON - timedelta(days=6), "kind": "file", "who": say("the-person"), "title": say("file-added")},
    ]


def letter() -> dict[str, Any]:
    paragraphs = (
        "dear-aigerim-ulgibayeva",
        "on-18-november-2026-you-wrote",
        "we-found-that-the-right-was",
    )
    return {
        "institution": say("the-institution"),
        "address": [say("the-address")],
        "date": DAY,
        "number": "1-7/2026-004512",
        "to": [say("the-person")],
        "subject": say("decision-on-your-complaint"),
        "paragraphs": [say(words) for words in paragraphs],
        "signatory": {"office": say("commissioner-for-human-rights"), "name": say("ulgi-mysaluly")},
        "enclosures": [say("recommendation-to-the-body")],
    }
