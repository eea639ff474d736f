"""Complaints about one matter. No term moves: each complaint keeps its own."""

from __future__ import annotations

from arasha.complaints.actions import issues, joining
from tests.complaints.desk import found
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, on, ready, registered, scene, told

REASON = "The same letter about the same place."


@scene
def join_complaints(office: TestOffice) -> Scene:
    """Seen from the complaint that is joined: it is told, its term runs on, and the lead's journal has it too."""
    lead, member = found(office), registered(office, "kk")
    head = office.by("head")
    return on(member, head, lambda by: joining.join_complaints(lead.id, by=by, at=WEDNESDAY, members=[member.id], reason=REASON))


@scene
def separate_complaints(office: TestOffice) -> Scene:
    """Seen from the complaint that is taken out: it stands where it stood."""
    lead, member = found(office), registered(office, "en")
    joining.join_complaints(lead.id, by=office.by("head"), at=AT, members=[member.id], reason=REASON)
    return on(
        member, office.by("head"),
        lambda by: joining.separate_complaints(lead.id, by=by, at=WEDNESDAY, members=[member.id], reason="Another place."),
    )  # fmt: skip


@scene
def relate(office: TestOffice) -> Scene:
    one, other = ready("registered"), found(office, **told("ru"))
    return on(
        one, office.by("registrar"),
        lambda by: joining.relate(one.id, by=by, at=WEDNESDAY, other=other.id, kind="event", note="The same day."),
    )  # fmt: skip


@scene
def unrelate(office: TestOffice) -> Scene:
    one, other = ready("registered"), found(office)
    joining.relate(one.id, by=office.by("registrar"), at=AT, other=other.id, kind="event")
    return on(
        one, office.by("registrar"),
        lambda by: joining.unrelate(one.id, by=by, at=WEDNESDAY, other=other.id, reason="Another day."),
    )  # fmt: skip


@scene
def link_issue(office: TestOffice) -> Scene:
    one = ready("in_examination")
    issue = issues.open_issue(by=office.by("head"), at=AT, title="No doctors at night.")
    return on(one, office.by("officer"), lambda by: issues.link_issue(one.id, by=by, at=WEDNESDAY, issue=issue.id))


@scene
def unlink_issue(office: TestOffice) -> Scene:
    one = ready("in_examination")
    issue = issues.open_issue(by=office.by("head"), at=AT, title="No doctors at night.")
    issues.link_issue(one.id, by=office.by("officer"), at=AT, issue=issue.id)
    return on(
        one, office.by("officer"),
        lambda by: issues.unlink_issue(one.id, by=by, at=WEDNESDAY, issue=issue.id, reason="It was by day."),
    )  # fmt: skip
