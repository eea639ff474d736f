"""From a phone to a remedy, and the road of those who are turned away; each in a real browser, from an empty office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.road import Road
from tests.browser.server import PARIS, Server, arasha, make_office, served
from tests.browser.watch import ONCE, Watch
from tests.browser.words import CONTACT_EMAIL, EMAIL

IDENTITY = {"kk": "named", "ru": "confidential", "en": "named"}


def walk(road: Road) -> None:
    """Every step of the road from the telling to the remedy."""
    road.tell()
    road.register()
    road.accept()
    road.assign()
    road.follow()
    road.write()
    road.leave()
    road.look_around()
    road.note_and_message()
    road.ask_the_body()
    road.body_answers()
    road.decide()
    road.sign("commissioner")
    told = road.follow()
    assert road.said["message"] in told
    letter = road.newest_letter()
    assert road.said["finding"] in letter
    assert road.said["letter"] in letter
    road.leave()
    road.consideration_ended()
    road.body_reports()
    road.close_follow_up()
    road.follow()
    steps = road.phone.page.locator('section[aria-labelledby="road-title"] li')
    assert steps.count() >= 7, steps.all_inner_texts()
    assert road.phone.page.locator('main a[href$="/follow/answer/"]').count() == 0
    assert road.said["account"] in road.newest_letter()


def checked(road: Road, server: Server) -> None:
    """Nothing was wrong with any page, mails went out, nothing failed, and the journal is whole."""
    assert not road.watch.problems, "\n".join(road.watch.problems)
    said = server.log.read_text(errors="replace")
    assert not [line for line in said.splitlines() if "Traceback" in line or " ERROR " in line], said
    arasha(server.home, "verify", profile=server.country.profile)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_from_a_phone_to_a_remedy(browser: Any, office: Server, tmp_path: Path, language: str) -> None:
    road = Road(browser, office, Watch(language, sights=ONCE), tmp_path, identity=IDENTITY[language])
    try:
        walk(road)
    finally:
        road.close()
    assert [to for to, _text in office.mails()].count(CONTACT_EMAIL) == 2
    road.mail_came(EMAIL, 3)
    checked(road, office)


def test_the_same_road_in_a_country_without_law(browser: Any, tmp_path: Path) -> None:
    """The neutral profile: every term is the office's own or none, and the page says so."""
    make_office(tmp_path / "template", PARIS)
    with served(tmp_path / "template", tmp_path, PARIS) as office:
        road = Road(browser, office, Watch("en"), tmp_path)
        try:
            walk(road)
            officer = road.opened("officer")
            officer.press('nav a[href*="tab=terms"]')
            terms = officer.page.locator(".term-card")
            assert terms.count() >= 3
            policy = officer.page.locator(".term-card .basis-kind")
            assert [" ".join(text.split()) for text in policy.all_inner_texts()] == ["Office policy, not law"] * terms.count()
            assert officer.page.locator(".term-card cite").count() == 0
        finally:
            road.close()
        assert [to for to, _text in office.mails()].count(CONTACT_EMAIL) == 2
        road.mail_came(EMAIL, 3)
        checked(road, office)


@pytest.mark.parametrize(
    "language", ["kk", pytest.param("ru", marks=pytest.mark.slow), pytest.param("en", marks=pytest.mark.slow)]
)
def test_asked_for_more_then_declined_on_a_confirmed_ground(browser: Any, office: Server, tmp_path: Path, language: str) -> None:
    road = Road(browser, office, Watch(language, sights=ONCE), tmp_path)
    try:
        turned_away(road)
    finally:
        road.close()
    checked(road, office)


def turned_away(road: Road) -> None:
    """Questions, answers, a ground that nobody confirmed, its confirmation, the signature, the letter."""
    road.tell()
    road.register()
    road.ask_more()
    road.follow()
    road.supply()
    road.leave()
    road.propose_decline("A-TIME")
    road.signing_is_blocked("head")
    road.confirm("A-TIME")
    road.sign("head")
    road.follow()
    letter = road.newest_letter()
    assert road.said["decline_reasons"] in letter
    assert road.said["act"] in letter
