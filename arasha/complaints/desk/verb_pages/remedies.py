"""What came of it: remedies, proceedings and their end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import remedies
from arasha.complaints.desk.verbs import VerbPage
from arasha.complaints.forms.desk import RecordRemedyForm
from arasha.complaints.forms.proceedings import EndedForm, OpenedForm

PAGES = (
    VerbPage(
        verb="record_remedy",
        form=RecordRemedyForm,
        call=lambda ask: remedies.record_remedy(
            ask.id, **ask.usual, kind=ask.data["remedy"], counted=ask.data["counted"], account=ask.data["account"]
        ),
        lead=_("What changed since the decision: rights restored, money paid, decisions revoked, laws changed. The report counts it."),
        submit=_("Record"),
        done=_("Recorded."),
    ),
    VerbPage(
        verb="record_proceeding",
        form=OpenedForm,
        call=lambda ask: remedies.record_proceeding(
            ask.id, **ask.usual, kind=ask.data["kind"], opened_on=ask.data["day"], account=ask.data["account"]
        ),
        lead=_("Proceedings were opened. Opened is not guilty: how they end is recorded apart."),
        submit=_("Record"),
        done=_("Recorded."),
    ),
    VerbPage(
        verb="end_proceeding",
        form=EndedForm,
        call=lambda ask: remedies.end_proceeding(
            ask.id, **ask.usual, proceeding_id=ask.data["proceeding"], end=ask.data["end"], ended_on=ask.data["day"],
            account=ask.data["account"],
        ),
        lead=_("How proceedings ended. A later end, after an appeal, takes the place of the earlier."),
        submit=_("Record"),
        done=_("Recorded."),
    ),
)  # fmt: skip
