"""Behind every date stands its sum, in full sentences, in any language, also after it was stored."""

from __future__ import annotations

import json
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from arasha.law import Extension, Pause, explain, load_book

KZ, PARIS = load_book("kz"), load_book("paris")


def test_the_sum_of_a_statutory_term() -> None:
    told = explain.lines(KZ.due("KZ-C11", date(2026, 3, 18)))
    assert told == [
        "The term starts with this event: receipt, 18 March 2026. The first day that counts is 19 March 2026.",
        "Rule KZ-C11 gives 3 working days. Source: Administrative Procedure and Process-Related Code of the Republic of Kazakhstan"
        " of 29 June 2020 No. 350-VI, Art. 65(2), 76.",
        "How sure the rule is: read in the text of the act; applied by analogy.",
        "Saturdays and Sundays do not count. Days left out: 2.",
        "23 March 2026 does not count: Nauryz.",
        "24 March 2026 does not count: it is a day off in place of a holiday that fell on a day off (Nauryz).",
        "25 March 2026 does not count: it is a day off in place of a holiday that fell on a day off (Nauryz).",
        "The last day of the term is 26 March 2026.",
    ]


def test_moved_days_off_and_worked_weekends_are_told() -> None:
    told = "\n".join(explain.lines(KZ.due("KZ-C11", date(2024, 12, 30))))
    assert "3 January 2025 does not count: the day off of 5 January 2025 was moved to it." in told
    assert "5 January 2025 counts although it is a Saturday or a Sunday" in told


def test_office_policy_is_never_cited() -> None:
    told = "\n".join(explain.lines(KZ.due("KZ-C21", date(2026, 3, 5))))
    assert "10 working days: this is the office's own term (KZ-C21). No act sets it." in told
    assert "Constitutional" not in told
    assert "Art." not in told


def test_an_unchecked_rule_says_so_and_an_unknown_article_is_not_printed() -> None:
    term = KZ.term_for("consideration", date(2026, 3, 5), extensions=[Extension(KZ.rule("KZ-C02"), date(2026, 3, 30))])
    told = explain.lines(term)
    extended = next(line for line in told if line.startswith("Extended by 2 months by a decision of 30 March 2026"))
    assert "counted from 1 April 2026" in extended
    assert "?" not in extended
    assert "How sure the rule is: from memory, not checked in the text; applies directly." in told


def test_pauses_rolls_hours_and_unknown_years() -> None:
    paused = explain.lines(
        PARIS.term_for("consideration", date(2026, 1, 5), pauses=[Pause(date(2026, 1, 10), date(2026, 1, 16))])
    )
    assert "The term stood still from 10 January 2026 to 16 January 2026. Days left out: 7." in paused
    rolled = explain.lines(PARIS.due("PA-03", date(2026, 3, 18)))
    assert "17 May 2026 is a day off, so the term ends on the next working day, 18 May 2026." in rolled
    hours = explain.lines(KZ.due("KZ-C22", datetime(2026, 3, 18, 10)))  # noqa: DTZ001
    assert hours[-1] == "The term ends at this moment: 19 March 2026, 10:00 (time zone Asia/Almaty)."
    assert any("does not know the holidays of 2031" in line for line in explain.lines(KZ.due("KZ-A01", date(2031, 1, 6))))
    assert any("estimated" in line for line in explain.lines(KZ.due("KZ-A01", date(2029, 4, 20))))


def test_a_stored_sum_tells_the_same() -> None:
    term = KZ.term_for("consideration", date(2026, 3, 5))
    stored = json.loads(json.dumps(term.as_json()))
    assert explain.lines(stored) == explain.lines(term)


def test_names_and_dates_come_in_the_reader_s_language() -> None:
    told = "\n".join(explain.lines(KZ.due("KZ-C01", date(2026, 3, 5)), language="ru"))
    assert "Международный женский день" in told
    assert "Правила рассмотрения жалоб" in told
    assert "5 марта 2026 г." in told
    assert ".." not in told
    assert "Халықаралық әйелдер күні" in "\n".join(explain.lines(KZ.due("KZ-C01", date(2026, 3, 5)), language="kk"))


def test_sentences_go_through_the_translator() -> None:
    seen: list[str] = []
    lines = explain.lines(
        KZ.due("KZ-C11", date(2026, 3, 18)), lambda text: seen.append(text) or text.upper().format_map(_Kept()),
        plural=lambda one, many, number: seen.append(many) or "{number} ×",
    )  # fmt: skip
    assert explain.DUE in seen
    assert explain.WEEKENDS in seen
    assert "{number} working days" in seen
    assert lines


class _Kept(dict):
    """Keeps placeholders as they are when the text around them is put into capitals."""

    def __missing__(self, name: str) -> str:
        return "{" + name.lower() + "}"


TERMS = [rule.id for rule in KZ.rules if rule.has_term and rule.unit != "hours" and rule.in_force_on(date(2026, 6, 20))]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TERMS), st.dates(date(2026, 3, 1), date(2026, 6, 20)))
def test_every_rule_with_a_term_explains_itself(rule_id: str, start: date) -> None:
    for language in ("kk", "ru", "en"):
        told = explain.lines(KZ.due(rule_id, start), language=language)
        assert len(told) >= 3
        assert all(line.endswith((".", ")")) and "{" not in line for line in told)
