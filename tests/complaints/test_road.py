"""The road of a complaint, verb by verb, on the actions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from arasha import letters, vault
from arasha.bodies.errors import LinkUsed
from arasha.bodies.models import SecureLink
from arasha.complaints import outgoing
from arasha.complaints.actions import (
    base,
    correspondence,
    decision,
    erasure,
    examination,
    extension,
    follow_up,
    intake,
    law,
    registration,
    screening,
)
from arasha.complaints.actions.remedies import Counted
from arasha.complaints.book import current_book
from arasha.complaints.doers import BodyContactPerson, Complainant
from arasha.complaints.models import Complaint, Message, Recusal, Remedy, Screening, Step, Term
from arasha.journal.models import Entry
from arasha.letters.models import Letter
from arasha.people import policy
from tests import office as example
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def entries(complaint: Complaint) -> list[str]:
    return list(Entry.objects.filter(chain_id=complaint.id).order_by("seq").values_list("verb", flat=True))


def letter(complaint: Complaint, code: str) -> Letter:
    return Letter.objects.get(subject_id=complaint.id, code=code)


def test_from_a_phone_to_a_remedy(office):
    complaint = example.in_examination(office)
    assert complaint.number
    assert complaint.state == "examination"
    contact = example.contact_of(office.body)
    inquiry = examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=contact, summary="A beating.",
        questions="What happened?", named=True,
    )  # fmt: skip
    link = SecureLink.objects.get(target_id=inquiry.id)
    examination.answer_inquiry(inquiry.id, by=BodyContactPerson(link), at=AT, text="We deny it.")
    inquiry.refresh_from_db()
    assert inquiry.answer == "We deny it."
    topic = current_book().topics[-1].code
    examination.record_finding(
        complaint.id, by=office.by("officer"), at=AT, topic=topic, result="breach", reasoning="Two witnesses agree."
    )
    recommendation = decision.draft_recommendation(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=contact, topic=topic, text="Open proceedings."
    )
    decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)
    complaint = decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    assert complaint.state == "follow_up"
    assert not Term.objects.filter(complaint=complaint, purpose="consideration", ended_on=None).exists()
    sent = letter(complaint, "decision")
    vault.load_keys([complaint.key_id])
    assert "Two witnesses agree." in sent.text
    assert sent.status == "sent"
    link = SecureLink.objects.get(target_id=recommendation.id)
    follow_up.report_measures(
        recommendation.id, by=BodyContactPerson(link), at=AT, accepted=True, text="Proceedings were opened."
    )
    complaint = follow_up.close_follow_up(
        complaint.id, by=office.by("officer"), at=AT, assessments={recommendation.id: "done"}, remedy="restored",
        account="He saw a doctor.", counted=Counted(people=1), disciplinary=1,
    )  # fmt: skip
    assert complaint.state == "closed"
    assert complaint.due_on is None
    assert Remedy.objects.get(complaint=complaint).people == 1
    assert "He saw a doctor." in letter(complaint, "closing").text
    assert entries(complaint) == [
        "submit", "register", "accept", "assign", "send_inquiry", "answer_inquiry", "record_finding", "draft_recommendation",
        "propose_decision", "sign_decision", "report_measures", "close_follow_up",
    ]  # fmt: skip
    assert [step.verb for step in Step.objects.filter(complaint=complaint).order_by("at", "id")] == entries(complaint)


def test_consideration_takes_fifteen_working_days_from_registration(office):
    complaint = example.registered(office)
    term = Term.objects.get(complaint=complaint, purpose="consideration")
    assert (term.started_on, term.due_on, term.basis) == (date(2026, 3, 16), date(2026, 4, 9), "statute")
    assert complaint.due_on == term.due_on
    assert term.why["rule"] == "KZ-C01"


def test_sending_a_draft_again_gives_the_same_complaint_and_code(office):
    draft = example.draft()
    first, again = intake.submit(draft, at=AT), intake.submit(draft, at=AT + timedelta(minutes=1))
    assert first.id == again.id
    assert intake.code_of(draft) == intake.code_of(draft)
    assert Complaint.objects.count() == 1


def test_the_code_finds_the_complaint_and_opens_its_letters_without_the_complaints_key(office):
    draft = example.draft({**example.ANSWERS, "body": office.body.code})
    complaint = intake.submit(draft, at=AT)
    code = intake.code_of(draft)
    registration.register_complaint(complaint.id, by=office.by("registrar"), at=AT, subject="Synthetic")
    vault.forget_keys()
    derived = vault.derive(code)
    found = Complaint.objects.get(locator=derived.locator)
    vault.open_postbox_with_code(found.postbox_id, derived)
    assert found.id == complaint.id
    assert letter(found, "acknowledgement").text


def test_somebody_else_signs_a_decline_and_only_a_confirmed_citation(office):
    complaint = example.registered(office)
    screening.propose_decline(complaint.id, by=office.by("lawyer"), at=AT, ground="A-TIME", reasoning="Too late.")
    with pytest.raises(letters.CitationNotConfirmed):
        screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    law.confirm_citation(
        "A-TIME", by=office.by("lawyer"), at=AT, act="Synthetic act", article="12", source="read on paper", read_on=AT.date()
    )
    complaint = screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    assert (complaint.state, complaint.outcome) == ("declined", "not_considered")
    assert Term.objects.filter(complaint=complaint, ended_on=None).count() == 0
    assert "Synthetic act" in letter(complaint, "decline_not_considered").text


def test_nobody_signs_what_they_proposed(office):
    complaint = example.registered(office)
    both = office.staff["representative"]
    both.roles = ["representative"]
    screening.propose_decline(complaint.id, by=office.by("representative"), at=AT, ground="A-TIME", reasoning="Too late.")
    with pytest.raises(base.NotPossibleNow):
        screening.sign_outcome(complaint.id, by=office.by("representative"), at=AT)


def test_sent_back_the_draft_letter_is_gone_and_screening_goes_on(office):
    complaint = example.registered(office)
    screening.propose_decline(complaint.id, by=office.by("lawyer"), at=AT, ground="A-TIME", reasoning="Too late.")
    complaint = screening.send_back_outcome(complaint.id, by=office.by("head"), at=AT, note="Look again.")
    assert complaint.state == "screening"
    assert not Letter.objects.filter(code__startswith="decline").exists()
    assert screening.accept(complaint.id, by=office.by("lawyer"), at=AT, looked=True).state == "accepted"


def test_never_redirected_to_the_body_complained_of(office):
    complaint = example.registered(office)
    with pytest.raises(base.NotPossibleNow):
        screening.propose_redirect(
            complaint.id,
            by=office.by("lawyer"),
            at=AT,
            ground="A-JUR-OTHER",
            to_body=office.body,
            summary="A matter.",
            reasoning="Theirs.",
        )


def test_a_redirect_names_nobody_without_consent(office):
    complaint = example.registered(office, identity="confidential")
    with pytest.raises(outgoing.NamesThePerson):
        screening.propose_redirect(
            complaint.id, by=office.by("lawyer"), at=AT, ground="A-JUR-OTHER", to_body=office.other_body,
            summary="Complainantova asks for help.", reasoning="Theirs.",
        )  # fmt: skip
    screening.propose_redirect(
        complaint.id, by=office.by("lawyer"), at=AT, ground="A-JUR-OTHER", to_body=office.other_body, summary="Somebody asks.",
        reasoning="Theirs.",
    )  # fmt: skip
    complaint = screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    assert complaint.state == "redirected"
    assert "Complainantova" not in letter(complaint, "redirect_body").text


def test_asking_for_more_waits_and_the_answer_brings_it_back(office):
    complaint = example.registered(office)
    assert screening.ask_more(complaint.id, by=office.by("lawyer"), at=AT, questions="When?").state == "awaiting_complainant"
    screening.supply_more(complaint.id, by=Complainant(complaint.id), at=AT, text="In February.")
    complaint.refresh_from_db()
    assert complaint.state == "screening"
    assert Message.objects.get(complaint=complaint).text == "In February."


def test_an_inquiry_without_consent_carries_no_name(office):
    complaint = example.in_examination(office, identity="confidential")
    asked = {"by": office.by("officer"), "at": AT, "body": office.body, "contact": None, "summary": "A beating."}
    with pytest.raises(base.NotPossibleNow):
        examination.send_inquiry(complaint.id, questions="What happened?", named=True, **asked)
    with pytest.raises(outgoing.NamesThePerson):
        examination.send_inquiry(complaint.id, questions="Why was COMPLAINANTOVA beaten?", named=False, **asked)
    assert not Letter.objects.filter(code="inquiry").exists()
    examination.send_inquiry(complaint.id, questions="What happened?", named=False, **asked)
    assert "Complainantova" not in letter(complaint, "inquiry").text


def test_consent_given_later_lets_the_name_go(office):
    complaint = example.in_examination(office, identity="confidential")
    correspondence.record_consent(complaint.id, by=office.by("officer"), at=AT + timedelta(minutes=1), answer="yes", how="phone")
    examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT + timedelta(minutes=2), body=office.body, contact=None, summary="A beating.",
        questions="What happened?", named=True,
    )  # fmt: skip
    assert "Complainantova" in letter(complaint, "inquiry").text


def test_a_breach_needs_the_bodys_chance_to_explain(office):
    complaint = example.in_examination(office)
    with pytest.raises(base.NotPossibleNow):
        examination.record_finding(
            complaint.id, by=office.by("officer"), at=AT, topic="CIV-TORT", result="breach", reasoning="So."
        )


def test_a_link_answers_once(office):
    complaint = example.in_examination(office)
    inquiry = examination.send_inquiry(
        complaint.id, by=office.by("officer"), at=AT, body=office.body, contact=example.contact_of(office.body), summary="A beating.",
        questions="What happened?", named=True,
    )  # fmt: skip
    link = SecureLink.objects.get(target_id=inquiry.id)
    examination.answer_inquiry(inquiry.id, by=BodyContactPerson(link), at=AT, text="First.")
    with pytest.raises(LinkUsed):
        examination.answer_inquiry(inquiry.id, by=BodyContactPerson(link), at=AT, text="Second.")
    inquiry.refresh_from_db()
    assert inquiry.answer == "First."


def test_two_officers_at_once_do_not_overwrite_each_other(office):
    complaint = example.registered(office)
    seen = complaint.version
    registration.mark_urgent(complaint.id, by=office.by("lawyer"), at=AT, reasons=["life"], reason="danger", version=seen)
    with pytest.raises(base.ChangedMeanwhile):
        screening.accept(complaint.id, by=office.by("lawyer"), at=AT, version=seen, looked=True)


def test_a_failed_verb_leaves_nothing(office):
    complaint = example.registered(office)
    before = (Letter.objects.count(), Step.objects.count(), Entry.objects.count(), Screening.objects.count())
    with pytest.raises(base.NotPossibleNow):
        decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    with pytest.raises(base.NotYours):
        screening.accept(complaint.id, by=office.by("officer"), at=AT, looked=True)
    assert (Letter.objects.count(), Step.objects.count(), Entry.objects.count(), Screening.objects.count()) == before


def test_withdrawal_never_closes_by_itself(office):
    complaint = example.in_examination(office)
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=AT, reason="I changed my mind")
    complaint.refresh_from_db()
    assert complaint.state == "withdrawn_pending"
    assert complaint.due_on is not None
    correspondence.refuse_withdrawal(complaint.id, by=office.by("officer"), at=AT, note="They were pressed.")
    complaint.refresh_from_db()
    assert complaint.state == "examination"


def test_somebody_recused_sees_it_no_more(office):
    complaint = example.in_examination(office)
    officer = office.staff["officer"]
    assert policy.visible(officer, Complaint.objects.all()).exists()
    correspondence.recuse(complaint.id, by=office.by("officer"), at=AT, reason="A cousin.")
    assert not policy.visible(officer, Complaint.objects.all()).exists()
    fresh = Complaint.objects.get(pk=complaint.id)
    assert fresh.officer_id is None
    assert policy.may(officer, "read", fresh)
    with pytest.raises(base.NotPossibleNow):
        examination.assign(complaint.id, by=office.by("head"), at=AT, officer=officer)
    assert Recusal.objects.get().reason == "A cousin."


def test_a_complaint_about_the_office_is_kept_from_the_office(office):
    complaint = example.received(office, about_office=True)
    for role, user in office.staff.items():
        expected = role in ("commissioner", "deputy")
        assert policy.visible(user, Complaint.objects.filter(pk=complaint.id)).exists() is expected, role


def test_the_term_is_extended_only_by_a_rule_and_the_complainant_is_told(office):
    complaint = example.registered(office)
    with pytest.raises(base.NotYours):
        extension.extend_term(complaint.id, by=office.by("lawyer"), at=AT, reason="An expert is needed.")
    term = extension.extend_term(complaint.id, by=office.by("head"), at=AT, reason="An expert is needed.")
    assert term.due_on > term.first_due_on == date(2026, 4, 9)
    assert Complaint.objects.get(pk=complaint.id).due_on == term.due_on
    assert letter(complaint, "extension").status == "sent"


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_erased_for_good_while_the_figures_stay():
    office = example.open_office()
    complaint = example.registered(office)
    screening.accept(complaint.id, by=office.by("lawyer"), at=AT, looked=True)
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=AT)
    correspondence.confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=AT, way="visit", note="Spoke in person.")
    paper = erasure.erase(complaint.id, by=office.by("commissioner"), at=AT, reason="asked for")
    vault.forget_keys()
    fresh = Complaint.objects.select_related("complainant").get(pk=complaint.id)
    for read in (
        lambda: fresh.story,
        lambda: fresh.subject,
        lambda: fresh.complainant.name,
        lambda: letter(fresh, "accepted").text,
    ):
        with pytest.raises(vault.KeyErased):
            read()
    assert (fresh.number, fresh.region, fresh.locator) == (complaint.number, complaint.region, None)
    assert paper.final_on == date(2026, 4, 15)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_an_erasure_that_was_interrupted_is_finished_by_the_schedule(monkeypatch):
    office = example.open_office()
    complaint = example.registered(office)
    correspondence.ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=AT)
    correspondence.confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=AT, way="visit", note="Spoke in person.")
    monkeypatch.setattr(erasure, "_erase_for_good", lambda *_: None)  # killed after the commit, before the keys went
    erasure.erase(complaint.id, by=office.by("commissioner"), at=AT, reason="asked for")
    monkeypatch.undo()
    assert vault.existing_keys([complaint.key_id])
    assert erasure.erase_again() == 1
    assert erasure.erase_again() == 0
    assert not vault.existing_keys([complaint.key_id])
