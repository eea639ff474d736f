"""What every answer of the API has in common: the token, the language, the method, refusals as JSON.

No cookie is read: a browser that is signed in at the desk opens nothing here, so nobody can be made to send a forged request.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from arasha.complaints.api.problem import refused
from arasha.errors import BadRequest, DomainError, Refused
from arasha.people import policy
from arasha.people.tokens import token_of

View = Callable[..., HttpResponse]


class NotThisMethod(DomainError):
    status = 405
    message = _("This address does not take this method.")


class NotForYourRole(Refused):
    message = _("This is not for your account.")


class ReadsOnly(Refused):
    message = _("This access token only reads. Ask the administrator for one that may act.")


def endpoint(right: str, *methods: str) -> Callable[[View], View]:
    """An address for holders of a token whose role has `right` of policy.OFFICE_GRANTS. What the domain refuses becomes JSON."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                _speak(request)
                _let_in(request, right, methods)
                return view(request, *args, **kwargs)
            except DomainError as refusal:
                return _headers(refused(refusal), methods)

        guarded.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
        return guarded

    return wrap


def _speak(request: HttpRequest) -> None:
    """`?lang=` before Accept-Language, which the middleware has read."""
    wanted = request.GET.get("lang", "")
    if wanted and wanted not in dict(settings.LANGUAGES):
        raise BadRequest(_("We speak kk, ru and en."))
    if wanted:
        translation.activate(wanted)
        request.LANGUAGE_CODE = wanted


def _let_in(request: HttpRequest, right: str, methods: tuple[str, ...]) -> None:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    secret = secret.strip() if scheme.lower() == "bearer" else ""
    token = token_of(secret, address=request.META.get("REMOTE_ADDR", ""), at=timezone.now())
    request.user = token.user
    if request.method not in methods:
        raise NotThisMethod
    if not policy.may_open(token.user, right):
        raise NotForYourRole
    if request.method not in ("GET", "HEAD") and not token.may_act:
        raise ReadsOnly


def _headers(response: HttpResponse, methods: tuple[str, ...]) -> HttpResponse:
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if response.status_code == 405:
        response.headers["Allow"] = ", ".join(methods)
    return response
