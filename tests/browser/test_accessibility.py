"""axe-core's rules of WCAG 2.2 AA. Every page of the road is looked at on the road itself (test_road.py): light on a phone's screen and
dark on a desktop's. Here: the pages beside the road, and (slowly) each page of the road in both schemes on both screens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.people import PHONE, Person
from tests.browser.road import Road
from tests.browser.server import PASSWORD, Server
from tests.browser.test_road import checked, walk
from tests.browser.watch import EVERY, ONCE, Watch

PUBLIC = ("", "detention/", "tell/later/", "tell/who/", "follow/", "answer/not-a-link/", "no-such-page/")
MISSING = {"tell/later/": 404, "tell/who/": 404, "answer/not-a-link/": 404, "no-such-page/": 404, "desk/find/?q=1": 404}
DESK = {
    "commissioner": ("desk/", "desk/tray/", "desk/signing/", "desk/team/", "desk/overview/", "desk/complaints/", "desk/bodies/",
                     "desk/journal/", "desk/law/", "desk/new/",
                     "desk/advice/", "desk/advice/new/", "desk/reception/", "desk/correspondence/"),
    "lawyer": ("desk/law/A-TIME/confirm/", "desk/find/?q=1", "account/2fa/", "account/sessions/", "account/password/change/", "design/"),
}  # fmt: skip


@pytest.mark.parametrize(
    "language", ["kk", pytest.param("ru", marks=pytest.mark.slow), pytest.param("en", marks=pytest.mark.slow)]
)
def test_pages_beside_the_road(browser: Any, shared_office: Server, language: str) -> None:
    watch = Watch(language, sights=ONCE)
    phone = Person(browser, shared_office.url, language, watch, screen=PHONE)
    for path in PUBLIC:
        phone.go(path, expect=MISSING.get(path, 200))
    phone.go("follow/")
    phone.type(code="1234")
    phone.send("question", expect=400)
    phone.close()
    for name, paths in DESK.items():
        person = Person(browser, shared_office.url, language, watch)
        person.go("desk/")
        person.type(login=name)
        person.page.locator('input[name="password"]').fill(PASSWORD)
        person.press('form[action$="/account/login/"] .actions button.primary')
        for path in paths:
            person.go(path, expect=MISSING.get(path, 200))
        person.close()
    assert not watch.problems, "\n".join(watch.problems)


def test_axe_sees_what_is_wrong(browser: Any, shared_office: Server) -> None:
    """A planted fault of each sort is found: finding none means something."""
    watch = Watch("en", sights=ONCE)

    def spoil(person: Person) -> None:
        person.page.evaluate(SPOIL)
        watch(person)

    phone = Person(browser, shared_office.url, "en", spoil, screen=PHONE)
    phone.go("")
    phone.close()
    told = "\n".join(watch.problems)
    for fault in ("color-contrast", "image-alt", "pixels too wide", "dark 1440: color-contrast"):
        assert fault in told


SPOIL = """() => document.querySelector('main').insertAdjacentHTML('afterbegin',
  '<p id="pale">Too pale</p><img src="data:,"><div id="wide">wide</div>') ||
  Object.assign(document.getElementById('pale').style, {color: '#777', background: '#888'}) &&
  Object.assign(document.getElementById('wide').style, {width: '1900px'})"""


@pytest.mark.slow
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_of_the_road_in_every_light(browser: Any, office: Server, tmp_path: Path, language: str) -> None:
    road = Road(browser, office, Watch(language, sights=EVERY), tmp_path)
    try:
        walk(road)
    finally:
        road.close()
    checked(road, office)
