"""Registering and describing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.correct_registration import correct_registration
from arasha.complaints.actions.registration import correct_subject, mark_urgent, register_complaint, unmark_urgent
from arasha.complaints.desk.story_view import told_rows
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms.correct_registration import CorrectRegistrationForm, registration_of
from arasha.complaints.forms.desk import DescribeForm, ReasonForm, UrgentForm, VerbForm
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_matter import likely_same
from arasha.complaints.queries.desk_same import together
from arasha.complaints.urgent import whom_to_tell
from arasha.people import policy


def _description(ask: Ask) -> dict[str, Any]:
    return {name: ask.data[name] for name in ("subject", "topic", "region", "body")}


def _told(ask: Ask, form: VerbForm) -> dict[str, Any]:
    return {"told": told_rows(ask.complaint, ask.book, ask.language)}


def _perhaps_known(ask: Ask, form: VerbForm) -> dict[str, Any]:
    """What was told, and the complaints that may be of the same person or about the same matter."""
    return {
        **_told(ask, form),
        **vars(together(ask.by.user, ask.complaint, ask.parties)),
        "matters": likely_same(ask.by.user, ask.complaint),
    }


def _moved(request: HttpRequest, ask: Ask, complaint: Complaint) -> HttpResponse:
    """On the complaint's page, unless it went to an office whose complaints this person does not read."""
    messages.success(request, CORRECTED)
    mine = policy.visible(ask.by.user, Complaint.objects.filter(pk=complaint.pk)).exists()
    return redirect("desk:complaint", complaint.pk) if mine else redirect("desk:my-work")


CORRECTED = _("Corrected. The journal keeps what was registered before.")


def _on_duty(ask: Ask, form: VerbForm) -> dict[str, Any]:
    """Who will be told: said before the button is pressed."""
    return {"on_duty": [user.name for user in whom_to_tell(ask.complaint, ask.at)]}


PAGES = (
    VerbPage(
        verb="register",
        form=DescribeForm,
        call=lambda ask: register_complaint(ask.id, **ask.usual, **_description(ask)),
        lead=_(
            "Read what was told, and say in a few words what it is about. The complaint gets its number, and the person an "
            "acknowledgement."
        ),
        submit=_("Register"),
        done=_("Registered. The acknowledgement is written, and the term of consideration runs."),
        shows_letter="typed",
        template="register.html",
        more=_perhaps_known,
    ),
    VerbPage(
        verb="correct_registration",
        form=CorrectRegistrationForm,
        call=lambda ask: correct_registration(ask.id, **ask.usual, to=registration_of(ask), reason=ask.data["reason"]),
        lead=_(
            "For what was registered wrongly. A term that runs from a corrected day is counted anew; "
            "what the person told does not change."
        ),
        submit=_("Correct it"),
        done=CORRECTED,
        then=_moved,
    ),
    VerbPage(
        verb="correct_subject",
        form=DescribeForm,
        call=lambda ask: correct_subject(ask.id, **ask.usual, **_description(ask)),
        lead=_("What the person told does not change. The journal keeps what stood here before."),
        submit=_("Save"),
        done=_("Saved."),
        more=_told,
    ),
    VerbPage(
        verb="mark_urgent",
        form=UrgentForm,
        call=lambda ask: mark_urgent(ask.id, **ask.usual, reasons=ask.data["reasons"], reason=ask.data["reason"]),
        lead=_("It goes to the top, a short term of the office's own starts, and whoever is on duty is told at once."),
        submit=_("Mark as urgent"),
        done=_("Marked as urgent. Whoever is on duty has been told."),
        template="mark_urgent.html",
        more=_on_duty,
    ),
    VerbPage(
        verb="unmark_urgent",
        form=ReasonForm,
        call=lambda ask: unmark_urgent(ask.id, **ask.usual, reason=ask.data["reason"]),
        lead=_("Say what has changed, so that a colleague understands why the danger is over."),
        submit=_("No longer urgent"),
        done=_("No longer marked as urgent."),
    ),
)  # fmt: skip
