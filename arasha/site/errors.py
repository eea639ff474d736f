"""Pages for what went wrong. Each says what happened, what to do, and keeps what was typed."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, select_template
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from arasha.complaints.api.problem import problem as api_problem

# What must not stand on a page a second time: secrets, the old token, and the button that changes the language.
NEVER_SHOWN_AGAIN = ("password", "csrfmiddlewaretoken", "code", "_language")

# Sent along unseen: fields that no page shows, and what looks like a number, a code or an identifier. The names of fields are ours, not
# words for people, and the form that has words for them is not at hand here.
TECHNICAL = ("proposed",)
MACHINE_WRITTEN = re.compile(r"[A-Za-z0-9_.:-]*")

API = "/api/"
CODES = {403: "forbidden", 404: "not_found", 413: "too_large", 500: "broken", 503: "unavailable"}
SORRY = {
    400: gettext_lazy("We could not read what your browser sent. Go back and try again; what we received before is safe."),
    403: gettext_lazy("This page is not for your account."),
    404: gettext_lazy("There is no page at this address. Check the address, or start from the home page."),
    409: gettext_lazy("This has changed in the meantime. Open the page again and look at it before you go on."),
    410: gettext_lazy("What stood here is no longer available."),
    413: gettext_lazy(
        "That was more than we can take at once. Send less text, or fewer or smaller files; nothing sent earlier was lost."
    ),
    429: gettext_lazy("That was too often in too short a time. Wait a few minutes and try again."),
    500: gettext_lazy(
        "Something broke on our side. Nothing that we confirmed to you was lost. Please try again in a few minutes."
    ),
    503: gettext_lazy("We cannot answer just now. Please try again in a few minutes."),
}
TITLES = {
    400: gettext_lazy("We could not read that"),
    403: gettext_lazy("Not for your account"),
    404: gettext_lazy("No such page"),
    409: gettext_lazy("Changed meanwhile"),
    410: gettext_lazy("No longer here"),
    413: gettext_lazy("Too much at once"),
    429: gettext_lazy("Too often"),
    500: gettext_lazy("Something broke"),
    503: gettext_lazy("Not available now"),
}


def page(request: HttpRequest, status: int, message: Any = "", **context: Any) -> HttpResponse:
    """The error page for `status` with `message` (a sentence for the person) in the language of the request; JSON for a machine."""
    if request.path_info.startswith(API):
        return api_problem(status, CODES.get(status, "bad_request"), str(message or SORRY[status]))
    context = {
        "status": status,
        "title": str(TITLES.get(status, TITLES[400])),
        "message": str(message or SORRY[status]),
        **context,
    }
    try:
        body = select_template([f"errors/{status}.html", "errors/error.html"]).render(context, request)
    except TemplateDoesNotExist:
        body = _plain(context)
    return HttpResponse(body, status=status)


def _plain(context: dict[str, Any]) -> str:
    """The page when no template can be had, so that an error never becomes a second error."""
    return (
        f'<!doctype html><html lang="{get_language()}"><meta charset="utf-8"><title>{escape(context["title"])}</title>'
        f"<h1>{escape(context['title'])}</h1><p>{escape(context['message'])}</p>"
    )


def bad_request(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """400, or 413 for what is too large."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return page(request, 413 if too_much else 400)


def permission_denied(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    return page(request, 403)


def page_not_found(request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500. Rendered without the database or the person's language failing a second time."""
    try:
        return page(request, 500)
    except Exception:
        return HttpResponse(_plain({"title": TITLES[500], "message": SORRY[500]}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old. From our own page: shown again with a fresh token, so that nothing typed is lost."""
    if not _from_our_page(request):
        refusal = _("This form was not sent from our own page, so we did not accept it. Open our page and fill it in there.")
        return page(request, 403, refusal, title=_("Please open our page and fill it in there"), form=True)
    return keep_typed(
        request,
        title=_("Please send it once more"),
        message=_(
            "The page had been open for long, so we did not take what you sent yet. What you typed is below: press Send again."
        ),
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while a member of staff was typing: sign in beside, then send what was typed."""
    return keep_typed(
        request,
        title=_("You were signed out"),
        message=_("What you typed is below and was not saved yet. Sign in in a new tab, come back here and press Send again."),
        sign_in=resolve_url("account_login"),
    )


def keep_typed(request: HttpRequest, *, title: str, message: str, sign_in: str = "") -> HttpResponse:
    """Show the posted fields in a form that sends them to the same address with a fresh token (`errors/typed.html`). Status 403.

    Files cannot be given back by a browser's form; the page names those that were lost (`files_lost`).
    """
    context = {
        "status": 403,
        "title": title,
        "message": message,
        "fields": typed_fields(request),
        "action": request.get_full_path(),
        "files_lost": sorted({upload.name for upload in _files(request)}),
        "sign_in": sign_in,
    }
    try:
        body = get_template("errors/typed.html").render(context, request)
    except TemplateDoesNotExist:
        body = _plain_form(request, context)
    return HttpResponse(body, status=403)


def typed_fields(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Name, value and label of each posted field, in order, without secrets. Without a label: sent along unseen."""
    try:
        posted = request.POST
    except (UnreadablePostError, OSError):
        return []
    fields: list[tuple[str, str, str]] = []
    shown = 0
    for name, values in posted.lists():
        for value in values:
            if not isinstance(value, str) or any(word in name.lower() for word in NEVER_SHOWN_AGAIN):
                continue
            typed = name not in TECHNICAL and not MACHINE_WRITTEN.fullmatch(value)
            shown += typed
            fields.append((name, value, _("What you typed (%(number)s)") % {"number": shown} if typed else ""))
    return fields


def _files(request: HttpRequest) -> list[Any]:
    return [upload for _name, uploads in request.FILES.lists() for upload in uploads]


def _from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on our own page. Another site's form must not be offered for sending again."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    ours = f"{request.scheme}://{request.get_host()}"
    return origin == ours or origin.startswith(f"{ours}/")


def _plain_form(request: HttpRequest, context: dict[str, Any]) -> str:
    inputs = "".join(
        f'<p><label>{escape(label)}<br><textarea name="{escape(name)}" rows="2" cols="60">\n{escape(value)}</textarea></label></p>'
        if label
        else f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value, label in context["fields"]
    )
    lost = ""
    if context["files_lost"]:
        lost = f"<p>{escape(_('Please attach these files again:'))} {escape(', '.join(context['files_lost']))}</p>"
    link = (
        f'<p><a href="{escape(context["sign_in"])}" target="_blank">{escape(_("Sign in"))}</a></p>' if context["sign_in"] else ""
    )
    return (
        f"{_plain(context)}{link}{lost}"
        f'<form method="post" action="{escape(context["action"])}" enctype="multipart/form-data">'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{get_token(request)}">'
        f"{inputs}<button>{escape(_('Send again'))}</button></form>"
    )
