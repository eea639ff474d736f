"""What staff type about systemic issues."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.desk import BodyField, ReasonForm, VerbForm
from arasha.complaints.forms.entry import PressForm
from arasha.complaints.forms.typed import Choices, LongText, PlainText
from arasha.complaints.queries.issues import issues_to_link, linked_issues

ACCOUNT_LENGTH = 10_000


class IssueForm(PressForm):
    title = PlainText(
        label=_("What is wrong, in a few words?"),
        help_text=_("In the system, not in one case; name no person: “No ramps at the courts of the region”."),
        error_messages={"required": _("Say in a few words what is wrong.")},
    )
    account = LongText(
        label=_("What is known about it?"), rows=6, max_length=ACCOUNT_LENGTH, required=False,
        help_text=_("Where it shows, since when, what causes it. It is encrypted; name no person."),
    )  # fmt: skip
    topic = forms.ChoiceField(label=_("Right at issue"), required=False)
    body = BodyField(label=_("Body concerned"), required=False)
    regions = forms.MultipleChoiceField(
        label=_("Regions"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("None chosen: everywhere.")
    )
    settled = forms.BooleanField(label=_("It is settled"), required=False)

    def __init__(
        self, data: Any = None, *, book: Any, language: str, today: Any, near: str, changes: bool, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        unknown = [("", _("Not known yet"))]
        self.fields["topic"].choices = unknown + choices.topic_choices(book, language)
        self.fields["body"].choices = unknown + choices.body_choices(book, language, today, near=near)
        self.fields["regions"].choices = choices.region_choices(book, language)
        if not changes:
            del self.fields["settled"]


class LinkIssueForm(VerbForm):
    issue = Choices(
        label=_("Which systemic issue does it show?"),
        choices=(),
        required=True,
        error_messages={"required": _("Choose the issue.")},
    )

    def prepare(self, ask: Any) -> None:
        field = self.fields["issue"]
        field.choices = [(str(one.pk), one.title) for one in issues_to_link(ask.by.user, ask.complaint)]
        if not field.choices:
            field.help_text = _("None is written down that you may read and that is not linked yet. Write it down first.")


class UnlinkIssueForm(ReasonForm):
    issue = Choices(label=_("Off which one?"), choices=(), required=True, error_messages={"required": _("Choose the issue.")})
    field_order = ["version", "issue", "reason"]

    def prepare(self, ask: Any) -> None:
        self.fields["issue"].choices = [(str(one.pk), one.title) for one in linked_issues(ask.by.user, ask.complaint)]
