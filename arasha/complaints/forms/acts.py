"""What staff type of acts that follow findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import BodyField, RecommendationForm, VerbForm
from arasha.complaints.forms.typed import Choices, LongText
from arasha.law import RuleBook
from arasha.recommendations.actions import drafts_of
from arasha.recommendations.models import Recommendation

OWN_VERB = "recommendation"  # drafted by a verb of its own


class ActForm(RecommendationForm):
    kind = forms.ChoiceField(label=_("What is it?"), error_messages={"required": _("Choose what it is.")})
    body = BodyField(label=_("To which body?"), required=False, help_text=_("An explanation goes to the person: leave it empty."))
    field_order = ["version", "kind", "topic", "body", "contact", "words"]

    def prepare(self, ask: Any) -> None:
        super().prepare(ask)
        self.fields["words"].label = _("Its words")
        self.fields["words"].help_text = _(
            "What is asked or explained. The letter's frame, its number and what it rests on come by themselves."
        )
        kinds = [kind for kind in ask.book.act_kinds.values() if kind.code != OWN_VERB]
        self.fields["kind"].choices = [("", _("Choose")), *((kind.code, kind.name(ask.language)) for kind in kinds)]
        self.fields["body"].choices[0] = ("", _("None"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = self.ask.book.act_kinds.get(cleaned.get("kind", ""))
        if kind is not None and kind.to_body and not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", _("Choose the body."))
        if kind is not None and not kind.to_body:
            cleaned["body"] = cleaned["contact"] = None
        return cleaned


class DraftForm(VerbForm):
    """One of the drafted acts; the address may name it (`?act=`)."""

    act = Choices(label=_("Which act?"), choices=(), required=True, error_messages={"required": _("Choose which one.")})

    def prepare(self, ask: Any) -> None:
        self.rows = {str(row.id): row for row in self.offered(ask)}
        self.fields["act"].choices = [(key, act_in_words(row, ask.book, ask.language)) for key, row in self.rows.items()]
        if not self.initial.get("act"):
            asked = ask.query.get("act", "")
            self.initial["act"] = asked if asked in self.rows else next(iter(self.rows), "")

    def offered(self, ask: Any) -> list[Recommendation]:
        return drafts_of(ask.complaint.id)

    def clean_act(self) -> Recommendation:
        return self.rows[self.cleaned_data["act"]]


def act_in_words(row: Recommendation, book: RuleBook, language: str) -> str:
    """What it is, its number when it has one, and to whom."""
    kind = book.act_kinds.get(row.kind)
    name = kind.name(language) if kind else row.kind
    return f"{name} {row.number or ''}".strip() + f"\n{row.recipient(language)}"


class DiscardForm(DraftForm):
    note = LongText(label=_("Why?"), rows=3, max_length=2000, error_messages={"required": _("Write why it is thrown away.")})


class OutcomeForm(DraftForm):
    """What became of an act that was sent."""

    reply = Choices(
        label=_("What did the body answer?"), choices=Recommendation.Reply.choices, required=True,
        error_messages={"required": _("Choose what the body answered, also when it did not.")},
    )  # fmt: skip
    on = DayField(
        label=_("On which day?"),
        help_text=_("The day on the office's stamp; without an answer, today. Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )
    account = LongText(
        label=_("What it says"), rows=4, required=False, max_length=2000, help_text=_("It stays with the complaint.")
    )

    def first_values(self, ask: Any) -> dict[str, Any]:
        return {"on": f"{ask.today:%d %m %Y}"}

    def offered(self, ask: Any) -> list[Recommendation]:
        return ask.recommendations
