"""The evidence of a complaint as its page shows it: every file with its caption, and the one that is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from arasha import vault
from arasha.complaints.desk.openings import mark_of
from arasha.complaints.models import Complaint
from arasha.complaints.queries.desk_files import FileView, by_target, files_of, reported_files
from arasha.complaints.queries.desk_translations import translations_of
from arasha.errors import DomainError
from arasha.files.responses import PICTURES, SOUND, VIDEO
from arasha.files.texts import text_of


def evidence_of(complaint: Complaint, user: Any, opened: str) -> dict[str, Any]:
    """What `tabs/evidence.html` shows; two statements, one more for the translations of a file that is opened.
    `opened` is the identifier of the file to show, or empty.

    `shown_ids` names the file that is opened: whoever renders the page writes it into the journal.
    """
    files = [*files_of(complaint.id), *reported_files(complaint.id)]
    at = next((place for place, file in enumerate(files) if str(file.id) == opened and not file.erased), None)
    shown = None if at is None else _viewer(files[at], user)
    return {
        "files": [{"file": file, "current": place == at} for place, file in enumerate(files)],
        "viewer": shown,
        "before_url": _beside(files, at, -1),
        "after_url": _beside(files, at, 1),
        "translations": translations_of(complaint, files[at].id, by_target(files)) if at is not None else [],
        "shown_ids": [shown["file"].row.blob_id] if shown else [],
    }


def _beside(files: Sequence[FileView], at: int | None, step: int) -> str:
    """The address of the nearest file before or after that can be opened."""
    if at is None:
        return ""
    rest = files[at + 1 :] if step > 0 else files[:at][::-1]
    return next((file.seen_url for file in rest if not file.erased), "")


def _viewer(file: FileView, user: Any) -> dict[str, Any]:
    """How one file is seen in the page, with its caption. What cannot be opened says why."""
    view: dict[str, Any] = {"file": file, "way": way_of(file.content_type), "url": shown_url(file, user.pk)}
    try:
        view["sha256"] = file.row.blob.sha256
        if view["way"] == "text":
            view["text"], view["whole"] = text_of(file.row.blob)
    except DomainError as refusal:
        view |= {"way": "broken", "why": refusal.message}
    except vault.CannotOpen:
        view |= {"way": "broken", "why": ""}
    return view


def way_of(content_type: str) -> str:
    """How a browser is given a file of this type: picture, sound, video, pdf, text, or none when only a download helps."""
    for way, types in (("picture", PICTURES), ("sound", SOUND), ("video", VIDEO)):
        if content_type in types:
            return way
    return {"application/pdf": "pdf", "text/plain": "text"}.get(content_type, "none")


def shown_url(file: FileView, user_id: UUID) -> str:
    """The file's own address for the page that shows it, with the mark of this opening."""
    return f"{file.url}?{urlencode({'show': 1, 'mark': mark_of(user_id, file.row.blob_id)})}"
