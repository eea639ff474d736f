"""A complaint by telephone is taken down by keyboard alone, with at most 120 strokes beside the story and the name."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.people import Person
from tests.browser.server import PASSWORD, Server
from tests.browser.watch import ONCE, Watch

MOST = 120
STORY = "My husband beats me and the children. Yesterday the police came, wrote nothing down and left. I am afraid of the night."
NAME = "Example Callerova"


class Keyboard:
    """Hands on a keyboard. Every key counts, a chord as each of its keys; the story and the name are counted apart."""

    def __init__(self, page: Page) -> None:
        self.page, self.strokes, self.told = page, 0, 0

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)
        self.strokes += len(keys.split("+"))

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def tell(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.told += len(text)

    def to(self, name: str) -> None:
        """Tab until the field is reached."""
        for _ in range(30):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {name}")


def signed_in(browser: Any, office: Server, watch: Watch, *, script: bool) -> Person:
    person = Person(browser, office.url, "en", watch, script=script)
    person.go("desk/new/")
    person.type(login="registrar")
    person.page.locator('input[name="password"]').fill(PASSWORD)
    person.press('form[action$="/account/login/"] .actions button.primary')
    return person


def test_a_call_is_taken_down_by_keyboard(browser: Any, office: Server) -> None:
    watch = Watch("en", sights=ONCE)
    person = signed_in(browser, office, watch, script=True)
    page = person.page
    assert page.evaluate("document.activeElement.name") == "story"
    assert person.field("channel").input_value() == "phone"
    assert person.field("region").input_value() == "75"
    keys = Keyboard(page)
    keys.tell(STORY)
    keys.to("want")
    keys.type("protection")
    keys.to("when")
    keys.type("yesterday")
    keys.to("place")
    keys.type("Abai 12, flat 4")
    keys.to("body")
    keys.type("Police Dep")
    body = page.evaluate("document.activeElement.selectedOptions[0].text")
    assert body.startswith("Police Department (")  # that of the own region stands first
    keys.to("urgent")
    keys.type("v")
    assert page.evaluate("document.activeElement.selectedOptions[0].text") == "Violence that may happen again"
    keys.to("name")
    keys.tell(NAME)
    keys.to("phone")
    keys.type("87000000003")
    keys.to("safe")
    keys.type("n")
    keys.to("contact_note")
    keys.type("by day")
    with page.expect_navigation():
        keys.press("Enter")
    watch(person)
    assert person.kind == "desk/new/-/"
    print(f"{keys.strokes} strokes, beside {keys.told} of the story and the name")
    assert keys.strokes <= MOST
    person.go("desk/tray/")
    page.locator(".row-link").first.click()
    said = person.text()
    for words in (STORY, "protection", "yesterday", "Abai 12, flat 4", "Police Department ("):
        assert words in said, words
    person.close()
    assert not watch.problems, "\n".join(watch.problems)


def test_without_scripts_it_works_as_well(browser: Any, office: Server) -> None:
    watch = Watch("en", sights=ONCE)
    person = signed_in(browser, office, watch, script=False)
    person.type(story=STORY, name=NAME)
    person.tick(person.page.locator('input[name="with_code"]'))
    person.press(".entry .actions button.primary")
    assert person.page.locator(".slip .code").count() == 1
    person.press("main a.back")
    assert person.kind == "desk/new/-/"
    person.close()
    assert not watch.problems, "\n".join(watch.problems)
