"""Approval before the signature: as the office orders it, as a colleague is asked, what cancels it, and what stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from arasha import journal
from arasha.complaints.actions import acts, approving, decision, law, outbox, screening
from arasha.complaints.actions.base import NotPossibleNow, NotYours
from arasha.complaints.book import current_book
from arasha.complaints.models import Approval, Complaint, Step
from arasha.errors import BadRequest
from arasha.law.errors import BadOverlay
from arasha.letters.models import Letter
from arasha.people.models import Role
from arasha.recommendations.models import Recommendation
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MAY_ORDER = {"head", "deputy", "commissioner"}  # by hand


def order(office, letter: str = "decision", *steps: str, when=AT, role: str = "head") -> None:
    law.set_approval(
        letter, by=office.by(role), at=when, steps=steps, in_force_from=when.date(), source="Order 3 of the Commissioner"
    )


def sign(office, complaint: Complaint, role: str = "commissioner"):
    return decision.sign_decision(complaint.id, by=office.by(role), at=AT)


def approve(office, complaint: Complaint, role: str):
    return approving.approve_letter(complaint.id, by=office.by(role), at=AT)


@pytest.mark.parametrize("role", Role.values)
def test_who_orders_approvals(office, role):
    if role in MAY_ORDER:
        order(office, "decision", "head", role=role)
        assert current_book().approval_steps("decision", AT.date()) == ("head",)
    else:
        with pytest.raises(NotYours):
            order(office, "decision", "head", role=role)


def test_by_default_no_letter_needs_an_approval(office):
    complaint = desk.decision_proposed(office)
    assert not Approval.objects.exists()
    assert sign(office, complaint).state == "follow_up"


def test_an_order_counts_from_its_day_and_its_steps_have_one_order(office):
    order(office, "decline", "deputy", "lawyer")
    assert current_book().approval_steps("decline", AT.date()) == ("lawyer", "deputy")
    assert current_book().approval_steps("decline", AT.date() - timedelta(days=1)) == ()
    order(office, "decline", when=AT + timedelta(days=1))
    assert current_book().approval_steps("decline", AT.date()) == ("lawyer", "deputy")
    assert current_book().approval_steps("decline", AT.date() + timedelta(days=1)) == ()


@pytest.mark.parametrize("wrong", [{"steps": ["cook"]}, {"steps": ["head", "head"]}, {"letter": "closing", "steps": ["head"]}])
def test_an_order_that_cannot_be(office, wrong):
    with pytest.raises(BadOverlay):
        order(office, wrong.get("letter", "decision"), *wrong["steps"])


def test_an_order_does_not_reach_back(office):
    with pytest.raises(BadRequest):
        law.set_approval(
            "decision", by=office.by("head"), at=AT, steps=["head"], in_force_from=AT.date() - timedelta(days=1), source="x"
        )


def test_nobody_signs_a_decision_before_the_head_has_approved_it(office):
    order(office, "decision", "head")
    complaint = desk.decision_proposed(office)
    with pytest.raises(NotPossibleNow, match="the head of the department"):
        sign(office, complaint)
    assert not Letter.objects.filter(subject_id=complaint.id, code="decision").exclude(status="draft").exists()
    approve(office, complaint, "head")
    assert sign(office, complaint).state == "follow_up"
    assert [step.verb for step in Step.objects.filter(complaint=complaint).order_by("-id")[:2]] == [
        "sign_decision",
        "approve_letter",
    ]
    assert not journal.examine().problems


def test_several_steps_go_in_their_order_and_by_different_people(office):
    order(office, "decision", "lawyer", "head")
    complaint = desk.decision_proposed(office)
    with pytest.raises(NotPossibleNow, match=r"It is not your turn\. It waits for: a lawyer"):
        approve(office, complaint, "head")
    lawyer = office.staff["lawyer"]
    lawyer.roles = ["lawyer", "head"]
    lawyer.save()
    approve(office, complaint, "lawyer")
    with pytest.raises(NotPossibleNow, match="You approved it already"):
        approve(office, complaint, "lawyer")
    approve(office, complaint, "head")
    with pytest.raises(NotPossibleNow, match="waits for nobody"):
        approve(office, complaint, "head")
    assert sign(office, complaint).state == "follow_up"


def test_nobody_approves_what_they_wrote(office):
    order(office, "decision", "head")
    complaint = desk.found(office)
    decision.propose_decision(complaint.id, by=office.by("head"), at=AT)
    with pytest.raises(NotPossibleNow, match="Nobody approves what they wrote"):
        approve(office, complaint, "head")
    approve(office, complaint, "representative")
    assert Approval.objects.get().answered_by == office.staff["representative"]


def test_whoever_approved_a_letter_does_not_sign_it(office):
    order(office, "decision", "deputy")
    complaint = desk.decision_proposed(office)
    approve(office, complaint, "deputy")
    with pytest.raises(NotPossibleNow, match="Somebody else signs it"):
        sign(office, complaint, "deputy")
    assert sign(office, complaint).state == "follow_up"


def test_an_act_thrown_away_cancels_the_approval(office):
    order(office, "decision", "head")
    complaint = desk.decision_proposed(office)
    approve(office, complaint, "head")
    act = Recommendation.objects.get(source_id=complaint.id)
    acts.discard_act(complaint.id, by=office.by("officer"), at=AT, act_id=act.id, note="Not needed.")
    assert Approval.objects.get().answer == ""
    with pytest.raises(NotPossibleNow, match="waits for approval"):
        sign(office, complaint)
    approve(office, complaint, "head")
    assert sign(office, complaint).state == "decided"


def test_what_is_changed_past_the_verbs_is_not_approved(office):
    order(office, "decision", "head")
    complaint = desk.decision_proposed(office)
    approve(office, complaint, "head")
    letter = Letter.objects.get(subject_id=complaint.id, code="decision")
    letter.text += "\n\nOne line more."
    letter.save()
    with pytest.raises(NotPossibleNow, match="changed after it was approved"):
        sign(office, complaint)


def test_a_letter_that_was_recalled_keeps_its_approval(office, settings):
    settings.RECALL_MINUTES = 10
    order(office, "decision", "head")
    complaint = desk.decision_proposed(office)
    approve(office, complaint, "head")
    sign(office, complaint)
    sent = Letter.objects.get(subject_id=complaint.id, code="decision")
    soon = {"by": office.by("commissioner"), "at": AT + timedelta(minutes=1)}
    outbox.recall_letter(complaint.id, **soon, letter_id=sent.id, reason="Wrong date.")
    assert decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT + timedelta(minutes=2)).state == "follow_up"


@pytest.mark.parametrize(("kind", "back"), [("decision", "findings"), ("decline", "screening")])
def test_a_letter_is_returned_with_the_reason_and_proposed_anew(office, kind, back):
    order(office, kind, "head")
    complaint = desk.decision_proposed(office) if kind == "decision" else desk.decline_proposed(office)
    drafts = Letter.objects.filter(subject_id=complaint.id, status="draft")
    assert drafts.count() == 1
    returned = approving.return_letter(complaint.id, by=office.by("head"), at=AT, reason="Say why the term was missed.")
    assert (returned.state, drafts.count(), Approval.objects.get().answer) == (back, 0, "returned")
    page = text_of(sign_in(office, "officer" if kind == "decision" else "lawyer").get(at("complaint", complaint.id)))
    assert "Say why the term was missed." in page
    if kind == "decision":
        decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)
    else:
        screening.propose_decline(complaint.id, by=office.by("lawyer"), at=AT, ground="A-TIME", reasoning="It came too late.")
    assert [row.answer for row in Approval.objects.order_by("asked_at", "id")] == ["returned", ""]


def test_a_decline_is_approved_by_a_deputy_and_signed_by_the_head(office):
    order(office, "decline", "deputy")
    complaint = desk.decline_proposed(office)
    law.confirm_citation(
        "A-TIME", by=office.by("lawyer"), at=AT, act="Example act", article="1", source="Read.", read_on=AT.date()
    )
    with pytest.raises(NotPossibleNow, match="a deputy"):
        screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    approve(office, complaint, "deputy")
    assert screening.sign_outcome(complaint.id, by=office.by("head"), at=AT).state == "declined"


def test_a_colleague_is_asked_by_name(office):
    complaint = desk.decision_proposed(office)
    asked = approving.ask_approval(complaint.id, by=office.by("officer"), at=AT, person=office.staff["lawyer"])
    assert asked.step == 1
    with pytest.raises(NotPossibleNow, match="Example lawyer"):
        sign(office, complaint)
    with pytest.raises(NotPossibleNow, match="It is not your turn"):
        approve(office, complaint, "head")
    with pytest.raises(NotPossibleNow, match="asked already"):
        approving.ask_approval(complaint.id, by=office.by("officer"), at=AT, person=office.staff["lawyer"])
    with pytest.raises(NotPossibleNow, match="not yourself"):
        approving.ask_approval(complaint.id, by=office.by("head"), at=AT, person=office.staff["officer"])
    with pytest.raises(NotPossibleNow, match="cannot approve"):
        approving.ask_approval(complaint.id, by=office.by("officer"), at=AT, person=office.staff["registrar"])
    approve(office, complaint, "lawyer")
    assert sign(office, complaint).state == "follow_up"


def test_the_pages_say_who_is_waited_for(office):
    order(office, "decision", "head")
    complaint = desk.decision_proposed(office)
    commissioner, head = sign_in(office, "commissioner"), sign_in(office, "head")
    page = commissioner.get(at("verb", complaint.id, "sign_decision"))
    assert "It waits for approval before it can be signed: the head of the department" in text_of(page)
    assert "waits for approval" in text_of(commissioner.get(at("signing")))
    tray = head.get(at("signing"))
    assert at("verb", complaint.id, "approve_letter") in tray.content.decode()
    page = head.get(at("verb", complaint.id, "approve_letter"))
    assert "Two witnesses agree." in text_of(page)
    assert "Office policy, not law" in text_of(page)
    response = head.post(at("verb", complaint.id, "approve_letter"), {"version": complaint.version})
    assert response.status_code == 302
    assert "Nothing waits for your approval or signature." in text_of(head.get(at("signing")))
    assert "approved: Example head" in text_of(commissioner.get(at("verb", complaint.id, "sign_decision")))


def test_a_reason_is_asked_for_and_kept_inside(office):
    order(office, "decision", "head")
    complaint = desk.decision_proposed(office)
    head = sign_in(office, "head")
    assert "Say why you return it" in text_of(
        head.post(at("verb", complaint.id, "return_letter"), {"version": complaint.version})
    )
    typed = {"version": complaint.version, "reason": "INSIDE WORDS"}
    assert head.post(at("verb", complaint.id, "return_letter"), typed).status_code == 302
    assert Step.objects.get(verb="return_letter").note == "INSIDE WORDS"


def test_whom_one_may_ask_is_listed(office):
    complaint = desk.decision_proposed(office)
    page = sign_in(office, "officer").get(at("verb", complaint.id, "ask_approval")).content.decode()
    for role, listed in {
        "lawyer": True,
        "head": True,
        "deputy": True,
        "registrar": False,
        "officer": False,
        "analyst": False,
    }.items():
        assert (str(office.staff[role].pk) in page) == listed, role


def test_the_order_is_set_on_its_page(office):
    head = sign_in(office, "head")
    typed = {"letter": "decision", "steps": ["head", "lawyer"], "in_force_from": "16 03 2030", "source": "Order 3"}
    assert head.post(at("approval-orders"), typed).status_code == 302
    page = text_of(head.get(at("approval-orders")))
    assert "Order 3" in page
    assert "Office policy, not law" in page
    assert head.post(at("approval-orders"), {**typed, "source": ""}).status_code == 200
    assert sign_in(office, "lawyer").get(at("approval-orders")).status_code == 403
