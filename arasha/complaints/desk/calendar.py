"""The office's calendar, its own terms and its order of approvals: written down with their source, the history below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.law import set_approval, set_calendar_day, set_own_term
from arasha.complaints.approvals import STEP_NAMES
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.forms.law import (
    APPROVED_LETTERS,
    DAY_KINDS,
    ApprovalOrderForm,
    CalendarDayForm,
    OwnTermForm,
    purpose_choices,
)
from arasha.complaints.models import OverlayRow
from arasha.complaints.queries.desk_recount import moved_terms, purpose_name
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.errors import DomainError
from arasha.law import LawError, RuleBook
from arasha.law.days import first_day
from arasha.law.explain import amount
from arasha.people import policy

SHOWN = 100  # entries of the history


@staff_page("set_law")
def calendar(request: HttpRequest) -> HttpResponse:
    """A decree on days off. Open terms keep their dates until somebody confirms the new ones on the page that lists them."""
    form = CalendarDayForm(request.POST if request.method == "POST" else None)
    status = 200
    if "_language" in request.POST:
        form = CalendarDayForm(initial=form.typed())
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_calendar_day(
                given["day"], by=doer(request), at=timezone.now(), kind=given["kind"], source=given["source"],
                names=form.names(), moved_from=given["moved_from"] if given["kind"] == "moved" else None,
            )  # fmt: skip
        except (DomainError, LawError) as refusal:
            status = _refuse(form, refusal)
        else:
            messages.success(request, _("Written into the calendar."))
            return redirect("desk:recount" if policy.may_open(request.user, "recount") else "desk:calendar")
    language, book = page_language(), current_book()
    entries = [_day_entry(row, language) for row in _history("calendar_day")]
    context = {"form": form, "form_id": "calendar", "entries": entries, "moved": _moved(request, book)}
    return desk_page(request, "calendar.html", context, current="law", status=status)


@staff_page("set_law")
def own_terms(request: HttpRequest) -> HttpResponse:
    """The office's own terms, for what the law leaves open."""
    language, book = page_language(), current_book()
    purposes = purpose_choices(book, language)
    today = write_date(office_day(timezone.now()), language, "short")
    form = OwnTermForm(request.POST if request.method == "POST" else None, purposes=purposes)
    status = 200
    if "_language" in request.POST:
        form = OwnTermForm(purposes=purposes, initial=form.typed())
    elif request.method == "POST" and form.is_valid():
        try:
            set_own_term(by=doer(request), at=timezone.now(), **form.cleaned_data)
        except (DomainError, LawError) as refusal:
            status = _refuse(form, refusal)
        else:
            messages.success(request, _("Set. Terms that run already keep their dates."))
            return redirect("desk:own-terms")
    entries = [_term_entry(row, book, language) for row in _history("policy_term")]
    context = {"form": form, "form_id": "own-terms", "entries": entries, "now": _now(book, language), "today": today}
    return desk_page(request, "own_terms.html", context, current="law", status=status)


@staff_page("set_templates")
def approval_orders(request: HttpRequest) -> HttpResponse:
    """Who approves which letters before they are signed."""
    language, book = page_language(), current_book()
    day = office_day(timezone.now())
    form = ApprovalOrderForm(
        request.POST if request.method == "POST" else None, initial={"in_force_from": day.strftime("%d %m %Y")}
    )
    status = 200
    if "_language" in request.POST:
        form = ApprovalOrderForm(initial=form.typed())
    elif request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_approval(given.pop("letter"), by=doer(request), at=timezone.now(), **given)
        except (DomainError, LawError) as refusal:
            status = _refuse(form, refusal)
        else:
            messages.success(request, _("Set. Letters that are proposed already keep what they needed."))
            return redirect("desk:approval-orders")
    entries = [_approval_entry(row, language) for row in _history("approval")]
    now = [{"name": name, "who": _steps(book.approval_steps(letter, day))} for letter, name in APPROVED_LETTERS.items()]
    context = {"form": form, "form_id": "approval-orders", "entries": entries, "now": now}
    return desk_page(request, "approval_orders.html", context, current="templates", status=status)


def _steps(steps: Iterable[str]) -> str:
    return " → ".join(str(STEP_NAMES[step]) for step in steps) or gettext("nobody: the signature is enough")


def _approval_entry(row: OverlayRow, language: str) -> dict[str, Any]:
    since = gettext("from %(day)s") % {"day": write_date(row.in_force_from, language, "short")}
    return {"row": row, "what": since, "words": str(APPROVED_LETTERS[row.target]), "more": _steps(row.values["steps"])}


def _refuse(form: Any, refusal: Exception) -> int:
    form.add_error(None, getattr(refusal, "message", "") or str(refusal))
    return getattr(refusal, "status", 400)


def _history(kind: str) -> list[OverlayRow]:
    """What was written down, the newest first; one statement."""
    return list(OverlayRow.objects.filter(kind=kind).select_related("by").order_by("-at", "-id")[:SHOWN])


def _day_entry(row: OverlayRow, language: str) -> dict[str, Any]:
    kinds = {kind: str(label).partition("\n")[0] for kind, label in DAY_KINDS}
    values = row.values
    name = values.get(f"name_{language}") or next((values[key] for key in values if key.startswith("name_")), "")
    moved = first_day(values.get("moved_from") or "")
    return {
        "row": row,
        "what": write_date(row.in_force_from, language, "short"),
        "words": " · ".join(text for text in (kinds.get(values["kind"], values["kind"]), name) if text),
        "more": gettext("worked instead: %(day)s") % {"day": write_date(moved, language, "short")} if moved else "",
    }


def _term_entry(row: OverlayRow, book: RuleBook, language: str) -> dict[str, Any]:
    number = row.values.get("number")
    since = gettext("from %(day)s") % {"day": write_date(row.in_force_from, language, "short")}
    return {
        "row": row,
        "what": since,
        "words": purpose_name(book, row.target, language),
        "more": amount(number, row.values["unit"], ngettext) if number else gettext("no own term any more"),
    }


def _now(book: RuleBook, language: str) -> list[dict[str, Any]]:
    """What sets the term of each purpose today: a rule of law, a term of the office, or nothing."""
    today = office_day(timezone.now())
    found = []
    for purpose in book.purposes.values():
        rule = book.rule_for(purpose.code, today)
        found.append({
            "name": purpose.name(language),
            "term": amount(rule.number or 0, rule.unit, ngettext) if rule else gettext("no term"),
            "policy": rule is not None and rule.basis == "policy",
            "citation": rule.citation.text(language) if rule is not None and rule.basis != "policy" else "",
        })  # fmt: skip
    return found


def _moved(request: HttpRequest, book: RuleBook) -> int:
    """How many open terms wait for a person to confirm their new date."""
    return sum(kind.count for kind in moved_terms(request.user, book)) if policy.may_open(request.user, "recount") else 0
