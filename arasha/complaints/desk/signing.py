"""What waits for a signature: outcomes for heads, outcomes and decisions for the Commissioner and deputies."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints import approvals
from arasha.complaints.actions.base import ChangedMeanwhile, NotPossibleNow, NotYours
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.desk.verb_context import CONSENT_CHANGED, consent_changed
from arasha.complaints.desk.verbs import Ask, VerbPage, ask_for, verb_pages
from arasha.complaints.letter_view import citations
from arasha.complaints.queries.desk_rows import rows_of
from arasha.complaints.queries.desk_signing import (
    SHOWN_AT_MOST,
    approvals_waiting,
    citations_waiting,
    signing_verb,
    to_approve,
    to_sign,
)
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.people import policy


@staff_page("signing")
def signing(request: HttpRequest) -> HttpResponse:
    """The signing tray: each letter with what it rests on, and whether it can be signed already."""
    book, language, today = current_book(), page_language(), office_day(timezone.now())
    found = to_sign(request.user, language)
    shown = found[:SHOWN_AT_MOST]
    cited = citations_waiting([one.id for one in shown])
    waited = approvals_waiting([one.id for one in shown])
    mine = to_approve(request.user, language)[:SHOWN_AT_MOST]
    record_shown(request, "desk/signing", list(dict.fromkeys(one.id for one in (*shown, *mine))))
    rows = [
        {
            "row": row,
            "citations": citations(cited.get(row.id, ()), book, language, today),
            "url": _url(row),
            "waits": [approvals.who(one) for one in waited.get(row.id, ())],
        }
        for row in rows_of(shown, user=request.user, book=book, language=language, now=timezone.now())
    ]
    ready = [item["row"].id for item in rows if not item["waits"] and all(one["verified"] for one in item["citations"])][
        :TOGETHER_AT_MOST
    ]
    several = f"{reverse('desk:signing-together')}?{urlencode({'id': ready}, doseq=True)}" if len(ready) > 1 else ""
    to_read = [
        {"row": row, "citations": (), "url": reverse("desk:verb", args=[row.id, "approve_letter"])}
        for row in rows_of(mine, user=request.user, book=book, language=language, now=timezone.now())
    ]
    context = {"rows": rows, "to_read": to_read, "more": len(found) > len(shown), "together_url": several}
    return desk_page(request, "signing.html", context, current="signing")


def _url(row: Any) -> str:
    return reverse("desk:verb", args=[row.id, signing_verb(row.complaint)])


TOGETHER_AT_MOST = 20  # as many as a person reads before signing them in one go


@staff_page("signing")
def together(request: HttpRequest) -> HttpResponse:
    """Several letters one after the other, each to be read and ticked; then each is signed by its own verb. What could not be
    signed stays here with the reason; the others are on their way."""
    chosen = (request.POST if request.method == "POST" else request.GET).getlist("id")[:TOGETHER_AT_MOST]
    signed, refused = _sign_read(request, chosen) if request.method == "POST" and "_language" not in request.POST else ([], {})
    shown = [_shown(request, complaint, refused.get(complaint, "")) for complaint in chosen if complaint not in signed]
    if signed:
        messages.success(
            request,
            ngettext("%(count)s letter is signed.", "%(count)s letters are signed.", len(signed)) % {"count": len(signed)},
        )
    if not shown:
        return redirect("desk:signing")
    record_shown(request, "desk/signing-together", [one["id"] for one in shown if one["id"]])
    return desk_page(request, "signing_together.html", {"items": shown, "form_id": "together"}, current="signing")


def _sign_read(request: HttpRequest, chosen: list[str]) -> tuple[list[str], dict[str, str]]:
    """(those signed, why not the others): one action a letter, so that one refusal stops nothing else."""
    signed, refused = [], {}
    for complaint in chosen:
        ask = None
        if complaint not in request.POST.getlist("read"):
            refused[complaint] = gettext("Not signed: you have not ticked that you read it.")
            continue
        try:
            ask, page = _asked(request, complaint)
            ask.data = {"version": int(request.POST.get(f"version-{complaint}", "0") or 0)}
            page.call(ask)
        except (DomainError, ValueError) as refusal:
            refused[complaint] = _why(refusal, ask)
        else:
            signed.append(complaint)
    return signed, refused


def _why(refusal: Exception, ask: Ask | None) -> str:
    """Why it was not signed; a word of the person on what they allow is told apart from other changes."""
    if ask is not None and isinstance(refusal, ChangedMeanwhile) and consent_changed(ask, ask.data["version"]):
        return str(CONSENT_CHANGED)
    return str(getattr(refusal, "message", "") or gettext("This cannot be signed now."))


def _asked(request: HttpRequest, complaint: str) -> tuple[Ask, VerbPage]:
    """Whoever signs before this complaint, and the page of the verb that signs it. Raises NotFound, NotPossibleNow, ValueError."""
    ask = ask_for(request, UUID(complaint))
    verb = signing_verb(ask.complaint)
    if not verb:
        raise NotPossibleNow(_("Nothing awaits a signature here."))
    if refusal := policy.may(ask.by.user, verb, ask.complaint):
        raise NotYours(refusal)
    return ask, verb_pages()[verb]


def _shown(request: HttpRequest, complaint: str, refused: str) -> dict[str, Any]:
    """One letter with what it rests on and what stands in its way."""
    try:
        ask, page = _asked(request, complaint)
    except (DomainError, ValueError) as refusal:
        return {"id": None, "refused": refused or str(getattr(refusal, "message", ""))}
    more = page.more(ask, page.form(ask=ask))
    return {
        "id": ask.id, "number": ask.complaint.number, "subject": ask.complaint.subject, "version": ask.complaint.version,
        "refused": refused, "letters": more.get("letters", []), "acts": more.get("acts", []), "blocked": more.get("blocked", ""),
        "citations": more.get("citations", []), "url": reverse("desk:verb", args=[ask.id, page.verb]),
    }  # fmt: skip
