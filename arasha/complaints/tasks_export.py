"""The job behind a complaint's export. It carries an identifier only."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from arasha import jobs, vault

log = logging.getLogger(__name__)


@jobs.task(attempts=3)
def make_export(export_id: str) -> None:
    """Typeset the complaint and keep the file. Does nothing when it exists or the complaint was erased meanwhile."""
    from arasha.complaints.actions.exports import keep_export
    from arasha.complaints.dossier.pdf import make_dossier  # the typesetter never loads in a web process
    from arasha.complaints.models import Export

    related = ("complaint__complainant", "complaint__office", "complaint__officer", "complaint__body", "asked_by")
    export = Export.objects.select_related(*related).get(pk=export_id)
    if export.blob_id is not None or export.complaint.erased_at is not None:
        return
    now = datetime.now(UTC)
    try:
        made = make_dossier(export, at=now)
    except vault.KeyErased:
        log.info("export %s: the complaint was erased before its file was made", export_id)
        return
    keep_export(export, made.data, pages=made.pages, at=now)


@jobs.task
def end_exports() -> None:
    """Erase exports whose week is over."""
    from arasha.complaints.actions import exports

    exports.end_exports(at=datetime.now(UTC))


SCHEDULE = [jobs.Every(end_exports, minutes=60)]
