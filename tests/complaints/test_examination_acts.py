"""Acts of the examination and the body's right to be heard: recorded, disclosed or not, and what stands before a finding of breach."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.utils import translation

from arasha import vault
from arasha.complaints.actions import base, by_post, examination, hearing
from arasha.complaints.actions import examination_acts as acts
from arasha.complaints.models import Attachment, ExaminationAct, Finding, Inquiry, Term
from arasha.complaints.queries.heard import heard
from arasha.files import received
from arasha.journal.models import Entry
from arasha.letters.models import Outgoing
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, sign_in, text_of
from tests.complaints.inside import PDF, quiet
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TODAY = date(2026, 3, 16)
PEOPLE = "Example Witnessov, cell mate\nExample Duty-Officer"


@pytest.fixture
def complaint(office):
    return example.in_examination(office)


def find(complaint, office, when=AT, **changes) -> Finding:
    given = {"topic": "CIV-TORT", "result": "breach", "reasoning": "Two witnesses agree.", **changes}
    with translation.override("en"):
        return examination.record_finding(complaint.id, by=office.by("officer"), at=when, **given)


def hear(complaint, office, way="oral", *, by=None, when=AT, **changes) -> ExaminationAct:
    given = {"body": office.body, "record": "The head denies it.", "held_on": TODAY, **changes}
    return hearing.record_hearing(complaint.id, by=by or office.by("officer"), at=when, way=way, **given)


def over(complaint) -> date:
    return Term.objects.get(complaint=complaint, purpose="body_answer").due_on + timedelta(days=1)


def on(day: date):
    """Noon of a day in the office."""
    return AT + timedelta(days=(day - TODAY).days)


def test_each_act_has_its_right_moves_no_term_sends_no_letter_and_is_journaled(office, complaint):
    act = quiet(
        office, complaint, "record_examination_act",
        lambda by: acts.record_examination_act(
            complaint.id, by=by, at=AT, kind="site_check", held_on=TODAY, held_at=time(9, 30), place="Cell 4", people=PEOPLE,
            record="There is no window.", uploads=[received(PDF, "cell.pdf")],
        ),
    )  # fmt: skip
    assert (act.held_on, act.held_at, act.disclosable) == (TODAY, time(9, 30), False)
    assert Attachment.objects.get(target_id=act.id).part == "act"
    act = quiet(
        office, complaint, "set_act_disclosure",
        lambda by: acts.set_act_disclosure(act.id, by=by, at=AT, disclosable=True, reason="The court asks."),
    )  # fmt: skip
    assert ExaminationAct.objects.get(pk=act.id).disclosable
    ordered = {"at": AT, "expert": "Example Expertov", "question": "How old is the scar?", "due_on": TODAY + timedelta(days=5)}
    opinion = quiet(
        office, complaint, "order_expert_opinion", lambda by: acts.order_expert_opinion(complaint.id, by=by, **ordered)
    )
    received_on = {"at": AT, "received_on": TODAY, "opinion": "A week at most."}
    opinion = quiet(
        office, complaint, "receive_expert_opinion", lambda by: acts.receive_expert_opinion(opinion.id, by=by, **received_on),
        by="registrar", never="lawyer",
    )  # fmt: skip
    assert (opinion.held_on, opinion.record) == (TODAY, "A week at most.")
    other = acts.order_expert_opinion(complaint.id, by=office.by("officer"), **ordered)
    quiet(
        office, complaint, "cancel_expert_opinion",
        lambda by: acts.cancel_expert_opinion(other.id, by=by, at=AT, reason="He was released."),
    )  # fmt: skip
    quiet(office, complaint, "record_hearing", lambda by: hear(complaint, office, by=by))


def test_who_took_part_what_was_said_and_what_an_expert_is_asked_lie_encrypted(office, complaint):
    usual = {"by": office.by("officer"), "at": AT}
    acts.record_examination_act(
        complaint.id, **usual, kind="interview", held_on=TODAY, place="Cell 4", people=PEOPLE, record="He saw it."
    )
    acts.order_expert_opinion(complaint.id, **usual, expert="Example Expertov", question="How old?", due_on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT people, record, place, question FROM complaints_examinationact")
        stored = b"".join(bytes(value) for row in cursor.fetchall() for value in row if value)
    assert not any(words in stored for words in (b"Witnessov", b"He saw", b"Cell", b"Expertov", b"How old"))
    entries = Entry.objects.filter(chain_id=complaint.id)
    assert not any(b"Witnessov" in bytes(entry.payload) for entry in entries)


def test_what_has_not_happened_is_not_recorded(office, complaint):
    usual = {"by": office.by("officer"), "at": AT}
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(base.NotPossibleNow, match="future"):
        acts.record_examination_act(complaint.id, **usual, kind="call", held_on=tomorrow, record="Said.")
    with pytest.raises(base.NotPossibleNow, match="steps of their own"):
        acts.record_examination_act(complaint.id, **usual, kind="hearing", held_on=TODAY, record="Said.")
    with pytest.raises(base.NotPossibleNow, match="day is over"):
        acts.order_expert_opinion(complaint.id, **usual, expert="E", question="Q", due_on=TODAY - timedelta(days=1))
    opinion = acts.order_expert_opinion(complaint.id, **usual, expert="E", question="Q", due_on=TODAY)
    with pytest.raises(base.NotPossibleNow, match="before it was ordered"):
        acts.receive_expert_opinion(opinion.id, **usual, received_on=TODAY - timedelta(days=1), opinion="Early.")
    acts.cancel_expert_opinion(opinion.id, **usual, reason="Not needed.")
    with pytest.raises(base.NotPossibleNow, match="not awaited any more"):
        acts.receive_expert_opinion(opinion.id, **usual, received_on=TODAY, opinion="Late.")
    with pytest.raises(base.NotPossibleNow, match="part of the file"):
        acts.set_act_disclosure(hear(complaint, office).id, **usual, disclosable=False, reason="Why not.")


def test_no_breach_is_found_before_the_body_had_its_chance_and_the_refusal_says_what_makes_it_possible(office, complaint):
    with pytest.raises(base.NotPossibleNow) as refused:
        find(complaint, office)
    said = str(refused.value.message)
    for words in (office.body.name("en"), "has not had the chance", "Art. 15(1)", "Send it an inquiry, or hear it"):
        assert words in said, words
    assert find(complaint, office, result="no_breach").result == "no_breach", "what clears the body needs no hearing"
    assert not Finding.objects.filter(result="breach").exists()


def test_an_answer_to_an_inquiry_is_the_chance(office):
    complaint = desk.asked(office)
    with pytest.raises(base.NotPossibleNow, match=r"may answer until 2 April 2026"):
        find(complaint, office)
    inquiry = Inquiry.objects.get()
    by_post.record_answer(inquiry.id, by=office.by("registrar"), at=AT, received_on=TODAY, came_by="post", text="We deny it.")
    assert heard(complaint.id, office.body).way == "answer"
    assert find(complaint, office).body == office.body
    with pytest.raises(base.NotPossibleNow, match="has not had the chance"):
        find(complaint, office, body=office.other_body)


@pytest.mark.parametrize("way", ["oral", "written"])
def test_a_hearing_is_the_chance_of_the_body_that_was_heard(office, complaint, way):
    act = hear(complaint, office, way, people="Example Headov", place="Our office")
    assert (act.body, act.way, act.disclosable) == (office.body, way, True)
    how = heard(complaint.id, office.body)
    assert (how.way, how.on) == (way, TODAY)
    assert find(complaint, office)
    with pytest.raises(base.NotPossibleNow):
        find(complaint, office, body=office.other_body)
    complaint.refresh_from_db()
    vault.load_keys([complaint.key_id])
    assert Entry.objects.filter(chain_id=complaint.id, verb="record_hearing").count() == 1


def test_silence_counts_only_when_the_term_of_an_inquiry_that_arrived_is_over(office):
    complaint = desk.asked(office)
    after = on(over(complaint))
    with pytest.raises(base.NotPossibleNow, match="last day is not over"):
        hear(complaint, office, "silence", when=on(over(complaint)) - timedelta(days=1), held_on=None)
    with pytest.raises(base.NotPossibleNow, match=r"did not\. Record its silence"):
        find(complaint, office, when=after)
    with pytest.raises(base.NotPossibleNow, match="was not asked"):
        hear(complaint, office, "silence", when=after, body=office.other_body)
    act = hear(complaint, office, "silence", when=after, held_on=None, record="Asked through its link, reminded by telephone.")
    assert act.held_on == over(complaint) - timedelta(days=1), "the last day of its term is stated"
    assert act.inquiry_id == Inquiry.objects.get().id
    assert find(complaint, office, when=after)
    term = Term.objects.get(complaint=complaint, purpose="body_answer")
    assert term.ended_on is None, "the body may still answer; its term runs on"


def test_silence_means_nothing_when_our_letter_came_back(office):
    complaint = desk.asked(office)
    letter = Inquiry.objects.get().letter_id
    Outgoing.objects.filter(letter=letter).update(state=Outgoing.State.RETURNED)
    with pytest.raises(base.NotPossibleNow, match="did not reach the body"):
        hear(complaint, office, "silence", when=on(over(complaint)), held_on=None)


def test_where_the_profile_has_no_such_rule_a_finding_is_not_held_up(settings, db):
    settings.PROFILE = "paris"
    office = example.open_office()
    complaint = example.in_examination(office)
    assert find(complaint, office, topic=desk.topic()).result == "breach"
    page = text_of(sign_in(office, "officer").get(at("verb", complaint.id, "record_finding")))
    assert "No rule of the profile asks for it" in page


def test_the_finding_page_and_the_tab_say_whether_the_body_was_heard(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    officer = sign_in(office, "officer")
    tab, page = at("complaint", complaint.id, query="?tab=examination"), at("verb", complaint.id, "record_finding")
    assert "The body was not heard yet" in text_of(officer.get(tab))
    assert "Before a finding of breach" in text_of(officer.get(page))
    refused = officer.post(
        page, {"version": complaint.version, "topic": "CIV-TORT", "body": office.body.code, "result": "breach", "reasoning": "Kept words."}
    )  # fmt: skip
    assert refused.status_code == 409
    assert "has not had the chance to explain itself" in text_of(refused)
    assert "Kept words." in refused.content.decode()
    typed = {"version": complaint.version, "body": office.body.code, "way": "oral", "record": "It denies it."}
    assert "Write on which day" in text_of(officer.post(at("verb", complaint.id, "record_hearing"), typed))
    assert officer.post(at("verb", complaint.id, "record_hearing"), {**typed, "held_on": "16 03 2026"}).status_code == 302
    assert "The body had the chance to explain itself. Record what was found" in text_of(
        officer.get(at("complaint", complaint.id))
    )
    said = text_of(officer.get(tab))
    assert "It had the chance to explain itself." in said
    assert "It denies it." in said
    assert "Before a finding of breach" not in text_of(officer.get(page))


def test_the_finding_page_names_the_asked_body_in_the_language_of_the_page(office, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    complaint = desk.asked(office)
    shown = text_of(sign_in(office, "officer").get(at("verb", complaint.id, "record_finding", language="kk")))
    beside = shown.partition("Біз сұрадық")[0]
    assert office.body.name("kk") in beside
    assert office.body.name("en") not in shown


def test_the_pages_of_an_act_and_of_an_opinion(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    officer = sign_in(office, "officer")

    def do(verb, query="", **typed):
        complaint.refresh_from_db()
        address = at("verb", complaint.id, verb, query=query)
        assert officer.get(address).status_code == 200
        return officer.post(address, {"version": complaint.version, **typed})

    act = {"kind": "meeting", "held_on": "16 03 2026", "people": PEOPLE, "record": "They agreed to meet."}
    assert "Choose who may read it." in text_of(do("record_examination_act", **act))
    assert do("record_examination_act", **act, held_at="9:30", place="Our office", readers="no").status_code == 302
    asked = {"expert": "Example Expertov", "question": "How old is the scar?", "due_on": "18 03 2026"}
    assert do("order_expert_opinion", **asked).status_code == 302
    opinion = ExaminationAct.objects.get(kind="opinion")
    shown = text_of(officer.get(at("complaint", complaint.id, query="?tab=examination")))
    for said in ("Meeting", "09:30", "Example Witnessov", "only the office", "Expert opinion", "awaited until 18 Mar 2026"):
        assert said in shown, said
    named = f"?act={opinion.id}"
    page = text_of(officer.get(at("verb", complaint.id, "receive_expert_opinion", query=named)))
    assert "How old is the scar?" in page
    come = {"act": str(opinion.id), "received_on": "16 03 2026", "opinion": "A week.", "readers": "yes"}
    assert do("receive_expert_opinion", named, **come).status_code == 302
    assert officer.get(at("verb", complaint.id, "cancel_expert_opinion")).status_code == 409
    story = text_of(officer.get(at("complaint", complaint.id)))
    for said in ("They agreed to meet.", "A week.", "Expert opinion ordered"):
        assert said in story, said
    assert "A week." in text_of(officer.get(at("complaint", complaint.id, query="?show=acts")))
