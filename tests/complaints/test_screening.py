"""Turning somebody away: the five outcomes kept apart, other remedies for this person, never to whom it is about, two pairs of eyes."""

from __future__ import annotations

import pytest

from arasha import vault
from arasha.bodies.models import Body
from arasha.complaints.actions import base, law, registration, screening
from arasha.complaints.book import current_book
from arasha.complaints.models import Complaint, Screening, Term
from arasha.journal.queries import entries_of
from arasha.letters.errors import CitationNotConfirmed
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.desk import at, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
OUTCOMES = {"not_considered": "A-ANON", "returned": "A-SUBST", "explained": "A-EXHAUST", "filed": "A-REPEAT"}


def confirm(office, ref):
    """What a lawyer does before such a letter is signed."""
    law.confirm_citation(
        ref, by=office.by("lawyer"), at=AT, act="Example act", article="1", applies="directly", read_on=AT.date(), source="Read."
    )  # fmt: skip


def decline(complaint, office, ground, **changes):
    given = {"reasoning": "It says nothing that we could look at.", **changes}
    return screening.propose_decline(complaint.id, by=office.by("lawyer"), at=AT, ground=ground, **given)


def redirect(complaint, office, to_body, **changes):
    return screening.propose_redirect(
        complaint.id, by=office.by("lawyer"), at=AT, ground="A-JUR-OTHER", to_body=to_body, summary="A matter of housing.",
        reasoning="It decides on housing.", **changes,
    )  # fmt: skip


def text_to_the_person(complaint) -> str:
    letter = Letter.objects.get(pk=Screening.objects.filter(complaint=complaint).latest("at").letter_id)
    vault.load_keys([complaint.key_id])
    return letter.text


@pytest.mark.parametrize(("outcome", "ground"), OUTCOMES.items())
def test_each_decline_is_an_outcome_of_its_own_with_its_letter_and_remedies(office, outcome, ground):
    complaint = decline(example.registered(office, language="en"), office, ground)
    row = Screening.objects.get(complaint=complaint)
    letter = Letter.objects.get(pk=row.letter_id)
    assert (row.outcome, letter.code, letter.status) == (outcome, f"decline_{outcome}", "draft")
    book = current_book()
    for key in book.ground(ground).remedies:
        assert book.text(key, "en") in text_to_the_person(complaint)
    if not book.ground(ground, AT.date()).citation.confirmed_on(AT.date()):
        confirm(office, ground)
    assert Term.objects.filter(complaint=complaint, purpose="consideration", ended_on=None).exists()
    complaint = screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    assert (complaint.state, complaint.outcome) == ("declined", outcome)
    assert not Term.objects.filter(complaint=complaint, ended_on=None).exists()
    assert entries_of(complaint.id).rows[0].details["outcome"] == outcome


def test_redirected_is_the_fifth(office):
    complaint = redirect(example.registered(office, language="en"), office, office.other_body)
    assert "It decides on housing." in text_to_the_person(complaint)
    assert current_book().text("remedy.competent_body", "en") in text_to_the_person(complaint)
    complaint = screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    assert (complaint.state, complaint.outcome) == ("redirected", "forwarded")
    assert complaint.outcome in current_book().procedure.outcomes


def test_never_to_the_body_it_is_about_nor_to_one_below_it(office):
    below = Body.objects.create(
        code="below", kind="x", level="local", name_kk="x", name_ru="x", name_en="Below", within_jurisdiction="yes",
        parent=office.body,
    )  # fmt: skip
    under_that = Body.objects.create(
        code="under", kind="x", level="local", name_kk="x", name_ru="x", name_en="Under", within_jurisdiction="yes", parent=below
    )
    complaint = example.registered(office)
    for to_body in (office.body, below, under_that):
        with pytest.raises(base.NotPossibleNow, match="never passed to the body it is about"):
            redirect(complaint, office, to_body)
    page = sign_in(office, "lawyer").get(at("verb", complaint.id, "propose_redirect"))
    offered = page.content.decode()
    assert f'value="{office.other_body.code}"' in offered
    for to_body in (office.body, below, under_that):
        assert f'value="{to_body.code}"' not in offered
    redirect(complaint, office, office.body.parent)  # the body above it may


