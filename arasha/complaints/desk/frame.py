"""What surrounds every page of the desk: navigation by rights, the number look-up, the account menu."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from arasha.people import policy

# (url name, label, right): one row a page of the bar, in this order.
PAGES = (
    ("my-work", _("My work"), "desk"),
    ("tray", _("Tray"), "tray"),
    ("complaints", _("Complaints"), "complaints"),
    ("signing", _("To sign"), "signing"),
    ("team", _("Team"), "overview"),
    ("overview", _("Overview"), "overview"),
    ("bodies", _("Bodies"), "complaints"),
    ("law", _("Law"), "law"),
    ("journal", _("Journal"), "journal"),
)
ACCOUNT_PAGES = (
    ("account_change_password", _("Change the password")),
    ("mfa_index", _("Second step of signing in")),
    ("usersessions_list", _("Where you are signed in")),
)


def page_language() -> str:
    """The language of this page: kk, ru or en."""
    return (get_language() or "kk")[:2]


def desk_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, current: str = "", status: int = 200
) -> HttpResponse:
    """Render a page of the desk with the bar around it; `current` names the page of the bar."""
    surroundings = {
        "nav": [_nav_item(name, label, current) for name, label, right in PAGES if policy.may_open(request.user, right)],
        "find_url": reverse("desk:find") if policy.may_open(request.user, "complaints") else "",
        "account_links": [{"label": label, "url": reverse(name)} for name, label in ACCOUNT_PAGES],
        "home_url": reverse("desk:my-work"),
    }
    return render(request, f"complaints/desk/{template}", {**surroundings, **context}, status=status)


def _nav_item(name: str, label: Any, current: str) -> dict[str, Any]:
    return {"label": label, "url": reverse(f"desk:{name}"), "current": name == current}


def crumbs_title(number: str | None) -> str:
    """How a complaint is called where a page needs a name for it."""
    return number or gettext("Complaint without a number")
