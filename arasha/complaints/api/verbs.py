"""Doing a verb: the desk's own form, the desk's own action, the answer as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.base import NotPossibleNow, NotYours
from arasha.complaints.api.body import as_form_data, read_object
from arasha.complaints.api.by_hand import why_by_hand
from arasha.complaints.api.gate import endpoint
from arasha.complaints.api.problem import answer, problem, refused
from arasha.complaints.api.register import identifier
from arasha.complaints.api.schema import form_fields
from arasha.complaints.desk.access import record_shown
from arasha.complaints.desk.verbs import Ask, VerbPage, ask_for, verb_pages
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_next import Seen, why_not
from arasha.errors import BadRequest, Conflict, NotFound
from arasha.people import policy
from arasha.people.once import LONGEST_KEY, do_once, kept_answer


class OnlyAtTheDesk(Conflict):
    """A person has to look at something first."""


@endpoint("complaints", "GET", "HEAD", "POST")
def verb(request: HttpRequest, which: str, name: str) -> HttpResponse:
    """GET: the fields of a verb with what may be chosen now. POST: do it.

    404 for a complaint one may not see, 403 for a verb one may not do, 409 with the version when it is not possible now, 422 with
    the errors by field. Sent again with the same Idempotency-Key it answers the same and does nothing.
    """
    page = verb_pages().get(name)
    if page is None:
        raise NotFound(_("There is no such verb."))
    return _do(request, which, page) if request.method == "POST" else _describe(request, which, page)


def _describe(request: HttpRequest, which: str, page: VerbPage) -> HttpResponse:
    ask = _ask(request, which, page)
    record_shown(request, f"api/verb/{page.verb}", [ask.id])
    fields = form_fields(page.form(ask=ask).fields)
    return answer({"verb": page.verb, "version": ask.complaint.version, "lead": str(page.lead), "fields": fields})


def _do(request: HttpRequest, which: str, page: VerbPage) -> HttpResponse:
    sent = read_object(request)
    key = _idempotency_key(request)
    whole = json.dumps([which, page.verb, sent], sort_keys=True)
    if key and (kept := kept_answer(request.user, key, whole, at=timezone.now())):  # type: ignore[arg-type]
        return answer(kept)
    ask = _ask(request, which, page)
    if errors := _check(ask, page, sent):
        return errors
    record_shown(request, f"api/verb/{page.verb}", [ask.id])
    try:
        if key:
            return answer(do_once(ask.by.user, key, whole, lambda: _done(ask, page), at=ask.at))
        return answer(_done(ask, page))
    except Conflict as refusal:
        return _conflict(ask, refusal)


def _ask(request: HttpRequest, which: str, page: VerbPage) -> Ask:
    """The person before the verb. Raises NotFound, and NotYours by the rights table: the same two questions as the verb's page asks."""
    ask = ask_for(request, identifier(request.user, which))
    if refusal := policy.may(request.user, page.verb, Seen.of(ask.complaint)):
        raise NotYours(refusal)
    return ask


def _check(ask: Ask, page: VerbPage, sent: dict[str, Any]) -> HttpResponse | None:
    """What stands in the way before the verb is tried; None when nothing does. Then `ask.data` holds what was sent."""
    if reason := why_by_hand(page):
        return _conflict(ask, OnlyAtTheDesk(reason))
    if reason := why_not(ask.by.user, ask.book.procedure.verb(page.verb), ask.complaint, ask.book, ask.language):
        return _conflict(ask, NotPossibleNow(reason))
    data, wrong = as_form_data(sent, set(form_fields(page.form(ask=ask).fields)))
    form = page.form(data, ask=ask)
    if form.is_valid() and not wrong:
        ask.data = form.cleaned_data
        return None
    fields = {**{name: [str(error) for error in found] for name, found in form.errors.items()}, **wrong}
    return problem(422, "form", str(_("Some answers are missing or wrong.")), fields=fields)


def _done(ask: Ask, page: VerbPage) -> dict[str, Any]:
    """Do the verb; what to tell about it. Whoever stepped aside is told nothing more of the complaint."""
    page.call(ask)
    said = {"verb": page.verb, "id": str(ask.id), "done": str(page.done)}
    if page.leaves:
        return said
    now = Complaint.objects.only("number", "state", "version").get(pk=ask.id)
    name = ask.book.procedure.state(now.state).name(ask.language)
    return {**said, "number": now.number, "state": now.state, "state_name": name, "version": now.version}


def _conflict(ask: Ask, refusal: Conflict) -> HttpResponse:
    """The refusal with where the complaint stands, so that the program can look and try again."""
    now = Complaint.objects.only("state", "version").get(pk=ask.id)
    return refused(refusal, state=now.state, version=now.version)


def _idempotency_key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        raise BadRequest(_("The Idempotency-Key is too long."))
    return key
