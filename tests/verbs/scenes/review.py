"""The review of a decision: asked for on Tuesday, on the day of the decision, unless asking is the verb."""

from __future__ import annotations

from datetime import timedelta

from arasha.complaints.actions import review
from arasha.complaints.doers import Complainant, Staff
from arasha.complaints.models import Complaint
from arasha.journal import Actor
from arasha.people import actions as people
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, again, of_the_person, on, ready, scene
from tests.verbs.scenes import road

TUESDAY = AT + timedelta(days=1)
DISAGREES = {
    "kk": "Сіздер екінші куәні мүлде тыңдамадыңыздар.",
    "ru": "Второго свидетеля вы не выслушали.",
    "en": "You did not hear the second witness at all.",
}
HEARD = {
    "kk": "Екінші куәні тыңдадық. Оның айтқаны бірінші куәнің айтқанына сай келмейді, сондықтан бәрін қайта тексереміз.",
    "ru": "Мы выслушали второго свидетеля. Он видел, что врача вызвали только на третий день, поэтому вывод о враче мы меняем.",
    "en": "We heard the second witness. What they say agrees with the first, and there is no video that shows anything else.",
}


def reviewer(office: TestOffice) -> Staff:
    """A second officer, of the centre, who took no part in the decision."""
    user = people.add_user(
        "reviewer", name="Example reviewer", office=office.centre, roles=["officer"], password=None, at=AT,
        by=Actor("system", "tests"),
    )  # fmt: skip
    return Staff(user, "192.0.2.8")


def asked(office: TestOffice, language: str = "ru") -> Complaint:
    """Decided without a recommendation; the person does not agree."""
    complaint = road.decided(office, language, recommend=False)
    review.ask_review(complaint.id, by=Complainant(complaint.id), at=TUESDAY, text=DISAGREES[language])
    return again(complaint)


def given(office: TestOffice, by: Staff, language: str = "ru") -> Complaint:
    complaint = asked(office, language)
    review.assign_review(complaint.id, by=office.by("head"), at=TUESDAY, reviewer=by.user)
    return again(complaint)


def proposed(office: TestOffice, language: str = "ru", answer: str = "upheld") -> Complaint:
    by = reviewer(office)
    complaint = given(office, by, language)
    review.propose_review(complaint.id, by=by, at=TUESDAY, answer=answer, reasoning=HEARD[language])
    return again(complaint)


@scene
def ask_review(office: TestOffice) -> Scene:
    """While the recommendation is followed up, which goes on."""
    complaint = ready("decided")
    return of_the_person(office, complaint, lambda by: review.ask_review(complaint.id, by=by, at=WEDNESDAY, text=DISAGREES["en"]))


@scene
def record_review_request(office: TestOffice) -> Scene:
    """The letter came on Tuesday and is written down on Wednesday: the term counts from Tuesday."""
    complaint = ready("decided")
    request = {"channel": "post", "received_on": TUESDAY.date(), "text": DISAGREES["en"]}
    return on(
        complaint, office.by("registrar"),
        lambda by: review.record_review_request(complaint.id, by=by, at=WEDNESDAY, **request),
    )  # fmt: skip


@scene
def assign_review(office: TestOffice) -> Scene:
    complaint, to = asked(office), reviewer(office).user
    return on(complaint, office.by("head"), lambda by: review.assign_review(complaint.id, by=by, at=WEDNESDAY, reviewer=to))


@scene
def propose_review(office: TestOffice) -> Scene:
    """Only whom the review was given to."""
    by = reviewer(office)
    complaint = given(office, by, "ru")
    answer = {"answer": "partly", "reasoning": HEARD["ru"]}
    return on(complaint, by, lambda by: review.propose_review(complaint.id, by=by, at=WEDNESDAY, **answer), in_person=True)


@scene
def send_back_review(office: TestOffice) -> Scene:
    complaint = proposed(office)
    return on(
        complaint, office.by("deputy"),
        lambda by: review.send_back_review(complaint.id, by=by, at=WEDNESDAY, note="Say what the witness saw."),
    )  # fmt: skip


@scene
def sign_review(office: TestOffice) -> Scene:
    """The Commissioner signed the decision: the deputy signs this."""
    complaint = proposed(office, "en")
    return on(complaint, office.by("deputy"), lambda by: review.sign_review(complaint.id, by=by, at=WEDNESDAY))


@scene
def reopen(office: TestOffice) -> Scene:
    complaint = proposed(office, "kk", answer="reopen")
    return on(complaint, office.by("deputy"), lambda by: review.reopen(complaint.id, by=by, at=WEDNESDAY))
