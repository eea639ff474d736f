"""Translations beside the original: always after it, marked as what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

from arasha import vault
from arasha.complaints.language import page_language
from arasha.complaints.models import Complaint, Translation
from arasha.complaints.queries.desk_files import FileView
from arasha.complaints.queries.desk_story_rows import Raw
from arasha.complaints.terms import office_day
from arasha.dates import write_date

# In which languages people write to the office, by their own names; the office's three come first.
LANGUAGES = (
    "kk",
    "ru",
    "en",
    "uz",
    "ky",
    "tg",
    "tk",
    "az",
    "ug",
    "tr",
    "uk",
    "be",
    "hy",
    "ka",
    "de",
    "fr",
    "es",
    "ar",
    "fa",
    "hi",
    "ko",
    "zh-hans",
)


def language_name(code: str) -> str:
    """A language by its own name, as Django knows it; its code when nobody knows it."""
    return LANG_INFO.get(code, {}).get("name_local") or code


@dataclass(frozen=True)
class TranslationView:
    """A translation ready for `components/translations.html`. `mark` says working or certified, `who` by whom and when."""

    id: UUID
    certified: bool
    mark: str
    languages: str
    language_to: str
    who: str
    text: str
    files: list[FileView]


def translations_in(
    rows: Iterable[Raw], files: Mapping[UUID, list[FileView]], *, certified_only: bool = False
) -> dict[UUID, list[TranslationView]]:
    """Of the story's rows the translations, by the original they belong to; no statement. The complaint's key is loaded."""
    rows = list(rows)
    translators = {row.id: _open(row.sealed, "certified_by", row.id) for row in rows if row.kind == "translator"}
    found: dict[UUID, list[TranslationView]] = defaultdict(list)
    for row in sorted((row for row in rows if row.kind == "translation"), key=lambda row: (row.at, str(row.id))):
        if row.target is None or (certified_only and not row.b):
            continue
        certified_on = date.fromisoformat(row.b) if row.b else None
        text = _open(row.sealed, "text", row.id)
        found[row.target].append(
            _view(
                row.id, row.a.split(":"), text, row.who, row.at, translators.get(row.id, ""), certified_on, files.get(row.id, [])
            )
        )
    return found


def translations_of(complaint: Complaint, target_id: UUID, files: Mapping[UUID, list[FileView]]) -> list[TranslationView]:
    """The translations of one original; one statement."""
    rows = Translation.objects.filter(complaint=complaint.id, target_id=target_id, replaced_at=None).select_related("made_by")
    found = []
    for row in rows:
        row.complaint = complaint
        pair = [row.language_from, row.language_to]
        found.append(
            _view(
                row.id, pair, row.text or "", row.made_by.name, row.made_at, row.certified_by or "", row.certified_on, files.get(row.id, [])
            )
        )  # fmt: skip
    return found


def _view(
    id: UUID,
    pair: list[str],
    text: str,
    maker: str,
    at: datetime,
    translator: str,
    certified_on: date | None,
    files: list[FileView],
) -> TranslationView:
    who, day = (translator, certified_on) if certified_on else (maker, office_day(at))
    mark = gettext("Certified translation") if certified_on else gettext("Working translation")
    languages = " → ".join(language_name(code) for code in pair)
    return TranslationView(id, bool(certified_on), mark, languages, pair[-1], f"{who}, {_day(day)}", text, files)


def _day(day: Any) -> str:
    return write_date(day, page_language(), "short")


def _open(sealed: bytes | None, column: str, row_id: UUID) -> str:
    if sealed is None:
        return ""
    return vault.open_sealed(sealed, place=f"{Translation._meta.db_table}.{column}:{row_id}").decode()
