"""Accepting is a reasoned act: the grounds that were before the lawyer, what speaks against, why it is taken up all the same."""

from __future__ import annotations

import re
from html import unescape

import pytest

from arasha import journal, vault
from arasha.complaints.actions import outbox, screening
from arasha.complaints.actions.base import NotPossibleNow
from arasha.complaints.book import current_book
from arasha.complaints.models import AdmissibilityCheck, Complaint, Screening
from arasha.journal.queries import entries_of
from arasha.letters.errors import CitationNotConfirmed
from arasha.letters.models import Letter
from tests import office as example
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.complaints.test_desk_verbs import do
from tests.complaints.test_screening import confirm
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LATE, ANONYMOUS = "A-TIME", "A-ANON"  # of `kz`: nobody confirmed the article of the first; that of the second was read
WHY = "He was in custody and could not write."


def accept(complaint, office, **changes):
    return screening.accept(complaint.id, by=office.by("lawyer"), at=AT, **{"looked": True, **changes})


def letter_of(complaint) -> Letter:
    letter = Letter.objects.get(subject_id=complaint.id, code="accepted")
    vault.load_keys([complaint.key_id])
    return letter


def test_the_page_shows_every_ground_with_its_article_and_whether_it_was_confirmed(office):
    complaint = example.registered(office)
    page = sign_in(office, "lawyer").get(at("verb", complaint.id, "accept")).content.decode()
    boxes = dict(re.findall(r'<input type="checkbox" name="against" value="([^"]+)".*?>(.*?)</label>', page, re.S))
    grounds = {ground.code: ground for ground in current_book().grounds_against(AT.date())}
    assert set(boxes) == set(grounds) > {LATE, ANONYMOUS, "A-JUR-OTHER", "A-JUR-PEND"}
    for code, ground in grounds.items():
        said, sure = unescape(boxes[code]), ground.citation.confirmed_on(AT.date())
        assert ground.name("en") in said
        assert current_book().procedure.outcomes[ground.effect].name("en") in said, "what it leads to"
        unsure = [words for words in ("not confirmed yet", " known to us: ") if words in said]
        assert ("· confirmed" in said, len(unsure)) == (sure, not sure), code
    assert "Const. Law" not in boxes["A-JUR-COURT"]
    assert "article not known to us: confirm before citing" in boxes["A-JUR-COURT"], "an act alone is no citation"
    assert "no act and no article known to us: find them before citing" in boxes["A-JUR-FOREIGN"]
    assert grounds[ANONYMOUS].citation.text("en") in unescape(boxes[ANONYMOUS])
    assert "A-LANG" not in boxes, "a translation is no ground to turn somebody away"


def test_nobody_accepts_without_saying_that_every_ground_was_read(office):
    complaint = example.registered(office)
    with pytest.raises(NotPossibleNow, match="Read each ground"):
        accept(complaint, office, looked=False)
    client = sign_in(office, "lawyer")
    refused = do(client, complaint, "accept", reasoning=WHY)
    assert "Read each ground" in text_of(refused)
    assert (Complaint.objects.get(pk=complaint.pk).state, Screening.objects.count()) == ("screening", 0)
    assert do(client, complaint, "accept", looked="on").status_code == 302
    assert entries_of(complaint.id).rows[0].details["looked"] is True


def test_what_was_told_stands_beside_the_grounds(office):
    complaint = example.registered(office)
    vault.load_keys([complaint.key_id])
    for verb in ("accept", "ask_more", "propose_decline", "propose_redirect"):
        shown = text_of(sign_in(office, "lawyer").get(at("verb", complaint.id, verb)))
        for words in (complaint.story["story"], complaint.story["want"]):
            assert words in shown, verb


def test_what_was_ticked_leads_to_declining_on_that_ground(office):
    complaint = example.registered(office)
    client = sign_in(office, "lawyer")
    refused = do(client, complaint, "accept", looked="on", against=[LATE, "A-JUR-OTHER"]).content.decode()
    for verb, ground in (("propose_decline", LATE), ("propose_redirect", "A-JUR-OTHER")):
        url = at("verb", complaint.id, verb, query=f"?ground={ground}")
        assert f'href="{url}"' in unescape(refused)
        assert f'value="{ground}"' in client.get(url).content.decode()


