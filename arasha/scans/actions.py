"""What happens to a scan: kept, cut into letters, handed to a complaint, found to need nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arasha import files, journal, vault
from arasha.errors import Conflict, NotFound
from arasha.files import StreamedUpload
from arasha.files.models import Blob
from arasha.journal import Actor
from arasha.people import policy
from arasha.people.models import Office, User
from arasha.scans.digest import digest
from arasha.scans.models import Scan
from arasha.scans.pages import Cuts, spans
from arasha.scans.tasks import count_pages, cut_scan

State = Scan.State
PDF = "application/pdf"


class ScanMoved(Conflict):
    """Somebody decided on it already."""

    message = _("Somebody has decided on this scan already. Nothing was changed: look at the list again.")


def keep_scans(uploads: Sequence[StreamedUpload], *, office: Office, by: Actor, user: User, at: datetime) -> list[Scan]:
    """Keep each file as a scan of its own; all or none. When this returns they are on disk. Raises the refusals of arasha.files."""
    for upload in uploads:
        if upload.refusal is not None:
            raise upload.refusal
    keys = vault.create_keys("scan", len(uploads), at) if uploads else []
    with transaction.atomic():
        return [_keep(upload, key, office, by, user, at) for upload, key in zip(uploads, keys, strict=True)]


def _keep(upload: StreamedUpload, key_id: UUID, office: Office, by: Actor, user: User, at: datetime) -> Scan:
    blob = files.keep(upload, key_id=key_id, at=at)
    paged = blob.content_type == PDF
    scan = Scan.objects.create(key_id=key_id, office=office, blob=blob, added_at=at, added_by=user, pages=None if paged else 1)
    if paged:
        count_pages.enqueue(scan.id, at=at, key=f"scan:{scan.id}")
    record_scan("scan_kept", scan, by=by, at=at)
    return scan


def locked_scans(ids: Sequence[UUID], user: User) -> list[Scan]:
    """These waiting scans of the person's office, locked, with their keys loaded, in the order of `ids`. Raises NotFound, ScanMoved."""
    rows = policy.of_reach(user, Scan.objects.select_for_update(of=("self",)).select_related("office", "blob", "whole"))
    found = {scan.id: scan for scan in rows.filter(pk__in=ids).order_by("pk")}
    if not ids or len(found) != len(set(ids)):
        raise NotFound(_("We have no such scan."))
    if any(scan.state != State.WAITING for scan in found.values()):
        raise ScanMoved
    vault.load_keys([scan.key_id for scan in found.values()])
    return [found[one] for one in dict.fromkeys(ids)]


def cut(scan_id: UUID, cuts: Cuts, *, by: Actor, user: User, at: datetime) -> Scan:
    """Have the worker cut a file into letters. `cuts` are page numbers from 1, as `pages.read_cuts` gives them."""
    with transaction.atomic():
        (scan,) = locked_scans([scan_id], user)
        if scan.blob.content_type != PDF or not scan.pages or scan.trouble:
            raise Conflict(_("Only a PDF whose pages could be read is cut."))
        scan.state, scan.cuts, scan.decided_at, scan.decided_by = State.CUTTING, cuts, at, user
        scan.save(update_fields=["state", "cuts", "decided_at", "decided_by"])
        cut_scan.enqueue(scan.id, at=at, key=f"cut:{scan.id}:{at.timestamp():.0f}")
        record_scan("scan_cut", scan, by=by, at=at)
    return scan


