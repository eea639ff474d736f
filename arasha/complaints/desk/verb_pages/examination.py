"""Examination: who works on it, what is asked of the body, what was found."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.decision import draft_recommendation
from arasha.complaints.actions.directory import add_contact
from arasha.complaints.actions.examination import assign, record_finding
from arasha.complaints.desk.people_view import consent_view
from arasha.complaints.desk.verbs import Ask, VerbPage, unchecked
from arasha.complaints.forms import desk as forms
from arasha.complaints.forms.desk import ContactForm
from arasha.complaints.models import Inquiry
from arasha.complaints.queries.desk_precedents import precedents


def disclosure(ask: Ask, form: Any) -> dict[str, Any]:
    """What the body would learn, and what is held back, as `components/disclosure.html` shows it."""
    person = ask.complaint.complainant
    named = bool(ask.may_name and form.chosen("named"))
    name = gettext("the name: %(name)s") % {"name": person.name} if person else ""
    told = [gettext("the number of the complaint"), gettext("what you write below: the matter and the questions")]
    withheld = [
        gettext("what the person wrote, word for word"),
        gettext("their telephone, e-mail and address"),
        gettext("the files"),
    ]
    if name:
        (told if named else withheld).append(name)
    return {
        "to": "; ".join(body.name(ask.language) for body in form.bodies) or gettext("the body"),
        "how": gettext("By a secure link that its contact opens, or by post."),
        "told": told,
        "withheld": withheld,
        "consent": consent_view(ask.consent),
        "url": reverse("desk:verb", args=[ask.id, "record_consent"]),
        "label": gettext("Record what the person says"),
    }


def _inquiry(ask: Ask, form: Any) -> dict[str, Any]:
    return {"disclosure": disclosure(ask, form), **_new_contact(ask, form)}


def _new_contact(ask: Ask, form: Any) -> dict[str, Any]:
    """The small form for a contact: as it came back with errors, or empty."""
    return {
        "new_contact": getattr(form, "new_contact", None)
        or ContactForm(prefix="new", initial={"language": ask.complaint.language})
    }


def _add_contact(ask: Ask, form: Any, sent: QueryDict) -> Any:
    """Record a contact of the chosen body without losing what is typed; the new contact is chosen at once."""
    made = ContactForm(sent, prefix="new")
    if not (form.body and made.is_valid()):
        again = unchecked(form)
        again.new_contact = made
        return again
    contact = add_contact(form.body, by=ask.by, at=ask.at, **made.cleaned_data)
    return unchecked(form, contact=str(contact.id))


def _with_reports(ask: Ask, form: Any) -> dict[str, Any]:
    rows = Inquiry.objects.filter(complaint=ask.id).select_related("body")
    for row in rows:
        row.complaint = ask.complaint
    topic = form.chosen("topic")
    right = ask.book.topic(topic)
    return {
        "inquiries": list(rows),
        "precedents": precedents(ask.by.user, topic, without=ask.id),
        "right": right.name(ask.language) if right else "",
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
        more=_new_contact,
        buttons={"_add_contact": _add_contact},
    ),
)  # fmt: skip
