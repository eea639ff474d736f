"""The office's layer: dated, never editing what is shipped, never able to stop the office."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arasha.law import BadOverlay, OverlayEntry, Pause, PolicyTerm, check_entry, explain, load_book

KZ = load_book("kz")
DAY = date(2026, 11, 24)


def entry(kind_: str, target: str, since: date = DAY, **values) -> OverlayEntry:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    return OverlayEntry(kind=kind_, target=target, values=values, in_force_from=since, by="A. Lawyer", at=at, source="the act")


def test_no_overlay_is_the_shipped_book() -> None:
    assert load_book("kz", ()) is KZ


def test_confirming_a_ground_confirms_its_rule_once_for_all() -> None:
    book = load_book("kz", [entry("confirm_citation", "A-JUR-PRES", article="13(2)")])
    citation = book.ground("A-JUR-PRES", DAY).citation
    assert citation.confirmed_on(DAY)
    assert (citation.article, citation.confirmed_by) == ("13(2)", "A. Lawyer")
    assert book.rule("KZ-C06b").confidence == "verified"
    assert citation.text("ru").endswith("ст. 13(2)")
    assert not KZ.ground("A-JUR-PRES", DAY).citation.confirmed_on(DAY)
    assert book.version != KZ.version


def test_confirming_a_ground_without_a_rule() -> None:
    book = load_book("kz", [entry("confirm_citation", "A-NORIGHT", article="14(1)")])
    assert book.ground("A-NORIGHT", DAY).citation.confirmed_on(DAY)
    act = entry("confirm_citation", "A-INSULT", act="rules-3", article="17")
    assert "Шағымдарды қарау" in load_book("kz", [act]).ground("A-INSULT", DAY).citation.text("kk")


@pytest.mark.parametrize("values", [{}, {"article": "13?"}, {"article": ""}, {"article": "the point on it"}])
def test_an_article_nobody_is_sure_of_cannot_be_confirmed(values: dict) -> None:
    with pytest.raises(BadOverlay, match="without a question mark"):
        check_entry(KZ, entry("confirm_citation", "A-JUR-PRES", **values))


def test_what_is_confirmed_as_applying_becomes_law() -> None:
    read = entry("confirm_citation", "KZ-C21", article="4(2)", applies="directly")
    rule = load_book("kz", [read]).rule_for("body_answer", DAY)
    assert (rule.basis, rule.confidence, rule.article) == ("statute", "verified", "4(2)")
    with pytest.raises(BadOverlay):
        check_entry(KZ, entry("confirm_citation", "KZ-C21", article="4(2)"))  # whether it applies is not known


def test_a_rule_that_changes_on_a_date() -> None:
    book = load_book("kz", [entry("rule", "KZ-C01", date(2027, 1, 1), number=10, article="12", confidence="verified")])
    assert book.term_for("consideration", date(2026, 12, 31)).rule.number == 15
    assert book.term_for("consideration", date(2027, 1, 1)).rule.number == 10
    assert book.rule("KZ-C01", date(2026, 12, 31)).dates_as_given == ("2025-11-02", "2026-12-31")
    assert book.due("KZ-C01", date(2027, 1, 5)).rule.article == "12"


def test_a_rule_that_ends() -> None:
    book = load_book("kz", [entry("rule", "KZ-C01", date(2027, 1, 1), repealed=True)])
    assert book.rule_for("consideration", date(2027, 1, 1)) is None
    assert book.rule_for("consideration", date(2026, 12, 31)).id == "KZ-C01"


def test_a_new_rule_and_a_new_ground() -> None:
    rule = entry(
        "rule", "KZ-Z01", name_en="New", act="law-154", article="20", number=5, unit="working_days", confidence="verified"
    )
    ground = entry(
        "ground", "A-NEW", name_en="New", name_ru="Новое", effect="explained", rule="KZ-Z01", remedies=["remedy.new_facts"]
    )
    book = load_book("kz", [rule, ground])
    assert book.due("KZ-Z01", date(2026, 11, 24)).due == date(2026, 12, 1)
    assert book.ground("A-NEW", DAY).citation.confirmed_on(DAY)
    assert "A-NEW" in {ground.code for ground in book.grounds_for("propose_decline", DAY)}
    assert not book.problems


def test_a_ground_taken_out_of_use() -> None:
    book = load_book("kz", [entry("ground", "A-EXHAUST", repealed=True)])
    assert "A-EXHAUST" not in {ground.code for ground in book.grounds_for("propose_decline", DAY)}
    assert "A-EXHAUST" in {ground.code for ground in book.grounds_for("propose_decline", date(2026, 11, 23))}


def test_days_off_are_added_moved_and_taken_back() -> None:
    off = entry("calendar_day", "2026-03-19", kind="holiday", name_en="Day of the House", name_ru="День Дома", name_kk="Үй күні")
    book = load_book("kz", [off])
    assert book.due("KZ-C11", date(2026, 3, 18)).due == date(2026, 3, 27)
    assert any(
        "19 March 2026 does not count: Day of the House." in line for line in explain.lines(book.due("KZ-C11", date(2026, 3, 18)))
    )
    moved = entry("calendar_day", "2026-03-20", kind="moved", moved_from="2026-03-21")
    worked = entry("calendar_day", "2026-03-21", kind="worked")
    assert load_book("kz", [moved, worked]).due("KZ-C11", date(2026, 3, 18)).due == date(2026, 3, 26)
    back = entry("calendar_day", "2026-03-23", kind="ordinary")
    assert load_book("kz", [back]).due("KZ-C11", date(2026, 3, 18)).due == date(2026, 3, 23)


def test_an_open_term_is_run_again_when_a_day_off_is_added() -> None:
    kept = KZ.extended(
        KZ.term_for("consideration", date(2026, 3, 5)).as_json(), "consideration", decided_on=date(2026, 3, 30), number=1
    )
    assert KZ.taken_again(kept).as_json() == kept
    later = load_book("kz", [entry("calendar_day", "2026-05-04", kind="holiday", name_en="x", name_ru="x", name_kk="x")])
    again = later.taken_again(kept)
    assert (kept["due"], again.due) == ("2026-05-04", date(2026, 5, 5))
    assert again.version == later.version


def test_a_paused_term_is_run_again_with_its_pause() -> None:
    paris = load_book("paris")
    pauses = [Pause(date(2026, 1, 8), date(2026, 1, 14), "more_asked")]
    for purpose in ("admissibility", "consideration"):
        term = paris.term_for(purpose, date(2026, 1, 5), pauses=pauses)
        assert paris.taken_again(term.as_json()) == term


def test_an_office_term_where_the_law_sets_none() -> None:
    book = load_book("kz", [entry("policy_term", "admissibility", number=5, unit="working_days")])
    rule = book.rule_for("admissibility", DAY)
    assert isinstance(rule, PolicyTerm)
    assert book.term_for("admissibility", DAY).due == date(2026, 12, 1)
    assert book.rule_for("admissibility", date(2026, 11, 23)) is None
    assert explain.lines(book.term_for("admissibility", DAY))


def test_an_office_term_never_takes_the_place_of_law() -> None:
    book = load_book("kz", [entry("policy_term", "consideration", number=60, unit="calendar_days")])
    assert book.rule_for("consideration", DAY).id == "KZ-C01"
    assert book.rule_for("consideration", date(2024, 5, 6)) is None  # the office's term begins later


def test_an_office_term_takes_the_place_of_a_default_and_can_be_dropped() -> None:
    book = load_book("kz", [entry("policy_term", "body_answer", number=7, unit="working_days")])
    assert (book.rule_for("body_answer", DAY).number, book.rule_for("body_answer", date(2026, 11, 23)).number) == (7, 10)
    assert load_book("kz", [entry("policy_term", "acknowledgement", number=None)]).rule_for("acknowledgement", DAY) is None


@pytest.mark.parametrize(
    "bad",
    [
        entry("wish", "KZ-C01"),
        entry("confirm_citation", "KZ-GONE", article="1"),
        entry("confirm_citation", "KZ-C01a", article="9(1)"),  # not in force any more
        entry("rule", "KZ-C01", number=0),
        entry("rule", "KZ-C01", number=True),
        entry("rule", "KZ-C01", unit="moons"),
        entry("rule", "KZ-C01", confidence="sure"),
        entry("rule", "KZ-C01", in_force_to="2027-02-30"),
        entry("rule", "KZ-NEW", number=5, unit="working_days"),  # no text
        entry("rule", "KZ-C01a", repealed=True),
        entry("ground", "A-NEW", name_en="New"),
        entry("ground", "A-SUBST", remedies=["remedy.none"]),
        entry("ground", "A-SUBST", rule="KZ-GONE"),
        entry("calendar_day", "2026-02-30", kind="holiday", name_en="x"),
        entry("calendar_day", "2026-03", kind="holiday", name_en="x"),
        entry("calendar_day", "2026-03-19", kind="holiday"),
        entry("calendar_day", "2026-03-19", kind="moved"),
        entry("calendar_day", "2026-03-19", kind="worked"),
        entry("policy_term", "tea", number=5),
        entry("policy_term", "admissibility", number=5, unit="cups"),
    ],
)
def test_what_cannot_be_applied_is_refused_before_it_is_kept_and_named_when_it_was(bad: OverlayEntry) -> None:
    with pytest.raises(BadOverlay):
        check_entry(KZ, bad)
    book = load_book("kz", [bad])
    assert len(book.problems) == 1
    assert book.rule_versions == KZ.rule_versions
    assert book.ground_versions == KZ.ground_versions


def test_checking_changes_nothing() -> None:
    before = KZ.rule("KZ-C01"), KZ.version
    check_entry(KZ, entry("rule", "KZ-C01", number=10))
    assert (KZ.rule("KZ-C01"), KZ.version) == before


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.dates(date(2025, 12, 1), date(2027, 12, 31)), st.integers(1, 30)), max_size=5, unique_by=lambda pair: pair[0]),
       st.dates(date(2025, 11, 2), date(2028, 1, 31)))  # fmt: skip
def test_on_any_day_the_newest_change_counts(changes: list[tuple[date, int]], asked: date) -> None:
    changes = sorted(changes)
    book = load_book("kz", [entry("rule", "KZ-C01", since, number=number) for since, number in changes])
    expected = [15, *(number for since, number in changes if since <= asked)][-1]
    assert book.rule_for("consideration", asked).number == expected
    assert sum(rule.in_force_on(asked) for rule in book.rule_versions["KZ-C01"]) == 1
