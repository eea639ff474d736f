"""What is done to the terms of a complaint when the law or its calendar changed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.recount import recount_term
from arasha.complaints.desk.verbs import VerbPage
from arasha.complaints.forms.law import RecountForm, shown_dates

PAGES = (
    VerbPage(
        verb="recount_term",
        form=RecountForm,
        call=lambda ask: recount_term(ask.id, **ask.usual, shown=shown_dates(ask.data["terms"])),
        lead=_("The calendar of days off changed. Each term ticked here gets the date that it has by the calendar of today."),
        submit=_("Set the new dates"),
        done=_("The terms have their new dates."),
    ),
)
