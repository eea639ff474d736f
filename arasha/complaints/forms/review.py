"""What staff type on the review of a decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import VerbForm, WaysForm
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText
from arasha.complaints.models import Channel, Complaint, Message, Review, Screening
from arasha.ids import read_id
from arasha.people.models import User

WAYS = [(way.value, way.label) for way in (Channel.POST, Channel.VISIT, Channel.PHONE, Channel.EMAIL, Channel.DETENTION)]


class ReviewRequestForm(VerbForm):
    """A request that came past the portal; of a message that asks for a review (`message`) nothing needs to be typed."""

    message = forms.UUIDField(widget=forms.HiddenInput, required=False)
    channel = Choices(
        label=_("How did it come?"), choices=WAYS, required=True, error_messages={"required": _("Choose how it came.")}
    )
    received_on = DayField(
        label=_("On which day did it come?"),
        help_text=_("The day on the office's stamp or of the call; our time to answer runs from it. Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )
    text = LongText(
        label=_("What does the person not agree with?"),
        max_length=STORY_LENGTH,
        rows=8,
        help_text=_("Their words, or their sense when the letter itself is added below. The person reads this with the code."),
        error_messages={"required": _("Write what the person asks us to look at again.")},
    )
    files = FilesField(label=_("The letter and its annexes"), required=False, help_text=_("Scanned or as they came."))

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"received_on": f"{ask.today:%d %m %Y}", "message": ask.query.get("message", "")}

    def prepare(self, ask: Any) -> None:
        self.message_row = message_of(ask.complaint, read_id(self.chosen("message")))
        if self.message_row is None:
            return
        for name in ("channel", "received_on", "text", "files"):
            del self.fields[name]


class WithdrawalRequestForm(VerbForm):
    """A request to withdraw that came past the portal."""

    channel = Choices(
        label=_("How did it come?"), choices=WAYS, required=True, error_messages={"required": _("Choose how it came.")}
    )
    received_on = DayField(
        label=_("On which day did it come?"),
        help_text=_("Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )
    text = LongText(
        label=_("What did the person say?"),
        rows=5,
        help_text=_("In their words, and who else was there or on the line. Only the office sees this."),
        error_messages={"required": _("Write what the person said.")},
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"received_on": f"{ask.today:%d %m %Y}"}


def message_of(complaint: Complaint, message_id: UUID | None) -> Message | None:
    """A message that the person wrote on this complaint."""
    if message_id is None:
        return None
    row = Message.objects.filter(pk=message_id, complaint=complaint, from_public=True).first()
    if row is not None:
        row.complaint = complaint
    return row


class AssignReviewForm(VerbForm):
    reviewer = Choices(
        choices=(), label=_("Who looks at it anew?"), required=True, error_messages={"required": _("Choose who does the review.")}
    )

    def prepare(self, ask: Any) -> None:
        field = self.fields["reviewer"]
        field.choices = choices.reviewer_choices(ask.complaint, ask.language)
        field.help_text = (
            _("Listed are case officers and lawyers of the office and of the centre who took no part in the decision.")
            if field.choices
            else _(
                "Nobody in the office or in the centre is left who took no part in the decision. Ask for an account for somebody."
            )
        )

    def clean_reviewer(self) -> User:
        return User.objects.get(pk=self.cleaned_data["reviewer"])


class ProposeReviewForm(WaysForm):
    answer = Choices(
        label=_("What is the result of the review?"),
        required=True,
        choices=[
            (Review.Answer.UPHELD, _("The decision stands\nThe letter says why, and what else the person can do.")),
            (
                Review.Answer.PARTLY,
                _("A part of it is changed\nThe letter says what is different now; the decision itself stands."),
            ),
            (Review.Answer.REOPEN, _("The complaint is taken up again\nSomebody new works on it, and a new term runs.")),
        ],
        error_messages={"required": _("Choose the result.")},
    )
    reasoning = LongText(
        label=_("Reasons"),
        rows=8,
        max_length=STORY_LENGTH,
        help_text=_("Answer each thing that the person names: what you looked at, what you found. They read exactly this."),
        error_messages={"required": _("Write the reasons: the person must be able to understand them.")},
    )
    field_order = ["version", "answer", "reasoning", "ways", "own_ways", "other_ways", "text", "proposed"]

    def prepare(self, ask: Any) -> None:
        grounds = Screening.objects.filter(complaint=ask.complaint, signed_at__isnull=False).exclude(ground="")
        known = {code for code in grounds.values_list("ground", flat=True) if code in ask.book.ground_versions}
        self.propose(ask, sorted(known))
        if not self.fields["ways"].choices:
            self.fields["ways"].widget = forms.MultipleHiddenInput()  # nothing fits this right: all stand among the others
