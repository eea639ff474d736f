"""The review of a decision: asked for, given to somebody who took no part, answered, signed; the reopening; what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from arasha import vault
from arasha.complaints import reviews
from arasha.complaints.actions import base, decision, examination, follow_up, review, screening
from arasha.complaints.actions.check_terms import check_terms
from arasha.complaints.actions.correspondence import ask_withdrawal, confirm_withdrawal, recuse, write
from arasha.complaints.actions.erasure import erase
from arasha.complaints.actions.outbox import recall_letter
from arasha.complaints.doers import Complainant, Staff
from arasha.complaints.models import Complaint, Incoming, Message, Review, Step, Term, TermWarning
from arasha.complaints.queries import desk_signing, desk_work, told
from arasha.journal import Actor, verify
from arasha.journal.models import Entry
from arasha.letters.models import Letter
from arasha.people import actions as people
from arasha.people import policy
from tests.complaints import desk
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATER = AT + timedelta(days=7)
WORDS = "You did not ask the second witness at all."
REASONS = "We heard the second witness; the finding stands."


@pytest.fixture
def decided(office):
    """Decided a week ago, without a recommendation."""
    complaint = desk.decision_proposed(office, recommend=False)
    return decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)


@pytest.fixture
def reviewer(office):
    """A second officer, in the centre: the regional office has one."""
    return people.add_user(
        "reviewer",
        name="Example reviewer",
        office=office.centre,
        roles=["officer"],
        password=None,
        at=AT,
        by=Actor("system", "tests"),
    )


def ask(complaint: Complaint, *, at=LATER, text: str = WORDS) -> Review:
    return review.ask_review(complaint.id, by=Complainant(complaint.id), at=at, text=text)


def given(office, complaint, reviewer) -> Review:
    ask(complaint)
    return review.assign_review(complaint.id, by=office.by("head"), at=LATER, reviewer=reviewer)


def proposed(office, complaint, reviewer, answer: str = "upheld", **more: Any) -> Review:
    given(office, complaint, reviewer)
    return review.propose_review(complaint.id, by=Staff(reviewer), at=LATER, answer=answer, reasoning=REASONS, **more)


def answered(office, complaint, reviewer, answer: str = "upheld", by: str = "deputy") -> Review:
    proposed(office, complaint, reviewer, answer)
    sign = review.reopen if answer == "reopen" else review.sign_review
    return sign(complaint.id, by=office.by(by), at=LATER)


def now(complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.id)


def entry(complaint, verb) -> Entry:
    return Entry.objects.get(chain_id=complaint.id, verb=verb)


def running(complaint) -> dict[str, Term]:
    return {term.purpose: term for term in Term.objects.filter(complaint=complaint, ended_on=None)}


def letter_of(found: Review) -> Letter:
    found.refresh_from_db()
    letter = Letter.objects.get(pk=found.letter_id)
    vault.load_keys([letter.key_id])
    return letter


# asking


def test_asking_starts_a_term_of_the_office_and_moves_nothing_else(office, decided):
    assert running(decided) == {}
    found = ask(decided)
    assert now(decided).state == "decided"
    assert now(decided).review == "asked"
    term = running(decided)["review"]
    assert (term.basis, term.rule, term.target_id) == ("policy", "KZ-P06", found.id)
    assert now(decided).due_on == term.due_on == date(2026, 4, 15)  # 15 working days, those of Nauryz left out
    assert entry(decided, "ask_review").subject_id == str(decided.id)
    assert Incoming.objects.get(target_id=found.message_id).kind == "review"
    vault.load_keys([decided.postbox_id or decided.key_id])
    message = Message.objects.select_related("complaint").get(pk=found.message_id)
    assert message.text == WORDS
    assert message.key_id == decided.postbox_id, "the code opens it"


def test_what_comes_after_the_last_day_is_taken_and_marked(office, decided):
    assert ask(decided, at=AT + timedelta(days=300)).late


def test_until_the_last_day_it_is_in_time(office, decided):
    last = reviews.time_to_ask(base.current_book(), AT).due_on
    found = ask(decided, at=AT + timedelta(days=(last - AT.date()).days))
    assert (found.asked_on, found.late) == (last, False)


@pytest.mark.parametrize("state", ["screening", "examination", "awaiting_signature", "withdrawn_pending", "withdrawn"])
def test_without_a_decision_there_is_nothing_to_review(office, decided, state):
    Complaint.objects.filter(pk=decided.pk).update(state=state)
    with pytest.raises(base.NotPossibleNow):
        ask(decided)


def test_a_letter_that_may_still_be_recalled_is_no_decision_yet(office, settings):
    settings.RECALL_MINUTES = 10
    complaint = desk.decision_proposed(office, recommend=False)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    with pytest.raises(base.NotPossibleNow, match="no decision"):
        ask(complaint, at=AT + timedelta(minutes=5))
    assert ask(complaint, at=AT + timedelta(minutes=10))


def test_asked_twice_it_is_one_review(office, decided):
    ask(decided)
    with pytest.raises(base.NotPossibleNow, match="under way"):
        ask(decided)
    assert Review.objects.count() == 1


def test_a_decline_can_be_reviewed_too(office, reviewer):
    complaint = desk.decline_proposed(office, confirmed_ground())
    screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    found = given(office, complaint, reviewer)
    assert found.decision.verb == "sign_outcome"
    assert now(complaint).state == "declined"


def confirmed_ground() -> str:
    """A ground whose citation nothing blocks."""
    book = base.current_book()
    offered = book.grounds_for("propose_decline", AT.date())
    return next(one.code for one in offered if one.citation.confirmed_on(AT.date()))


# recorded by staff


def test_a_letter_by_post_is_recorded_for_the_day_it_came(office, decided):
    came = (AT + timedelta(days=3)).date()
    found = review.record_review_request(
        decided.id, by=office.by("registrar"), at=LATER, channel="post", received_on=came, text=WORDS
    )
    assert (found.by, found.channel, found.asked_on) == (office.staff["registrar"], "post", came)
    line = Incoming.objects.get(target_id=found.message_id)
    assert (line.kind, line.way, line.received_on) == ("review", "post", came)
    assert running(decided)["review"].started_on == came
    assert entry(decided, "record_review_request")


@pytest.mark.parametrize("days", [-1, 8])
def test_a_day_before_the_decision_or_in_the_future_is_refused(office, decided, days):
    with pytest.raises(base.NotPossibleNow, match="This day"):
        review.record_review_request(
            decided.id, by=office.by("registrar"), at=LATER, channel="post", received_on=(AT + timedelta(days=days)).date(),
            text=WORDS,
        )  # fmt: skip


def test_a_message_that_asks_for_it_becomes_the_request(office, decided):
    message = write(decided.id, by=Complainant(decided.id), at=AT + timedelta(days=2), text="I do not agree!")
    found = review.record_review_request(decided.id, by=office.by("lawyer"), at=LATER, message_id=message.id)
    assert (found.message_id, found.channel, found.asked_on) == (message.id, "portal", (AT + timedelta(days=2)).date())
    assert Message.objects.filter(complaint=decided).count() == 1, "no second copy of the words"
    assert Incoming.objects.filter(target_id=message.id).count() == 1


def test_our_own_message_or_one_of_another_complaint_is_no_request(office, decided):
    other = desk.decision_proposed(office, recommend=False)
    foreign = write(other.id, by=Complainant(other.id), at=LATER, text="Mine.")
    with pytest.raises(base.NotPossibleNow, match="no message of the person"):
        review.record_review_request(decided.id, by=office.by("lawyer"), at=LATER, message_id=foreign.id)


# given to somebody


@pytest.mark.parametrize("role", ["officer", "commissioner", "head"])
def test_nobody_who_took_part_or_leads_does_the_review(office, decided, role):
    ask(decided)
    with pytest.raises(base.NotPossibleNow):
        review.assign_review(decided.id, by=office.by("head"), at=LATER, reviewer=office.staff[role])
    assert now(decided).reviewer_id is None


def test_the_refusal_says_that_they_took_part(office, decided):
    ask(decided)
    with pytest.raises(base.NotPossibleNow, match="Example officer took part"):
        review.assign_review(decided.id, by=office.by("head"), at=LATER, reviewer=office.staff["officer"])


def test_the_lawyer_who_proposed_a_decline_cannot_review_it(office):
    complaint = desk.decline_proposed(office, confirmed_ground())
    screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    assert office.staff["lawyer"].pk in reviews.took_part(complaint)
    assert office.staff["lawyer"] not in reviews.reviewers(now(complaint))


def test_the_reviewer_sees_it_and_does_no_more_than_the_review(office, decided, reviewer):
    assert not policy.visible(reviewer, Complaint.objects.all()).exists()
    given(office, decided, reviewer)
    seen = now(decided)
    assert policy.visible(reviewer, Complaint.objects.all()).get() == decided
    assert [policy.may(reviewer, verb, seen) for verb in ("read", "note", "message", "propose_review")] == [None] * 4
    assert all(policy.may(reviewer, verb, seen) for verb in ("close", "sign_review", "assign_review", "export_complaint"))
    assert list(desk_work.my_complaints(reviewer)) == [decided]
    assert entry(decided, "assign_review")


def test_only_the_reviewer_writes_the_answer(office, decided, reviewer):
    given(office, decided, reviewer)
    for role in ("officer", "lawyer", "head", "commissioner"):
        with pytest.raises(base.NotYours):
            review.propose_review(decided.id, by=office.by(role), at=LATER, answer="upheld", reasoning=REASONS)


def test_it_may_be_given_to_another_until_the_answer_is_proposed(office, decided, reviewer):
    given(office, decided, reviewer)
    review.assign_review(decided.id, by=office.by("deputy"), at=LATER, reviewer=office.staff["lawyer"])
    assert not policy.visible(reviewer, Complaint.objects.all()).exists()
    review.propose_review(decided.id, by=office.by("lawyer"), at=LATER, answer="upheld", reasoning=REASONS)
    with pytest.raises(base.NotPossibleNow):
        review.assign_review(decided.id, by=office.by("deputy"), at=LATER, reviewer=reviewer)


def test_a_reviewer_who_steps_aside_leaves_the_review_to_another(office, decided, reviewer):
    proposed(office, decided, reviewer)
    recuse(decided.id, by=Staff(reviewer), at=LATER, reason="A cousin.")
    assert (now(decided).review, now(decided).reviewer) == ("asked", None)
    assert not Letter.objects.filter(code="review").exists()
    with pytest.raises(base.NotPossibleNow, match="conflict"):
        review.assign_review(decided.id, by=office.by("head"), at=LATER, reviewer=reviewer)


def test_the_reviewer_is_warned_and_before_there_is_one_the_head(office, decided, reviewer):
    ask(decided)
    due = running(decided)["review"].due_on
    eve = LATER + timedelta(days=(due - LATER.date()).days - 1)
    check_terms(at=eve)
    assert TermWarning.objects.order_by("-told_on", "-id").first().to == "head"
    review.assign_review(decided.id, by=office.by("head"), at=LATER, reviewer=reviewer)
    check_terms(at=eve + timedelta(days=1))
    assert set(TermWarning.objects.filter(told_on=due).values_list("to", flat=True)) == {"reviewer"}
    assert told.count_told(reviewer, due) == (1, False)
    assert reviewer not in told.to_be_mailed(due), "who has no address gets no mail"


# answered


@pytest.mark.parametrize(
    ("language", "answer", "said"),
    [
        ("en", "upheld", "our decision stands"),
        ("ru", "partly", "мы меняем часть решения"),
        ("kk", "reopen", "шағымыңызды қарауды қайта бастаймыз"),
        ("kk", "upheld", "шешім күшінде қалады"),
        ("ru", "reopen", "мы возобновляем рассмотрение"),
        ("en", "partly", "we change a part of our decision"),
    ],
)  # fmt: skip
def test_the_letter_says_the_answer_and_why_in_the_persons_language(office, reviewer, language, answer, said):
    complaint = desk.decision_proposed(office, recommend=False, language=language)
    decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    found = answered(office, complaint, reviewer, answer)
    letter = letter_of(found)
    text = letter.text.encode().decode()
    for words in (said, REASONS, complaint.number, Letter.objects.get(code="decision").number):
        assert words in text, words
    assert (letter.status, letter.citations) == ("sent", []), "no rule on reviews was read, so none is cited"
    assert letter.number
    assert letter.pdf_id is None, "the worker typesets it"
    assert ("KZ-P" in text, "Example reviewer" in text) == (False, False)


def test_signing_ends_the_review_and_its_term_and_nothing_else(office, decided, reviewer):
    found = answered(office, decided, reviewer)
    after = now(decided)
    assert (after.state, after.review, after.reviewer) == ("decided", None, None)
    term = Term.objects.get(complaint=decided, purpose="review")
    assert (term.ended_by, term.kept) == ("sign_review", True)
    assert (found.signed_by, found.ended_at) == (office.staff["deputy"], LATER)
    assert entry(decided, "propose_review")
    assert entry(decided, "sign_review")
    assert not policy.visible(reviewer, Complaint.objects.all()).exists(), "the review is over"


def test_other_remedies_that_nobody_confirmed_block_the_signature(office, decided, reviewer):
    from arasha.letters import CitationNotConfirmed

    proposed(office, decided, reviewer, ways=["remedy.higher_body"])
    with pytest.raises(CitationNotConfirmed, match="KZ-A05"):
        review.sign_review(decided.id, by=office.by("deputy"), at=LATER)


def test_sent_back_it_is_written_once_more(office, decided, reviewer):
    found = proposed(office, decided, reviewer)
    first = found.letter_id
    review.send_back_review(decided.id, by=office.by("deputy"), at=LATER, note="Name the witness.")
    assert now(decided).review == "given"
    assert not Letter.objects.filter(pk=first).exists()
    again = review.propose_review(decided.id, by=Staff(reviewer), at=LATER, answer="partly", reasoning="Better.")
    assert again.answer == "partly"
    assert entry(decided, "send_back_review")


def test_who_signed_the_first_time_does_not_sign_where_another_can(office, decided, reviewer):
    proposed(office, decided, reviewer)
    with pytest.raises(base.NotPossibleNow, match="Example deputy"):
        review.sign_review(decided.id, by=office.by("commissioner"), at=LATER)


def test_where_nobody_else_can_the_commissioner_signs_and_the_letter_says_so(office, decided, reviewer):
    found = proposed(office, decided, reviewer)
    office.staff["deputy"].is_active = False
    office.staff["deputy"].save()
    review.sign_review(decided.id, by=office.by("commissioner"), at=LATER)
    assert base.current_book().text("letter.same_signatory", decided.language) in letter_of(found).text


def test_whoever_proposed_it_never_signs(office, decided, reviewer):
    proposed(office, decided, reviewer)
    reviewer.roles = ["officer", "deputy"]
    reviewer.save()
    with pytest.raises(base.NotPossibleNow, match="two pairs of eyes"):
        review.sign_review(decided.id, by=Staff(reviewer), at=LATER)


def test_upheld_is_not_signed_as_a_reopening_nor_the_other_way_round(office, decided, reviewer):
    proposed(office, decided, reviewer)
    with pytest.raises(base.NotPossibleNow):
        review.reopen(decided.id, by=office.by("deputy"), at=LATER)


def test_it_waits_in_the_signing_tray_under_its_own_verb(office, decided, reviewer):
    proposed(office, decided, reviewer, "reopen")
    row = desk_signing.to_sign(office.staff["deputy"], "en")[0]
    assert desk_signing.signing_verb(row) == "reopen"


def test_a_decision_is_reviewed_once_and_the_refusal_names_other_ways(office, decided, reviewer):
    answered(office, decided, reviewer)
    for again in (
        lambda: ask(decided, at=LATER + timedelta(days=1)),
        lambda: review.record_review_request(decided.id, by=office.by("registrar"), at=LATER, received_on=LATER.date(), text="x"),
    ):
        with pytest.raises(review.ReviewedBefore, match="new facts or arguments"):
            again()
    assert Review.objects.count() == 1


# reopened


def test_a_reopened_complaint_goes_on_with_a_new_officer_and_a_term_of_its_own(office, decided, reviewer):
    answered(office, decided, reviewer, "reopen")
    after = now(decided)
    assert (after.state, after.officer, after.outcome, after.decided_at, after.closed_at) == ("accepted", None, "", None, None)
    term = running(decided)["consideration"]
    assert (term.basis, term.rule, term.started_on) == ("policy", "KZ-P07", LATER.date())
    assert set(running(decided)) == {"consideration"}
    with pytest.raises(base.NotPossibleNow, match="took no part"):
        examination.assign(decided.id, by=office.by("head"), at=LATER, officer=office.staff["officer"])
    assert examination.assign(decided.id, by=office.by("head"), at=LATER, officer=reviewer).state == "examination"
    assert entry(decided, "reopen")


def test_the_new_decision_rests_on_new_findings_and_can_be_reviewed_again(office, decided, reviewer):
    found = answered(office, decided, reviewer, "reopen")
    assert "15" not in letter_of(found).text.split(REASONS)[0]
    by, at = Staff(reviewer), LATER + timedelta(days=1)
    examination.assign(decided.id, by=office.by("head"), at=at, officer=reviewer)
    Complaint.objects.filter(pk=decided.pk).update(state="findings")
    with pytest.raises(base.NotPossibleNow, match="rests on findings"):
        decision.propose_decision(decided.id, by=by, at=at)
    examination.record_finding(decided.id, by=by, at=at, topic=desk.topic(), result="breach", reasoning="The second witness.")
    decision.propose_decision(decided.id, by=by, at=at)
    draft = Letter.objects.get(code="decision", status="draft")
    vault.load_keys([draft.key_id])
    assert "The second witness." in draft.text
    assert "Two witnesses agree." not in draft.text
    after = decision.sign_decision(decided.id, by=office.by("commissioner"), at=at)
    assert (after.state, after.outcome) == ("decided", "breach")
    assert ask(decided, at=at + timedelta(days=1)).decision.at == at


def test_a_body_may_still_report_while_the_complaint_is_considered_anew(office, reviewer):
    complaint = desk.followed(office, reported=False)
    answered(office, complaint, reviewer, "reopen")
    assert "recommendation_answer" in running(complaint), "what runs with bodies goes on"
    from arasha.bodies.models import SecureLink
    from arasha.complaints.doers import BodyContactPerson

    link = SecureLink.objects.get(complaint_id=complaint.id, purpose="recommendation")
    follow_up.report_measures(link.target_id, by=BodyContactPerson(link), at=LATER, accepted=True, text="Done.")
    assert now(complaint).state == "accepted"


def test_recalled_the_answer_waits_again_and_the_complaint_stands_where_it_stood(office, decided, reviewer, settings):
    settings.RECALL_MINUTES = 10
    before = now(decided)
    found = answered(office, decided, reviewer, "reopen")
    line = found.was["lines"][0]
    assert line in letter_of(found).text
    recall_letter(decided.id, by=office.by("deputy"), at=LATER, letter_id=found.letter_id, reason="A slip.")
    after = now(decided)
    for name in ("state", "officer_id", "outcome", "decided_at", "closed_at", "reopened_at"):
        assert getattr(after, name) == getattr(before, name), name
    assert (after.review, after.reviewer) == ("reopening", reviewer)
    assert set(running(decided)) == {"review"}
    draft = letter_of(found)
    assert draft.status == "draft"
    assert line not in draft.text
    review.reopen(decided.id, by=office.by("deputy"), at=LATER + timedelta(hours=1))
    assert letter_of(found).text.count(line) == 1


# what a review under way holds


def test_nothing_closes_over_a_review_under_way(office, decided, reviewer):
    from arasha.complaints.queries.desk_complaint import open_complaint
    from arasha.complaints.queries.desk_next import why_not

    ask(decided)
    seen = open_complaint(office.staff["officer"], decided.id)
    verb = base.current_book().procedure.verb("close")
    assert "Answer it first" in why_not(office.staff["officer"], verb, seen, base.current_book(), "en")
    for act in (
        lambda: follow_up.close(decided.id, by=office.by("officer"), at=LATER, account="The end."),
        lambda: erase(Complaint.objects.get(pk=closed(decided).pk).id, by=office.by("commissioner"), at=LATER, reason="x"),
    ):
        with pytest.raises(base.NotPossibleNow, match="Answer it first"):
            act()


def closed(complaint: Complaint) -> Complaint:
    Complaint.objects.filter(pk=complaint.pk).update(state="closed")
    return complaint


def test_a_withdrawal_takes_the_request_with_it(office, reviewer):
    complaint = desk.followed(office)
    proposed(office, complaint, reviewer)
    ask_withdrawal(complaint.id, by=Complainant(complaint.id), at=LATER)
    confirm_withdrawal(complaint.id, by=office.by("lawyer"), at=LATER, way="visit", note="Alone with her.")
    after = now(complaint)
    assert (after.state, after.review, after.reviewer) == ("withdrawn", None, None)
    assert Review.objects.get().ended_at == LATER
    assert running(complaint) == {}


def test_all_of_it_verifies_and_an_altered_review_is_found(office, decided, reviewer):
    answered(office, decided, reviewer)
    assert verify() == []
    Review.objects.update(answer="partly")
    assert verify() != []


def test_everything_is_erased_with_the_complaint(office, decided, reviewer, django_capture_on_commit_callbacks):
    found = answered(office, decided, reviewer)
    with django_capture_on_commit_callbacks(execute=True):
        erase(closed(decided).id, by=office.by("commissioner"), at=LATER, reason="Asked.")
    vault.forget_keys()
    assert vault.existing_keys([decided.key_id, decided.postbox_id]) == set()
    row = Review.objects.select_related("complaint", "message__complaint").get(pk=found.pk)
    for sealed in (lambda: row.reasoning, lambda: row.message.text):
        with pytest.raises(vault.VaultError):
            sealed()


def test_every_step_leaves_one_entry_and_one_line(office, decided, reviewer):
    answered(office, decided, reviewer, "reopen")
    verbs = ["ask_review", "assign_review", "propose_review", "reopen"]
    assert list(Step.objects.filter(complaint=decided, verb__in=verbs).order_by("id").values_list("verb", flat=True)) == verbs
    assert Entry.objects.filter(chain_id=decided.id, verb__in=verbs).count() == 4
