"""What came of it: recorded, sealed where it is words, counted by what the reader may see, each count opening its list."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from arasha import vault
from arasha.complaints.actions import base, decision, follow_up, outbox, remedies
from arasha.complaints.actions.remedies import Counted
from arasha.complaints.models import Complaint, Proceeding, Remedy
from arasha.complaints.queries.desk_filters import Filters
from arasha.complaints.queries.desk_remedies import achieved, proceedings, read_remedy
from arasha.errors import NotFound
from arasha.journal.queries import entries_of
from arasha.letters.models import Letter
from arasha.people.models import Office
from tests import office as example
from tests.complaints import desk
from tests.complaints.desk import at, counted, numbers, sign_in, text_of
from tests.office import AT

TODAY = AT.date()
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def complaint(office):
    return decided(office)


def decided(office) -> Complaint:
    complaint = desk.decision_proposed(office, recommend=False)
    return decision.sign_decision(complaint.id, by=office.by("commissioner"), at=AT)


def remedy(complaint, office, kind="restored", **figures) -> Remedy:
    return remedies.record_remedy(
        complaint.id, by=office.by("officer"), at=AT, kind=kind, counted=Counted(**figures), account="The body wrote so."
    )


def opened(complaint, office, kind="criminal", day=TODAY, **changes) -> Proceeding:
    return remedies.record_proceeding(complaint.id, by=office.by("officer"), at=AT, kind=kind, opened_on=day, **changes)


def end(complaint, office, row, how="measure", day=TODAY) -> Proceeding:
    return remedies.end_proceeding(
        complaint.id, by=office.by("officer"), at=AT, proceeding_id=row.id, end=how, ended_on=day, account="A judgment."
    )


def test_a_remedy_is_recorded_without_a_letter_and_journaled(office, complaint):
    letters = Letter.objects.count()
    row = remedy(complaint, office, people=3, money=Decimal("150000.50"), currency="KZT", decisions_revoked=1)
    assert Letter.objects.count() == letters
    assert (row.people, row.money, row.currency, row.decisions_revoked, row.laws_changed) == (
        3,
        Decimal("150000.50"),
        "KZT",
        1,
        0,
    )
    details = entries_of(complaint.id).rows[0].details
    assert details["counted"] == {"people": "3", "money": "150000.50", "currency": "KZT", "decisions_revoked": "1"}
    vault.load_keys([complaint.key_id])
    assert Remedy.objects.get().account == "The body wrote so."


@pytest.mark.parametrize("half", [{"money": Decimal(5)}, {"currency": "KZT"}])
def test_money_goes_with_its_currency(office, complaint, half):
    with pytest.raises(base.NotPossibleNow, match="currency"):
        remedy(complaint, office, **half)


def test_also_after_the_complaint_was_closed_but_not_before_the_decision(office, complaint):
    follow_up.close(complaint.id, by=office.by("officer"), at=AT, account="That is all.")
    remedy(complaint, office, laws_changed=1)
    end(complaint, office, opened(complaint, office))
    assert Complaint.objects.get(pk=complaint.pk).state == "closed"
    with pytest.raises(base.NotPossibleNow):
        remedy(example.in_examination(office), office, people=1)


def test_proceedings_are_opened_and_end_apart(office, complaint):
    row = opened(complaint, office, account="By the prosecutor.")
    assert (row.end, row.ended_on) == ("", None)
    for wrong in (AT.date() + timedelta(days=1), row.opened_on - timedelta(days=1)):
        with pytest.raises(base.NotPossibleNow):
            end(complaint, office, row, day=wrong)
    row = end(complaint, office, row, "none")
    row = end(complaint, office, row, "measure")  # after an appeal
    assert (row.end, row.ended_on) == ("measure", AT.date())
    entries = entries_of(complaint.id).rows
    assert [(one.details["before"], one.details["end"]) for one in entries[:2]] == [("none", "measure"), ("", "none")]
    with pytest.raises(base.NotPossibleNow):
        opened(complaint, office, day=TODAY + timedelta(days=1))
    with pytest.raises(NotFound):
        end(decided(office), office, row)


def test_the_page_says_opened_and_never_guilty_of(office, complaint):
    opened(complaint, office)
    page = text_of(sign_in(office, "officer").get(at("complaint", complaint.id, query="?tab=results")))
    assert "Criminal proceedings" in page
    assert "not ended yet" in page
    assert "Opened is not guilty" in page


def test_closing_the_follow_up_opens_proceedings_and_recalling_it_takes_them_back(office, settings):
    settings.RECALL_MINUTES = 10
    complaint = desk.followed(office)
    act = complaint_acts(complaint)
    follow_up.close_follow_up(
        complaint.id, by=office.by("officer"), at=AT, assessments=act, remedy="restored", account="He saw a doctor.",
        counted=Counted(people=1), disciplinary=2, criminal=1,
    )  # fmt: skip
    assert sorted(Proceeding.objects.values_list("kind", flat=True)) == ["criminal", "disciplinary", "disciplinary"]
    closing = Letter.objects.get(subject_id=complaint.id, code="closing")
    outbox.recall_letter(complaint.id, by=office.by("officer"), at=AT, letter_id=closing.id, reason="A wrong number.")
    assert not Proceeding.objects.exists()
    assert not Remedy.objects.exists()


def complaint_acts(complaint) -> dict:
    from arasha.recommendations.actions import issued_of

    return {one.id: "done" for one in issued_of(complaint.id)}


def listed(user, text: str) -> int:
    from arasha.people import policy

    return Filters(remedy=text).apply(policy.visible(user, Complaint.objects.all()), today=TODAY).count()


def test_figures_count_what_the_reader_may_see_and_open_lists_of_that_length(office):
    first, second, elsewhere = (decided(office) for _each in range(3))
    remedy(first, office, people=3, money=Decimal("100.25"), currency="KZT")
    remedy(first, office, people=2, money=Decimal("5"), currency="USD")
    remedy(second, office, people=1, laws_changed=1, money=Decimal("0.75"), currency="KZT")
    remedy(elsewhere, office, people=50)
    end(first, office, opened(first, office, "disciplinary"), "none")
    opened(first, office, "disciplinary")
    opened(second, office, "disciplinary", day=date(2025, 12, 31))
    other = Office.objects.exclude(pk__in=[office.office.pk, office.centre.pk]).first()
    Complaint.objects.filter(pk=elsewhere.pk).update(office=other, officer=None)

    head = office.staff["head"]
    with counted() as statements:
        figures = {(row.code, row.currency): row for row in achieved(head, year=2026)}
        by_kind = {row.kind: row for row in proceedings(head, year=2026)}
    assert len(statements) == 3
    assert {key: (row.amount, row.complaints) for key, row in figures.items()} == {
        ("people", ""): (6, 2), ("revoked", ""): (0, 0), ("law", ""): (1, 1),
        ("money", "KZT"): (Decimal("101"), 2), ("money", "USD"): (Decimal("5"), 1),
    }  # fmt: skip
    assert (by_kind["disciplinary"].opened, by_kind["disciplinary"].complaints) == (2, 1)
    assert by_kind["disciplinary"].ends == {"measure": 0, "none": 1, "dropped": 0}
    assert by_kind["criminal"].opened == 0
    for row in [*figures.values(), *by_kind.values()]:
        if not getattr(row, "currency", ""):
            assert listed(head, row.remedy) == row.complaints, row.remedy
    assert achieved(office.staff["commissioner"], year=2026)[0].amount == 56
    assert achieved(head, year=2025)[0].amount == 0


def test_the_overview_shows_them_and_their_list_opens(office, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    complaint = decided(office)
    remedy(complaint, office, people=7)
    opened(complaint, office)
    head = sign_in(office, "head")
    page = head.get(at("overview"))
    assert "people whose rights were restored 7 1" in text_of(page)
    assert "criminal proceedings opened 1 not ended yet: 1 1" in text_of(page)
    shown = head.get(at("complaints", query="?remedy=people-2026"))
    assert numbers(shown) == [complaint.number]
    assert "people whose rights were restored, 2026" in text_of(shown)


def test_a_filter_that_counts_nothing_is_left_out():
    assert read_remedy("people-2026") == ("people", 2026)
    assert [read_remedy(text) for text in ("people", "guilt-2026", "people-0000", "people-2026;")] == [None] * 4
    assert Filters.read({"remedy": "guilt-2026"}).chosen == {}


def test_the_whole_way_through_the_pages(office, complaint, monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: AT)
    officer = sign_in(office, "officer")

    def do(verb, **typed):
        version = Complaint.objects.get(pk=complaint.pk).version
        assert officer.get(at("verb", complaint.id, verb)).status_code == 200
        return officer.post(at("verb", complaint.id, verb), {"version": version, **typed})

    assert do("record_remedy", remedy="partly", people="2", money="10.5", currency="KZT", account="A letter.").status_code == 302
    assert Remedy.objects.get().money == Decimal("10.50")
    assert do("record_proceeding", kind="administrative", day="15 03 2026").status_code == 302
    row = Proceeding.objects.get()
    assert do("end_proceeding", proceeding=str(row.id), end="dropped", day="soon").status_code == 200
    assert do("end_proceeding", proceeding=str(row.id), end="dropped", day="16 03 2026").status_code == 302
    row.refresh_from_db()
    assert (row.end, row.ended_on) == ("dropped", date(2026, 3, 16))
