"""What staff type when a body answers past its secure link, or needs a new one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import BodyContact, CameBy
from arasha.bodies.queries import contacts_of
from arasha.complaints.actions.by_post import Target, waits
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, OneFileField
from arasha.complaints.language import page_language
from arasha.complaints.models import Inquiry
from arasha.complaints.terms import office_day
from arasha.dates import write_date

WAYS = [choice for choice in CameBy.choices if choice[0] not in (CameBy.LINK, CameBy.PHONE)]


class TargetField(Choices):
    """One of the inquiries or recommendations that were sent; cleans to the row. `offer` fills it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(), required=True, error_messages={"required": _("Choose which one.")}, **kwargs)
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Target], language: str) -> None:
        self.rows = {str(row.id): row for row in rows}
        self.choices = [(key, f"{row.body.name(language)}\n{letter_in_words(row)}") for key, row in self.rows.items()]
        if len(self.rows) == 1:
            self.initial = next(iter(self.rows))

    def clean(self, value: Any) -> Any:
        return self.rows[super().clean(value)]


def letter_in_words(row: Target) -> str:
    """Which letter of ours: what it was and when it went out."""
    sent_at = row.sent_at if isinstance(row, Inquiry) else row.issued_at
    day = write_date(office_day(sent_at), page_language(), "long") if sent_at else ""
    kind = gettext("Inquiry") if isinstance(row, Inquiry) else gettext("Recommendation %(number)s") % {"number": row.number}
    return f"{kind} · {day}"


class ReceivedForm(VerbForm):
    """What came, when and how."""

    came_by = Choices(
        label=_("How did it come?"), choices=WAYS, required=True, error_messages={"required": _("Choose how it came.")}
    )
    received_on = DayField(
        label=_("On which day was it received?"),
        help_text=_("The day on the office's stamp; the body's term ends on it. Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"received_on": f"{ask.today:%d %m %Y}"}


class AnswerByPostForm(ReceivedForm):
    target = TargetField(label=_("Which inquiry does it answer?"))
    text = LongText(
        label=_("What the body answered"),
        max_length=STORY_LENGTH,
        rows=10,
        help_text=_("Its words, or their sense when the letter itself is added below."),
        error_messages={"required": _("Write what the body answered, or at least that the answer is in the document.")},
    )
    files = FilesField(label=_("The letter and its annexes"), required=False, help_text=_("Scanned or as they came."))
    field_order = ["version", "target", "came_by", "received_on", "text", "files"]

    def prepare(self, ask: Any) -> None:
        rows = Inquiry.objects.filter(complaint=ask.complaint.id, answered_at=None).select_related("body")
        self.fields["target"].offer(rows, ask.language)


class ReportByPostForm(ReceivedForm):
    target = TargetField(label=_("On which recommendation does it report?"))
    accepted = Choices(
        label=_("Does the body carry the recommendation out?"),
        required=True,
        choices=[("yes", _("Yes, wholly or in part")), ("no", _("No"))],
        error_messages={"required": _("Choose yes or no.")},
    )
    text = LongText(
        label=_("What the body reports"),
        max_length=STORY_LENGTH,
        rows=10,
        help_text=_("Its words, or their sense when the letter itself is added below."),
        error_messages={"required": _("Write what the body reports, or at least that it is in the document.")},
    )
    files = OneFileField(label=_("The letter"), required=False, help_text=_("One file, scanned or as it came."))
    field_order = ["version", "target", "came_by", "received_on", "accepted", "text", "files"]

    def prepare(self, ask: Any) -> None:
        self.fields["target"].offer(ask.recommendations, ask.language)


class NewLinkForm(VerbForm):
    """Every pair of a letter that waits for its answer and a person who answers for that body."""

    send = Choices(
        choices=(),
        required=True,
        label=_("Who gets a new link, and to which letter?"),
        error_messages={"required": _("Choose who gets it.")},
        help_text=_("Somebody is missing? Add them on the page of the body, then come back."),
    )

    def prepare(self, ask: Any) -> None:
        asked = Inquiry.objects.filter(complaint=ask.complaint.id, answered_at=None).select_related("body")
        self.awaited: list[Target] = [*asked, *filter(waits, ask.recommendations)]
        self.pairs: dict[str, tuple[Target, BodyContact]] = {}
        choices = []
        for target in self.awaited:
            body = target.body
            for contact in contacts_of(body) if body else ():
                key = f"{target.id}:{contact.id}"
                self.pairs[key] = (target, contact)
                who = ", ".join(filter(None, [contact.name, contact.position]))
                choices.append((key, f"{who}\n{contact.body.name(ask.language)} · {letter_in_words(target)}"))
        self.fields["send"].choices = choices

    def clean_send(self) -> tuple[Target, BodyContact]:
        return self.pairs[self.cleaned_data["send"]]


class NewCodeForm(VerbForm):
    """Whom the office saw before it gave a new code: which kind of document, never its number."""

    DOCUMENTS = (
        ("identity_card", _("Identity card")),
        ("passport", _("Passport")),
        ("residence_permit", _("Residence permit")),
        ("other", _("Another document with a photograph")),
    )
    document = Choices(
        label=_("Which document did the person show?"),
        choices=DOCUMENTS,
        required=True,
        help_text=_("Only its kind is noted. Do not write its number anywhere and do not copy it."),
        error_messages={"required": _("Choose the document that you saw.")},
    )
    same = forms.BooleanField(
        label=_("It is the person who complained: name and face are those of the document"),
        error_messages={"required": _("Tick this only after you compared them. Without it nobody gets a new code.")},
    )
