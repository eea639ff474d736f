"""What staff type of a translation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arasha.complaints.actions.translations import TRANSLATED
from arasha.complaints.forms.days import DayField
from arasha.complaints.forms.desk import VerbForm
from arasha.complaints.forms.typed import STORY_LENGTH, Choices, FilesField, LongText, PlainText
from arasha.complaints.models import Attachment, Inquiry, Message, Translation
from arasha.complaints.queries.desk_files import FileView
from arasha.complaints.queries.desk_translations import LANGUAGES, language_name
from arasha.complaints.terms import office_day
from arasha.dates import write_date
from arasha.recommendations.models import MeasureReport

Of = Translation.Of
TRANSLATOR = _("The translator who certifies it")
CERTIFIED_ON = _("On which day is it certified?")
FIRST_WORDS = 60  # characters of a message by which it is known


def originals_of(ask: Any) -> tuple[dict[str, str], dict[str, str]]:
    """What may be translated, by "kind:identifier": in words, and the text itself where it is one; four statements."""
    complaint, of = ask.complaint.id, {"complaint": ask.complaint.id}

    def day(moment: Any) -> str:
        return write_date(office_day(moment), ask.language, "short")

    found, texts = {f"{Of.STORY}:{complaint}": gettext("What was told")}, {}
    for row in Message.objects.filter(**of, from_public=True).order_by("-at"):
        row.complaint = ask.complaint
        texts[f"{Of.MESSAGE}:{row.id}"] = row.text
        found[f"{Of.MESSAGE}:{row.id}"] = f"{gettext('A message')}, {day(row.at)}\n{_first_words(row.text)}"
    for row in Inquiry.objects.filter(**of, answered_at__isnull=False).select_related("body"):
        row.complaint = ask.complaint
        texts[f"{Of.ANSWER}:{row.id}"] = row.answer or ""
        found[f"{Of.ANSWER}:{row.id}"] = f"{gettext('A body’s answer')}, {day(row.answered_at)}\n{row.body.name(ask.language)}"
    for row in MeasureReport.objects.filter(recommendation__source_id=complaint).select_related("recommendation__body"):
        texts[f"{Of.REPORT}:{row.id}"] = row.text
        found[f"{Of.REPORT}:{row.id}"] = (
            f"{gettext('A body’s report')}, {day(row.at)}\n{row.recommendation.recipient(ask.language)}"
        )
    for file in Attachment.objects.filter(**of).exclude(part=TRANSLATED).select_related("blob"):
        found[f"{Of.FILE}:{file.id}"] = f"{gettext('A file')}\n{FileView(file).name}"
    return found, texts


def _first_words(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"


class TranslationForm(VerbForm):
    """The original stays first and untouched; the translation stands beside it."""

    original = Choices(
        label=_("What is translated?"), choices=(), required=True, error_messages={"required": _("Choose what is translated.")}
    )
    language_from = forms.ChoiceField(label=_("From which language?"))
    language_to = forms.ChoiceField(label=_("Into which language?"))
    text = LongText(
        label=_("The translation"), rows=12, max_length=STORY_LENGTH, required=False,
        help_text=_("Type it, add it as a file, or both."),
    )  # fmt: skip
    files = FilesField(label=_("The translation as a file"), required=False)
    certified_by = PlainText(
        label=TRANSLATOR, required=False,
        help_text=_("Only of a certified translation. Left open, it is a working translation of the office."),
    )  # fmt: skip
    certified_on = DayField(label=CERTIFIED_ON, required=False, help_text=_("Write it like 14 04 2026."))

    def first_values(self, ask: Any) -> dict[str, Any]:
        language = ask.complaint.language
        return {
            "original": ask.query.get("of") or f"{Of.STORY}:{ask.complaint.id}",
            "language_from": language,
            "language_to": ask.language if ask.language != language else ("ru" if language != "ru" else "kk"),
        }

    def prepare(self, ask: Any) -> None:
        offered, self.words = originals_of(ask)
        self.fields["original"].choices = list(offered.items())
        self.several = len(offered) > 1
        listed = [(code, language_name(code)) for code in LANGUAGES]
        self.fields["language_from"].choices = self.fields["language_to"].choices = listed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("text") and not cleaned.get("files") and not {"text", "files"} & self.errors.keys():
            self.add_error("text", _("Write the translation, or add it as a file."))
        if bool(cleaned.get("certified_by")) != bool(cleaned.get("certified_on")) and "certified_on" not in self.errors:
            missing = "certified_on" if cleaned.get("certified_by") else "certified_by"
            self.add_error(missing, _("A certified translation names its translator and the day."))
        of, _colon, target = cleaned.get("original", "").partition(":")
        return {**cleaned, "of": of, "target_id": UUID(target) if target else None}


class CertifyForm(VerbForm):
    translation = Choices(
        label=_("Which translation?"), choices=(), required=True, error_messages={"required": _("Choose which one.")}
    )
    certified_by = PlainText(label=TRANSLATOR, error_messages={"required": _("Write the translator's name.")})
    certified_on = DayField(
        label=CERTIFIED_ON, help_text=_("The day on the certificate. Write it like 14 04 2026."),
        error_messages={"required": _("Write the day.")},
    )  # fmt: skip

    def prepare(self, ask: Any) -> None:
        rows = Translation.objects.filter(complaint=ask.complaint.id, certified_on=None, replaced_at=None).select_related(
            "made_by"
        )
        self.rows = {str(row.id): row for row in rows}
        self.fields["translation"].choices = [(key, _in_words(row, ask.language)) for key, row in self.rows.items()]
        asked = ask.query.get("translation", "")
        if asked in self.rows:
            self.initial["translation"] = asked
        elif len(self.rows) == 1:
            self.initial.setdefault("translation", next(iter(self.rows)))

    def clean_translation(self) -> Translation:
        return self.rows[self.cleaned_data["translation"]]


def _in_words(row: Translation, language: str) -> str:
    pair = f"{language_name(row.language_from)} → {language_name(row.language_to)}"
    made = write_date(office_day(row.made_at), language, "short")
    return f"{row.get_of_display()}: {pair}\n{row.made_by.name}, {made}"
