"""What surrounds every request: headers, the keyring emptied afterwards, and the domain's refusals turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from arasha import vault
from arasha.errors import BadRequest, DomainError
from arasha.site import errors

GetResponse = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "frame-src 'self'",  # a PDF among the evidence; every page of ours refuses to be framed
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers then send "Origin: null" with our own forms, and the check against forged forms would refuse them.
    # Nothing leaves the office's own origin with this one either.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class SecurityHeaders:
    """Strict headers on every answer. A view that has a reason sets its own; nothing is cached unless a view says it may be."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        return response


class KeyringPerRequest:
    """No key outlives the request that loaded it; for a streamed answer, no key outlives the stream."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        streams = False
        try:
            response = self.get_response(request)
            streams = response.streaming
        finally:
            if not streams:
                vault.forget_keys()
        if streams:
            response._resource_closers.append(vault.forget_keys)  # type: ignore[attr-defined]
        return response


class DomainErrors:
    """The domain's refusals become pages with their status; what nobody can mean (NULs, malformed identifiers) becomes a 400."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        if _has_nul(request):
            return errors.page(request, 400)
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            return _read_form(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, DomainError):
            return errors.page(request, exception.status, exception.message)
        if isinstance(exception, ValidationError):
            # An identifier in an address or a hidden field that is none; forms catch their own before this.
            return errors.page(request, BadRequest.status)
        return None


def _has_nul(request: HttpRequest) -> bool:
    """PostgreSQL refuses NUL in any text, so it must not come as far as a query."""
    return "\0" in request.path_info or any("\0" in text for pair in request.GET.lists() for text in (pair[0], *pair[1]))


def _read_form(request: HttpRequest) -> HttpResponseBase | None:
    """Read the posted form here, where a refusal of the upload still becomes a page; then see whether its sender is still signed in."""
    try:
        request.POST  # noqa: B018  (reading it parses it)
    except DomainError as refusal:
        return errors.page(request, refusal.status, refusal.message)
    match = request.resolver_match
    if match is not None and match.namespaces[:1] == ["desk"] and not request.user.is_authenticated:
        return errors.signed_out(request)
    return None
