"""Messages that do not go on by themselves: put aside, or an answer that needs a look."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.actions import arrivals
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, front_office_tabs
from arasha.complaints.forms.mail import GiveForm, TrayForm
from arasha.complaints.models import Complaint
from arasha.errors import DomainError, NotFound
from arasha.files.models import Blob
from arasha.files.responses import download
from arasha.mailbox.models import Mail
from arasha.mailbox.queries import NEEDS_A_PERSON, mails_for, opened
from arasha.people import policy

SHOWN_AT_MOST = 50
LANGUAGES = {"kk": _("Kazakh"), "ru": _("Russian"), "en": _("English")}


@staff_page("tray")
def mails(request: HttpRequest) -> HttpResponse:
    """What waits for a person, the oldest first; with `?done=1` what somebody decided that nothing is to do about, the newest first."""
    done = request.GET.get("done") == "1"
    rows = mails_for(request.user).filter(state__in=[Mail.State.DONE] if done else NEEDS_A_PERSON)
    found = opened(rows.order_by(*(("-kept_at", "-id") if done else ("kept_at", "id")))[: SHOWN_AT_MOST + 1])
    shown = found[:SHOWN_AT_MOST]
    record_shown(request, "desk/mails", [mail.id for mail in shown])
    context = {
        "mails": [_row(mail) for mail in shown],
        "more": len(found) > len(shown),
        "done": done,
        "tabs": front_office_tabs(request, "mails"),
    }
    return desk_page(request, "mails.html", context, current="tray")


@staff_page("tray")
def mail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """One message, and what may be done with it."""
    row = _open(request, mail_id)
    form, status = GiveForm(request.POST if "_give" in request.POST else None, initial={"number": _number(request, row)}), 200
    if request.method == "POST" and "_language" not in request.POST:
        try:
            if (answer := _decide(request, row, form)) is not None:
                return answer
        except DomainError as refusal:
            status = refusal.status
            if form.is_bound:
                form.add_error(None, refusal.message)
            else:
                messages.error(request, refusal.message)
    record_shown(request, "desk/mail", [row.id])
    context = {
        "mail": _row(row),
        "form": form,
        "tray": TrayForm(initial={"language": row.language}),
        "form_id": "give",
        "files": _files(row),
        "complaint_url": _complaint_url(request, row),
    }
    return desk_page(request, "mail.html", context, current="tray", status=status)


@staff_page("tray")
def mail_file(request: HttpRequest, mail_id: UUID, blob_id: UUID) -> HttpResponseBase:
    """A file of a message, or the message as it came; never shown within a page of ours."""
    row = _open(request, mail_id)
    blob = Blob.objects.filter(pk=blob_id, key_id=row.key_id).first()
    if blob is None or blob.pk not in {one.pk for one in _blobs(row)}:
        raise NotFound(_("There is no such file with this message."))
    record_shown(request, "desk/file", [row.id, blob.id])
    return download(blob, inline=False)


def _decide(request: HttpRequest, row: Mail, form: GiveForm) -> HttpResponse | None:
    who: dict[str, Any] = {"by": doer(request), "at": timezone.now()}
    if "_tray" in request.POST:
        tray = TrayForm(request.POST)
        complaint = arrivals.mail_to_tray(row.id, language=tray.cleaned_data["language"] if tray.is_valid() else "", **who)
        messages.success(request, _("It is in the tray now."))
        return redirect("desk:complaint", complaint.id)
    if "_nothing" in request.POST:
        arrivals.mail_needs_nothing(row.id, **who)
        messages.success(request, _("Noted: nothing to do. The message stays under “Nothing to do”."))
        return redirect("desk:mails")
    if form.is_bound and form.is_valid():
        complaint = arrivals.mail_to_complaint(row.id, number=form.cleaned_data["number"], **who)
        messages.success(request, _("It stands in the story of the complaint now, marked as not proved."))
        return redirect("desk:complaint", complaint.id)
    return None


def _open(request: HttpRequest, mail_id: UUID) -> Mail:
    """Only while it is not with a complaint: afterwards the complaint's own rights count."""
    row = mails_for(request.user).select_related("raw").filter(pk=mail_id).exclude(state=Mail.State.TAKEN).first()
    if row is not None and row.state == Mail.State.ANSWER and not _complaint_url(request, row):
        row = None
    if row is None:
        raise NotFound(_("We have no such message, or it belongs to a complaint now: you find it there."))
    vault.load_keys([row.key_id])
    return row


def _row(mail: Mail) -> dict[str, Any]:
    answer = mail.state == Mail.State.ANSWER
    head = {} if answer else mail.headers  # an answer is read in its complaint, by whoever may read that
    return {
        "row": mail,
        "url": reverse("desk:complaint", args=[mail.complaint_id]) if answer else reverse("desk:mail", args=[mail.id]),
        "subject": gettext("An answer by e-mail") if answer else head["subject"] or gettext("No subject"),
        "sender": ""
        if answer
        else " ".join(filter(None, [head["sender_name"], f"<{head['sender']}>" if head["sender"] else ""])),
        "why": mail.get_reason_display() if mail.reason else mail.get_state_display(),
        "refused": head.get("refused", ()),
        "text": "" if answer else mail.text,
        "language": LANGUAGES.get(mail.language, ""),
        "decidable": mail.state == Mail.State.ASIDE,
    }


def _blobs(row: Mail) -> list[Blob]:
    return [one.blob for one in row.files.select_related("blob")] + ([row.raw] if row.raw else [])


def _files(row: Mail) -> list[dict[str, Any]]:
    return [
        {
            "name": gettext("the message as it came") if row.raw and blob.pk == row.raw.pk else blob.name,
            "size": blob.size,
            "kind": "picture" if blob.content_type.startswith("image/") else "file",
            "url": reverse("desk:mail-file", args=[row.id, blob.pk]),
        }
        for blob in _blobs(row)
    ]


def _complaint(request: HttpRequest, row: Mail) -> Complaint | None:
    if row.complaint_id is None:
        return None
    return policy.visible(request.user, Complaint.objects.filter(pk=row.complaint_id)).first()


def _complaint_url(request: HttpRequest, row: Mail) -> str:
    found = _complaint(request, row)
    return reverse("desk:complaint", args=[found.id]) if found else ""


def _number(request: HttpRequest, row: Mail) -> str:
    found = _complaint(request, row)
    return (found.number or "") if found else ""
