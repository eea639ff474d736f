"""Complaints about one matter: join, take out, relate."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import joining
from arasha.complaints.desk.verbs import Ask, VerbPage
from arasha.complaints.forms import joining as forms
from arasha.complaints.queries.desk_matter import related_to


def _whose(ask: Ask, form: Any) -> dict[str, Any]:
    """Which relation is taken back."""
    chosen = form.chosen("other")
    rows = [one for one in related_to(ask.by.user, ask.complaint) if str(one.other.id) == chosen]
    return {"told": [{"label": one.other.number, "value": f"{one.kind}. {one.note}"} for one in rows]}


PAGES = (
    VerbPage(
        verb="join_complaints",
        form=forms.JoinForm,
        call=lambda ask: joining.join_complaints(ask.id, **ask.usual, members=ask.data["members"], reason=ask.data["reason"]),
        lead=_(
            "This complaint leads: what you find here stands for all. Each joined one keeps its number, its people and its terms, goes to "
            "the officer of this one, and gets a letter now and a decision letter of its own."
        ),
        submit=_("Join"),
        done=_("Joined. Each of the people has been told, and of nobody else."),
    ),
    VerbPage(
        verb="separate_complaints",
        form=forms.SeparateForm,
        call=lambda ask: joining.separate_complaints(ask.id, **ask.usual, members=ask.data["members"], reason=ask.data["reason"]),
        lead=_(
            "Each goes on by itself from where it stood before it was joined, with the officer it had then. Its terms ran on all the time."
        ),
        submit=_("Take out"),
        done=_("Taken out. Each of the people has been told."),
    ),
    VerbPage(
        verb="relate",
        form=forms.RelateForm,
        call=lambda ask: joining.relate(
            ask.id, **ask.usual, other=ask.data["other"], kind=ask.data["kind"], note=ask.data["note"]
        ),
        lead=_("Both complaints show the other one. Each is considered by itself as before; nobody is told."),
        submit=_("Relate"),
        done=_("Related."),
    ),
    VerbPage(
        verb="unrelate",
        form=forms.UnrelateForm,
        call=lambda ask: joining.unrelate(ask.id, **ask.usual, other=ask.data["other"], reason=ask.data["reason"]),
        lead=_("Neither complaint shows the other one any more. The journals of both keep that it was so."),
        submit=_("Take the relation back"),
        done=_("Taken back."),
        more=_whose,
    ),
)
