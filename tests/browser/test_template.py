"""A template edited at the desk, tried on a complaint, saved; the next letter says it, in large print for whoever asked for that."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.browser.people import Person
from tests.browser.road import Road
from tests.browser.server import Server, wait_for
from tests.browser.watch import ONCE, Watch

OWN = {"kk": "Бұл – үлгіні өңдегеннен кейінгі сөйлем.", "ru": "Это предложение написано при правке шаблона."}


@pytest.mark.parametrize(("language", "script"), [("ru", True), pytest.param("kk", False, marks=pytest.mark.slow)])
def test_from_a_template_to_the_letter(browser: Any, office: Server, tmp_path: Path, language: str, script: bool) -> None:
    watch = Watch(language, sights=ONCE if script else ())
    road = Road(browser, office, watch, tmp_path, script=script)
    try:
        road.wants_large_print = True
        road.tell()
        road.register()
        edit(road, OWN[language])
        road.accept()
        approve_nothing(road)
        road.follow()
        assert OWN[language] in road.newest_letter()
        assert min(sizes(road.phone, tmp_path)) >= 18
    finally:
        road.close()
    assert watch.problems == []


def edit(road: Road, sentence: str) -> None:
    """The Commissioner breaks the text, is told the line, mends it, looks at it on the complaint, says why, saves."""
    desk = road.opened("commissioner")
    number = re.search(r"\d{4}-\d{6}|\S+-\d{4}/\d+|\S*\d{4}-\d+", desk.page.locator(".subject").inner_text())
    assert number
    desk.go("desk/templates/")
    desk.press(f'main a[href$="/templates/accepted/{road.language}/"]')
    text = desk.field("text").input_value()
    desk.type(text=text.replace("{complaint_number}", "{complaint_numbre}"), why="…")
    desk.send("template", expect=400)
    assert "complaint_numbre" in desk.page.locator(".errors").inner_text()
    desk.type(text=text.replace("\n\n", f"\n\n{sentence}\n\n", 1))
    desk.page.locator("details:has([name=tried_on]) summary").click()
    desk.type(tried_on=number[0])
    desk.press('form#template button[name="_preview"]')
    assert sentence in desk.page.locator("article.sheet").inner_text()
    desk.type(why=sentence)
    desk.send("template")
    assert sentence in desk.page.locator("aside .versions").inner_text()


def approve_nothing(road: Road) -> None:
    """By default no letter needs an approval: nothing waits in the tray."""
    tray = road.at_desk("head")
    tray.go("desk/signing/")
    assert tray.page.locator(".row-link").count() == 0


def sizes(person: Person, place: Path) -> list[float]:
    """The type sizes of the letter's file, once the worker has made it."""
    link = 'main a[href$="/pdf/"]'
    wait_for(lambda: person.page.reload() is not None and person.page.locator(link).count() > 0, "the file of the letter")
    path = place / "letter.pdf"
    path.write_bytes(person.download(link))
    told = ["pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", path]
    xml = subprocess.run(told, check=True, capture_output=True, text=True).stdout
    return [float(size) for size in re.findall(r'<fontspec id="\d+" size="([\d.]+)"', xml)]
