"""Files of a complaint on the desk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from arasha.complaints.models import Attachment
from arasha.files.types import ALLOWED
from arasha.recommendations.models import MeasureReport


@dataclass(frozen=True)
class FileView:
    """One file, ready for `components/attachments.html`."""

    row: Attachment

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def erased(self) -> bool:
        return self.row.blob.erased

    @property
    def name(self) -> str:
        return gettext("erased file") if self.erased else self.row.blob.name or gettext("file without a name")

    @property
    def size(self) -> int:
        return self.row.blob.size

    @property
    def content_type(self) -> str:
        return self.row.blob.content_type

    @property
    def kind(self) -> str:
        return "picture" if self.row.blob.content_type.startswith("image/") else "file"

    @property
    def url(self) -> str:
        return "" if self.erased else reverse("desk:file", args=[self.row.complaint_id, self.row.id])

    @property
    def seen_url(self) -> str:
        """The complaint's page with this file opened in it."""
        page = reverse("desk:complaint", args=[self.row.complaint_id])
        return "" if self.erased else f"{page}?tab=evidence&open={self.row.id}#shown"

    @property
    def type_name(self) -> str:
        """What it is by its content, in words."""
        return type_name(self.content_type)

    @property
    def note(self) -> str:
        who = {"public": gettext("from the complainant"), "body": gettext("from the body"), "staff": gettext("from the office")}
        return who.get(self.row.added_by, "")


def files_of(complaint_id: UUID) -> list[FileView]:
    """Every file of the complaint, in the order they came; one statement. Names open with the complaint's key."""
    rows = Attachment.objects.filter(complaint=complaint_id).select_related("blob")
    return [FileView(row) for row in rows]


def reported_files(complaint_id: UUID) -> list[FileView]:
    """What bodies sent with their reports on recommendations; one statement. They are opened like the complaint's own files."""
    reports = MeasureReport.objects.filter(recommendation__source_id=complaint_id, blob__isnull=False).select_related("blob")
    return [
        FileView(
            Attachment(
                id=one.blob_id, complaint_id=complaint_id, blob=one.blob, part="report", target_id=one.id, added_at=one.at, added_by="body"
            )
        )
        for one in reports.order_by("at", "id")
    ]  # fmt: skip


def type_name(content_type: str) -> str:
    """A type of content in words: “Picture, JPG”."""
    if content_type == "message/rfc822":
        return gettext("E-mail as it came")
    family, suffixes = ALLOWED.get(content_type, ("", ("",)))
    words = {
        "picture": gettext("Picture"),
        "document": gettext("Document"),
        "recording": gettext("Video") if content_type.startswith("video/") else gettext("Sound"),
    }
    return f"{words[family]}, {suffixes[0].upper()}" if family else gettext("Other file")


def by_target(files: list[FileView]) -> dict[UUID, list[FileView]]:
    """The files by the message, answer or report that they came with."""
    found: dict[UUID, list[FileView]] = defaultdict(list)
    for file in files:
        if file.row.target_id:
            found[file.row.target_id].append(file)
    return found
