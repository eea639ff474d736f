"""Acts that follow findings: their letters in three languages, what they rest on, their terms, signatures and follow-up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from arasha import vault
from arasha.bodies.models import SecureLink
from arasha.complaints import outgoing
from arasha.complaints.actions import acts, base, decision, follow_up, law, outbox
from arasha.complaints.book import current_book
from arasha.complaints.doers import BodyContactPerson
from arasha.complaints.models import Complaint, Step, Term
from arasha.errors import NotFound
from arasha.journal.queries import entries_of
from arasha.letters.errors import CitationNotConfirmed
from arasha.letters.models import Letter
from arasha.recommendations.models import Recommendation
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TO_BODIES = [
    "petition_disciplinary", "petition_administrative", "petition_criminal", "petition_review", "claim_public",
    "constitutional_application", "law_proposal",
]  # fmt: skip
PETITIONS = TO_BODIES[:3]


def draft(complaint, office, kind="petition_criminal", **changes) -> Recommendation:
    given = {
        "body": office.other_body,
        "contact": None,
        "topic": "CIV-TORT",
        "text": "Open proceedings on the beating.",
        **changes,
    }
    return acts.draft_act(complaint.id, by=office.by("officer"), at=AT, kind=kind, **given)


def confirm(office, kind):
    for ref in current_book().act_kinds[kind].basis:
        if not current_book().citation(ref, AT.date()).confirmed_on(AT.date()):
            law.confirm_citation(
                ref, by=office.by("lawyer"), at=AT, act="Example act", article="1", applies="directly", read_on=AT.date(),
                source="Read.",
            )  # fmt: skip


def sign(complaint, act, office, role="commissioner"):
    return acts.sign_act(complaint.id, by=office.by(role), at=AT, act_id=act.id)


def letter_of(act) -> Letter:
    act.refresh_from_db()
    letter = Letter.objects.get(pk=act.letter_id)
    vault.load_keys([letter.key_id])
    return letter


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", TO_BODIES)
def test_each_kind_has_its_letter_its_basis_and_its_own_term(office, kind, language):
    complaint = desk.found(office, language=language)
    act = draft(complaint, office, kind)
    confirm(office, kind)
    assert not Term.objects.filter(target_id=act.id).exists(), "before"
    sign(complaint, act, office)
    letter = letter_of(act)
    name = current_book().act_kinds[kind].name(language)
    assert name in letter.title
    assert act.number in letter.title
    assert "Open proceedings on the beating." in letter.text
    assert complaint.number in letter.text
    assert letter.citations == list(current_book().act_kinds[kind].basis)
    assert "KZ-" not in letter.text, "confirmed citations stand as themselves"
    term = Term.objects.get(target_id=act.id)
    assert (term.purpose, term.basis) == (
        ("recommendation_answer", "statute") if kind in PETITIONS else ("act_answer", "policy")
    )  # fmt: skip
    assert term.due_on == (date(2026, 4, 9) if kind in PETITIONS else date(2026, 4, 15))
    assert ("guilty" in letter.text or "виновным" in letter.text or "кінәлі" in letter.text) is (kind in PETITIONS)


@pytest.mark.parametrize(
    "kind", ["petition_criminal", "petition_review", "claim_public", "constitutional_application", "law_proposal"]
)
def test_what_no_lawyer_confirmed_blocks_signing(office, kind):
    complaint = desk.found(office)
    act = draft(complaint, office, kind)
    with pytest.raises(CitationNotConfirmed):
        sign(complaint, act, office)
    act.refresh_from_db()
    assert (act.state, act.number, act.letter_id) == ("draft", None, None)
    assert not Letter.objects.filter(code=kind).exists()


def test_a_recommendation_rests_on_what_was_read_and_needs_nobody_to_confirm(office):
    complaint = desk.decision_proposed(office)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    act = Recommendation.objects.get()
    assert letter_of(act).citations == ["KZ-R01"]
    assert Term.objects.get(target_id=act.id).basis == "statute"


def test_whoever_drafted_does_not_sign(office):
    complaint = desk.found(office)
    confirm(office, "petition_criminal")
    act = acts.draft_act(
        complaint.id, by=office.by("deputy"), at=AT, kind="petition_criminal", body=office.other_body, contact=None, topic="",
        text="Open proceedings.",
    )  # fmt: skip
    with pytest.raises(base.NotPossibleNow, match="two pairs of eyes"):
        sign(complaint, act, office, "deputy")
    for role in ("officer", "head", "representative"):
        with pytest.raises(base.NotYours):
            sign(complaint, act, office, role)
    sign(complaint, act, office)
    assert entries_of(complaint.id).rows[0].details["acts"][0]["kind"] == "petition_criminal"


def test_an_act_goes_out_with_the_decision_too_and_the_person_reads_of_it(office):
    complaint = desk.found(office, language="en")
    act = draft(complaint, office, "petition_disciplinary")
    confirm(office, "petition_disciplinary")
    decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)
    complaint = decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    assert complaint.state == "follow_up"
    act.refresh_from_db()
    assert act.state == "issued"
    vault.load_keys([complaint.key_id])
    said = Letter.objects.get(subject_id=complaint.id, code="decision").text
    assert "Petition to open disciplinary proceedings" in said


def test_after_the_decision_an_act_signed_alone_begins_a_follow_up(office):
    complaint = desk.decision_proposed(office, recommend=False)
    complaint = decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    assert complaint.state == "decided"
    act = draft(complaint, office, "law_proposal", text="Change the rule.")
    confirm(office, "law_proposal")
    sign(complaint, act, office)
    assert Complaint.objects.get(pk=complaint.pk).state == "follow_up"


def test_an_explanation_goes_to_the_person_and_awaits_nothing(office):
    complaint = desk.decision_proposed(office, recommend=False, language="en")
    complaint = decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    with pytest.raises(base.NotPossibleNow, match="explanation goes to the person"):
        draft(complaint, office, "explanation")
    act = draft(complaint, office, "explanation", body=None, text="You may ask for the file.")
    sign(complaint, act, office)
    letter = letter_of(act)
    assert (letter.recipient_kind, letter.status) == ("complainant", "sent")
    assert "You may ask for the file." in letter.text
    assert not Term.objects.filter(target_id=act.id).exists()
    assert Complaint.objects.get(pk=complaint.pk).state == "decided"
    follow_up.close(complaint.id, by=office.by("officer"), at=AT, account="That is all.")


def test_a_petition_needs_a_breach_and_every_act_a_finding(office):
    complaint = desk.found(office, "no_breach")
    with pytest.raises(base.NotPossibleNow, match="breach"):
        draft(complaint, office)
    draft(complaint, office, "law_proposal")
    with pytest.raises(base.NotPossibleNow):
        draft(desk.answered(office), office)


def test_the_name_does_not_go_without_consent(office):
    complaint = desk.found(office, identity="confidential")
    with pytest.raises(outgoing.NamesThePerson):
        draft(complaint, office, text="Hear Complainantova again.")
    assert not Recommendation.objects.exists()


def test_a_draft_is_thrown_away_with_its_reason(office):
    complaint = desk.found(office)
    act = draft(complaint, office)
    acts.discard_act(complaint.id, by=office.by("officer"), at=AT, act_id=act.id, note="The body began by itself.")
    assert not Recommendation.objects.exists()
    vault.load_keys([complaint.key_id])
    assert Step.objects.get(verb="discard_act").note == "The body began by itself."
    with pytest.raises(NotFound):
        sign(complaint, act, office)


@pytest.mark.parametrize("reply", ["accepted", "partly", "refused", "no_answer"])
def test_what_became_of_it_is_recorded_with_its_day_and_ends_the_term(office, reply):
    complaint = desk.found(office)
    act = draft(complaint, office, contact=example.contact_of(office.other_body))
    confirm(office, "petition_criminal")
    sign(complaint, act, office)
    later = AT + timedelta(days=3)
    given = {"by": office.by("registrar"), "at": later, "act_id": act.id, "reply": reply}
    for wrong in (date(2026, 3, 20), date(2026, 3, 15)):
        with pytest.raises(base.NotPossibleNow):
            acts.record_act_outcome(complaint.id, on=wrong, **given)
    act = acts.record_act_outcome(complaint.id, on=date(2026, 3, 18), account="They opened a case.", **given)
    assert (act.reply, act.replied_on) == (reply, date(2026, 3, 18))
    assert act.state == ("issued" if reply == "no_answer" else "reported")
    term = Term.objects.get(target_id=act.id)
    assert (term.ended_on, term.ended_by) == (date(2026, 3, 18), "record_act_outcome")
    assert SecureLink.objects.get(target_id=act.id).revoked_at
    assert entries_of(complaint.id).rows[0].details["reply"] == reply


def test_what_the_body_reports_through_its_link_is_an_outcome(office):
    complaint = desk.followed(office, reported=False)
    link = SecureLink.objects.get(complaint_id=complaint.id, purpose="recommendation")
    follow_up.report_measures(link.target_id, by=BodyContactPerson(link), at=AT, accepted=False, text="We do not.")
    act = Recommendation.objects.get()
    assert (act.reply, act.replied_on) == ("refused", AT.date())


def test_the_whole_way_through_the_pages(office, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    complaint = desk.found(office)
    officer, leader = sign_in(office, "officer"), sign_in(office, "commissioner")

    def version() -> int:
        return Complaint.objects.get(pk=complaint.pk).version

    page = at("verb", complaint.id, "draft_act")
    assert "Petition to open criminal proceedings" in text_of(officer.get(page))
    typed = {"kind": "petition_criminal", "topic": "CIV-TORT", "words": "Open proceedings.", "contact": "post", "body": ""}
    assert "Choose the body." in text_of(officer.post(page, {**typed, "version": version()}))
    assert officer.post(page, {**typed, "version": version(), "body": office.other_body.code}).status_code == 302
    page = at("verb", complaint.id, "sign_act")
    assert "A lawyer must first confirm" in text_of(leader.get(page))
    confirm(office, "petition_criminal")
    shown = leader.get(page)
    assert "A lawyer must first confirm" not in text_of(shown)
    act = Recommendation.objects.get()
    preview = text_of(leader.post(page, {"act": str(act.id), "version": version(), "_preview": "1"}))
    assert "Никто" in preview or "никого не называет виновным" in preview
    assert leader.post(page, {"act": str(act.id), "version": version()}).status_code == 302
    page = at("verb", complaint.id, "record_act_outcome")
    assert (
        officer.post(page, {"act": str(act.id), "version": version(), "reply": "partly", "on": "16 03 2026"}).status_code == 302
    )
    shown = text_of(officer.get(at("complaint", complaint.id, query="?tab=acts")))
    assert "Petition to open criminal proceedings R-2026-00001" in shown
    assert "Accepted in part, 16 Mar 2026" in shown


@pytest.mark.parametrize(("kind", "to_body"), [("petition_criminal", True), ("explanation", False)])
def test_an_act_recalled_within_ten_minutes_is_a_draft_again(office, settings, kind, to_body):
    settings.RECALL_MINUTES = 10
    complaint = desk.decision_proposed(office, recommend=False) if not to_body else desk.found(office)
    if not to_body:
        decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT - timedelta(hours=1))
    act = draft(complaint, office, kind, body=office.other_body if to_body else None)
    confirm(office, kind)
    sign(complaint, act, office)
    letter = letter_of(act)
    outbox.recall_letter(complaint.id, by=office.by("commissioner"), at=AT, letter_id=letter.id, reason="A wrong name.")
    act.refresh_from_db()
    assert (act.state, act.number, act.letter_id) == ("draft", None, None)
    assert not Term.objects.filter(target_id=act.id, ended_on=None).exists()
    assert Letter.objects.get(pk=letter.pk).status == "recalled"
    sign(complaint, act, office)


def test_a_decision_recalled_takes_its_acts_back_and_leaves_no_stray_letter(office, settings):
    settings.RECALL_MINUTES = 10
    complaint = desk.found(office)
    draft(complaint, office, "petition_disciplinary")
    draft(complaint, office, "explanation", body=None)
    confirm(office, "petition_disciplinary")
    decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    letter = Letter.objects.get(subject_id=complaint.id, code="decision")
    outbox.recall_letter(complaint.id, by=office.by("commissioner"), at=AT, letter_id=letter.id, reason="A wrong name.")
    assert set(Recommendation.objects.values_list("state", flat=True)) == {"draft"}
    drafts = Letter.objects.filter(subject_id=complaint.id, status="draft")
    assert [one.code for one in drafts] == ["decision"]
    complaint = decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    assert complaint.state == "follow_up"
