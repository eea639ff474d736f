"""The links that bodies have: the code told, a link closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import link_codes
from arasha.complaints.desk.frame import desk_page
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import links as forms

POSTED = _("The letter with the code is on its way to the post.")


def _code_once(request: HttpRequest, ask: Ask, code: str) -> HttpResponse:
    """The code, once, with whom to call; by post there is nothing to show."""
    back = reverse("desk:complaint", args=[ask.id])
    if not code:
        messages.success(request, POSTED)
        return redirect(back)
    link = ask.data["link"]
    context = {
        "code": code,
        "body": link.body.name(ask.language),
        "contact": link.contact,
        "back_url": back,
        "back_label": gettext("Back to the complaint"),
    }
    return desk_page(request, "code_once.html", context, current="complaints")


PAGES = (
    VerbPage(
        verb="give_code",
        form=forms.GiveCodeForm,
        call=lambda ask: link_codes.give_code(ask.id, **ask.usual, link=ask.data["link"], way=ask.data["way"]),
        lead=_("The link went by e-mail; the code goes another way. A code given before opens nothing any more."),
        submit=_("Make the code"),
        done=_("The code was given."),
        again=_("The code was shown once and cannot be shown again. If nobody noted it, make another."),
        then=_code_once,
    ),
    VerbPage(
        verb="revoke_link",
        form=forms.RevokeLinkForm,
        call=lambda ask: link_codes.revoke_link(ask.id, **ask.usual, link=ask.data["link"], reason=ask.data["reason"]),
        lead=_("It went to the wrong person, or they left. Whoever opens it reads that it is closed. The body's term runs on."),
        submit=_("Close the link"),
        done=_("The link is closed."),
        danger=True,
    ),
)
