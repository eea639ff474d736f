"""Whether a letter is ours: the page behind the square that stands on each. It shows nothing of what a letter says or of whom it is to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from arasha.complaints.forms.follow import CheckCodeForm, CompareForm
from arasha.complaints.language import page_language
from arasha.complaints.portal.limits import Guesses, TooManyGuesses
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.letters.check_codes import read_check_code
from arasha.letters.queries import letter_with_check_code
from arasha.letters.rendering import institution

guesses = Guesses()
TOO_MANY = _("Too many codes from your network were wrong just now. Wait a quarter of an hour and try again.")
UNKNOWN = _(
    "We sent no letter with this code. Compare it sign by sign with the letter; if it is right, the letter is not from us."
)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The page to type the code of a letter on paper."""
    if request.method != "POST" or "_language" in request.POST:
        return _enter(request, CheckCodeForm(initial=CheckCodeForm(request.POST).typed()))
    form = CheckCodeForm(request.POST)
    if form.is_valid():
        if code := read_check_code(form.cleaned_data["code"]):
            return HttpResponseRedirect(reverse("portal:genuine-letter", args=[code]))
        form.add_error("code", _("A code has 16 letters and digits in groups of four. Look at the end of the letter."))
    return _enter(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """That a letter with this code was sent, when, under which number; and whether a file that one has is that letter.

    A file that is sent here is hashed while it arrives and forgotten with the request.
    """
    at, address = timezone.now(), request.META.get("REMOTE_ADDR", "")
    form = CheckCodeForm(initial={"code": code[:40]})
    try:
        guesses.check(address, at=at)
    except TooManyGuesses as refusal:
        return _enter(request, form, notice=TOO_MANY, status=refusal.status)
    typed = read_check_code(code)
    found = letter_with_check_code(typed, at=at) if typed else None
    if found is None:
        guesses.note_wrong(address, at=at)
        return _enter(request, form, notice=UNKNOWN, status=404)
    context = {
        "rows": _rows(found), "code": typed, "form": CompareForm(), "form_id": "compare", "same": None, "home_url": reverse("portal:home")
    }  # fmt: skip
    if request.method == "POST" and "_language" not in request.POST:
        context["form"], context["same"] = _compare(request, found.pdf_hash)
    return render(request, "complaints/portal/genuine_letter.html", context)


def _compare(request: HttpRequest, expected: str) -> tuple[CompareForm, bool | None]:
    upload = request.FILES.get("file")
    form = CompareForm(request.POST, request.FILES)
    if upload is None:
        form.add_error("file", _("Choose the file first."))
        return form, None
    mark = upload.content.fingerprint  # type: ignore[attr-defined]  # every upload is a StreamedUpload
    return CompareForm(), bool(expected) and mark is not None and mark.sha256 == expected


def _rows(found: Any) -> list[dict[str, Any]]:
    language = page_language()
    rows = [
        (_("Sent by"), institution(language)),
        (_("Office"), found.office.name(language)),
        (_("Number of the letter"), found.number),
        (_("Sent on"), write_date(office_day(found.sent_at), language)),
    ]
    if found.pdf_hash:
        groups = " ".join(found.pdf_hash[start : start + 8] for start in range(0, 64, 8))
        rows.append((_("SHA-256 of its PDF"), groups))
    return [{"label": label, "value": value} for label, value in rows]


def _enter(request: HttpRequest, form: CheckCodeForm, *, notice: Any = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "form_id": "question", "notice": notice, "action": reverse("portal:genuine")}
    return render(request, "complaints/portal/genuine.html", context, status=status)
