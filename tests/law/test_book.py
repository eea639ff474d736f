"""What the shipped profiles say: which rule for which purpose, law and policy kept apart, citations as sure as they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from arasha.law import (
    CONFIDENCE,
    PolicyTerm,
    UnknownProfile,
    UnknownPurpose,
    UnknownRule,
    check_book,
    load_book,
    profiles,
)
from arasha.law.rules import cite

KZ, PARIS = load_book("kz"), load_book("paris")
DAY = date(2026, 11, 24)


@pytest.mark.parametrize("profile", ["kz", "paris"])
def test_the_shipped_profiles_are_sound(profile: str) -> None:
    assert profile in profiles()
    assert check_book(load_book(profile)) == []


@pytest.mark.parametrize(
    ("purpose", "rule_id", "basis", "applies"),
    [
        ("consideration", "KZ-C01", "statute", "directly"),
        ("redirect", "KZ-C11", "statute", "by_analogy"),
        ("recommendation_answer", "KZ-R01", "statute", "directly"),
        ("extension", "KZ-C02", "statute", "directly"),
        ("tell_extension", "KZ-C03", "statute", "by_analogy"),
        ("body_answer", "KZ-C21", "policy", "default"),
        ("tell_result", "KZ-R04", "policy", "default"),
        ("acknowledgement", "KZ-P01", "policy", "default"),
    ],
)
def test_which_rule_sets_which_term(purpose: str, rule_id: str, basis: str, applies: str) -> None:
    rule = KZ.rule_for(purpose, DAY)
    assert (rule.id, rule.basis, rule.applies) == (rule_id, basis, applies)
    assert isinstance(rule, PolicyTerm) == (basis == "policy")


def test_no_rule_and_no_policy_is_no_term() -> None:
    assert KZ.rule_for("admissibility", DAY) is None
    assert KZ.term_for("admissibility", DAY) is None
    with pytest.raises(UnknownPurpose):
        KZ.rule_for("tea", DAY)


def test_policy_has_neither_act_nor_article() -> None:
    for book in (KZ, PARIS):
        for purpose in book.purposes:
            rule = book.rule_for(purpose, DAY)
            if isinstance(rule, PolicyTerm):
                assert (rule.act, rule.article) == ("", "")
    answer = KZ.due("KZ-C21", DAY).as_json()
    assert (answer["basis"], answer["act"], answer["article"]) == ("policy", None, None)


def test_the_neutral_profile_claims_no_law() -> None:
    assert {rule.confidence for rule in PARIS.rules} == {"assumed"}
    assert {rule.basis for rule in PARIS.rules} == {"policy"}
    assert not PARIS.danger_numbers
    assert {body.confidence for body in PARIS.bodies} == {"assumed"}


def test_json_of_a_term() -> None:
    answer = KZ.due("KZ-C11", date(2026, 3, 18)).as_json()
    facts = answer.pop("facts")
    assert answer == {
        "rule": "KZ-C11", "from": "2026-03-18", "due": "2026-03-26", "unit": "working_days", "number": 3,
        "act": "Administrative Procedure and Process-Related Code of 29 Jun 2020 No. 350-VI", "article": "65(2), 76",
        "confidence": "verified", "applies": "by_analogy", "basis": "statute", "version": KZ.version,
    }  # fmt: skip
    assert facts[-1] == {"kind": "due", "on": "2026-03-26"}


def test_the_book_has_a_short_version_and_is_read_once() -> None:
    assert len(KZ.version) == 12
    assert KZ.version != PARIS.version
    assert load_book("kz") is KZ


def test_an_unknown_profile_names_those_that_exist() -> None:
    with pytest.raises(UnknownProfile, match="kz, paris"):
        load_book("atlantis")


@pytest.mark.parametrize("profile", profiles())
def test_every_rule_and_what_starts_it_is_told_in_every_language(profile: str) -> None:
    rules = [rule for versions in load_book(profile).rule_versions.values() for rule in versions]
    missing = [
        f"{rule.id}: {what} in {language}"
        for rule in rules
        for what, named, wanted in (("text", rule, True), ("trigger", rule.triggers, bool(rule.trigger)))
        for language in ("kk", "ru", "en")
        if wanted and not named.names.get(language, "").strip()
    ]
    assert rules
    assert missing == []


# grounds


def test_only_a_text_in_force_that_somebody_read_counts_as_confirmed() -> None:
    confirmed = {ground.code for ground in KZ.grounds if ground.citation.confirmed_on(DAY)}
    assert confirmed == {"A-JUR-OTHER", "A-ANON", "A-SUBST"}
    assert {KZ.ground(code).citation.applies for code in confirmed} == {"by_analogy"}


def test_what_was_read_in_the_repealed_law_is_not_confirmed() -> None:
    citation = KZ.ground("A-JUR-PRES", DAY).citation
    assert (citation.confidence, citation.rule, citation.as_given) == ("verified_old_text", "KZ-C06b", "Law 90-VII Art. 9(2)")
    assert "154-VII" in citation.act
    assert not citation.article_known
    assert "?" not in citation.text("ru")


def test_a_citation_not_yet_in_force_is_not_confirmed() -> None:
    assert not KZ.ground("A-SUBST").citation.confirmed_on(date(2021, 6, 30))
    assert KZ.ground("A-SUBST").citation.confirmed_on(date(2021, 7, 1))


def test_citations_in_three_languages() -> None:
    citation = KZ.ground("A-SUBST", DAY).citation
    assert citation.text("en").endswith("No. 350-VI, Art. 65")
    assert citation.text("ru").endswith("№ 350-VI, ст. 65")
    assert citation.text("kk").endswith("процестік кодексі, 65-бап")


@pytest.mark.parametrize(
    ("article", "kk", "ru", "en"),
    [
        ("76", "76-бап", "ст. 76", "Art. 76"),
        ("46-11", "46-11-бап", "ст. 46-11", "Art. 46-11"),
        ("9(1)", "9(1)-бап", "ст. 9(1)", "Art. 9(1)"),
        ("9(1) para 2", "9(1)-бап, 2-бөлік", "ст. 9(1), часть 2", "Art. 9(1) para 2"),
        ("65(2), 76", "65(2), 76-бап", "ст. 65(2), 76", "Art. 65(2), 76"),
        ("72 (1995 text)", "72-бап (1995 text)", "ст. 72 (1995 text)", "Art. 72 (1995 text)"),
    ],
)
def test_an_article_in_the_words_of_each_language(article: str, kk: str, ru: str, en: str) -> None:
    assert [cite("A", article, language) for language in ("kk", "ru", "en")] == [f"A, {kk}", f"A, {ru}", f"A, {en}"]
    assert cite("A", "", "kk") == "A"
    assert cite("", article, "kk") == ""


def test_grounds_for_each_verb() -> None:
    redirect = {ground.code for ground in KZ.grounds_for("propose_redirect", DAY)}
    decline = {ground.code for ground in KZ.grounds_for("propose_decline", DAY)}
    assert redirect == {"A-JUR-OTHER"}
    assert {"A-JUR-PRES", "A-SUBST", "A-REPEAT", "A-EXHAUST"} <= decline
    assert not decline & {"A-WITHDR", "A-LANG"}  # discontinued, translated: no declines
    outcomes = set(KZ.procedure.verb("propose_decline").outcomes)
    assert {ground.effect for ground in KZ.grounds_for("propose_decline", DAY)} <= outcomes


def test_every_ground_that_stands_in_the_way_leads_to_one_of_the_five_outcomes() -> None:
    for book in (KZ, PARIS):
        against = book.grounds_against(DAY)
        assert {ground.effect for ground in against} <= set(book.procedure.outcomes)
        assert book.ground("A-JUR-PEND") in against, "a matter before a court"


def test_grounds_never_used_against_detainees_and_children_say_so() -> None:
    assert KZ.ground("A-CONSENT").not_for == {"detainee", "child"}
    assert KZ.ground("A-INSULT").not_for == {"detainee"}
    assert KZ.ground("A-TIME").may_be_waived


def test_every_ground_that_declines_tells_the_person_what_to_do() -> None:
    for book in (KZ, PARIS):
        for verb in ("propose_decline", "propose_redirect"):
            for ground in book.grounds_for(verb, DAY):
                assert ground.remedies, ground.code
                for language in ("kk", "ru", "en"):
                    assert all(book.text(key, language) for key in ground.remedies)


def test_what_a_ground_or_rule_cites() -> None:
    assert KZ.citation("A-SUBST", DAY).rule == "KZ-C10"
    assert KZ.citation("KZ-R01", DAY).article == "15(2)"
    assert KZ.citation("KZ-C21", DAY) is None  # the office's own term
    assert KZ.citation("KZ-GONE", DAY) is None
    with pytest.raises(UnknownRule):
        KZ.ground("A-GONE")


# lists


def test_sizes_of_the_converted_lists() -> None:
    assert (len(KZ.rules), len(KZ.regions), len(KZ.offices), len(KZ.bodies)) == (70, 20, 21, 79)
    assert (len(KZ.topics), len(KZ.groups), len(KZ.grounds), len(KZ.legal_terms)) == (61, 27, 17, 82)
    for rule in KZ.rules:
        assert rule.confidence in CONFIDENCE
    assert KZ.rule("KZ-X02").dates_as_given == ("2022-06-08", "2026-06-30")
    assert KZ.rule("KZ-A01").addressee == "bodies"


def test_offices_are_the_centre_and_one_in_each_region() -> None:
    assert [office.region for office in KZ.offices].count("") == 1
    assert {office.region for office in KZ.offices} - {""} == {region.code for region in KZ.regions}
    names = {office.name("ru") for office in KZ.offices}
    assert "Представительство по Акмолинской области" in names
    assert "Представительство по области Абай" in names
    assert "Представительство по городу Астана" in names
    assert not any("Представительство" in office.name("kk") for office in KZ.offices)


def test_bodies_that_exist_once_in_each_region() -> None:
    police = KZ.body("police_dept:10")
    assert (police.parent, police.region, police.level) == ("police_dept", "10", "region")
    assert police.name("kk") == "Полиция департаменті (Абай облысы)"
    assert KZ.body("mia:10") is None
    assert KZ.body("police_dept:99") is None
    everyone = KZ.bodies_with_regions()
    assert len({body.code for body in everyone}) == len(everyone) == 79 + 8 * 20


def test_bodies_know_when_they_existed() -> None:
    assert KZ.body("parliament").existed_on(date(2026, 7, 1))
    assert not KZ.body("parliament").existed_on(date(2026, 6, 30))
    assert not KZ.body("anticorr").existed_on(date(2025, 9, 1))


def test_topics_keep_their_treaties_and_flags() -> None:
    torture = KZ.topic("CIV-TORT")
    assert torture.articles["iccpr"] == "7"
    assert {"torture", "urgent"} <= torture.flags
    assert PARIS.group("kandas") is None


def test_numbers_to_call_are_shown_as_not_verified() -> None:
    assert {number.number for number in KZ.danger_numbers} == {"112", "102", "103", "111"}
    assert not any(number.verified for number in KZ.danger_numbers)
    assert all(number.source for number in KZ.danger_numbers)


def test_requirements_name_the_rule_behind_them() -> None:
    assert KZ.requirement_rule("body_heard").id == "KZ-C18"
    assert KZ.requirement_rule("officer") is None


def test_each_profile_says_whether_a_body_is_heard_before_a_breach_is_found() -> None:
    assert KZ.hearing_required is True
    assert KZ.requirement_rule("body_heard").confidence == "verified"
    assert PARIS.hearing_required is False
    silent = replace(KZ, hearing_required=None)
    assert [line for line in check_book(silent) if line.startswith("hearing")]
    assert not [line for line in check_book(KZ) if line.startswith("hearing")]


@pytest.mark.parametrize("profile", ["kz", "paris"])
def test_a_standard_is_an_act_named_in_every_language_and_never_a_note(profile):
    book = load_book(profile)
    offered = [standard for topic in book.topics for standard in book.standards_for(topic.code)]
    assert len(offered) > 100
    for standard in offered:
        names = [standard.name(language) for language in book.languages]
        assert len(set(names)) == len(names), names
        assert ":" not in "".join(names), names
        assert book.standard(standard.code).names == standard.names
    left_out = {
        part.strip()
        for topic in book.topics
        for part in topic.articles.get("other", "").split(";")
        if part.strip() and book.standard(f"other:{part.strip()}") is None
    }
    # By hand: an organisation, not an act; a convention of which nobody checked that it binds; one that does not bind, and a code of
    # another country.
    own = {"kz": "ICRMW (Kazakhstan not a party: check)", "paris": "APPC"}
    assert left_out == {"ILO", "1961 Convention", own[profile]}


def test_an_act_beside_the_treaties_keeps_its_article():
    book = load_book("kz")
    assert book.standard("other:UDHR 5").name("ru") == "Всеобщая декларация прав человека, ст. 5"
    assert "№ 214-IV" in book.standard("other:Law of 4 Dec 2009 No. 214-IV (verified: amended to 16.06.2024)").name("kk")
    assert "verified" not in book.standard("other:Law of 4 Dec 2009 No. 214-IV (verified: amended to 16.06.2024)").name("kk")
