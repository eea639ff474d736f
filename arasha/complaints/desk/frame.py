"""What surrounds every page of the desk: navigation by rights, the number look-up, the account menu."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arasha.complaints.language import page_language as page_language
from arasha.people import policy

# (url name, label, right): one row a page of the bar, in this order. Where they are more than SHOWN, the last ones stand under “More”.
SHOWN = 7
PAGES = (
    ("my-work", _("My work"), "desk"),
    ("tray", _("Tray"), "tray"),
    ("complaints", _("Complaints"), "complaints"),
    ("terms", _("Terms"), "terms"),
    ("signing", _("To sign"), "signing"),
    ("overview", _("Overview"), "overview"),
    ("team", _("Team"), "team"),
    ("outbox", _("Outbox"), "complaints"),
    ("bodies", _("Bodies"), "bodies"),
    ("law", _("Law"), "law"),
    ("journal", _("Journal"), "journal"),
)
# What one may begin (url name, label, right), in the menu "New".
BEGINNINGS = (
    ("new", _("Complaint"), "take_down"),
    ("paper", _("A letter on paper"), "tray"),
    ("new-advice", _("Advice"), "advice"),
    ("reception", _("Appointment"), "reception"),
)
# What belongs to the front office stands as tabs under the tray, so that the bar stays short.
FRONT_OFFICE = (
    ("tray", _("Tray"), "tray"),
    ("mails", _("E-mail"), "tray"),
    ("scans", _("Scans"), "tray"),
    ("advice", _("Advice"), "advice"),
    ("reception", _("Reception"), "reception"),
    ("correspondence", _("Correspondence"), "correspondence"),
)
ACCOUNT_PAGES = (
    ("account_change_password", _("Change the password")),
    ("mfa_index", _("Second step of signing in")),
    ("usersessions_list", _("Where you are signed in")),
)


def desk_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, current: str = "", status: int = 200
) -> HttpResponse:
    """Render a page of the desk with the bar around it; `current` names the page of the bar."""
    rights = frozenset(right for _name, _label, right in (*PAGES, *BEGINNINGS) if policy.may_open(request.user, right))
    surroundings = _surroundings(rights, current, get_language() or "", get_script_prefix())
    return render(request, f"complaints/desk/{template}", {**surroundings, **context}, status=status)


@lru_cache(maxsize=512)
def _surroundings(rights: frozenset[str], current: str, _language: str, _prefix: str) -> dict[str, Any]:
    """The bar's words and addresses: the same for everybody with these rights, in a language and under a prefix of the address."""
    items = [_nav_item(name, label, current) for name, label, right in PAGES if right in rights]
    shown = len(items) if len(items) <= SHOWN else SHOWN - 1
    return {
        "nav": items[:shown],
        "nav_more": items[shown:],
        "new": [{"label": str(label), "url": reverse(f"desk:{name}")} for name, label, right in BEGINNINGS if right in rights],
        "find_url": reverse("desk:find") if "complaints" in rights else "",
        "account_links": [{"label": str(label), "url": reverse(name)} for name, label in ACCOUNT_PAGES],
        "home_url": reverse("desk:my-work"),
    }


def front_office_tabs(request: HttpRequest, current: str) -> list[dict[str, Any]]:
    """The pages of the front office that this person may open, for `components/tabs.html`; `current` is the name of one."""
    return [_nav_item(name, label, current) for name, label, right in FRONT_OFFICE if policy.may_open(request.user, right)]


def _nav_item(name: str, label: Any, current: str) -> dict[str, Any]:
    return {"label": str(label), "url": reverse(f"desk:{name}"), "current": name == current, "count": None}