def test_not_even_when_the_body_complained_of_was_corrected_after_the_proposal(office):
    complaint = redirect(example.registered(office), office, office.other_body)
    registration.correct_subject(
        complaint.id, by=office.by("lawyer"), at=AT, subject="Housing", topic="", region="", body=office.other_body
    )
    with pytest.raises(base.NotPossibleNow, match="never passed"):
        screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)


@pytest.mark.parametrize("proposer", ["representative", "deputy", "commissioner"])
@pytest.mark.parametrize("turned", ["declined", "redirected"])
def test_whoever_proposed_does_not_sign(office, proposer, turned):
    complaint = example.registered(office)
    by = office.by(proposer)
    if turned == "declined":
        screening.propose_decline(complaint.id, by=by, at=AT, ground="A-SUBST", reasoning="Nothing is said.")
    else:
        screening.propose_redirect(
            complaint.id, by=by, at=AT, ground="A-JUR-OTHER", to_body=office.other_body, summary="A matter.", reasoning="Theirs."
        )
    with pytest.raises(base.NotPossibleNow, match="two pairs of eyes"):
        screening.sign_outcome(complaint.id, by=by, at=AT)
    assert Complaint.objects.get(pk=complaint.pk).state == "outcome_proposed"
    screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)


def test_remedies_follow_the_right_at_issue_and_staff_choose_and_add(office):
    complaint = example.registered(office, language="en")
    Complaint.objects.filter(pk=complaint.pk).update(topic="VIO-DOM")
    book = current_book()
    assert "remedy.danger_at_home" in [way.code for way in book.ways_for("A-SUBST", "VIO-DOM")]
    decline(complaint, office, "A-SUBST", ways=["remedy.new_facts"], own_ways="Ask at the crisis centre.\n")
    said = text_to_the_person(complaint)
    assert book.text("remedy.new_facts", "en") in said
    assert "Ask at the crisis centre." in said
    assert book.text("remedy.danger_at_home", "en") not in said


def test_nobody_is_turned_away_without_a_word_on_what_else_they_can_do(office):
    complaint = example.registered(office)
    with pytest.raises(base.NotPossibleNow, match="what else the person can do"):
        decline(complaint, office, "A-SUBST", ways=[], own_ways=" \n")


def test_a_remedy_on_an_article_that_nobody_confirmed_blocks_signing(office):
    complaint = decline(example.registered(office, language="en"), office, "A-SUBST", ways=["remedy.higher_body"])
    said = text_to_the_person(complaint)
    assert "[to be confirmed: KZ-A05]" in said
    basis = next(line for line in said.split("\n\n") if line.startswith("Legal basis"))
    assert "KZ-A05" not in basis, "what a remedy rests on is not the reason for the decline"
    with pytest.raises(CitationNotConfirmed):
        screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    confirm(office, "KZ-A05")
    screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    assert "Example act" in text_to_the_person(Complaint.objects.get(pk=complaint.pk))


def test_the_form_ticks_what_fits_and_says_what_each_rests_on(office):
    complaint = example.registered(office)
    Complaint.objects.filter(pk=complaint.pk).update(topic="ADM-APPEAL")
    page = sign_in(office, "lawyer").get(at("verb", complaint.id, "propose_decline", query="?ground=A-SUBST"))
    html = page.content.decode()
    for code in ("remedy.complete_and_send", "remedy.higher_body"):
        box = html[html.index(f'value="{code}"') - 200 : html.index(f'value="{code}"') + 200]
        assert "checked" in box, code
    assert "not confirmed yet: it blocks signing" in text_of(page)
    assert html.index('name="ways"') < html.index('name="other_ways"')
    typed = {"version": complaint.version, "ground": "A-SUBST", "reasoning": "Nothing is said.", "other_ways": "remedy.new_facts"}
    assert sign_in(office, "lawyer").post(at("verb", complaint.id, "propose_decline"), typed).status_code == 302
    assert current_book().text("remedy.new_facts", complaint.language) in text_to_the_person(complaint)
