"""Examination: who works on it, what is asked of the body, what was found."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body
from arasha.complaints.actions.decision import draft_recommendation
from arasha.complaints.actions.directory import add_contact
from arasha.complaints.actions.examination import assign, record_finding
from arasha.complaints.desk.disclosing import contact_chosen, shown, typed
from arasha.complaints.desk.verbs import Ask, VerbPage, unchecked
from arasha.complaints.forms import desk as forms
from arasha.complaints.forms.desk import ContactForm
from arasha.complaints.models import Inquiry
from arasha.complaints.queries.desk_precedents import precedents
from arasha.complaints.queries.disclosure import Going
from arasha.complaints.queries.heard import heard, inquiries_of, standing, what_is_missing
from arasha.people import policy


def _recommendation(ask: Ask, form: Any) -> dict[str, Any]:
    return {"disclosures": _to_body(ask, form, "words"), **new_contact(ask, form)}


def _to_body(ask: Ask, form: Any, *fields: str) -> list[dict[str, Any]]:
    """What the letter that is being written tells. A recommendation names the person wherever that is allowed."""
    return shown(ask, [Going(form.body, contact_chosen(form, form.body), typed(form, *fields), named=True)])


def new_contact(ask: Ask, form: Any) -> dict[str, Any]:
    """The small form for a contact: as it came back with errors, or empty."""
    return {
        "new_contact": getattr(form, "new_contact", None)
        or ContactForm(prefix="new", initial={"language": ask.complaint.language})
    }


def add_contact_button(ask: Ask, form: Any, sent: QueryDict) -> Any:
    """Record a contact of the chosen body without losing what is typed; the new contact is chosen at once."""
    made = ContactForm(sent, prefix="new")
    if not (form.body and made.is_valid()):
        again = unchecked(form)
        again.new_contact = made
        return again
    contact = add_contact(form.body, by=ask.by, at=ask.at, **made.cleaned_data)
    return unchecked(form, contact=str(contact.id))


def _with_reports(ask: Ask, form: Any) -> dict[str, Any]:
    rows = inquiries_of(ask.id)
    for row in rows:
        row.complaint = ask.complaint
    topic = form.chosen("topic")
    right = ask.book.topic(topic)
    return {
        "inquiries": [(row.body.name(ask.language), row) for row in rows],
        **_heard(ask, form, rows),
        "precedents": precedents(ask.by.user, topic, without=ask.id),
        "right": right.name(ask.language) if right else "",
    }


def _heard(ask: Ask, form: Any, inquiries: list[Inquiry]) -> dict[str, Any]:
    """Whether the body that is chosen had its chance to explain itself, and what is missing for a finding of breach."""
    own, code = ask.complaint.body, form.chosen("body")
    is_own = own is not None and own.code == code
    body = own if is_own else Body.objects.filter(code=code).first()
    if body is None or (is_own and ask.complaint.heard):
        return {}
    how = standing(body, inquiries) if is_own else heard(ask.id, body)
    missing = "" if how.way else what_is_missing(body, how, book=ask.book, language=ask.language, at=ask.at)
    hear = "record_hearing"
    return {
        "not_heard": missing,
        "holds_up": bool(missing and ask.book.hearing_required),
        "hear_url": "" if policy.may(ask.by.user, hear, ask.complaint) else reverse("desk:verb", args=[ask.id, hear]),
    }


PAGES = (
    VerbPage(
        verb="assign",
        form=forms.AssignForm,
        call=lambda ask: assign(ask.id, **ask.usual, officer=ask.data["officer"]),
        lead=_("Those with the least on their desk stand first. Whoever declared a conflict of interest is not listed."),
        submit=_("Assign"),
        done=_("Assigned."),
    ),
    VerbPage(
        verb="reassign",
        form=forms.AssignForm,
        call=lambda ask: assign(ask.id, **ask.usual, officer=ask.data["officer"]),
        lead=_("The complaint goes to another officer with everything in it. Those with the least on their desk stand first."),
        submit=_("Reassign"),
        done=_("Reassigned."),
    ),
    VerbPage(
        verb="record_finding",
        form=forms.FindingForm,
        call=lambda ask: record_finding(
            ask.id, **ask.usual, topic=ask.data["topic"], body=ask.data["body"], result=ask.data["result"], reasoning=ask.data["reasoning"],
            standards=ask.data["standards"], own_standards=ask.data["own_standards"], standards_read=ask.data["standards_read"],
        ),
        lead=_("One finding for one right. Record as many as there are rights at issue."),
        submit=_("Record the finding"),
        done=_("Recorded."),
        template="record_finding.html",
        more=_with_reports,
    ),
    VerbPage(
        verb="draft_recommendation",
        form=forms.RecommendationForm,
        call=lambda ask: draft_recommendation(
            ask.id, **ask.usual, body=ask.data["body"], contact=ask.data["contact"], topic=ask.data["topic"], text=ask.data["words"]
        ),
        lead=_("A draft for one body. It goes out when the Commissioner signs the decision."),
        submit=_("Save the draft"),
        done=_("The recommendation is drafted."),
        template="to_body.html",
        more=_recommendation,
        discloses=True,
        buttons={"_add_contact": add_contact_button},
    ),
)  # fmt: skip
