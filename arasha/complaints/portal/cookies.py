"""The three cookies of the public side. None says who somebody is; each is gone when it has served.

`arasha_draft` opens an unfinished complaint, `arasha_follow` a visit with the code (one hour), `arasha_receipt` the receipt (15 minutes).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

DRAFT, FOLLOW, RECEIPT = "arasha_draft", "arasha_follow", "arasha_receipt"
VISIT = timedelta(hours=1)
RECEIPT_SHOWN = timedelta(minutes=15)


def put_draft(response: HttpResponse, token: str, *, for_days: bool = False) -> None:
    """Until the browser is closed; with `for_days` as long as the office keeps the draft (the person asked to finish later)."""
    _put(response, DRAFT, token, timedelta(days=settings.DRAFT_DAYS) if for_days else None)


def put_visit(response: HttpResponse, token: str) -> None:
    _put(response, FOLLOW, token, VISIT)


def put_receipt(response: HttpResponse, complaint_id: UUID) -> None:
    _put(response, RECEIPT, signing.dumps(str(complaint_id), salt=RECEIPT, compress=False), RECEIPT_SHOWN)


def receipt_in(request: HttpRequest) -> UUID | None:
    """The complaint whose receipt this browser may show just now."""
    try:
        return UUID(signing.loads(request.COOKIES.get(RECEIPT, ""), salt=RECEIPT, max_age=RECEIPT_SHOWN))
    except (signing.BadSignature, ValueError):
        return None


def token_in(request: HttpRequest, name: str) -> str:
    return request.COOKIES.get(name, "")


def drop(response: HttpResponse, *names: str) -> None:
    for name in names:
        response.delete_cookie(name, path="/", samesite="Lax")


def _put(response: HttpResponse, name: str, value: str, lasts: timedelta | None) -> None:
    response.set_cookie(name, value, max_age=lasts, path="/", httponly=True, samesite="Lax", secure=settings.HTTPS)


def visit_ends(at: datetime) -> datetime:
    return at + VISIT
