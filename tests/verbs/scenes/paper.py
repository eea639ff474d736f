"""What comes on paper to a complaint that the office has."""

from __future__ import annotations

from datetime import date

from arasha.complaints.actions.arrivals import scans_to_complaint
from arasha.files import received
from arasha.scans.actions import keep_scans
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, on, ready, scene

FRIDAY_BEFORE = date(2026, 3, 13)


@scene
def receive_paper(office: TestOffice) -> Scene:
    """Two pages that were scanned one by one; what the journal says of them, it says of whoever gave them to the complaint."""
    complaint, registrar = ready("registered"), office.by("registrar")
    uploads = [received(b"%PDF-1.4 synthetic", name) for name in ("letter.pdf", "certificate.pdf")]
    scans = keep_scans(uploads, office=office.office, by=registrar.actor, user=registrar.user, at=AT)
    given = {"number": complaint.number or "", "received_on": FRIDAY_BEFORE}
    return on(complaint, registrar, lambda by: scans_to_complaint([scan.id for scan in scans], by=by, at=WEDNESDAY, **given))
