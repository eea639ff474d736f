"""Who is at the desk: signed in, with the right to open the page, and seeing only their own complaints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone

from arasha import journal
from arasha.complaints.doers import Staff
from arasha.people import policy

View = Callable[..., HttpResponseBase]


def staff_page(right: str) -> Callable[[View], View]:
    """A page for members of staff who hold `right` of policy.OFFICE_GRANTS; others get 403, nobody signed in gets the sign-in page."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
            if not policy.may_open(request.user, right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.right = right
        return guarded

    return wrap


def doer(request: HttpRequest) -> Staff:
    """The signed-in member of staff, with the address that the journal keeps of staff."""
    return Staff(request.user, request.META.get("REMOTE_ADDR", ""))  # type: ignore[arg-type]


def record_shown(request: HttpRequest, page: str, ids: Iterable[UUID]) -> None:
    """One entry of the journal for a page that shows what is personal: durable before the page leaves."""
    shown = list(ids)
    if shown:
        journal.record_reading(doer(request).actor, page=page, ids=shown, at=timezone.now())
