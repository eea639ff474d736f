"""What is typed for the approval of a letter."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from arasha.complaints import approvals
from arasha.complaints.actions.base import NotPossibleNow
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.forms.typed import Choices, LongText
from arasha.people.models import User


class ApproveForm(VerbForm):
    """Nothing to type: the letter is read and approved."""


class ReturnForm(VerbForm):
    reason = LongText(
        label=_("What should be done differently?"), rows=4, max_length=2000,
        help_text=_("Only the office reads it."),
        error_messages={"required": _("Say why you return it, so that it can be mended.")},
    )  # fmt: skip


class AskApprovalForm(VerbForm):
    person = Choices(
        choices=(), label=_("Whom do you ask?"), required=True, error_messages={"required": _("Choose whom you ask.")},
        help_text=_("Colleagues who read this complaint and may approve a letter; not you, nor whoever wrote it."),
    )  # fmt: skip

    def prepare(self, ask: Any) -> None:
        try:
            _ids, proposer = approvals.proposal_of(ask.complaint)
        except NotPossibleNow:
            return
        found = approvals.candidates(ask.complaint, proposer, ask.by.user.pk)
        self.fields["person"].choices = [(str(one.pk), f"{one.name}\n{', '.join(one.role_names)}") for one in found]

    def clean_person(self) -> User:
        return User.objects.get(pk=self.cleaned_data["person"])
