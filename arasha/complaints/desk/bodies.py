"""The directory of bodies, and who answers for each."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from arasha.bodies.models import Body, BodyContact
from arasha.bodies.queries import bodies_on, contacts_of
from arasha.complaints.actions.directory import add_contact, end_contact
from arasha.complaints.book import current_book
from arasha.complaints.desk.access import doer, record_shown, staff_page
from arasha.complaints.desk.frame import desk_page, page_language
from arasha.complaints.forms.desk import ContactForm
from arasha.complaints.queries.desk_rows import region_name
from arasha.complaints.terms import office_day
from arasha.errors import DomainError
from arasha.site.context import FULL_NAMES

WHOLE_COUNTRY = "country"


@staff_page("bodies")
def bodies(request: HttpRequest) -> HttpResponse:
    """Bodies that exist today, of one region or of the whole country, or those whose name holds what was typed."""
    book, language = current_book(), page_language()
    typed, region = request.GET.get("q", "").strip()[:80], request.GET.get("region", WHOLE_COUNTRY)
    found = bodies_on(office_day(timezone.now()))
    if typed:
        rows = [body for body in found if typed.casefold() in body.name(language).casefold()]
    else:
        rows = list(found.filter(region="" if region == WHOLE_COUNTRY else region))
    regions = [(WHOLE_COUNTRY, gettext("Whole country, and kinds of bodies"))] + [
        (one.code, one.name(language)) for one in book.regions
    ]
    context = {
        "groups": _by_competence(rows, language),
        "filters": [
            {
                "name": _("Region"),
                "value": "" if typed else dict(regions).get(region, region),
                "options": [
                    {"label": name, "url": f"?region={code}", "current": not typed and code == region} for code, name in regions
                ],
            }
        ],
        "q": typed,
        "action": request.path,
    }
    return desk_page(request, "bodies.html", context, current="bodies")


def _by_competence(rows: list[Body], language: str) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for body in rows:
        groups[body.within_jurisdiction].append({"body": body, "name": body.name(language)})
    return [
        {"heading": kind.label, "rows": sorted(groups[kind.value], key=lambda row: row["name"].casefold())}
        for kind in Body.Jurisdiction
        if groups[kind.value]
    ]


@staff_page("bodies")
def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body with its contacts; a new contact is added here."""
    language = page_language()
    row = get_object_or_404(Body.objects.select_related("parent"), code=code)
    form = ContactForm(request.POST if request.method == "POST" else None, initial={"language": "kk"})
    status = 200
    if "_language" in request.POST:
        form = ContactForm(initial=form.typed())
    elif request.method == "POST" and form.is_valid():
        try:
            add_contact(row, by=doer(request), at=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            messages.success(request, _("The contact is recorded."))
            return redirect("desk:body", row.code)
    contacts = contacts_of(row)
    record_shown(request, "desk/body", [contact.id for contact in contacts])
    context = {
        "row": row,
        "name": row.name(language),
        "parent": row.parent.name(language) if row.parent else "",
        "region": region_name(current_book(), row.region, language),
        "contacts": [{"row": contact, "language": FULL_NAMES.get(contact.language, contact.language)} for contact in contacts],
        "form": form,
        "form_id": "contact",
    }
    return desk_page(request, "body.html", context, current="bodies", status=status)


@require_POST
@staff_page("bodies")
def end(request: HttpRequest, code: str, contact_id: UUID) -> HttpResponse:
    """The person no longer answers for the body."""
    contact = get_object_or_404(BodyContact.objects.select_related("body"), pk=contact_id, body__code=code, ended_at=None)
    end_contact(contact, by=doer(request), at=timezone.now())
    messages.success(request, _("The contact is ended. What was sent to them stays readable."))
    return redirect("desk:body", code)
