"""Templates: every letter in every language, whole and with every optional part; hostile values; broken templates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import product

import pytest

from arasha.letters.templates import CODES, MAILS, PROFILES, Template, TemplateError, as_text, load_template, tidy

LANGUAGES = ("kk", "ru", "en")
EVERY = [*product((*CODES, *MAILS), LANGUAGES)]
DATES = {
    "received_on",
    "registered_on",
    "decided_on",
    "asked_on",
    "due",
    "reply_by",
    "follow_up_due",
    "until",
    "first_on",
    "answered_on",
    "sent_on",
}
LISTS = {"questions", "findings", "recommendations", "asked", "remedies"}
FLAGS = {"due_policy", "has_code", "has_link", "named", "upheld", "partly", "reopen", "late", "granted"}
# What a template always prints, so what its caller must give (the README of the templates says the same).
REQUIRED = {
    "acknowledgement": {"complaint_number", "received_on"},
    "accepted": {"complaint_number"},
    "ask_more": {"complaint_number", "questions"},
    "redirect": {"complaint_number", "to_body", "ground", "basis"},
    "redirect_body": {"complaint_number", "summary", "basis"},
    "decline_not_considered": {"complaint_number", "ground", "basis", "reasoning"},
    "decline_returned": {"complaint_number", "ground", "basis", "reasoning"},
    "decline_explained": {"complaint_number", "ground", "basis", "reasoning"},
    "decline_filed": {"complaint_number", "ground", "basis", "reasoning"},
    "inquiry": {"complaint_number", "summary", "questions"},
    "decision": {"complaint_number", "registered_on", "told", "findings"},
    "recommendation": {"number", "complaint_number", "recommendation"},
    "extension": {"complaint_number", "reason", "due"},
    "paused": {"complaint_number", "reason", "goes_on"},
    "resumed": {"complaint_number", "reason"},
    "joined": {"complaint_number"},
    "separated": {"complaint_number"},
    "review": {"complaint_number", "decided_on", "asked_on", "reasoning"},
    "closing": {"complaint_number", "account"},
    "withdrawal_checked": {"complaint_number"},
    "interim_measure": {"complaint_number", "what", "why", "until_moment"},
    **{
        code: {"number", "complaint_number", "act"}
        for code in (
            "petition_disciplinary",
            "petition_administrative",
            "petition_criminal",
            "petition_review",
            "claim_public",
            "constitutional_application",
            "law_proposal",
        )
    },
    "explanation": {"complaint_number", "act"},
    "interim_lifted": {"complaint_number", "until_moment", "reason"},
    "inquiry_second": {"complaint_number", "first_number", "first_on", "summary", "questions"},
    "inquiry_reminder": {"number", "sent_on"},
    "more_time": {"number"},
    "link_code": {"number", "contact", "code"},
    "new_number": {"complaint_number", "old_number", "office"},
    "body_reminder_mail": {"institution", "body", "number"},
    "body_told_mail": {"institution", "number"},
    "notice_mail": set(),
    "body_link_mail": {"institution", "body", "link", "until"},
    "duty_mail": {"institution"},
}


def example(name: str) -> object:
    if name in DATES:
        return date(2026, 4, 14)
    if name in LISTS:
        return [f"«{name} 1»", f"«{name} 2»"]
    return True if name in FLAGS else f"«{name}»"


def optional(template: Template) -> set[str]:
    return template.conditions - REQUIRED[template.code]


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_every_letter_fills_with_what_must_be_given(code: str, language: str) -> None:
    title, text = load_template("kz", code, language).fill({name: example(name) for name in REQUIRED[code]})
    assert title
    assert len(text) > 80
    assert not re.search(r"[{}]|\[\[|\]\]", title + text)
    assert "\n\n\n" not in text
    for name in REQUIRED[code] - DATES - LISTS:
        assert f"«{name}»" in title + text


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_every_optional_part_shows_and_hides(code: str, language: str) -> None:
    template = load_template("kz", code, language)
    everything = {name: example(name) for name in template.names | template.conditions}
    title, full = template.fill(everything)
    assert not re.search(r"[{}]|\[\[|\]\]", title + full)
    for name in optional(template):
        _, without = template.fill({**everything, name: None})
        assert without != full, f"{name} changes nothing"


@pytest.mark.parametrize("code", [*CODES, *MAILS])
def test_all_languages_say_the_same(code: str) -> None:
    templates = [load_template("kz", code, language) for language in LANGUAGES]
    assert len({frozenset(template.names) for template in templates}) == 1
    assert len({frozenset(template.conditions) for template in templates}) == 1
    shapes = {(template.body.count("[[if "), len(template.body.split("\n\n")), len(template.headings)) for template in templates}
    assert len(shapes) == 1


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_each_value_that_must_be_given_is_asked_for(code: str, language: str) -> None:
    template = load_template("kz", code, language)
    for name in REQUIRED[code]:
        with pytest.raises(TemplateError, match=name):
            template.fill({other: example(other) for other in REQUIRED[code] - {name}})


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("code", [*CODES, *MAILS])
def test_names_stand_in_the_nominative(code: str, language: str) -> None:
    """No ending is glued to a value, and no Russian preposition that asks for a case stands before one."""
    template = load_template("kz", code, language)
    text = f"{template.title}\n{template.body}"
    assert not re.search(r"\}[\w-]", text)
    assert not re.search(
        r"(?i)\b(в|к|о|об|от|из|у|с|по|для|на)\s\{(?!due|until|reply_by|follow_up_due|first_on|answered_on|sent_on)", text
    )


def test_kazakh_is_written_in_kazakh() -> None:
    kazakh = "".join(load_template("kz", code, "kk").body for code in CODES)
    assert all(letter in kazakh for letter in "әғқңөұүі")
    assert not re.search(r"(?i)\b(обращени|жалоб|заявител)", kazakh)


def test_no_article_of_law_stands_in_a_template() -> None:
    for path in PROFILES.glob("*/letters/*.txt"):
        assert not re.search(r"(?i)-бап\b|\bст\.\s|\bстать|\barticle\b|\bart\.", path.read_text(encoding="utf-8")), path.name


def test_the_notice_mail_betrays_nothing() -> None:
    for language in LANGUAGES:
        for answers in (True, False):
            title, text = load_template("kz", "notice_mail", language).fill({"answers": answers})
            assert not re.search(r"\d|http|@|(?i:complaint|commissioner|жалоб|уполномоченн|шағым|уәкіл)", title + text)


def test_hostile_values_stay_text() -> None:
    hostile = "{secret} [[if x]] [[end]] {due:until} <b> #eval(1) $x$ \\"
    template = Template("x", "en", "Title", "{account}\n\n[[if secret]]{secret}[[end]]")
    assert template.fill({"account": hostile, "secret": ""})[1] == hostile


def test_a_value_is_cleaned_of_control_characters() -> None:
    assert as_text(" a\x00b\x1b[0m\r\nc ", "en") == "ab[0m\nc"
    assert tidy("a  \r\n\n\n\n b\x07") == "a\n\n b"


def test_values_are_written_for_a_reader() -> None:
    assert as_text(date(2026, 4, 14), "kk", "from") == "2026 ж. 14 сәуірден"
    assert as_text(date(2026, 4, 14), "ru") == "14 апреля 2026 г."
    assert as_text(["one", "two"], "en") == "– one\n– two"
    assert as_text(["one\nmore", "two"], "en") == "one\nmore\n\ntwo"
    assert as_text(3, "en") == "3"
    assert as_text(None, "en") == as_text([], "en") == ""


def test_a_sentence_ends_once() -> None:
    template = Template("x", "ru", "T", "До {due}. Причина: {reason}. Дальше {reason}, и всё.")
    text = template.fill({"due": date(2026, 4, 14), "reason": "так надо!"})[1]
    assert text == "До 14 апреля 2026 г. Причина: так надо! Дальше так надо!, и всё."


def test_a_moment_is_no_day() -> None:
    with pytest.raises(TypeError):
        as_text(datetime(2026, 4, 14, 12, tzinfo=UTC), "en")


def test_conditions_nest_and_turn() -> None:
    template = Template("x", "en", "T", "[[if a]]A[[if b]]B[[end]][[end]][[if not a]]none[[end]]")
    assert template.fill({"a": True, "b": True})[1] == "AB"
    assert template.fill({"a": True})[1] == "A"
    assert template.fill({"b": True})[1] == "none"


@pytest.mark.parametrize("body", ["[[if a]]A", "A[[end]]"])
def test_a_broken_template_says_so(body: str) -> None:
    with pytest.raises(TemplateError, match=r"x\.en"):
        Template("x", "en", "T", body).fill({"a": True})


def test_an_unknown_letter_says_so() -> None:
    with pytest.raises(TemplateError, match="no letter"):
        load_template("kz", "no_such", "en")


def test_a_profile_overrides_a_letter(tmp_path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "closing.en.txt").write_text("Own title\n\nOwn words on {account}", encoding="utf-8")
    assert load_template(str(tmp_path), "closing", "en").fill({"account": "it"}) == ("Own title", "Own words on it")
    assert load_template(str(tmp_path), "closing", "ru") == load_template("kz", "closing", "ru")


def test_a_template_without_a_title_is_refused(tmp_path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "closing.en.txt").write_text("Two\nlines\n\nText", encoding="utf-8")
    with pytest.raises(TemplateError, match="first line"):
        load_template(str(tmp_path), "closing", "en")


def test_headings_are_the_fixed_lines() -> None:
    assert load_template("kz", "decision", "en").headings == {
        "What you told us", "Whom we asked", "What we found", "What we recommend", "What happens next", "If you do not agree",
    }  # fmt: skip
