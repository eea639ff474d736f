"""Acts and the decision."""

from __future__ import annotations

from datetime import timedelta

from arasha.complaints.actions import acts, decision, law
from arasha.complaints.models import Complaint
from arasha.recommendations.models import Recommendation
from tests.office import AT, TestOffice
from tests.verbs.scene import TODAY, WEDNESDAY, Scene, contact, on, ready, scene
from tests.verbs.scenes import road

TUESDAY = AT + timedelta(days=1)
KK_PETITION = "Кезекші қызметкерге қатысты тәртіптік іс қозғау туралы мәселені қараңыз."


def act(office: TestOffice, complaint: Complaint, kind: str = "petition_disciplinary", text: str = "Open it.") -> Recommendation:
    """A draft to the body, by post."""
    return acts.draft_act(
        complaint.id, by=office.by("officer"), at=TUESDAY, kind=kind, body=office.body, contact=None, topic=road.TOPIC, text=text
    )


@scene
def draft_recommendation(office: TestOffice) -> Scene:
    complaint = ready("found")
    given = {"body": office.body, "contact": None, "topic": road.TOPIC, "text": "Look into it."}
    return on(
        complaint, office.by("officer"), lambda by: decision.draft_recommendation(complaint.id, by=by, at=WEDNESDAY, **given)
    )


@scene
def draft_act(office: TestOffice) -> Scene:
    complaint = ready("found")
    given = {"kind": "law_proposal", "body": office.body, "contact": None, "topic": road.TOPIC, "text": "Change the law."}
    return on(complaint, office.by("officer"), lambda by: acts.draft_act(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def sign_act(office: TestOffice) -> Scene:
    """Before the decision: the complaint stays where it stands. The article that nobody had read was confirmed by the lawyer."""
    complaint = road.found(office, "kk")
    drafted = act(office, complaint, text=KK_PETITION)
    law.confirm_citation(
        "KZ-R02", by=office.by("lawyer"), at=TUESDAY, act="Example act", article="1", applies="directly", source="Read.",
        read_on=TUESDAY.date(),
    )  # fmt: skip
    return on(
        complaint, office.by("commissioner"),
        lambda by: acts.sign_act(complaint.id, by=by, at=WEDNESDAY, act_id=drafted.id),
    )  # fmt: skip


@scene
def discard_act(office: TestOffice) -> Scene:
    complaint = ready("found")
    drafted = act(office, complaint)
    return on(
        complaint, office.by("officer"),
        lambda by: acts.discard_act(complaint.id, by=by, at=WEDNESDAY, act_id=drafted.id, note="Not needed."),
    )  # fmt: skip


@scene
def record_act_outcome(office: TestOffice) -> Scene:
    complaint = ready("decided")
    issued = Recommendation.objects.get(source_id=complaint.id)
    given = {"act_id": issued.id, "reply": "accepted", "on": TODAY}
    return on(complaint, office.by("registrar"), lambda by: acts.record_act_outcome(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def propose_decision(office: TestOffice) -> Scene:
    complaint = road.found(office, "kk")
    decision.draft_recommendation(
        complaint.id, by=office.by("officer"), at=TUESDAY, body=office.body, contact=None, topic=road.TOPIC,
        text=road.ASKED_OF_BODY["kk"],
    )  # fmt: skip
    return on(complaint, office.by("officer"), lambda by: decision.propose_decision(complaint.id, by=by, at=WEDNESDAY))


@scene
def sign_decision(office: TestOffice) -> Scene:
    """Two letters: the decision to the person, the recommendation to the body's contact, who is told the name with consent."""
    complaint = road.decision_proposed(office, "en", who=contact(office, "en"))
    return on(complaint, office.by("commissioner"), lambda by: decision.sign_decision(complaint.id, by=by, at=WEDNESDAY))


@scene
def send_back_decision(office: TestOffice) -> Scene:
    complaint = ready("decision_proposed")
    return on(
        complaint, office.by("deputy"),
        lambda by: decision.send_back_decision(complaint.id, by=by, at=WEDNESDAY, note="Say why."),
    )  # fmt: skip
