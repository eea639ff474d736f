"""Systemic issues: the list, one with its figures, writing one down and changing it."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from arasha.complaints.actions import issues as actions
from arasha.complaints.actions.base import AlreadyDone
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.forms.issues import IssueForm
from arasha.complaints.models import SystemicIssue
from arasha.complaints.queries import issues as queries
from arasha.complaints.queries.desk_rows import region_name
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.ids import read_id
from arasha.law import RuleBook
from arasha.people import policy

LABELS = {"all": _("All"), "open": pgettext_lazy("complaints", "Open"), "late": _("Late"), "closed": _("Closed")}


@staff_page("issues")
def issues(request: HttpRequest) -> HttpResponse:
    """The newest first; `?complaint=` leaves those that one complaint shows."""
    book, language = current_book(), page_language()
    rows, more = queries.listed(request.user, read_id(request.GET.get("complaint")))
    record_shown(request, "desk/issues", [row.id for row in rows])
    context = {
        "rows": [_row(row, book, language) for row in rows],
        "more": more,
        "chosen": "complaint" in request.GET,
        "may_open": policy.may_open(request.user, "open_issue"),
    }
    return desk_page(request, "issues.html", context, current="complaints")


@staff_page("issues")
def issue(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """One issue: what is wrong where, how many complaints show it, and the inquiries that grew out of it."""
    by, book, language = doer(request), current_book(), page_language()
    row = actions.open_for(issue_id, by)
    counted = queries.figures(request.user, row, office_day(timezone.now()))
    record_shown(request, "desk/issue", [row.id])
    context = {
        **_row(row, book, language),
        "labels": LABELS.values(),
        "figures": [_figures(row, one, book, language) for one in counted],
        "inquiries": queries.inquiries_of(request.user, row),
        "may_change": policy.may_open(request.user, "open_issue"),
        "inquire_url": f"{reverse('desk:new')}?issue={row.id}" if policy.may_open(request.user, "own_initiative") else "",
    }
    return desk_page(request, "issue.html", context, current="complaints")


@staff_page("open_issue")
def new_issue(request: HttpRequest) -> HttpResponse:
    """Write one down."""
    form = _form(request, {}, changes=False)
    return _save(request, form, None)


@staff_page("open_issue")
def change_issue(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """Say it better, or that it is settled."""
    row = actions.open_for(issue_id, doer(request))
    first = {
        "title": row.title, "account": row.account or "", "topic": row.topic, "body": row.body.code if row.body else "",
        "regions": row.regions, "settled": row.settled_at is not None,
    }  # fmt: skip
    return _save(request, _form(request, first, changes=True), row)


def _form(request: HttpRequest, first: dict[str, Any], *, changes: bool) -> IssueForm:
    usual: dict[str, Any] = {
        "book": current_book(),
        "language": page_language(),
        "today": office_day(timezone.now()),
        "near": doer(request).user.office.region,
        "changes": changes,
    }
    form = IssueForm(request.POST if request.method == "POST" else None, initial=first, **usual)
    return IssueForm(initial=form.typed(), **usual) if "_language" in request.POST else form


def _save(request: HttpRequest, form: IssueForm, row: SystemicIssue | None) -> HttpResponse:
    by, status = doer(request), 200
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data)
        by = replace(by, press=data.pop("press"))
        try:
            if row is None:
                row = actions.open_issue(by=by, at=timezone.now(), **data)
            else:
                actions.change_issue(row.id, by=by, at=timezone.now(), **data)
        except AlreadyDone:
            return redirect("desk:issues")
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:issue", row.id)
    if row is not None:
        record_shown(request, "desk/change-issue", [row.id])
    return desk_page(
        request, "issue_form.html", {"form": form, "form_id": "issue", "issue": row}, current="complaints", status=status
    )


def _row(row: SystemicIssue, book: RuleBook, language: str) -> dict[str, Any]:
    topic = book.topic(row.topic) if row.topic else None
    return {
        "issue": row,
        "topic": topic.name(language) if topic else "",
        "body": row.body.name(language) if row.body else "",
        "regions": [region_name(book, code, language) for code in row.regions],
        "office": row.office.name(language),
    }


def _figures(row: SystemicIssue, one: queries.Figures, book: RuleBook, language: str) -> dict[str, Any]:
    """The figures of a region, each with the address of its list."""
    address, lists = reverse("desk:complaints"), queries.lists_of(row, one)
    numbers = asdict(one)
    return {
        "region": region_name(book, one.region, language) if one.region else "",
        "cells": [(label, numbers[name], f"{address}{lists[name]}" if numbers[name] else "") for name, label in LABELS.items()],
    }
