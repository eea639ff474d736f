"""The neutral profile: nothing in it is law, so what is declined on it rests on what a lawyer of the office read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from arasha import letters, vault
from arasha.complaints.actions import law, screening
from arasha.complaints.book import current_book
from arasha.complaints.models import Term
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.desk import at, sign_in
from tests.office import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings):
    settings.PROFILE = "paris"
    return example.open_office()


@pytest.mark.parametrize("ground", ["A-TIME", "A-REPEAT"])  # one that stands on a rule of the profile, one that stands alone
def test_declined_once_a_lawyer_confirmed_the_citation(office, ground):
    complaint = example.registered(office)
    screening.propose_decline(complaint.id, by=office.by("lawyer"), at=AT, ground=ground, reasoning="Five years have passed.")
    with pytest.raises(letters.CitationNotConfirmed):
        screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    law.confirm_citation(
        ground, by=office.by("lawyer"), at=AT, act="Synthetic act", article="12", applies="directly", source="read on paper",
        read_on=AT.date(),
    )  # fmt: skip
    complaint = screening.sign_outcome(complaint.id, by=office.by("head"), at=AT)
    assert complaint.state == "declined"
    sent = Letter.objects.get(subject_id=complaint.id, code__startswith="decline")
    vault.open_postbox_with_key(complaint.postbox_id) if complaint.postbox_id else vault.load_keys([complaint.key_id])
    assert "Synthetic act" in sent.text
    assert "Five years have passed." in sent.text
    assert sent.status == "sent"


def test_the_page_asks_how_an_act_applies_where_the_profile_does_not_know(office):
    lawyer = sign_in(office, "lawyer")
    typed = {"act": "Synthetic act", "article": "12", "read_on": "14 03 2026", "source": "The passage."}
    asked = lawyer.post(at("confirm-citation", "A-TIME"), typed)
    assert "Choose how the act applies." in asked.content.decode()
    assert lawyer.post(at("confirm-citation", "A-TIME"), {**typed, "applies": "by_analogy"}).status_code == 302
    citation = current_book().ground("A-TIME", AT.date()).citation
    assert (citation.confirmed_on(AT.date()), citation.applies) == (True, "by_analogy")


def test_no_term_of_the_road_is_law(office):
    complaint = example.in_examination(office)
    assert {term.basis for term in Term.objects.filter(complaint=complaint)} == {"policy"}


def test_the_term_of_admissibility_runs_from_registration_until_it_is_decided(office):
    """PA-02, 10 working days; by hand: from Monday, 16 March, the neutral calendar has no holidays, so Monday, 30 March."""
    complaint = example.registered(office)
    term = Term.objects.get(complaint=complaint, purpose="admissibility")
    assert (term.due_on, term.ended_on) == (date(2026, 3, 30), None)
    complaint.refresh_from_db()
    assert complaint.due_on == date(2026, 3, 30)
    screening.accept(complaint.id, by=office.by("lawyer"), at=AT + timedelta(days=1), looked=True)
    term.refresh_from_db()
    complaint.refresh_from_db()
    assert (term.ended_on, term.ended_by, complaint.due_on) == (date(2026, 3, 17), "accept", date(2026, 5, 15))
