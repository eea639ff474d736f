"""Variables of the components of the desk."""

from __future__ import annotations

from typing import Any

from arasha.site.design import samples
from arasha.site.design.forms import short_form
from arasha.site.design.samples import NOON, say
from arasha.site.states import LOOKS


def desk_parts() -> dict[str, Any]:
    """Variables of the components of the desk."""
    rows = samples.rows()
    today, week = say("today"), say("this-week")
    send = say("send-an-inquiry")
    return {
        "groups": [
            {"heading": say("late-2"), "tone": "late", "count": 1, "rows": [rows[1] | {"term": samples.term("late", -3)}]},
            {"heading": today, "count": 2, "rows": rows[:2]},
            {"heading": week, "rows": rows[2:], "url": "#worklist"},
        ],
        "filters": [
            {
                "name": say("state"),
                "value": say("examination"),
                "clear_url": "#filters",
                "options": [
                    {"label": state, "url": "#filters", "count": 12, "current": state == "examination"}
                    for state in list(LOOKS)[:5]
                ],
            },
            {"name": say("region"), "options": [{"label": say("abai-region"), "url": "#filters"}]},
            {"name": say("officer"), "options": [{"label": say("the-long-name"), "url": "#filters"}]},
        ],
        "tabs": [
            {"label": say(words), "url": f"#{anchor}", "current": anchor == "story", "count": count}
            for words, anchor, count in (
                ("story", "story", None),
                ("people", "people", 2),
                ("rights", "tabs", 1),
                ("evidence", "files", 3),
                ("terms", "terms", 2),
                ("journal", "journal", None),
            )
        ],
        "pagers": [
            {"newer_url": "#pager", "older_url": "#pager", "shown": 50, "total": 812, "jump_action": "", "jump_date": ""},
            {
                "label": "2",
                "older_url": "#pager",
                "shown": 50,
                "total": 1000,
                "inexact": True,
                "jump_action": "#pager",
                "jump_date": "14 04 2026",
            },
            {"label": "3", "shown": 3, "total": None},
        ],
        "removable": [{"label": say("region-ulytau"), "url": "#empty", "count": 12}],
        "counts": [
            {"value": 3, "label": say("late"), "url": "#counts", "tone": "late"},
            {"value": 12, "label": say("due-today"), "url": "#counts", "tone": "soon"},
            {"value": 1204, "label": say("rights-restored"), "url": "#counts", "tone": "restored"},
            {"value": 1000, "label": say("open-complaints"), "url": "#counts", "inexact": True},
        ],
        "subject": {
            "number": "2026-004512",
            "title": rows[0]["title"],
            "state": "examination",
            "urgent": True,
            "confidential": True,
            "next": {"label": send, "url": "#next-step"},
            "terms": samples.terms()[1:2],
            "facts": [say("the-police"), say("abai-region"), say("the-officer")],
        },
        "step": {"text": say("the-complainant-agreed-now-ask-the"), "label": send, "url": "#next", "term": samples.terms()[1]},
        "waiting": {"text": say("we-wait-for-the-body-s")},
        "others": [{"label": say(words), "url": "#next"} for words in ("record-a-finding", "hand-over")],
        "impossible": [{"label": say("sign-the-decision"), "reason": say("a-lawyer-has-not-confirmed-the")}],
        "entries": samples.story(),
        "composers": composers(),
        "people": people(),
        "journal": journal(),
        "consequences": [say("the-body-gets-the-letter-by"), say("its-term-starts-today")],
    }


def composers() -> list[dict[str, Any]]:
    note, letter = "note", "message"
    save = say("save")
    return [
        {
            "label": say(note),
            "icon": "note",
            "url": "#composer",
            "form": short_form("note", note),
            "submit_label": save,
            "value": "note",
        },
        {
            "label": say(letter),
            "icon": "message",
            "url": "#composer",
            "form": short_form("message", letter),
            "submit_label": save,
            "value": "message",
        },
        {"label": say("inquiry"), "icon": "inquiry", "url": "#composer"},
        {"label": say("call"), "icon": "phone", "url": "#composer"},
    ]


def people() -> list[dict[str, Any]]:
    role = say("complainant")
    return [
        {
            "name": say("the-person"),
            "role": role,
            "identity": "confidential",
            "language": "қазақша",
            "lines": ["+7 700 000 00 00", "aigerim@example.org"],
            "rules": [say("do-not-call")],
            "earlier_url": "#people",
            "earlier_count": 2,
        },
        {"name": say("the-long-name"), "role": say("affected-person"), "lines": []},
        {"name": say("the-rtl-name"), "role": role, "identity": "anonymous"},
    ]


def journal() -> list[dict[str, Any]]:
    read, sent = say("read"), say("sent-an-inquiry")
    return [
        {
            "number": 4512,
            "at": NOON,
            "who": say("the-officer"),
            "address": "10.0.0.7",
            "verb": sent,
            "about": "2026-004512",
            "url": "#journal",
            "short": "9f3a1c",
        },
        {
            "number": 4511,
            "at": NOON,
            "who": say("the-officer"),
            "address": "10.0.0.7",
            "verb": read,
            "reading": True,
            "about": "2026-004512",
            "short": "77b0e2",
        },
        {
            "number": 4510,
            "at": NOON,
            "who": "—",
            "verb": read,
            "about": "2026-004377",
            "short": "000000",
            "problem": say("this-entry-was-altered"),
        },
    ]
