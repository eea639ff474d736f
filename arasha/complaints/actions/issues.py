"""Systemic issues: opened, changed, settled; complaints linked to them and taken off again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from arasha import journal, vault
from arasha.bodies.models import Body
from arasha.complaints.actions.base import AlreadyDone, NotYours, doing
from arasha.complaints.digest_front_office import issue_digest
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint, IssueLink, SystemicIssue
from arasha.complaints.queries.issues import issues_of
from arasha.errors import NotFound
from arasha.ids import new_id
from arasha.people import policy

NO_ISSUE = _("There is no such systemic issue, or none that you may read.")


def open_issue(
    *,
    by: Staff,
    at: datetime,
    title: str,
    account: str = "",
    topic: str = "",
    body: Body | None = None,
    regions: Sequence[str] = (),
) -> SystemicIssue:
    """Write down that something is wrong in a system. Raises NotYours, AlreadyDone when the same press was served before."""
    _check_right(by)
    row = SystemicIssue(
        id=by.press or new_id(), key_id=vault.create_key("issue", at), office=by.user.office, opened_at=at, opened_by=by.user,
        topic=topic, body=body, regions=list(regions),
    )  # fmt: skip
    row.title, row.account = title, account or None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _record("open_issue", row, by, at)
    except IntegrityError:
        if SystemicIssue.objects.filter(pk=row.pk, opened_by=by.user).exists():
            raise AlreadyDone from None
        raise
    return row


def change_issue(
    issue_id: UUID,
    *,
    by: Staff,
    at: datetime,
    title: str,
    account: str = "",
    topic: str = "",
    body: Body | None = None,
    regions: Sequence[str] = (),
    settled: bool = False,
) -> SystemicIssue:
    """Say it better, or that it is settled. Whoever may open one changes those that they may read. Raises NotYours, NotFound."""
    _check_right(by)
    with transaction.atomic():
        row = _locked(by, issue_id)
        vault.load_keys([row.key_id])
        row.title, row.account, row.topic, row.body, row.regions = title, account or None, topic, body, list(regions)
        row.settled_at = (row.settled_at or at) if settled else None
        row.save()
        _record("change_issue", row, by, at)
    return row


def link_issue(complaint_id: UUID, *, by: Staff, at: datetime, issue: UUID, version: int | None = None) -> IssueLink:
    """The complaint shows this systemic issue. Nothing else follows from it; the complaint goes its own road."""
    with doing("link_issue", complaint_id, by=by, at=at, version=version) as move:
        row = _locked(by, issue)
        move.require(_link(complaint_id, issue) is None, _("The complaint is linked to this issue already."))
        made = attach_issue(move.complaint, row, by=by, at=at)
        move.target, move.details["issue"] = made.id, str(row.id)
    return made


def unlink_issue(
    complaint_id: UUID, *, by: Staff, at: datetime, issue: UUID, reason: str, version: int | None = None
) -> IssueLink:
    """It does not show this issue after all."""
    with doing("unlink_issue", complaint_id, by=by, at=at, version=version) as move:
        row, found = _locked(by, issue), _link(complaint_id, issue)
        if found is None:
            raise NotFound(_("The complaint is not linked to this issue any more."))
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        _record("unlink_issue", row, by, at, complaint=move.complaint)
        move.target, move.note, move.details["issue"] = found.id, reason, str(row.id)
    return found


def attach_issue(complaint: Complaint, issue: SystemicIssue, *, by: Staff, at: datetime) -> IssueLink:
    """The link with the issue's own entry in the journal. Called in the transaction that writes the complaint's."""
    made = IssueLink.objects.create(complaint=complaint, issue=issue, at=at, by=by.user)
    _record("link_issue", issue, by, at, complaint=complaint)
    return made


def grow_out_of(issue: SystemicIssue | None, complaint: Complaint, *, by: Staff, at: datetime) -> None:
    """An inquiry that is being opened grew out of an issue. Called before the complaint's first entry; does nothing without an issue."""
    if issue is not None:
        attach_issue(complaint, issue, by=by, at=at)


def open_for(issue_id: UUID, by: Staff) -> SystemicIssue:
    """One that this member of staff may read, its key loaded. Raises NotFound."""
    row = issues_of(by.user).select_related("office", "body", "opened_by").filter(pk=issue_id).first()
    if row is None:
        raise NotFound(NO_ISSUE)
    vault.load_keys([row.key_id])
    return row


def _check_right(by: Staff) -> None:
    if not policy.may_open(by.user, "open_issue"):
        raise NotYours(_("Your role does not include this step."))


def _locked(by: Staff, issue_id: UUID) -> SystemicIssue:
    if not issues_of(by.user).filter(pk=issue_id).exists():
        raise NotFound(NO_ISSUE)
    return SystemicIssue.objects.select_for_update().get(pk=issue_id)


def _link(complaint_id: UUID, issue_id: UUID) -> IssueLink | None:
    return IssueLink.objects.filter(complaint=complaint_id, issue=issue_id, ended_at=None).select_related("complaint").first()


def _record(verb: str, row: SystemicIssue, by: Staff, at: datetime, *, complaint: Complaint | None = None) -> None:
    """Names of things only: the words are not in the journal."""
    details = {"topic": row.topic, "body": str(row.body_id or ""), "regions": row.regions, "settled": row.settled_at is not None}
    journal.record(
        verb, by=by.actor, chain=journal.office_chain("issue", str(row.id)), subject=("issue", str(row.id)), key_id=None,
        details={**details, **({"complaint": str(complaint.pk)} if complaint else {})}, at=at, digest=issue_digest(str(row.id)),
    )  # fmt: skip
