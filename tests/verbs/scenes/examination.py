"""Examination: who works on it, what the body says, what was found."""

from __future__ import annotations

from arasha.complaints.actions import by_post, examination, screening
from arasha.complaints.models import Inquiry
from arasha.journal import Actor
from arasha.people import actions as people
from tests import office as example
from tests.office import AT, TestOffice
from tests.verbs.scene import TODAY, WEDNESDAY, Scene, contact, link_to, of_the_body, on, ready, scene
from tests.verbs.scenes import road


@scene
def assign(office: TestOffice) -> Scene:
    complaint = ready("registered")
    screening.accept(complaint.id, by=office.by("lawyer"), at=AT, looked=True)
    officer = office.staff["officer"]
    return on(complaint, office.by("head"), lambda by: examination.assign(complaint.id, by=by, at=WEDNESDAY, officer=officer))


@scene
def reassign(office: TestOffice) -> Scene:
    """To a second officer of the same office."""
    complaint = ready("in_examination")
    second = people.add_user(
        "second",
        name="Example second",
        office=office.office,
        roles=["officer"],
        password=None,
        at=AT,
        by=Actor("system", "tests"),
    )
    return on(complaint, office.by("head"), lambda by: examination.assign(complaint.id, by=by, at=WEDNESDAY, officer=second))


@scene
def send_inquiry(office: TestOffice) -> Scene:
    complaint = road.in_examination(office, "ru", identity="confidential")
    given = {
        "body": office.body,
        "contact": contact(office, "ru"),
        "summary": road.SUMMARY["ru"],
        "questions": road.QUESTIONS["ru"],
        "named": False,
    }
    return on(complaint, office.by("officer"), lambda by: examination.send_inquiry(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def record_answer(office: TestOffice) -> Scene:
    """It came on Tuesday and is recorded on Wednesday: the term ends on Tuesday."""
    complaint = ready("asked")
    inquiry = Inquiry.objects.get(complaint=complaint)
    given = {"received_on": TODAY.replace(day=17), "came_by": "post", "text": "We deny it."}
    return on(complaint, office.by("registrar"), lambda by: by_post.record_answer(inquiry.id, by=by, at=WEDNESDAY, **given))


@scene
def send_new_link(office: TestOffice) -> Scene:
    who = contact(office, "kk")
    complaint = road.asked(office, "kk", who)
    inquiry = Inquiry.objects.get(complaint=complaint)
    return on(
        complaint, office.by("officer"),
        lambda by: by_post.send_new_link(complaint.id, by=by, at=WEDNESDAY, target=inquiry, contact=who),
    )  # fmt: skip


@scene
def answer_inquiry(office: TestOffice) -> Scene:
    complaint = road.asked(office, who=example.contact_of(office.body))
    link = link_to(complaint, "inquiry")
    return of_the_body(
        office, complaint, link,
        lambda by: examination.answer_inquiry(link.target_id, by=by, at=WEDNESDAY, text="The body denies it."),
    )  # fmt: skip


@scene
def record_finding(office: TestOffice) -> Scene:
    complaint = ready("answered")
    given = {"topic": road.TOPIC, "result": "breach", "reasoning": "Two witnesses agree."}
    return on(complaint, office.by("officer"), lambda by: examination.record_finding(complaint.id, by=by, at=WEDNESDAY, **given))
