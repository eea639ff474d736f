"""The acts of an examination as pages and the dossier show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from arasha.complaints.models import Complaint, ExaminationAct
from arasha.complaints.queries.desk_files import FileView


@dataclass
class ActView:
    """An act of the examination as a page shows it."""

    row: ExaminationAct
    body: str
    files: list[FileView]
    today: date

    @property
    def late(self) -> bool:
        return self.row.is_awaited and self.row.due_on is not None and self.row.due_on < self.today


def acts_of(complaint: Complaint, files: dict[UUID, list[FileView]], language: str, today: date) -> list[ActView]:
    """The acts of the examination, the newest first; one statement. `files` are those of the complaint by what they came with."""
    rows = ExaminationAct.objects.filter(complaint=complaint.id).select_related("made_by", "body").order_by("-made_at", "-id")
    found = []
    for row in rows:
        row.complaint = complaint
        found.append(ActView(row, row.body.name(language) if row.body else "", files.get(row.id, []), today))
    return found
