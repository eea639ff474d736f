"""Coming in, being registered, being set right, being urgent."""

from __future__ import annotations

from dataclasses import replace

from arasha.complaints.actions import correct_registration as correcting
from arasha.complaints.actions import intake, registration
from arasha.complaints.actions import take_down as taking
from arasha.complaints.doers import Complainant, Doer
from arasha.ids import new_id
from arasha.journal import Actor
from arasha.letters import numbering
from arasha.people import actions as people
from arasha.people.models import Office
from tests import office as example
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, again, on, ready, registered, scene, told


@scene
def submit(office: TestOffice) -> Scene:
    """Nobody sends a draft but whoever has its cookie."""
    answers = {**example.ANSWERS, "body": office.body.code, "region": office.office.region}
    draft = example.draft(answers, at=AT)
    stranger = lambda: intake.submit(intake.open_draft("another cookie", at=WEDNESDAY), at=WEDNESDAY)  # noqa: E731
    return Scene(Complainant(new_id()), lambda by: intake.submit(draft, at=WEDNESDAY).id, in_vain=(stranger,))


@scene
def take_down(office: TestOffice) -> Scene:
    """Told by telephone on Monday, written down on Wednesday."""
    answers = {**example.ANSWERS, "body": office.body.code, "region": office.office.region}
    usual = {"at": WEDNESDAY, "channel": "phone", "language": "ru", "received_on": AT.date()}
    return Scene(office.by("registrar"), lambda by: taking.take_down(answers, by=by, **usual).complaint.id)


@scene
def register(office: TestOffice) -> Scene:
    complaint = example.received(office, **told("kk"))
    subject = "Ұсталған адамды ұру"
    return on(
        complaint, office.by("registrar"),
        lambda by: registration.register_complaint(complaint.id, by=by, at=WEDNESDAY, subject=subject, topic="CIV-TORT"),
    )  # fmt: skip


@scene
def correct_subject(office: TestOffice) -> Scene:
    complaint = ready("registered")
    given = {"subject": "Beating", "topic": "CIV-TORT", "region": complaint.region, "body": complaint.body}
    return on(complaint, office.by("lawyer"), lambda by: registration.correct_subject(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def correct_registration(office: TestOffice) -> Scene:
    """It came a working day earlier than was registered, and belongs to another office: where numbers name the office, a new number."""
    forms = {**numbering._forms("kz"), "complaint": "{office}/{year}/{number:04}"}
    other = Office.objects.exclude(region="").exclude(pk=office.office.pk).order_by("code").first()
    complaint = again(registered(office, "ru"))
    friday = {"received_on": AT.date().replace(day=13), "registered_on": AT.date().replace(day=13)}
    to = replace(correcting.Registration.of(complaint), office=other, **friday)

    def do(by: Doer) -> object:
        known, numbering._forms = numbering._forms, lambda profile: forms
        try:
            return correcting.correct_registration(
                complaint.id, by=by, at=WEDNESDAY, to=to, reason="The letter lay at the front desk."
            )
        finally:
            numbering._forms = known

    return on(complaint, office.by("registrar"), do)


@scene
def mark_urgent(office: TestOffice) -> Scene:
    """Without a roster those who lead the office are on duty: one of them has an address and hears of it at once."""
    people.add_user(
        "leader", name="Example leader", office=office.office, roles=["head"], password=None, at=AT, by=Actor("system", "tests"),
        email="leader@example.org",
    )  # fmt: skip
    complaint = ready("registered")
    return on(
        complaint, office.by("registrar"),
        lambda by: registration.mark_urgent(complaint.id, by=by, at=WEDNESDAY, reasons=["life"], reason="No doctor comes."),
    )  # fmt: skip


@scene
def unmark_urgent(office: TestOffice) -> Scene:
    complaint = ready("registered")
    registration.mark_urgent(complaint.id, by=office.by("registrar"), at=AT, reasons=["life"])
    return on(
        complaint, office.by("lawyer"),
        lambda by: registration.unmark_urgent(complaint.id, by=by, at=WEDNESDAY, reason="A doctor came."),
    )  # fmt: skip
