"""An office for tests: the profile's offices and bodies, one member of staff a role, and a complaint as the portal would send it.
All people and events here are fictitious."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from arasha.bodies import actions as bodies
from arasha.bodies.models import Body, BodyContact
from arasha.complaints.actions import directory, examination, intake, registration, screening
from arasha.complaints.book import current_book
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint, Draft
from arasha.journal import Actor
from arasha.people import actions as people
from arasha.people.models import Office, Role, User
from tests.remembered import remembered

AT = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)  # a Monday, 11:00 in the office
STORY = "Synthetic story: on the second day they beat him with a ruler and refused a doctor."
ANSWERS: dict[str, Any] = {
    "about": "other",
    "affected_name": "Example Affectedov",
    "story": STORY,
    "place": "Testville, Example street 1",
    "when": "in February",
    "tried": "wrote to the head of the place",
    "want": "a doctor and an investigation",
    "identity": "named",
    "name": "Example Complainantova",
    "email": "example.person@example.org",
    "phone": "+7 700 000 00 00",
    "safe": True,
}


@dataclass
class TestOffice:
    """Staff by role, all of one regional office; leaders sit in the centre."""

    __test__ = False

    staff: dict[str, User]
    office: Office
    centre: Office
    body: Body
    other_body: Body

    def by(self, role: str) -> Staff:
        return Staff(self.staff[role], "192.0.2.7")

    def who(self) -> tuple[object, ...]:
        """Which office with which people this is, for `remembered`."""
        places = (self.office, self.centre, self.body, self.other_body)
        return (*(place.pk for place in places), *((role, user.pk) for role, user in self.staff.items()))


@remembered
def open_office(at: datetime = AT, password: str | None = None) -> TestOffice:
    """Load the profile and make one account a role."""
    load_profile(at)
    centre = Office.objects.get(region="")
    office = Office.objects.exclude(region="").order_by("code").first()
    staff = {
        str(role): people.add_user(
            f"{role}",
            name=f"Example {role}",
            office=centre if role in LEADERS else office,
            roles=[str(role)],
            password=password,
            at=at,
            by=Actor("system", "tests"),
        )
        for role in Role
    }
    regional = Body.objects.filter(region=office.region).order_by("code")
    return TestOffice(staff=staff, office=office, centre=centre, body=regional[0], other_body=regional[1])


def load_profile(at: datetime = AT) -> None:
    """The profile's offices and bodies, unless they are there."""
    if not Office.objects.exists():
        book = current_book()
        people.load_offices(book)
        bodies.load_directory(book, at=at)


LEADERS = (Role.COMMISSIONER, Role.DEPUTY, Role.AUDITOR, Role.ANALYST, Role.ADMINISTRATOR)


def contact_of(body: Body, at: datetime = AT) -> BodyContact:
    lawyer = Staff(User.objects.get(username="lawyer"))
    return directory.add_contact(body, by=lawyer, at=at, name="Example Contactov", email="contact@example.org", language="ru")


def draft(answers: dict[str, Any] | None = None, *, language: str = "ru", at: datetime = AT) -> Draft:
    made, _token = intake.start_draft(language=language, at=at)
    intake.save_answers(made, answers or ANSWERS, language=language, at=at)
    return made


@remembered
def received(office: TestOffice, *, language: str = "ru", at: datetime = AT, **changes: Any) -> Complaint:
    """A complaint that was just sent, about a body of the test office's region."""
    answers = {**ANSWERS, "body": office.body.code, "region": office.office.region, **changes}
    return intake.submit(draft(answers, language=language, at=at), at=at)


@remembered
def registered(office: TestOffice, *, at: datetime = AT, **changes: Any) -> Complaint:
    complaint = received(office, at=at, **changes)
    topic = current_book().topics[-1].code
    return registration.register_complaint(
        complaint.id, by=office.by("registrar"), at=at, subject="Beating in a synthetic place", topic=topic
    )


@remembered
def in_examination(office: TestOffice, *, at: datetime = AT, **changes: Any) -> Complaint:
    complaint = registered(office, at=at, **changes)
    screening.accept(complaint.id, by=office.by("lawyer"), at=at, looked=True)
    return examination.assign(complaint.id, by=office.by("head"), at=at, officer=office.staff["officer"])
