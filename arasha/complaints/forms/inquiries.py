"""What staff type of inquiries: to one body or several, a second one, and what is done while an answer is awaited."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.bodies.models import Body, CameBy
from arasha.complaints.actions.inquiries import inquiries_awaited
from arasha.complaints.forms import desk_choices as choices
from arasha.complaints.forms.by_post import letter_in_words
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import BY_POST, BodyField, ContactField, ToBodyForm, VerbForm
from arasha.complaints.forms.typed import Choices, LongText
from arasha.complaints.models import Inquiry, MoreTime
from arasha.ids import read_id

WAYS = [choice for choice in CameBy.choices if choice[0] != CameBy.LINK]
MOST_OTHERS = 19  # bodies beside the first; each gets a letter signed by whoever sends


class InquiryForm(ToBodyForm):
    """An inquiry to one body, or the same to several (`also`, each with a contact of its own), or a second one (`follows`)."""

    also = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, choices=(), required=False)
    follows = forms.CharField(widget=forms.HiddenInput, required=False)
    add_body = BodyField(
        label=_("Ask another body the same"),
        required=False,
        help_text=_("Each gets its own letter, number, link and term. Leave it empty if there is none."),
    )
    summary = LongText(
        label=_("What the matter is"),
        rows=5,
        help_text=_("What the body must know to answer, and nothing that shows who told us unless they allowed it."),
        error_messages={"required": _("Say what the matter is.")},
    )
    questions = LongText(
        label=_("What you ask"),
        rows=6,
        help_text=_("One question a line."),
        error_messages={"required": _("Write your questions.")},
    )
    named = forms.BooleanField(label=_("Tell the body the person's name"), required=False)

    def first_values(self, ask: Any) -> dict[str, Any]:
        first = _inquiry(ask, ask.query.get("follows", ""))
        if first is None:
            return super().first_values(ask)
        contact = str(first.contact_id) if first.contact_id else BY_POST
        return {"body": first.body.code, "contact": contact, "follows": str(first.id)}

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        self.first = _inquiry(ask, self.chosen("follows"))
        self.others: list[Body] = []
        if self.first is not None:
            self.fields["body"].choices = [(self.first.body.code, self.first.body.name(ask.language))]
            del self.fields["add_body"], self.fields["also"]
        else:
            self._offer_others(ask.language)
        if not ask.may_name:
            del self.fields["named"]
        self.order_fields(
            ["version", "press", "body", "contact", *self._contact_names(), "add_body", "summary", "questions", "named"]
        )

    def _offer_others(self, language: str) -> None:
        offered = self.fields["body"].choices
        known = {code for _group, rows in offered[1:] for code, _name in rows}
        self.fields["add_body"].choices = offered
        self.fields["also"].choices = [(code, code) for code in known]
        codes = [code for code in dict.fromkeys(self._also()) if code in known and code != self.chosen("body")][:MOST_OTHERS]
        self.initial["also"] = codes
        found = {body.code: body for body in Body.objects.filter(code__in=codes)}
        self.others = [found[code] for code in codes if code in found]
        for body in self.others:
            self.fields[f"contact-{body.code}"] = self._contact_field(body, language)

    def _contact_field(self, body: Body, language: str) -> ContactField:
        listed = choices.contact_choices(body)
        field = ContactField(
            choices=[*listed, self.fields["contact"].choices[-1]],
            required=True,
            label=_("Who gets it at: %(body)s?") % {"body": body.name(language)},
            error_messages={"required": _("Choose who gets it.")},
            initial=listed[0][0] if len(listed) == 1 else "" if listed else BY_POST,
        )
        field.drop = body.code  # what the button beside it takes out again
        return field

    def _also(self) -> list[str]:
        return list(self.data.getlist("also") if self.is_bound else self.initial.get("also") or [])

    def _contact_names(self) -> list[str]:
        return [f"contact-{body.code}" for body in self.others]

    @property
    def bodies(self) -> list[Body]:
        """Everybody who would get it."""
        return [*super().bodies, *self.others]

    def edit_letter(self) -> None:
        """The words of one letter may be changed; those of several follow from what is typed."""
        if not self.others:
            super().edit_letter()

    def clean_text(self) -> str:
        return "" if self.others else super().clean_text()

    def clean_follows(self) -> Inquiry | None:
        return self.first

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("add_body"):
            self.add_error("add_body", _("Press “Add this body”, or leave the field empty."))
        cleaned["to"] = [(cleaned.get("body"), cleaned.get("contact"))]
        cleaned["to"] += [(body, cleaned.get(f"contact-{body.code}")) for body in self.others]
        return cleaned


def _inquiry(ask: Any, identifier: str) -> Inquiry | None:
    """The inquiry of this complaint that a second one follows."""
    known: UUID | None = read_id(identifier) if identifier else None
    found = Inquiry.objects.filter(complaint=ask.complaint.id, pk=known).select_related("body").first() if known else None
    if found is not None:
        found.complaint = ask.complaint
    return found


class AwaitedForm(VerbForm):
    """A verb on one of the inquiries whose answer is awaited; the address may name it (`?inquiry=`)."""

    inquiry = Choices(label=_("Which inquiry?"), choices=(), required=True, error_messages={"required": _("Choose which one.")})

    def prepare(self, ask: Any) -> None:
        self.rows = {str(row.id): row for row in self.offered(ask)}
        for row in self.rows.values():
            row.complaint = ask.complaint
        self.fields["inquiry"].choices = [
            (key, f"{row.body.name(ask.language)}\n{letter_in_words(row)}") for key, row in self.rows.items()
        ]
        if not self.initial.get("inquiry"):
            asked = ask.query.get("inquiry", "")
            self.initial["inquiry"] = asked if asked in self.rows else next(iter(self.rows), "")

    def offered(self, ask: Any) -> list[Inquiry]:
        return inquiries_awaited(ask.complaint)

    def clean_inquiry(self) -> Inquiry:
        return self.rows[self.cleaned_data["inquiry"]]


class GoOnForm(AwaitedForm):
    reason = LongText(
        label=_("Why do you not wait any longer?"), rows=3, max_length=2000,
        help_text=_("Only the office sees it. An answer that still comes is taken."),
        error_messages={"required": _("Write why, in a sentence.")},
    )  # fmt: skip


class GrantTimeForm(AwaitedForm):
    until = DayField(
        label=_("Until which day?"), help_text=_("Write it like 14 04 2026."), error_messages={"required": _("Write the day.")}
    )
    came_by = Choices(
        label=_("How did the body ask?"), choices=WAYS, required=False,
        help_text=_("Only when it did not ask on the page of its link."),
    )  # fmt: skip
    words = LongText(
        label=_("What we say to it"), rows=3, max_length=2000, required=False, help_text=_("The letter to the body says this.")
    )

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        self.requests = requests_of(ask, list(self.rows.values()))
        if not ask.query.get("inquiry") and self.requests and not self.is_bound:
            self.initial["inquiry"] = str(next(iter(self.requests)))
        asked = next((one for key, one in self.requests.items() if str(key) == self.chosen("inquiry")), None)
        if asked is not None:
            self.initial.setdefault("until", f"{asked.asked_until:%d %m %Y}")
        if self.requests and len(self.requests) == len(self.rows):
            del self.fields["came_by"]


class RefuseTimeForm(AwaitedForm):
    reason = LongText(
        label=_("Why is there no more time?"), rows=3, max_length=2000, help_text=_("The letter to the body says this."),
        error_messages={"required": _("Write why: the body is told.")},
    )  # fmt: skip

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        self.requests = requests_of(ask, list(self.rows.values()))

    def offered(self, ask: Any) -> list[Inquiry]:
        waiting = MoreTime.objects.filter(complaint=ask.complaint, decided_at=None).values("inquiry")
        rows = Inquiry.objects.filter(complaint=ask.complaint, pk__in=waiting, answered_at=None, let_go_at=None)
        return list(rows.select_related("body"))


def requests_of(ask: Any, inquiries: list[Inquiry]) -> dict[UUID, MoreTime]:
    """The requests for more time that wait, by inquiry; one statement."""
    rows = MoreTime.objects.filter(inquiry__in=inquiries, decided_at=None)
    for row in rows:
        row.complaint = ask.complaint
    return {row.inquiry_id: row for row in rows}
