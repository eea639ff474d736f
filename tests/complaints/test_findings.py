"""Findings: four results, the standards they rest on, and how the office decided on the same right before."""

from __future__ import annotations

import pytest

from arasha import vault
from arasha.complaints.actions import base, decision, examination
from arasha.complaints.models import Complaint, Finding
from arasha.complaints.queries.desk_precedents import precedents
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter
from arasha.people.models import Office
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, sign_in, text_of
from tests.office import AT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def find(complaint, office, result="settled", **changes) -> Finding:
    given = {"topic": "CIV-TORT", "reasoning": "The doctor came.", **changes}
    return examination.record_finding(complaint.id, by=office.by("officer"), at=AT, result=result, **given)


def decision_letter(complaint, office) -> str:
    decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)
    vault.load_keys([complaint.key_id])
    return Letter.objects.get(subject_id=complaint.id, code="decision").text


@pytest.mark.parametrize("result", ["settled", "no_breach", "not_established", "breach"])
def test_each_result_is_told_and_becomes_the_outcome(office, result):
    complaint = desk.answered(office, language="en")
    find(complaint, office, result)
    label = str(Finding.Result(result).label)
    assert label in decision_letter(complaint, office)
    complaint = decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)
    assert complaint.outcome == result


def test_what_was_settled_needs_no_inquiry_and_weighs_less_than_what_is_open(office):
    complaint = example.in_examination(office)
    find(complaint, office)
    assert decision.outcome_of(complaint) == "settled"
    find(complaint, office, "no_breach", topic="CIV-LIFE")
    assert decision.outcome_of(complaint) == "settled"
    find(complaint, office, "not_established", topic="CIV-DET")
    assert decision.outcome_of(complaint) == "not_established"


@pytest.mark.parametrize("read", [True, False])
def test_the_letter_cites_an_article_only_when_somebody_read_it(office, read):
    complaint = example.in_examination(office, language="en")
    finding = find(
        complaint, office, standards=["iccpr:7", "cat:16"], own_standards="Example act, Art. 1\n\n", standards_read=read
    )  # fmt: skip
    said = decision_letter(complaint, office)
    cited = (
        "International Covenant on Civil and Political Rights, Art. 7; Convention against Torture, Art. 16; Example act, Art. 1."
    )
    assert (cited in said) is read
    assert finding.standards == [{"code": "iccpr:7"}, {"code": "cat:16"}, {"typed": "Example act, Art. 1"}]
    details = entries_of(complaint.id).rows[1].details
    assert (details["standards"], details["read"]) == (["iccpr:7", "cat:16"], read)
    page = sign_in(office, "officer").get(at("complaint", complaint.id, query="?tab=rights"))
    assert "Convention against Torture, Art. 16" in text_of(page)
    of_the_finding = text_of(page).rpartition("Torture and other ill-treatment")[2]
    assert ("not checked yet" in of_the_finding) is not read


def test_an_article_of_another_right_is_refused(office):
    complaint = example.in_examination(office)
    with pytest.raises(base.NotPossibleNow, match="does not list"):
        find(complaint, office, standards=["icescr:11"])
    assert not Finding.objects.exists()


def test_typed_standards_are_sealed(office):
    complaint = example.in_examination(office)
    find(complaint, office, own_standards="Example act, Art. 1")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT standards FROM complaints_finding")
        assert b"Example act" not in bytes(cursor.fetchone()[0])


def decided(office, result, **changes) -> Complaint:
    complaint = desk.answered(office, **changes)
    find(complaint, office, result)
    decision.propose_decision(complaint.id, by=office.by("officer"), at=AT)
    return decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)


def test_how_the_office_decided_is_counted_from_what_the_reader_may_see(office):
    mine = [decided(office, result) for result in ("breach", "breach", "settled")]
    elsewhere = decided(office, "breach")
    other = Office.objects.exclude(pk__in=[office.office.pk, office.centre.pk]).first()
    Complaint.objects.filter(pk=elsewhere.pk).update(office=other, officer=None)
    open_one = desk.answered(office)
    find(open_one, office, "breach")  # not decided yet
    head = precedents(office.staff["head"], "CIV-TORT", without=mine[0].id)
    assert dict(head.counts) == {"The right was breached": 1, "It was settled meanwhile": 1}
    assert [one.number for one in head.newest] == [mine[2].number, mine[1].number]
    leader = precedents(office.staff["commissioner"], "CIV-TORT", without=open_one.id)
    assert dict(leader.counts) == {"The right was breached": 3, "It was settled meanwhile": 1}
    stranger = office.staff["auditor"]
    assert precedents(stranger, "CIV-TORT", without=open_one.id).counts == []
    with counted() as statements:
        precedents(office.staff["head"], "CIV-TORT", without=open_one.id)
    assert len(statements) == 2


def test_the_form_shows_the_articles_and_earlier_decisions_of_the_chosen_right(office):
    earlier = decided(office, "breach")
    complaint = desk.asked(office)
    officer = sign_in(office, "officer")
    page = at("verb", complaint.id, "record_finding")
    typed = {"version": complaint.version, "topic": "CIV-TORT", "result": "settled", "reasoning": "Half a sentence"}
    shown = officer.post(page, {**typed, "_show": "right"})
    said = text_of(shown)
    for words in ("Convention against Torture, Art. 16", "How we decided on this right", earlier.number, "Half a sentence"):
        assert words in said, words
    done = officer.post(page, {**typed, "standards": ["cat:16"], "standards_read": "on"})
    assert done.status_code == 302
    assert Finding.objects.get(complaint=complaint).standards_read


def test_where_nobody_named_a_body_the_only_one_that_was_asked_is_proposed(office):
    complaint = desk.answered(office)
    asked = complaint.inquiries.get().body.code
    Complaint.objects.filter(pk=complaint.pk).update(body=None)
    page = sign_in(office, "officer").get(at("verb", complaint.pk, "record_finding")).content.decode()
    assert f'value="{asked}" selected' in page
