"""The road: every state can be reached and left, nobody outside can hold a complaint open, and the data are what the rooms rely on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arasha.law import REQUIREMENTS, Procedure, UnknownVerb, load_book

ROAD = load_book("kz").procedure
STATES = ("received", "screening", "awaiting_complainant", "outcome_proposed", "accepted", "examination", "findings", "joined",
          "awaiting_signature", "follow_up", "decided", "closed", "redirected", "declined", "withdrawn_pending", "withdrawn")  # fmt: skip
FINAL = {"closed", "redirected", "declined", "withdrawn"}


def changed(road: Procedure, code: str, **values) -> Procedure:
    return replace(road, verbs={**road.verbs, code: replace(road.verbs[code], **values)})


def never(*codes: str) -> Procedure:
    """The road on which these verbs are possible nowhere."""
    road = ROAD
    for code in codes:
        road = changed(road, code, from_states=frozenset())
    return road


def test_the_road_is_sound() -> None:
    assert ROAD.problems() == []
    assert set(ROAD.states) == set(STATES)
    assert {code for code, state in ROAD.states.items() if state.final} == FINAL
    assert load_book("paris").procedure == ROAD


def test_the_straight_road() -> None:
    steps = ["register", "accept", "assign", "send_inquiry", "answer_inquiry", "record_finding", "draft_recommendation", "propose_decision",
             "sign_decision", "report_measures", "close_follow_up"]  # fmt: skip
    state = "received"
    for code in steps:
        assert ROAD.is_allowed(code, state), (code, state)
        verb = ROAD.verb(code)
        state = verb.to or (verb.choices[0] if verb.choices else state)
    assert state == "closed"


@pytest.mark.parametrize(
    ("verb", "states"),
    [
        ("register", {"received"}),
        ("assign", {"accepted"}),
        ("sign_outcome", {"outcome_proposed"}),
        ("sign_decision", {"awaiting_signature"}),
        ("confirm_withdrawal", {"withdrawn_pending"}),
        ("supply_more", {"awaiting_complainant"}),
        ("erase", FINAL),
        ("write", set(STATES)),
    ],
)
def test_where_a_verb_is_possible(verb: str, states: set[str]) -> None:
    assert ROAD.verb(verb).from_states == states
    assert {state for state in STATES if verb in {allowed.code for allowed in ROAD.allowed(state)}} == states


def test_what_guards_the_person() -> None:
    for code in ("send_inquiry", "sign_outcome", "sign_decision"):
        assert "consent_or_unnamed" in ROAD.verb(code).requires
    assert "citation_confirmed" in ROAD.verb("sign_outcome").requires
    assert "body_heard" in ROAD.verb("record_finding").requires
    assert "pressure_checked" in ROAD.verb("confirm_withdrawal").requires
    assert ROAD.verb("ask_withdrawal").to == "withdrawn_pending"


def test_the_two_clocks() -> None:
    assert "consideration" in {start.purpose for start in ROAD.verb("register").starts}
    assert ROAD.verb("sign_decision").ends == ("consideration",)
    assert {start.purpose for start in ROAD.verb("sign_decision").starts} == {"recommendation_answer"}
    assert ROAD.verb("report_measures").ends == ("recommendation_answer",)


def test_nothing_internal_is_public() -> None:
    internal = {"note", "recuse", "confirm_citation", "propose_decline", "propose_redirect", "propose_decision", "record_finding",
                "draft_recommendation", "send_back_outcome", "send_back_decision", "correct_subject", "erase", "reassign",
                "ask_approval", "approve_letter", "return_letter"}  # fmt: skip
    assert not {code for code in internal if ROAD.verb(code).public}


def test_names_in_three_languages() -> None:
    for thing in (*ROAD.states.values(), *ROAD.verbs.values(), *ROAD.outcomes.values()):
        assert {"kk", "ru", "en"} <= thing.names.keys()
        assert len(set(thing.names.values())) >= 2
    assert ROAD.outcome_name("returned", "ru") == "Возвращена для дополнения"


def test_every_requirement_has_its_sentence_and_is_used() -> None:
    used = {code for verb in ROAD.verbs.values() for code in verb.requires}
    assert used == REQUIREMENTS.keys()


def test_an_unknown_verb() -> None:
    with pytest.raises(UnknownVerb):
        ROAD.verb("forget")
    with pytest.raises(UnknownVerb):
        ROAD.is_allowed("forget", "received")
    assert ROAD.allowed("nowhere") == ()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (changed(ROAD, "register", to="lost"), "register: no state lost"),
        (changed(ROAD, "register", requires=("luck",)), "register: no requirement luck"),
        (changed(ROAD, "register", actor="nobody"), "register: no actor nobody"),
        (changed(ROAD, "sign_outcome", to="declined"), "sign_outcome: both to and choices"),
        (changed(ROAD, "assign", to="findings"), "examination: cannot be reached"),
        (changed(ROAD, "propose_decline", outcomes=("forgotten",)), "propose_decline: no outcome forgotten"),
        (never("close_follow_up", "reopen", "record_withdrawal_request"), "follow_up: leads to no end"),
        (never("accept", "reopen"), "accepted: cannot be reached"),
        (changed(ROAD, "note", to="received"), "note: leaves the final state closed"),
        (changed(ROAD, "register", ends=()), "acknowledgement: started, ended by no verb"),
        (replace(ROAD, initial="birth"), "no state birth"),
    ],
)
def test_a_broken_road_is_told(broken: Procedure, said: str) -> None:
    assert said in broken.problems()


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_walk_stays_on_the_road_and_can_end(data: st.DataObject) -> None:
    """From wherever a complaint got by any steps of anybody, staff alone can bring it to an end in at most eight steps."""
    state = ROAD.initial
    for _ in range(data.draw(st.integers(0, 25))):
        verb = data.draw(st.sampled_from(ROAD.allowed(state)))
        state = data.draw(st.sampled_from(sorted(verb.targets(state))))
        assert state in ROAD.states
    edge = {state}
    for _ in range(8):
        if edge & FINAL:
            return
        edge |= {target for here in edge for verb in ROAD.allowed(here) if verb.actor == "staff" for target in verb.targets(here)}
    assert edge & FINAL


@given(st.sampled_from(sorted(FINAL)))
def test_a_final_state_is_final(state: str) -> None:
    """Only a way back (a letter that is recalled before it went out) and the reopening after a review leave it."""
    onward = [verb for verb in ROAD.allowed(state) if not (verb.to_previous or verb.reopens)]
    assert {target for verb in onward for target in verb.targets(state)} == {state}
    leaving = {verb.code for verb in ROAD.allowed(state)} - {verb.code for verb in onward}
    assert leaving == ({"recall_letter"} if state == "withdrawn" else {"recall_letter", "reopen"})


def test_a_review_runs_beside_the_road_and_only_the_reopening_moves_the_complaint() -> None:
    steps = {code: verb for code, verb in ROAD.verbs.items() if "review" in code or code == "reopen"}
    assert {verb.to for code, verb in steps.items() if code != "reopen"} == {""}
    assert (ROAD.verb("reopen").to, ROAD.verb("reopen").reopens) == ("accepted", True)
    assert [start.set_by for start in ROAD.verb("reopen").starts] == ["reconsideration"]
    assert {code for code, verb in ROAD.verbs.items() if "no_review" in verb.requires} == {"close", "close_follow_up", "erase"}
