"""Scans that wait: dropped in together, cut into letters, put together, made a complaint or given to one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.arrivals import scans_to_complaint, scans_to_tray
from arasha.complaints.actions.base import AlreadyDone
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.evidence_view import way_of
from arasha.complaints.desk.frame import desk_page, front_office_tabs, page_language
from arasha.complaints.desk.openings import is_marked, mark_of
from arasha.complaints.desk.paper import around_paper, first_on_paper, letter_of, taken_once
from arasha.complaints.desk.taken import like_of
from arasha.complaints.forms.scans import BelongsForm, CutForm, DropForm, NothingForm, ScannedLetterForm
from arasha.complaints.models import Complaint
from arasha.dates import write_date
from arasha.errors import DomainError, NotFound
from arasha.files.responses import download
from arasha.ids import read_id
from arasha.scans import actions
from arasha.scans.models import Scan
from arasha.scans.pages import spans
from arasha.scans.queries import WAITS, opened, scans_for

SHOWN_AT_MOST = 50


@staff_page("tray")
def scans(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, with the form that takes more; with `?done=1` what needed nothing, the newest first."""
    done, status = request.GET.get("done") == "1", 200
    form = DropForm(request.POST, request.FILES) if request.method == "POST" and "_language" not in request.POST else DropForm()
    if form.is_bound and form.is_valid():
        try:
            return _drop(request, form.cleaned_data["files"])
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
    rows = scans_for(request.user).filter(state__in=[Scan.State.DONE] if done else WAITS)
    found = opened(rows.order_by(*(("-decided_at", "-id") if done else ("added_at", "id")))[: SHOWN_AT_MOST + 1])
    shown = found[:SHOWN_AT_MOST]
    record_shown(request, "desk/scans", [scan.id for scan in shown])
    context = {
        "scans": [_row(scan) for scan in shown], "more": len(found) > len(shown), "done": done, "form": form, "form_id": "drop",
        "like": read_id(request.GET.get("like")),
        "tabs": front_office_tabs(request, "scans"), "busy": any(scan.state == Scan.State.CUTTING for scan in shown),
    }  # fmt: skip
    return desk_page(request, "scans.html", context, current="tray", status=status)


def _drop(request: HttpRequest, files: list[Any]) -> HttpResponse:
    by, at = doer(request), timezone.now()
    if files:
        actions.keep_scans(files, office=by.user.office, by=by.actor, user=by.user, at=at)
        messages.success(request, _("The scans are kept. Say of each what it is."))
    else:
        messages.error(request, _("Choose at least one file."))
    return redirect("desk:scans")


@staff_page("tray")
def scan(request: HttpRequest, scan_id: UUID) -> HttpResponse:
    """One scan, and what may be done with it alone: cut it into letters, or say that it needs nothing."""
    row = _open(request, [scan_id])[0]
    cut = CutForm(request.POST if "_cut" in request.POST else None, pages=row.pages or 0)
    nothing = NothingForm(request.POST if "_nothing" in request.POST else None)
    status = 200
    for form in (cut, nothing):
        if form.is_bound and form.is_valid():
            try:
                return _decide(request, row, form)
            except DomainError as refusal:
                form.add_error(None, refusal.message)
                status = refusal.status
    record_shown(request, "desk/scan", [row.id])
    context = {
        "scan": _row(row, request), "form": cut if cut.is_bound else nothing, "cut": cut, "nothing": nothing,
        "letter_url": f"{reverse('desk:scan-letter')}?scan={row.id}",
    }  # fmt: skip
    return desk_page(request, "scan.html", context, current="tray", status=status)


def _decide(request: HttpRequest, row: Scan, form: CutForm | NothingForm) -> HttpResponse:
    by = doer(request)
    who: dict[str, Any] = {"by": by.actor, "user": by.user, "at": timezone.now()}
    if isinstance(form, CutForm):
        actions.cut(row.id, form.cleaned_data["cuts"], **who)
        messages.success(request, _("It is being cut. In a moment each letter stands in the list by itself."))
    else:
        actions.needs_nothing(row.id, reason=form.cleaned_data["reason"], **who)
        messages.success(request, _("Noted: nothing to do. The scan stays under “Nothing to do”."))
    return redirect("desk:scans")


