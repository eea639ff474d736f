"""What follows an inquiry: the code of its link, reminders, more time, no answer."""

from __future__ import annotations

from datetime import date

from arasha.bodies import codes
from arasha.complaints.actions import inquiries, link_codes, more_time
from arasha.complaints.doers import BodyContactPerson, Doer
from arasha.complaints.models import Complaint, Inquiry
from tests import office as example
from tests.office import AT, TestOffice
from tests.verbs.scene import WEDNESDAY, Scene, contact, link_to, of_the_body, on, ready, scene
from tests.verbs.scenes import road

EIGHTH_OF_APRIL = date(2026, 4, 8)  # a Wednesday; the answer is due on Thursday, 2 April
ARCHIVE = {
    "kk": "Істің материалдары мұрағатта жатыр.",
    "en": "The file lies in the archive.",
}


def inquiry_of(complaint: Complaint) -> Inquiry:
    return Inquiry.objects.get(complaint=complaint)


def time_asked(office: TestOffice, language: str) -> Complaint:
    """On Monday the body asks on the page of its link for time until 8 April."""
    complaint = road.asked(office, language, contact(office, language))
    by = BodyContactPerson(link_to(complaint, "inquiry"), "192.0.2.9")
    given = {"until": EIGHTH_OF_APRIL, "reason": ARCHIVE[language]}
    more_time.ask_more_time(inquiry_of(complaint).id, by=by, at=AT, **given)
    return complaint


@scene
def give_code(office: TestOffice) -> Scene:
    """By post. The code is drawn by lot; here the lot is known, so that the letter can be read."""
    complaint = road.asked(office, "ru", contact(office, "ru"))
    link = link_to(complaint, "inquiry")

    def do(by: Doer) -> object:
        drawn, codes.new_code = codes.new_code, lambda: "12345678"
        try:
            return link_codes.give_code(complaint.id, by=by, at=WEDNESDAY, link=link, way="post")
        finally:
            codes.new_code = drawn

    return on(complaint, office.by("officer"), do)


@scene
def revoke_link(office: TestOffice) -> Scene:
    """Nobody else hears of it, and the body still owes an answer."""
    complaint = road.asked(office, who=example.contact_of(office.body))
    given = {"link": link_to(complaint, "inquiry"), "reason": "It went to somebody who has left the body."}
    return on(complaint, office.by("officer"), lambda by: link_codes.revoke_link(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def remind_body(office: TestOffice) -> Scene:
    """A body without a contact, before its term is over: a letter by post."""
    complaint = road.asked(office, "kk")
    return on(complaint, office.by("registrar"), lambda by: inquiries.remind_body(inquiry_of(complaint).id, by=by, at=WEDNESDAY))


@scene
def ask_more_time(office: TestOffice) -> Scene:
    complaint = road.asked(office, who=example.contact_of(office.body))
    link = link_to(complaint, "inquiry")
    given = {"until": EIGHTH_OF_APRIL, "reason": "The file lies in the archive."}
    return of_the_body(office, complaint, link, lambda by: more_time.ask_more_time(link.target_id, by=by, at=WEDNESDAY, **given))


@scene
def grant_more_time(office: TestOffice) -> Scene:
    """Until the day that was asked for: within the ten working days of the office's policy."""
    complaint = time_asked(office, "kk")
    given = {"until": EIGHTH_OF_APRIL, "words": "Қазір қолыңызда бар құжаттарды күтпей-ақ жібере беріңіз."}
    return on(
        complaint, office.by("officer"),
        lambda by: more_time.grant_more_time(inquiry_of(complaint).id, by=by, at=WEDNESDAY, **given),
    )  # fmt: skip


@scene
def refuse_more_time(office: TestOffice) -> Scene:
    complaint = time_asked(office, "en")
    reason = "The person is still in detention, and we have to know soon."
    return on(
        complaint, office.by("officer"),
        lambda by: more_time.refuse_more_time(inquiry_of(complaint).id, by=by, at=WEDNESDAY, reason=reason),
    )  # fmt: skip


@scene
def go_on_without(office: TestOffice) -> Scene:
    complaint = ready("asked")
    given = {"reason": "We know enough from the two witnesses."}
    return on(
        complaint, office.by("officer"),
        lambda by: inquiries.go_on_without(inquiry_of(complaint).id, by=by, at=WEDNESDAY, **given),
    )  # fmt: skip
