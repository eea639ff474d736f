"""After the decision: what the body did, what changed, closing; and withdrawal, which never closes by itself."""

from __future__ import annotations

from datetime import timedelta

from arasha.complaints.actions import by_post, correspondence, erasure, follow_up, remedies
from arasha.complaints.actions.remedies import Counted
from arasha.complaints.doers import Complainant
from arasha.complaints.models import Complaint
from arasha.recommendations.models import Recommendation
from tests import office as example
from tests.office import AT, TestOffice
from tests.verbs.scene import (
    TODAY,
    WEDNESDAY,
    Scene,
    again,
    contact,
    link_to,
    of_the_body,
    of_the_person,
    on,
    ready,
    scene,
)
from tests.verbs.scenes import road

TUESDAY = AT + timedelta(days=1)


def withdrawal_asked(office: TestOffice, complaint: Complaint) -> Complaint:
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=TUESDAY)
    return again(complaint)


@scene
def close_follow_up(office: TestOffice) -> Scene:
    complaint = road.decided(office, "en", who=contact(office, "en"))
    issued = Recommendation.objects.get(source_id=complaint.id)
    given = {
        "assessments": {issued.id: "done"},
        "remedy": "restored",
        "account": "The body looked into what happened and called a doctor. The officer on duty was moved to other work.",
        "counted": Counted(people=1),
        "disciplinary": 1,
    }
    return on(complaint, office.by("officer"), lambda by: follow_up.close_follow_up(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def close(office: TestOffice) -> Scene:
    complaint = road.decided(office, "kk", recommend=False)
    account = "Құқық бұзылғаны анықталған жоқ. Тексеру барысында орган дәрігер шақырды."
    return on(complaint, office.by("officer"), lambda by: follow_up.close(complaint.id, by=by, at=WEDNESDAY, account=account))


@scene
def record_remedy(office: TestOffice) -> Scene:
    complaint = road.decided(office, recommend=False)
    given = {"kind": "apology", "counted": Counted(), "account": "They said that they are sorry."}
    return on(complaint, office.by("officer"), lambda by: remedies.record_remedy(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def record_proceeding(office: TestOffice) -> Scene:
    complaint = ready("found")
    given = {"kind": "disciplinary", "opened_on": TODAY}
    return on(complaint, office.by("officer"), lambda by: remedies.record_proceeding(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def end_proceeding(office: TestOffice) -> Scene:
    complaint = ready("found")
    row = remedies.record_proceeding(complaint.id, by=office.by("officer"), at=AT, kind="disciplinary", opened_on=AT.date())
    given = {"proceeding_id": row.id, "end": "measure", "ended_on": TODAY}
    return on(complaint, office.by("officer"), lambda by: remedies.end_proceeding(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def record_report(office: TestOffice) -> Scene:
    """It came on the day of the letter, Tuesday, and is recorded on Wednesday."""
    complaint = ready("decided")
    issued = Recommendation.objects.get(source_id=complaint.id)
    given = {"received_on": TUESDAY.date(), "came_by": "courier", "accepted": True, "text": "We did it."}
    return on(complaint, office.by("registrar"), lambda by: by_post.record_report(issued.id, by=by, at=WEDNESDAY, **given))


@scene
def report_measures(office: TestOffice) -> Scene:
    complaint = road.decided(office, who=example.contact_of(office.body))
    link = link_to(complaint, "recommendation")
    given = {"accepted": True, "text": "Proceedings were opened."}
    return of_the_body(
        office, complaint, link, lambda by: follow_up.report_measures(link.target_id, by=by, at=WEDNESDAY, **given)
    )


@scene
def ask_withdrawal(office: TestOffice) -> Scene:
    complaint = ready("registered")
    return of_the_person(
        office, complaint, lambda by: correspondence.ask_withdrawal(complaint.id, by=by, at=WEDNESDAY, reason="It is over.")
    )


@scene
def record_withdrawal_request(office: TestOffice) -> Scene:
    """The person called on Tuesday; it is written down on Wednesday and closes nothing."""
    complaint = ready("registered")
    given = {"channel": "phone", "received_on": TUESDAY.date(), "text": "It is over, the person says."}
    return on(
        complaint, office.by("registrar"),
        lambda by: correspondence.record_withdrawal_request(complaint.id, by=by, at=WEDNESDAY, **given),
    )  # fmt: skip


@scene
def confirm_withdrawal(office: TestOffice) -> Scene:
    complaint = withdrawal_asked(office, road.asked(office, "en"))
    return on(
        complaint, office.by("officer"),
        lambda by: correspondence.confirm_withdrawal(
            complaint.id, by=by, at=WEDNESDAY, way="phone", note="Alone on the telephone; nobody presses them."
        ),
    )  # fmt: skip


@scene
def refuse_withdrawal(office: TestOffice) -> Scene:
    complaint = withdrawal_asked(office, ready("asked"))
    return on(
        complaint, office.by("officer"),
        lambda by: correspondence.refuse_withdrawal(complaint.id, by=by, at=WEDNESDAY, note="Somebody pressed them."),
    )  # fmt: skip


@scene
def erase(office: TestOffice) -> Scene:
    complaint = withdrawal_asked(office, ready("registered"))
    correspondence.confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=TUESDAY, way="visit", note="Spoke in person.")
    return on(
        complaint, office.by("commissioner"),
        lambda by: erasure.erase(complaint.id, by=by, at=WEDNESDAY, reason="The person asked for it."),
    )  # fmt: skip
