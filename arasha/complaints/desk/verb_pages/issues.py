"""Systemic issues that a complaint shows."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions import issues
from arasha.complaints.desk.verbs import VerbPage
from arasha.complaints.forms.issues import LinkIssueForm, UnlinkIssueForm

PAGES = (
    VerbPage(
        verb="link_issue",
        form=LinkIssueForm,
        call=lambda ask: issues.link_issue(ask.id, **ask.usual, issue=UUID(ask.data["issue"])),
        lead=_("The complaint is counted among those that show the issue. It goes its own road as before; nobody is told."),
        submit=_("Link"),
        done=_("Linked."),
        template="link_issue.html",
    ),
    VerbPage(
        verb="unlink_issue",
        form=UnlinkIssueForm,
        call=lambda ask: issues.unlink_issue(ask.id, **ask.usual, issue=UUID(ask.data["issue"]), reason=ask.data["reason"]),
        lead=_("The complaint is not counted there any more. The journals of both keep that it was."),
        submit=_("Take it off"),
        done=_("Taken off."),
    ),
)
