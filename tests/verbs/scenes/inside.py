"""What an examination does inside the office: its plan, its acts, translations. None of it sends a letter or moves a term."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial

from arasha.complaints.actions import examination_acts, hearing, plan, translations
from arasha.complaints.models import Complaint, ExaminationAct, PlanLine, Translation
from tests.office import AT, TestOffice
from tests.verbs.scene import TODAY, WEDNESDAY, Scene, on, ready, scene

MONDAY = AT.date()
FRIDAY = date(2026, 3, 20)
QUESTION = "Was a doctor called on the second day?"


def line(office: TestOffice, complaint: Complaint) -> PlanLine:
    """A question for the officer, until Friday."""
    return plan.add_plan_line(
        complaint.id, by=office.by("head"), at=AT, question=QUESTION, who=office.staff["officer"], due_on=FRIDAY
    )


def act(office: TestOffice, complaint: Complaint) -> ExaminationAct:
    """A call on Monday."""
    return examination_acts.record_examination_act(
        complaint.id,
        by=office.by("officer"),
        at=AT,
        kind="call",
        held_on=MONDAY,
        record="The doctor says that nobody called him.",
    )


def opinion(office: TestOffice, complaint: Complaint) -> ExaminationAct:
    """Awaited until Friday."""
    given = {"expert": "Example Expertov", "question": "How old is the scar?", "due_on": FRIDAY}
    return examination_acts.order_expert_opinion(complaint.id, by=office.by("officer"), at=AT, **given)


def translation(office: TestOffice, complaint: Complaint) -> Translation:
    """A working one of what was told."""
    return translations.add_translation(
        complaint.id, by=office.by("officer"), at=AT, of="story", target_id=complaint.id, language_from="ru", language_to="kk",
        text="Екінші күні оны сызғышпен ұрды.",
    )  # fmt: skip


@scene
def record_hearing(office: TestOffice) -> Scene:
    """In person, while the term for the answer in writing runs on: it may still answer."""
    complaint = ready("asked")
    given = {"body": office.body, "way": "oral", "held_on": TODAY, "held_at": time(9, 30), "record": "The head denies it."}
    return on(complaint, office.by("officer"), lambda by: hearing.record_hearing(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def add_plan_line(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    given = {"question": QUESTION, "who": office.staff["officer"], "due_on": FRIDAY, "evidence": "The duty journal"}
    return on(complaint, office.by("lawyer"), lambda by: plan.add_plan_line(complaint.id, by=by, at=WEDNESDAY, **given))


@scene
def change_plan_line(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    change = partial(plan.change_plan_line, line(office, complaint).id)
    given = {"question": "Which doctor?", "who": office.staff["registrar"], "due_on": FRIDAY + timedelta(days=3)}
    return on(complaint, office.by("officer"), lambda by: change(by=by, at=WEDNESDAY, **given))


@scene
def finish_plan_line(office: TestOffice) -> Scene:
    """By whoever reads the complaint, with the act by which it is known."""
    complaint = ready("in_examination")
    finish = partial(plan.finish_plan_line, line(office, complaint).id)
    given = {"found": "Nobody was called.", "act": act(office, complaint)}
    return on(complaint, office.by("registrar"), lambda by: finish(by=by, at=WEDNESDAY, **given))


@scene
def drop_plan_line(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    drop = partial(plan.drop_plan_line, line(office, complaint).id)
    return on(complaint, office.by("officer"), lambda by: drop(by=by, at=WEDNESDAY, reason="He was released."))


@scene
def record_examination_act(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    given = {"kind": "site_check", "held_on": TODAY, "place": "Cell 4", "people": "Example Witnessov", "record": "No window."}
    return on(
        complaint, office.by("lawyer"),
        lambda by: examination_acts.record_examination_act(complaint.id, by=by, at=WEDNESDAY, **given),
    )  # fmt: skip


@scene
def set_act_disclosure(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    disclose = partial(examination_acts.set_act_disclosure, act(office, complaint).id)
    given = {"disclosable": True, "reason": "The court asks for it."}
    return on(complaint, office.by("officer"), lambda by: disclose(by=by, at=WEDNESDAY, **given))


@scene
def order_expert_opinion(office: TestOffice) -> Scene:
    """The day until which it is awaited is the office's own: no term of the complaint."""
    complaint = ready("in_examination")
    given = {"expert": "Example Expertov", "question": "How old is the scar?", "due_on": FRIDAY}
    return on(
        complaint, office.by("officer"),
        lambda by: examination_acts.order_expert_opinion(complaint.id, by=by, at=WEDNESDAY, **given),
    )  # fmt: skip


@scene
def receive_expert_opinion(office: TestOffice) -> Scene:
    """It came on Tuesday and is recorded on Wednesday."""
    complaint = ready("in_examination")
    receive = partial(examination_acts.receive_expert_opinion, opinion(office, complaint).id)
    given = {"received_on": TODAY.replace(day=17), "opinion": "A week at most."}
    return on(complaint, office.by("registrar"), lambda by: receive(by=by, at=WEDNESDAY, **given))


@scene
def cancel_expert_opinion(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    cancel = partial(examination_acts.cancel_expert_opinion, opinion(office, complaint).id)
    return on(complaint, office.by("officer"), lambda by: cancel(by=by, at=WEDNESDAY, reason="The hospital has a record."))


@scene
def add_translation(office: TestOffice) -> Scene:
    """Also before an examination: whoever registers reads it in their own language."""
    complaint = ready("registered")
    given = {
        "of": "story", "target_id": complaint.id, "language_from": "ru", "language_to": "kk", "text": "Екінші күні оны ұрды.",
    }  # fmt: skip
    return on(
        complaint, office.by("registrar"),
        lambda by: translations.add_translation(complaint.id, by=by, at=WEDNESDAY, **given),
    )  # fmt: skip


@scene
def certify_translation(office: TestOffice) -> Scene:
    complaint = ready("in_examination")
    certify = partial(translations.certify_translation, translation(office, complaint).id)
    given = {"certified_by": "Example Translatorov", "certified_on": TODAY}
    return on(complaint, office.by("lawyer"), lambda by: certify(by=by, at=WEDNESDAY, **given))
