"""Complaints joined under a lead: number, people, terms and letters stay each one's own; nobody is told of another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from arasha import journal, vault
from arasha.complaints.actions import approving, decision, examination, follow_up, law, screening
from arasha.complaints.actions import joining as verbs
from arasha.complaints.actions.base import NotPossibleNow, NotYours, open_for_writing
from arasha.complaints.actions.decision import NamesAnother
from arasha.complaints.models import Complaint, Joining, Relation, Step, Term
from arasha.complaints.queries.desk_matter import group_of, related_to
from arasha.errors import NotFound
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = AT + timedelta(hours=1)
REASON = "The same letter about the same place."


def fresh(complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def words(complaint, code) -> str:
    complaint = fresh(complaint)
    vault.load_keys([complaint.key_id])
    open_for_writing(complaint)
    return Letter.objects.get(subject_id=complaint.id, code=code).text


@pytest.fixture
def lead(office):
    return desk.found(office, name="Leadova Example")


@pytest.fixture
def other(office):
    """Registered two days before the lead was, so that its term ends earlier."""
    return example.registered(office, at=AT - timedelta(days=3), name="Secondov Example", phone="+7 700 000 00 99", language="kk")


def join(office, lead, *members, by="head"):
    return verbs.join_complaints(lead.id, by=office.by(by), at=LATER, members=[one.id for one in members], reason=REASON)


def terms(complaint):
    return list(Term.objects.filter(complaint=complaint).order_by("pk").values_list("purpose", "due_on", "ended_on"))


def decide(office, lead):
    decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    return decision.sign_decision(lead.id, by=office.by("commissioner"), at=LATER)


def test_a_lead_that_is_not_approved_takes_the_joined_back_with_it(office, lead, other):
    steps = {"steps": ("head",), "in_force_from": LATER.date(), "source": "Order 3 of the Commissioner"}
    law.set_approval("decision", by=office.by("head"), at=LATER, **steps)
    join(office, lead, other)
    decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    assert (fresh(lead).state, fresh(other).state) == ("awaiting_signature", "awaiting_signature")
    approving.return_letter(lead.id, by=office.by("head"), at=LATER, reason="Say why.")
    assert (fresh(lead).state, fresh(other).state) == ("findings", "joined")
    assert not Letter.objects.filter(subject_id=other.id, code="decision").exists()
    decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    for one in (lead, other):
        with pytest.raises(NotPossibleNow):
            decision.sign_decision(one.id, by=office.by("commissioner"), at=LATER)
        approving.approve_letter(one.id, by=office.by("head"), at=LATER)
    for one in (lead, other):
        decision.sign_decision(one.id, by=office.by("commissioner"), at=LATER)
    assert fresh(other).state in ("decided", "follow_up")
    assert not journal.examine().problems


def test_each_keeps_its_number_its_people_and_its_term(office, lead, other):
    before, number = terms(other), other.number
    join(office, lead, other)
    joined = fresh(other)
    assert (joined.state, joined.number, joined.officer) == ("joined", number, office.staff["officer"])
    assert terms(other) == before
    assert joined.due_on == other.due_on
    assert fresh(lead).state == "findings"
    assert joined.parties.count() == 2
    assert Step.objects.filter(complaint=lead, verb="join_complaints").exists()
    assert not journal.examine().problems


def test_whoever_is_joined_is_told_and_of_nobody_else(office, lead, other):
    join(office, lead, other)
    text = words(other, "joined")
    assert other.number in text
    assert "Secondov" in text
    assert "Leadova" not in text
    assert lead.number not in text
    assert not Letter.objects.filter(subject_id=lead.id, code="joined").exists()


def test_one_finding_stands_for_all_and_each_gets_a_letter_of_its_own(office, lead, other):
    join(office, lead, other)
    decide(office, lead)
    waiting = fresh(other)
    assert waiting.state == "awaiting_signature"
    text = words(other, "decision")
    assert "Two witnesses agree." in text
    assert other.number in text
    assert lead.number not in text
    decision.sign_decision(other.id, by=office.by("commissioner"), at=LATER)
    decided = fresh(other)
    assert (decided.state, decided.outcome) == ("decided", "breach")
    assert [ended for purpose, _, ended in terms(other) if purpose == "consideration"] == [LATER.date()]


def test_its_letter_is_not_signed_before_the_lead_s(office, lead, other):
    join(office, lead, other)
    decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    with pytest.raises(NotPossibleNow, match="leads first"):
        decision.sign_decision(other.id, by=office.by("commissioner"), at=LATER)


def test_a_finding_that_names_somebody_is_not_told_to_the_others(office, lead, other):
    examination.record_finding(
        lead.id, by=office.by("officer"), at=LATER, topic=desk.topic(), result="no_breach", reasoning="Ms Leadova was heard."
    )
    join(office, lead, other)
    with pytest.raises(NamesAnother, match="Leadova") as refusal:
        decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    assert other.number in str(refusal.value)
    assert fresh(lead).state == "findings"
    assert not Letter.objects.filter(code="decision").exists()


def test_a_name_that_both_bear_is_no_secret(office, lead):
    same = example.registered(office, name="Leadova Example")
    examination.record_finding(
        lead.id, by=office.by("officer"), at=LATER, topic=desk.topic(), result="no_breach", reasoning="Ms Leadova was heard."
    )
    join(office, lead, same)
    decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    assert fresh(same).state == "awaiting_signature"


def test_sent_back_all_their_letters_are_drafted_anew(office, lead, other):
    join(office, lead, other)
    decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    decision.send_back_decision(lead.id, by=office.by("commissioner"), at=LATER, note="Shorter.")
    assert (fresh(lead).state, fresh(other).state) == ("findings", "joined")
    assert not Letter.objects.filter(code="decision").exists()
    decision.propose_decision(lead.id, by=office.by("officer"), at=LATER)
    assert fresh(other).state == "awaiting_signature"


def test_one_letter_sent_back_alone_is_proposed_again_alone(office, lead, other):
    join(office, lead, other)
    decide(office, lead)
    decision.send_back_decision(other.id, by=office.by("commissioner"), at=LATER, note="Shorter.")
    assert fresh(other).state == "joined"
    decision.propose_decision(other.id, by=office.by("officer"), at=LATER)
    decision.sign_decision(other.id, by=office.by("commissioner"), at=LATER)
    assert fresh(other).state == "decided"


def test_by_itself_it_is_not_decided_before_its_lead(office, lead, other):
    join(office, lead, other)
    with pytest.raises(NotPossibleNow, match="together with the complaint that leads"):
        decision.propose_decision(other.id, by=office.by("officer"), at=LATER)


def test_closed_with_the_lead_each_hears_what_came_of_it(office, other):
    lead = desk.found(office, "no_breach", name="Leadova Example")
    join(office, lead, other)
    decide(office, lead)
    decision.sign_decision(other.id, by=office.by("commissioner"), at=LATER)
    follow_up.close(lead.id, by=office.by("officer"), at=LATER, account="The place was repaired.")
    assert fresh(other).state == "closed"
    assert "The place was repaired." in words(other, "closing")
    assert not journal.examine().problems


def test_taken_out_it_stands_where_it_stood_and_its_term_ran_on(office, lead, other):
    before = terms(other)
    join(office, lead, other)
    verbs.separate_complaints(lead.id, by=office.by("head"), at=LATER, members=[other.id], reason="Another place after all.")
    alone = fresh(other)
    assert (alone.state, alone.officer) == ("screening", None)
    assert terms(other) == before
    assert other.number in words(other, "separated")
    assert not group_of(office.staff["head"], fresh(lead)).members
    assert not journal.examine().problems


def test_all_or_none(office, lead, other):
    unregistered = example.received(office)
    with pytest.raises(NotFound):
        verbs.join_complaints(lead.id, by=office.by("head"), at=LATER, members=[other.id, unregistered.id], reason=REASON)
    assert fresh(other).state == "screening"
    assert not Joining.objects.exists()


def test_what_cannot_lead_and_what_cannot_be_joined(office, lead, other):
    third = example.registered(office)
    with pytest.raises(NotPossibleNow, match="officer works"):
        join(office, other, third)
    with pytest.raises(NotPossibleNow, match="to itself"):
        join(office, lead, lead)
    join(office, lead, other)
    with pytest.raises(NotPossibleNow, match=other.number):
        join(office, lead, other)


def test_a_lead_is_not_lost_with_others_on_it(office, other):
    lead = example.in_examination(office)
    join(office, lead, other)
    screening.ask_more(lead.id, by=office.by("officer"), at=LATER, questions="When was it?")
    with pytest.raises(NotPossibleNow, match="joined to this one"):
        screening.propose_decline(lead.id, by=office.by("lawyer"), at=LATER, ground="A-TIME", reasoning="Late.")


def test_who_has_no_right_on_one_of_them_joins_none(office, lead, other):
    with pytest.raises(NotYours):
        join(office, lead, other, by="registrar")
    with pytest.raises(NotFound):
        join(office, lead, other, by="officer")  # the other one is not theirs
    assert fresh(other).state == "screening"


def test_the_group_shows_only_what_one_may_read(office, lead, other):
    join(office, lead, other)
    other = fresh(other)
    assert [one.number for one in group_of(office.staff["head"], fresh(lead)).members] == [other.number]
    group = group_of(office.staff["head"], other)
    assert group.lead.number == lead.number
    Complaint.objects.filter(pk=lead.pk).update(about_office=True)
    group = group_of(office.staff["head"], other)
    assert (group.lead, group.hidden) == (None, 1)


def test_related_both_show_it_and_nobody_is_told(office, lead, other):
    verbs.relate(lead.id, by=office.by("head"), at=LATER, other=other.id, kind="continues", note="The same cell.")
    for one in (lead, other):
        (found,) = related_to(office.staff["head"], fresh(one))
        assert (found.kind, found.note) == ("the same story goes on", "The same cell.")
    assert related_to(office.staff["officer"], fresh(lead)) == []  # the other side is not theirs
    with pytest.raises(NotPossibleNow, match="already"):
        verbs.relate(other.id, by=office.by("head"), at=LATER, other=lead.id, kind="event")
    verbs.unrelate(other.id, by=office.by("head"), at=LATER, other=lead.id, reason="Another cell.")
    assert related_to(office.staff["head"], fresh(lead)) == []
    assert Relation.objects.get().ended_at == LATER
    assert not journal.examine().problems
    assert b"cell" not in bytes(Relation.objects.values_list("note", flat=True)[0])


def test_on_the_page_one_joins_by_boxes_and_numbers(office, lead, other):
    third = example.registered(office, name="Thirdov Example")
    client = sign_in(office, "head")
    page = client.get(at("verb", lead.id, "join_complaints", query=f"?with={third.id}"))
    assert third.number in text_of(page)
    typed = {
        "version": fresh(lead).version, "members": [str(third.id)], "numbers": f"{other.number}", "reason": REASON,
    }  # fmt: skip
    wrong = client.post(at("verb", lead.id, "join_complaints", query=f"?with={third.id}"), {**typed, "numbers": "2026-999999"})
    assert "2026-999999" in text_of(wrong)
    client.post(at("verb", lead.id, "join_complaints", query=f"?with={third.id}"), typed)
    assert {fresh(third).state, fresh(other).state} == {"joined"}
    shown = text_of(client.get(at("complaint", lead.id, query="?tab=matter")))
    assert other.number in shown
    assert third.number in shown
    assert lead.number in text_of(client.get(at("complaint", other.id, query="?tab=matter")))


def test_what_cannot_be_joined_is_not_offered(office, lead):
    story = "The same long letter about the same cold school in which the children sit in their coats all winter long."
    one, two = (example.registered(office, story=story) for _ in range(2))
    Complaint.objects.filter(pk=two.pk).update(state="closed")
    page = text_of(sign_in(office, "head").get(at("verb", lead.id, "join_complaints")))
    assert one.number in page
    assert two.number not in page
