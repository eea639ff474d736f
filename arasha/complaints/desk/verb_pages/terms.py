"""What is done to the terms of a complaint: paused, let go on, counted again when the calendar changed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.pausing import pause_term, resume_term
from arasha.complaints.actions.recount import recount_term
from arasha.complaints.desk.verbs import VerbPage
from arasha.complaints.forms.desk import PauseForm, ResumeForm
from arasha.complaints.forms.law import RecountForm, shown_dates

PAGES = (
    VerbPage(
        verb="pause_term",
        form=PauseForm,
        call=lambda ask: pause_term(ask.id, **ask.usual, until=ask.data["until"], reason=ask.data["reason"]),
        lead=_("Only where a rule allows it, and only for a time. The person is told why, and by which day they get the answer."),
        submit=_("Pause the term"),
        done=_("The term stands still. The person has been told."),
        shows_letter="typed",
    ),
    VerbPage(
        verb="resume_term",
        form=ResumeForm,
        call=lambda ask: resume_term(ask.id, **ask.usual, reason=ask.data["reason"]),
        lead=_("From today the days count again. The person is told the new date."),
        submit=_("Let the term go on"),
        done=_("The term goes on. The person has been told."),
        shows_letter="typed",
    ),
    VerbPage(
        verb="recount_term",
        form=RecountForm,
        call=lambda ask: recount_term(ask.id, **ask.usual, shown=shown_dates(ask.data["terms"])),
        lead=_("The calendar of days off changed. Each term ticked here gets the date that it has by the calendar of today."),
        submit=_("Set the new dates"),
        done=_("The terms have their new dates."),
    ),
)
