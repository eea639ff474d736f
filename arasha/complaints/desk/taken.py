"""After a complaint was written down: how it stands, what to do now, how the person is reached safely, the receipt; and the next one,
where the next letter is like this one."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha import vault
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.models import Channel, Complaint, Identity, Incoming, Step, Term
from arasha.complaints.portal.receipt import receipt_context
from arasha.complaints.queries.portal import receipt_of
from arasha.complaints.urgent import whom_to_tell
from arasha.dates import write_moment
from arasha.errors import NotFound
from arasha.ids import read_id
from arasha.law import RuleBook
from arasha.people import policy

WRITTEN = ("take_down", "submit")  # the first steps that a member of staff takes
# Of a letter that is like the last one: what it tells. Never who wrote it, how they are reached, or what they agreed to.
KEPT = ("story", "want", "when", "date", "place", "region", "body", "second_body", "body_text", "postmarked_on")
ON_PAPER = (Channel.POST, Channel.DETENTION)


@staff_page("take_down")
def taken(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Whoever wrote the complaint down sees it, also when it went to another office."""
    complaint = _written_by(request).select_related("office", "complainant").filter(pk=complaint_id).first()
    found = receipt_of(complaint.id, at=timezone.now()) if complaint else None
    if complaint is None or found is None:
        raise NotFound(_("You took down no such complaint."))
    book, mine = current_book(), policy.visible(request.user, Complaint.objects.filter(pk=complaint.pk)).exists()
    number = Incoming.objects.filter(complaint=complaint, kind=Incoming.Kind.SUBMISSION).values_list("number", flat=True).first()
    with translation.override(complaint.language):
        receipt = receipt_context(found, book)["receipt"]
        receipt["rows"].insert(0, {"label": gettext("Incoming number"), "value": number or ""})
    record_shown(request, "desk/taken", [complaint.id])
    may_register = mine and complaint.state == "received" and not policy.may(request.user, "register", complaint)
    context = {
        "receipt": receipt, "receipt_language": complaint.language, "complaint": complaint, "mine": mine, "number": number,
        "office": complaint.office.name(page_language()), "may_register": may_register,
        "may_add": mine and not policy.may(request.user, "add_complainants", complaint),
        "urgent": _urgent(complaint, book), "reach": _reach(complaint), "like_url": _like_url(complaint),
        "on_paper": complaint.channel in ON_PAPER, "by_phone": complaint.channel == Channel.PHONE,
    }  # fmt: skip
    return desk_page(request, "taken.html", context, current="tray")


def like_of(request: HttpRequest) -> Complaint | None:
    """The complaint that the next one is like (`?like=`), ready to read; None where the address names none that this person wrote down
    or may read."""
    asked = read_id(request.GET.get("like"))
    if not asked:
        return None
    rows = Complaint.objects.filter(pk=asked, erased_at=None)
    found = policy.visible(request.user, rows).first() or _written_by(request).filter(pk=asked, erased_at=None).first()
    if found:
        vault.load_keys([found.key_id])
        record_shown(request, "desk/like", [found.id])
    return found


def first_like(like: Complaint) -> dict[str, Any]:
    """What the fields hold for a letter that is like that one."""
    told = {name: like.story[name] for name in KEPT if like.story.get(name)}
    told["when"] = told.pop("date", "") or told.get("when", "")
    return {**told, "channel": like.channel, "language": like.language}


def first_of(like: Complaint | None) -> str:
    """The identifier of the first of the letters that are like each other: the one that was registered. Empty for none."""
    return str(like.story.get("like") or like.id) if like else ""


def _written_by(request: HttpRequest) -> Any:
    return Complaint.objects.filter(
        pk__in=Step.objects.filter(verb__in=WRITTEN, by=request.user.pk, from_state="").values("complaint")
    )


def _urgent(complaint: Complaint, book: RuleBook) -> dict[str, Any] | None:
    """Why it is urgent, until when somebody must act, and who was told of it and how."""
    if not complaint.urgent:
        return None
    language, step = page_language(), complaint.steps.order_by("at", "id").first()
    term = Term.objects.filter(complaint=complaint, purpose="urgent", ended_on=None).first()
    told = whom_to_tell(complaint, step.at) if step else []
    return {
        "reasons": [one.name(language) for one in book.urgent_reasons if one.code in complaint.urgent_reasons],
        "until": write_moment(_local(term.due_at), language) if term and term.due_at else "",
        "told_at": _local(step.at) if step else None,
        "told": [user for user in told if user.email],
        "to_call": [user for user in told if not user.email],
    }


def _reach(complaint: Complaint) -> dict[str, Any] | None:
    """What the person said about being called or written to; None where nobody is there to reach."""
    if complaint.complainant is None or complaint.identity == Identity.ANONYMOUS:
        return None
    vault.load_keys([complaint.complainant.key_id])
    contact = complaint.complainant.contact or {}
    if not any(contact.get(name) for name in ("phone", "email", "address", "contact_note")) and contact.get("safe") is not False:
        return None
    return {
        "safe": contact.get("safe"), "note": contact.get("contact_note") or "", "paper": complaint.channel in ON_PAPER,
        "nothing": complaint.locator is None and not contact.get("safe") and complaint.channel not in ON_PAPER,
    }  # fmt: skip


def _like_url(complaint: Complaint) -> str:
    return f"{reverse('desk:paper' if complaint.channel in ON_PAPER else 'desk:new')}?like={complaint.id}"


def _local(moment: Any) -> Any:
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))
