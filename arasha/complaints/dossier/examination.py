"""The examination in a dossier: what may leave the office, and beside it only for a reader inside what never does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from arasha.complaints.actions.examination_acts import ACT_FILES
from arasha.complaints.actions.translations import TRANSLATED
from arasha.complaints.dossier.parts import item, line
from arasha.complaints.models import Complaint, ExaminationAct, PlanLine, Translation
from arasha.complaints.queries.desk_examination import acts_of
from arasha.complaints.queries.desk_files import FileView, by_target
from arasha.complaints.queries.desk_plan import plan_of
from arasha.complaints.queries.desk_translations import TranslationView
from arasha.complaints.terms import office_day
from arasha.dates import write_date


def files_that_leave(complaint: Complaint, evidence: Iterable[FileView]) -> list[FileView]:
    """The evidence without what came with an act that stays in the office, or is a translation that nobody certified; two statements."""
    acts = set(ExaminationAct.objects.filter(complaint=complaint.id, disclosable=True).values_list("id", flat=True))
    certified = Translation.objects.filter(complaint=complaint.id, certified_on__isnull=False, replaced_at=None)
    kept_in = {ACT_FILES: acts, TRANSLATED: set(certified.values_list("id", flat=True))}
    return [file for file in evidence if file.row.part not in kept_in or file.row.target_id in kept_in[file.row.part]]


def examination_items(dossier: Any) -> list[dict[str, Any]]:
    """The acts that may be disclosed, in order; with the notes also the others and the plan."""
    inside = dossier.export.with_notes
    acts = acts_of(dossier.complaint, by_target(dossier.files), dossier.language, office_day(dossier.at))
    shown = [act for act in reversed(acts) if inside or (act.row.disclosable and act.row.held_on)]
    found = [_act(act, dossier) for act in shown]
    if inside:
        opened, ended = plan_of(dossier.complaint)
        found += [_plan_line(row, dossier.language) for row in [*opened, *ended]]
    return found


def translation_items(translations: Iterable[TranslationView]) -> list[dict[str, Any]]:
    """Translations, each marked as what it is; they follow the original and never stand for it."""
    return [_translation(one) for one in translations]


def _translation(one: TranslationView) -> dict[str, Any]:
    names = [(_("File"), file.name) for file in one.files]
    return item(one.mark, meta=line(one.languages, one.who), text=one.text, rows=names)


def _act(act: Any, dossier: Any) -> dict[str, Any]:
    row = act.row
    hour = f"{row.held_at:%H:%M}" if row.held_at else ""
    people = row.people if dossier.named or dossier.export.with_notes else None
    rows = [
        (_("Body"), act.body),
        (_("How"), row.get_way_display()),
        (_("Expert") if row.kind == ExaminationAct.Kind.OPINION else _("Took part"), _in_one_line(people)),
        (_("Asked"), row.question or ""),
        *[(_("File"), file.name) for file in act.files],
    ]
    stays = "" if row.disclosable else _("stays in the office")
    meta = line(_day(row.held_on or row.due_on, dossier.language), hour, row.place or "", row.made_by.name, stays)
    return item(str(row.get_kind_display()), meta=meta, text=row.record or "", rows=rows, heading=True)


def _plan_line(row: PlanLine, language: str) -> dict[str, Any]:
    rows = [(_("Evidence wanted"), row.evidence or ""), (str(row.get_end_display()), row.end_text or "")]
    meta = line(_day(row.due_on, language), row.who.name, _("stays in the office"))
    return item(_("From the plan: %(question)s") % {"question": row.question}, meta=meta, rows=rows)


def _in_one_line(people: str | None) -> str:
    return ", ".join(part.strip() for part in (people or "").splitlines() if part.strip())


def _day(day: date | None, language: str) -> str:
    return write_date(day, language) if day else ""