def keep_parts(scan_id: UUID, parts: Sequence[bytes], *, at: datetime) -> None:
    """Keep what the worker cut: each letter becomes a scan of its own that waits in the order of the file. Of two workers one keeps."""
    keys = vault.create_keys("scan", len(parts), at)
    with transaction.atomic():
        whole = Scan.objects.select_for_update(of=("self",)).select_related("blob").get(pk=scan_id)
        if whole.state != State.CUTTING:
            transaction.on_commit(partial(vault.erase_keys, keys))
            return
        stem = str(whole.blob.name).removesuffix(".pdf")
        for data, pages, key in zip(parts, whole.cuts, keys, strict=True):
            blob = files.keep_bytes(data, f"{stem} {spans(pages)}.pdf", PDF, key_id=key, at=at)
            part = Scan.objects.create(
                key_id=key, office=whole.office, blob=blob, added_at=whole.added_at, added_by=whole.added_by, whole=whole,
                pages=len(pages),
            )  # fmt: skip
            record_scan("scan_kept", part, by=Actor("system"), at=at)
        whole.state = State.CUT
        whole.save(update_fields=["state"])
        record_scan("scan_cut", whole, by=Actor("system"), at=at)


def cut_failed(scan_id: UUID, trouble: str, *, at: datetime) -> None:
    """The file could not be cut: it waits again, as it came, and says why."""
    with transaction.atomic():
        scan = Scan.objects.select_for_update(of=("self",)).get(pk=scan_id)
        if scan.state == State.CUTTING:
            scan.state, scan.trouble, scan.cuts = State.WAITING, trouble, []
            scan.save(update_fields=["state", "trouble", "cuts"])
            record_scan("scan_not_cut", scan, by=Actor("system"), at=at)


def hand_over(scans: Sequence[Scan], *, complaint_id: UUID, key_id: UUID, by: Actor, user: User, at: datetime) -> list[Blob]:
    """These scans (from `locked_scans`) belong to a complaint from now on, their files sealed under its key; returns the files.

    Their own keys are erased once the caller's transaction is committed. The complaint's key must be loaded.
    """
    for scan in scans:
        old = scan.key_id
        files.rekey(scan.blob, key_id=key_id)
        scan.key_id, scan.complaint_id, scan.state = key_id, complaint_id, State.TAKEN
        _decided(scan, "scan_taken", by, user, at)
        transaction.on_commit(partial(vault.erase_keys, [old]))
    return [scan.blob for scan in scans]


def needs_nothing(scan_id: UUID, *, reason: str, by: Actor, user: User, at: datetime) -> Scan:
    """A person looked at it: no letter to us (a blank page, scanned twice). It stays where it can be found, with the reason."""
    with transaction.atomic():
        (scan,) = locked_scans([scan_id], user)
        scan.reason, scan.state = reason, State.DONE
        _decided(scan, "scan_done", by, user, at)
    return scan


def _decided(scan: Scan, verb: str, by: Actor, user: User, at: datetime) -> None:
    scan.decided_at, scan.decided_by = at, user
    scan.save()
    record_scan(verb, scan, by=by, at=at)
    if scan.whole is not None and not scan.whole.parts.filter(state__in=(State.WAITING, State.CUTTING)).exists():
        _let_go(scan.whole, by=by, at=at)


def _let_go(whole: Scan, *, by: Actor, at: datetime) -> None:
    """Every letter of a cut file has its place: the file, in which several people's letters lie together, is erased. What was cut
    and kept aside as nothing to do keeps its own part."""
    record_scan("scan_let_go", whole, by=by, at=at)
    transaction.on_commit(partial(files.erase_content, whole.blob))
    transaction.on_commit(partial(vault.erase_keys, [whole.key_id]))


def record_scan(verb: str, scan: Scan, *, by: Actor, at: datetime) -> None:
    """The journal: that it came, or what was decided on it; never what it shows."""
    details = {
        "state": scan.state,
        "cuts": scan.cuts,
        "complaint": str(scan.complaint_id or ""),
        "whole": str(scan.whole_id or ""),
    }
    journal.record(
        verb, by=by, chain=journal.office_chain("scan", str(scan.id)), subject=("scan", str(scan.id)), key_id=None,
        details=details, at=at, digest=digest(str(scan.id)),
    )  # fmt: skip