def test_what_was_looked_at_and_what_speaks_against_is_kept_and_journaled(office):
    complaint = accept(example.registered(office), office, against=[LATE], reasoning=WHY)
    row = Screening.objects.get(complaint=complaint)
    check = AdmissibilityCheck.objects.get(screening=row)
    kept = {one["ground"]: (one["confirmed"], one["against"]) for one in check.grounds}
    assert (kept[LATE], kept[ANONYMOUS]) == ((False, True), (True, False))
    details = entries_of(complaint.id).rows[0].details
    assert (details["against"], set(details["checked"])) == ([LATE], set(kept))
    assert ("stand in the way" in letter_of(complaint).text, letter_of(complaint).citations) == (False, [])
    assert not list(journal.verify())
    AdmissibilityCheck.objects.update(grounds=[])
    assert any(str(complaint.id) in str(problem) for problem in journal.verify())


def test_against_a_ground_it_takes_a_reason(office):
    complaint = example.registered(office)
    with pytest.raises(NotPossibleNow, match="why we take it up all the same"):
        accept(complaint, office, against=[LATE])
    refused = do(sign_in(office, "lawyer"), complaint, "accept", looked="on", against=[LATE])
    assert "why we take it up all the same" in text_of(refused)
    assert re.search(rf'value="{LATE}"[^>]* checked', refused.content.decode()), "what was ticked stays"
    assert do(sign_in(office, "lawyer"), complaint, "accept", looked="on", against=[LATE], reasoning=WHY).status_code == 302
    with pytest.raises(NotPossibleNow, match="not among"):
        accept(example.registered(office), office, against=["A-NONE"], reasoning=WHY)


def test_a_letter_that_tells_of_it_cites_and_waits_for_the_confirmation(office):
    complaint = example.registered(office, language="en")
    with pytest.raises(CitationNotConfirmed):
        accept(complaint, office, against=[LATE], reasoning=WHY, tell=True)
    refused = do(sign_in(office, "lawyer"), complaint, "accept", looked="on", against=[LATE], reasoning=WHY, tell="on")
    assert refused.status_code == 409
    assert LATE in text_of(refused)
    assert (Complaint.objects.get(pk=complaint.pk).state, Screening.objects.count()) == ("screening", 0)
    confirm(office, LATE)
    accept(complaint, office, against=[LATE], reasoning=WHY, tell=True)
    said = letter_of(complaint).text
    assert "Filed out of time (one year)" in said
    assert "Example act, Art. 1" in said
    assert WHY not in said


def test_there_is_nothing_to_tell_when_nothing_speaks_against(office):
    complaint = accept(example.registered(office, language="en"), office, tell=True)
    assert letter_of(complaint).citations == []
    assert "stand in the way" not in letter_of(complaint).text


def test_the_letter_is_shown_again_with_what_was_ticked(office):
    complaint = example.registered(office, language="en")
    client = sign_in(office, "lawyer")
    assert "accepted it for consideration" in text_of(client.get(at("verb", complaint.id, "accept")))
    shown = text_of(do(client, complaint, "accept", looked="on", against=[ANONYMOUS], reasoning=WHY, tell="on", _preview="1"))
    assert "Anonymous appeal" in shown.partition("accepted it for consideration")[2]
    assert not Screening.objects.exists()


def test_the_rights_tab_says_who_looked_at_what_within_twelve_statements(office, settings):
    settings.RECALL_MINUTES = 10
    complaint = accept(example.registered(office), office, against=[LATE], reasoning=WHY)
    client = sign_in(office, "head")
    client.get(at("my-work"))
    with counted() as statements:
        shown = text_of(client.get(at("complaint", complaint.id, query="?tab=rights")))
    assert len(statements) <= 12, statements
    for words in ("Accepted for consideration", WHY, "Filed out of time (one year)", "Example lawyer", "Anonymous appeal"):
        assert words in shown
    letter = letter_of(complaint)
    outbox.recall_letter(complaint.id, by=office.by("lawyer"), at=AT, letter_id=letter.id, reason="A mistake.")
    assert WHY not in text_of(client.get(at("complaint", complaint.id, query="?tab=rights"))), "it was taken back"
