"""Interim measures: terms in hours."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from arasha.complaints.actions import interim
from arasha.complaints.models import Complaint, InterimMeasure
from tests import office as example
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, contact, link_to, of_the_body, on, ready, scene
from tests.verbs.scenes import road

UNTIL = datetime(2026, 3, 20, 13, 0, tzinfo=UTC)  # Friday, 18:00 in the office
OVER = datetime(2026, 3, 18, 5, 0, tzinfo=UTC)  # Wednesday, 10:00: an hour before the verb
ASKED = {
    "ru": ("Не высылать человека из страны.", "Там ему могут угрожать пытки, и этого потом не исправить."),
    "en": ("Please do not send the person out of the country.", "The person could be tortured there, and nothing could undo it."),
}


def request(
    office: TestOffice, complaint: Complaint, language: str = "ru", until: datetime = UNTIL, **changes: Any
) -> InterimMeasure:
    what, why = ASKED[language]
    given = {"by": office.by("officer"), "at": AT, "contact": None, **changes}
    return interim.request_interim_measure(complaint.id, body=office.body, what=what, why=why, until=until, named=False, **given)


@scene
def request_interim_measure(office: TestOffice) -> Scene:
    complaint, who = road.in_examination(office, "ru", identity="confidential"), contact(office, "ru")
    return on(complaint, office.by("officer"), lambda by: request(office, complaint, by=by, at=WEDNESDAY, contact=who))


@scene
def answer_interim(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    measure = request(office, complaint, contact=example.contact_of(office.body))
    given = {"reply": "granted", "text": "We keep to it."}
    return of_the_body(
        office, complaint, link_to(complaint, "interim"),
        lambda by: interim.answer_interim(measure.id, by=by, at=WEDNESDAY, **given),
    )  # fmt: skip


@scene
def record_interim_reply(office: TestOffice) -> Scene:
    """A refusal ends the measure as well."""
    complaint = ready("in_examination")
    measure = request(office, complaint)
    given = {"reply": "refused", "text": "We do not.", "came_by": "phone"}
    return on(
        complaint, office.by("registrar"), lambda by: interim.record_interim_reply(measure.id, by=by, at=WEDNESDAY, **given)
    )


@scene
def lift_interim_measure(office: TestOffice) -> Scene:
    complaint = road.in_examination(office, "en")
    measure = request(office, complaint, "en", contact=contact(office, "en"))
    reason = "A court has stopped the expulsion."
    return on(
        complaint, office.by("officer"), lambda by: interim.lift_interim_measure(measure.id, by=by, at=WEDNESDAY, reason=reason)
    )


@scene
def end_interim_measure(office: TestOffice) -> Scene:
    """Its hour is over, and it was kept."""
    complaint = ready("in_examination")
    measure = request(office, complaint, until=OVER)
    given = {"kept": True, "account": "The person is still here."}
    return on(complaint, office.by("officer"), lambda by: interim.end_interim_measure(measure.id, by=by, at=WEDNESDAY, **given))