@staff_page("tray")
def letter(request: HttpRequest) -> HttpResponse:
    """Scans that are one letter (`?scan=` each, in their order): a new complaint, or a letter to one that we have. `?like=` names the
    letter that this one is like."""
    rows = _open(request, [found for one in request.GET.getlist("scan")[:SHOWN_AT_MOST] if (found := read_id(one))])
    at, status, like = timezone.now(), 200, like_of(request)
    around = around_paper(request, at)
    new = ScannedLetterForm(request.POST if "_new" in request.POST else None, initial=first_on_paper(like), **around)
    today = write_date(around["today"], page_language(), "short")
    belongs = BelongsForm(request.POST if "_give" in request.POST else None, initial={"received_on": today}, auto_id="give_%s")
    if "_language" in request.POST:
        new = ScannedLetterForm(initial=ScannedLetterForm(request.POST, **around).typed(), **around)
    for form in (new, belongs):
        if form.is_bound and form.is_valid():
            try:
                return _becomes(request, rows, form, like, at)
            except DomainError as refusal:
                form.add_error(None, refusal.message)
                status = refusal.status
    record_shown(request, "desk/scan", [row.id for row in rows])
    context = {
        "scans": [_row(row, request) for row in rows], "new": new, "belongs": belongs, "form": belongs if belongs.is_bound else new,
        "form_id": "letter", "like": like,
    }  # fmt: skip
    return desk_page(request, "scan_letter.html", context, current="tray", status=status)


def _becomes(
    request: HttpRequest, rows: list[Scan], form: ScannedLetterForm | BelongsForm, like: Complaint | None, at: datetime
) -> HttpResponse:
    ids = [row.id for row in rows]
    if isinstance(form, BelongsForm):
        complaint = scans_to_complaint(ids, by=doer(request), at=at, **form.cleaned_data)
        messages.success(request, _("The letter lies with the complaint now."))
        return redirect("desk:complaint", complaint.id)
    by = replace(doer(request), press=form.cleaned_data["press"])
    try:
        return redirect("desk:taken", scans_to_tray(ids, letter_of(form, like), by=by, at=at).id)
    except AlreadyDone:
        return taken_once(by)


@staff_page("tray")
def scan_file(request: HttpRequest, scan_id: UUID) -> HttpResponseBase:
    """The file itself, shown where that can do no harm; the opening is in the journal before the first byte leaves."""
    row = _open(request, [scan_id])[0]
    if not is_marked(request.GET.get("mark", ""), request.user.pk, row.blob.id):  # type: ignore[arg-type]
        record_shown(request, "desk/file", [row.id, row.blob.id])
    return download(row.blob, inline=True, span=request.headers.get("Range"))


def _open(request: HttpRequest, ids: list[UUID]) -> list[Scan]:
    """In their order, and only while they are with no complaint: afterwards the complaint's own rights count."""
    rows = scans_for(request.user).filter(pk__in=ids, state__in=[*WAITS, Scan.State.DONE])
    found = {row.id: row for row in opened(rows)}
    if not ids or len(found) != len(set(ids)):
        raise NotFound(_("We have no such scan, or somebody has sorted it already: look at the list, or in the complaint."))
    return [found[one] for one in dict.fromkeys(ids)]


def _row(scan: Scan, request: HttpRequest | None = None) -> dict[str, Any]:
    """A scan as the pages show it; with a `request` it is opened on this page, and its file's address bears the mark of that."""
    file = reverse("desk:scan-file", args=[scan.id])
    return {
        "row": scan,
        "name": scan.blob.name,
        "url": reverse("desk:scan", args=[scan.id]),
        "file_url": f"{file}?mark={mark_of(request.user.pk, scan.blob.id)}" if request else file,  # type: ignore[arg-type]
        "way": way_of(scan.blob.content_type),
        "trouble": scan.get_trouble_display() if scan.trouble else "",
        "waits": scan.state == Scan.State.WAITING,
        "cutting": scan.state == Scan.State.CUTTING,
        "cuttable": scan.state == Scan.State.WAITING and not scan.trouble and (scan.pages or 0) > 1,
        "counting": scan.pages is None and not scan.trouble,
        "reason": scan.reason or "",
        "cuts": [spans(pages) for pages in scan.cuts],
    }
