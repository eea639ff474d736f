"""Admissibility: accepted, asked for more, passed on, turned away."""

from __future__ import annotations

from typing import Any

from arasha.bodies.models import Body
from arasha.complaints.actions import law, screening
from arasha.complaints.doers import Staff
from arasha.complaints.models import Complaint
from tests.office import AT, TestOffice
from tests.verbs.scene import TODAY, WEDNESDAY, Scene, of_the_person, on, ready, registered, scene

PASSED_ON = {
    "kk": ("Бір адам баласының мектепке қабылданбағанын айтады.", "Бұл мәселені білім беру органы шешеді."),
    "ru": ("Человек сообщает, что ребёнка не приняли в школу.", "Этот вопрос решает орган образования."),
}


def redirect(complaint: Complaint, by: Staff, language: str, at: Any) -> Complaint:
    """To a ministry, which is neither the body complained of nor below it."""
    summary, reasoning = PASSED_ON[language]
    return screening.propose_redirect(
        complaint.id, by=by, at=at, ground="A-JUR-OTHER", to_body=Body.objects.get(code="moe"), summary=summary,
        reasoning=reasoning,
    )  # fmt: skip


def decline_proposed(office: TestOffice, ground: str = "A-TIME") -> Complaint:
    complaint = ready("registered")
    return screening.propose_decline(complaint.id, by=office.by("lawyer"), at=AT, ground=ground, reasoning="It came too late.")


@scene
def accept(office: TestOffice) -> Scene:
    complaint = registered(office, "ru")
    return on(complaint, office.by("lawyer"), lambda by: screening.accept(complaint.id, by=by, at=WEDNESDAY, looked=True))


@scene
def ask_more(office: TestOffice) -> Scene:
    complaint = registered(office, "en")
    questions = "On which day was he arrested?\nDo you have a paper from a doctor?"
    return on(
        complaint, office.by("lawyer"), lambda by: screening.ask_more(complaint.id, by=by, at=WEDNESDAY, questions=questions)
    )


@scene
def supply_more(office: TestOffice) -> Scene:
    complaint = ready("registered")
    screening.ask_more(complaint.id, by=office.by("lawyer"), at=AT, questions="When?")
    return of_the_person(
        office, complaint, lambda by: screening.supply_more(complaint.id, by=by, at=WEDNESDAY, text="In February.")
    )


@scene
def propose_redirect(office: TestOffice) -> Scene:
    complaint = registered(office, "kk", identity="confidential")
    return on(complaint, office.by("lawyer"), lambda by: redirect(complaint, by, "kk", WEDNESDAY))


@scene
def propose_decline(office: TestOffice) -> Scene:
    """The article of this ground is not confirmed: the draft says so, openly."""
    complaint = registered(office, "ru")
    reasoning = "Вы пишете, что всё произошло три года назад, и не называете причины, по которой не могли обратиться раньше."
    return on(
        complaint, office.by("lawyer"),
        lambda by: screening.propose_decline(complaint.id, by=by, at=WEDNESDAY, ground="A-TIME", reasoning=reasoning),
    )  # fmt: skip


@scene
def confirm_citation(office: TestOffice) -> Scene:
    """Changes the law as the office knows it, not the complaint whose letter waits for it."""
    complaint = decline_proposed(office)
    given = {"act": "Example act", "article": "1", "source": "Read.", "read_on": TODAY}
    return on(
        complaint, office.by("lawyer"), lambda by: law.confirm_citation("A-TIME", by=by, at=WEDNESDAY, **given),
        about=("law", "A-TIME"),
    )  # fmt: skip


@scene
def sign_outcome(office: TestOffice) -> Scene:
    complaint = registered(office, "ru")
    redirect(complaint, office.by("lawyer"), "ru", AT)
    return on(complaint, office.by("head"), lambda by: screening.sign_outcome(complaint.id, by=by, at=WEDNESDAY))


@scene
def send_back_outcome(office: TestOffice) -> Scene:
    complaint = registered(office, "ru")
    redirect(complaint, office.by("lawyer"), "ru", AT)
    return on(
        complaint, office.by("head"),
        lambda by: screening.send_back_outcome(complaint.id, by=by, at=WEDNESDAY, note="The ministry is not competent."),
    )  # fmt: skip
