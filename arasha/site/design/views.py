"""/design: every component in every state, and whole sample pages. Nothing here reads or writes anything."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from arasha.site.design import samples
from arasha.site.design.desk import desk_parts
from arasha.site.design.forms import question_form
from arasha.site.design.public import public_parts
from arasha.site.design.samples import say


def overview(request: HttpRequest) -> HttpResponse:
    """The components, public and desk, on one page."""
    return render(request, "design/overview.html", public_parts() | desk_parts() | {"pages": sorted(PAGES)})


def sample_page(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page made of the components, filled with made-up content. 404 for a name that is none."""
    if name not in PAGES:
        raise Http404
    template, context = PAGES[name]
    return render(request, template, context(request))


def _home(request: HttpRequest) -> dict[str, Any]:
    parts = public_parts()
    keep = ("numbers", "offices", "figures", "year")
    return {key: parts[key] for key in keep} | {
        "tell_url": "#",
        "follow_url": "#",
        "detention_url": "#",
        "numbers_checked_on": samples.DAY,
        "answer_by": samples.in_days(21),
        "answer_term": samples.term(due_on=samples.in_days(21)),
    }


def _question(request: HttpRequest) -> dict[str, Any]:
    return {
        "form": question_form(),
        "step": 3,
        "steps": 8,
        "later": True,
        "back_url": "#",
        "expires_on": samples.in_days(7),
        "title": say("what-happened-2"),
    }


def _wrong_question(request: HttpRequest) -> dict[str, Any]:
    return _question(request) | {"form": question_form({"q-what": ""})}


def _work(request: HttpRequest) -> dict[str, Any]:
    return desk_parts() | nav() | {"find_url": "#", "heading": say("my-work")}


def _complaint(request: HttpRequest) -> dict[str, Any]:
    parts = desk_parts()
    return (
        parts
        | nav()
        | {
            "find_url": "#",
            "subject": parts["subject"] | {"tabs": parts["tabs"]},
            "files": samples.files(),
            "terms": samples.terms(),
        }
    )


def _confirm(request: HttpRequest) -> dict[str, Any]:
    heading = "send-this-inquiry"
    return (
        desk_parts()
        | nav()
        | {
            "heading": say(heading),
            "back_url": "#",
            "disclosure": public_parts()["disclosures"][1],
            "rows": [{"label": say("body"), "value": say("the-police")}],
            "submit_label": say("send-the-inquiry"),
        }
    )


def _follow(request: HttpRequest) -> dict[str, Any]:
    return public_parts()


def _error(request: HttpRequest) -> dict[str, Any]:
    return {"status": 404, "title": say("no-such-page"), "message": say("check-the-address")}


def nav() -> dict[str, Any]:
    """The bar's pages, the last ones folded behind “More”."""
    words = ("my-work", "tray", "complaints", "overview", "signing", "team", "journal", "law")
    items = [
        {"label": say(word), "url": "#", "current": index == 0, "count": (3, 12)[index] if index < 2 else None}
        for index, word in enumerate(words)
    ]
    return {"nav": items[:6], "nav_more": items[6:]}


PAGES = {
    "home": ("home.html", _home),
    "question": ("question.html", _question),
    "question-wrong": ("question.html", _wrong_question),
    "follow": ("design/follow.html", _follow),
    "code": ("design/code.html", _follow),
    "letter": ("design/letter.html", _follow),
    "work": ("design/work.html", _work),
    "complaint": ("design/complaint.html", _complaint),
    "confirm": ("confirm.html", _confirm),
    "error": ("errors/404.html", _error),
}
