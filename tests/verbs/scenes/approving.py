"""Approval of a letter that waits for a signature."""

from __future__ import annotations

from arasha.complaints.actions import approving
from arasha.complaints.models import Complaint
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, on, ready, scene


def asked_of_the_head(office: TestOffice) -> Complaint:
    complaint = ready("decision_proposed")
    approving.ask_approval(complaint.id, by=office.by("officer"), at=AT, person=office.staff["head"])
    return complaint


@scene
def ask_approval(office: TestOffice) -> Scene:
    complaint = ready("decision_proposed")
    head = office.staff["head"]
    return on(complaint, office.by("officer"), lambda by: approving.ask_approval(complaint.id, by=by, at=WEDNESDAY, person=head))


@scene
def approve_letter(office: TestOffice) -> Scene:
    """Whoever is not asked does not approve, although their role may."""
    complaint = asked_of_the_head(office)
    return on(complaint, office.by("head"), lambda by: approving.approve_letter(complaint.id, by=by, at=WEDNESDAY))


@scene
def return_letter(office: TestOffice) -> Scene:
    complaint = asked_of_the_head(office)
    return on(
        complaint, office.by("head"),
        lambda by: approving.return_letter(complaint.id, by=by, at=WEDNESDAY, reason="Say why."),
    )  # fmt: skip
