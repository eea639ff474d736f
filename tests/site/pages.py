"""Addresses for the tests of what surrounds a request: each does one thing that a page may do."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.errors import Conflict, Gone, TooMany
from arasha.people import accounts
from arasha.vault import keyring

KEY = UUID(int=7)
seen: dict[str, bool] = {}


class AlreadySigned(Conflict):
    message = _("Back")  # a text that Django itself has in all three languages


def fine(request: HttpRequest, word: str = "") -> HttpResponse:
    return HttpResponse(f"fine {word}")


def cached(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for all", headers={"Cache-Control": "public, max-age=60"})


def conflict(request: HttpRequest) -> HttpResponse:
    raise AlreadySigned


def gone(request: HttpRequest) -> HttpResponse:
    raise Gone("Used <once>")


def often(request: HttpRequest) -> HttpResponse:
    raise TooMany


def malformed(request: HttpRequest) -> HttpResponse:
    raise ValidationError("“x” is not a valid UUID.")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Айгүл Сәрсенқызы, 87010000000")


def with_key(request: HttpRequest) -> HttpResponse:
    vault.add_key(KEY, b"k" * 32)
    return HttpResponse("opened")


def with_key_and_fault(request: HttpRequest) -> HttpResponse:
    vault.add_key(KEY, b"k" * 32)
    raise RuntimeError


def streamed(request: HttpRequest) -> StreamingHttpResponse:
    vault.add_key(KEY, b"k" * 32)

    def parts():
        yield b"one"
        seen["while streaming"] = keyring.knows(KEY)
        yield b"two"

    return StreamingHttpResponse(parts())


def typed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"kept {request.POST.get('story', '')}")


desk = ([path("note/", typed, name="note"), path("", fine, name="my-work")], "desk")
urlpatterns = [
    path("fine/", fine),
    path("word/<str:word>/", fine),
    path("cached/", cached),
    path("conflict/", conflict),
    path("gone/", gone),
    path("often/", often),
    path("malformed/", malformed),
    path("broken/<str:token>/", lambda request, token: broken(request)),
    path("with-key/", with_key),
    path("with-key-and-fault/", with_key_and_fault),
    path("streamed/", streamed),
    path("typed/", typed),
    path("desk/", include(desk, namespace="desk")),
    path("account/", include(accounts.urlpatterns)),
]
handler400 = "arasha.site.errors.bad_request"
handler403 = "arasha.site.errors.permission_denied"
handler404 = "arasha.site.errors.page_not_found"
handler500 = "arasha.site.errors.server_error"
