"""Reading a request's body: a small JSON object of plain values, made into what the desk's forms read."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, UnreadablePostError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from arasha.errors import BadRequest, DomainError

LARGEST = 256 * 1024  # bytes; the longest letter takes 20,000 characters


class TooLarge(DomainError):
    status = 413
    message = _("This is more than we take at once: send at most 256 KB.")


class NotJson(DomainError):
    status = 415
    message = _("Send JSON, with the header “Content-Type: application/json”.")


class Unreadable(BadRequest):
    message = _("We could not read the JSON. Send one object of names and values in UTF-8.")


def read_object(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent. Raises NotJson, TooLarge, Unreadable."""
    if request.content_type != "application/json":
        raise NotJson
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise TooLarge
    try:
        sent = json.loads(_whole(request).decode("utf-8"), parse_constant=_no_number)
        json.dumps(sent, ensure_ascii=False).encode("utf-8")  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise Unreadable from None
    if not isinstance(sent, dict):
        raise Unreadable
    return sent


def as_form_data(sent: dict[str, Any], known: set[str]) -> tuple[MultiValueDict, dict[str, list[str]]]:
    """The values as a form reads them, and what is wrong with those it could not read, by name. null counts as left out."""
    wrong: dict[str, list[str]] = {}
    data: MultiValueDict = MultiValueDict()
    for name, value in sent.items():
        values = value if isinstance(value, list) else [value]
        if name not in known:
            wrong[name[:60]] = [str(_("There is no such field."))]
        elif not all(isinstance(one, str | int) for one in values if value is not None):
            wrong[name] = [str(_("Send a text, a whole number, true or false here."))]
        elif value is not None:
            data.setlist(name, [str(one) for one in values])
    return data, wrong


def _whole(request: HttpRequest) -> bytes:
    try:
        body = request.read(LARGEST + 1)
    except (UnreadablePostError, OSError):
        raise Unreadable from None
    if len(body) > LARGEST:
        raise TooLarge
    return body


def _no_number(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity, which JSON does not have
