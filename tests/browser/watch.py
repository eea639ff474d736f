"""What is asked of every page that anybody on the road comes to."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import polib

import arasha
from tests.browser.people import PHONE, Person

AXE = Path(__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
UNFOLD = """() => document.querySelectorAll('main details.fold:not([open]), aside details.fold:not([open])')
  .forEach(one => { one.open = true; one.dataset.unfolded = '' })"""
FOLD = "() => document.querySelectorAll('[data-unfolded]').forEach(one => { one.open = false; delete one.dataset.unfolded })"
LOCALES = Path(arasha.__file__).parent / "site" / "locale"
CYRILLIC, KAZAKH = re.compile(r"[а-яё]", re.I), re.compile(r"[әғқңөұүһі]", re.I)
SHOTS = os.environ.get("ARASHA_TEST_SHOTS", "")  # a folder for a picture of every page
Sight = tuple[str, int]  # colour scheme, width
ONCE: tuple[Sight, ...] = (("light", 360), ("dark", 1440))
EVERY: tuple[Sight, ...] = (("light", 360), ("dark", 360), ("light", 1440), ("dark", 1440))


class Watch:
    """Remembers what was seen, and notes what is wrong with a page. `sights`: how axe looks at each kind of page, none for not."""

    def __init__(self, language: str, *, sights: tuple[Sight, ...] = ()) -> None:
        self.language, self.sights = language, sights
        self.seen: list[str] = []
        self.kinds: dict[str, str] = {}  # kind of page: its heading
        self.problems: list[str] = []

    def __call__(self, person: Person) -> None:
        text = person.text()
        self.seen.append(text)
        kind = f"{person.kind} ({'phone' if person.screen is PHONE else 'desk'})"
        if kind in self.kinds:
            return
        self.kinds[kind] = person.heading
        self._speaks(person, kind, text)
        if person.script:
            self._fits(person, kind)
            for sight in self.sights:
                self._axe(person, kind, sight)
            if self.sights:
                person.page.emulate_media(color_scheme="light")
                person.page.set_viewport_size(person.screen)  # type: ignore[arg-type]

    def saw(self, text: str) -> bool:
        return any(text in page for page in self.seen)

    def _note(self, kind: str, what: str) -> None:
        self.problems.append(f"{self.language} {kind}: {what}")

    def _speaks(self, person: Person, kind: str, text: str) -> None:
        """The page is in the person's language, wholly."""
        said = person.page.locator("html").get_attribute("lang")
        if said != self.language:
            self._note(kind, f"says that it is in {said}")
        if re.search(r"%\(\w+\)s|\{\{|\{%", text):
            self._note(kind, "shows a placeholder")
        if self.language == "en":
            return
        if person.heading and not CYRILLIC.search(person.heading):
            self._note(kind, f"has the heading “{person.heading}”")
        if self.language == "kk" and not KAZAKH.search(text):
            self._note(kind, "has no Kazakh on it")
        for sentence in english(self.language):
            if sentence in text:
                self._note(kind, f"says in English “{sentence}”")

    def _fits(self, person: Person, kind: str) -> None:
        wide = person.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self._note(kind, f"is {wide} pixels too wide for a screen of {person.screen['width']}")

    def _axe(self, person: Person, kind: str, sight: Sight) -> None:
        scheme, width = sight
        page = person.page
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        if SHOTS:
            name = re.sub(r"\W+", "-", f"{self.language}-{kind}-{scheme}-{width}")
            page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
        page.evaluate(UNFOLD)
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            self._note(kind, f"is {wide} pixels too wide for a screen of {width}")
        for violation in page.evaluate(RUN_AXE, TAGS)["violations"]:
            self._note(kind, f"{scheme} {width}: {_told(violation)}")
        page.evaluate(FOLD)


def _told(violation: dict[str, Any]) -> str:
    where = [f"{' '.join(map(str, node['target']))} [{node.get('failureSummary', '')}]" for node in violation["nodes"][:3]]
    return f"{violation['id']} ({violation['help']}): " + "; ".join(" ".join(one.split()) for one in where)


@cache
def english(language: str) -> tuple[str, ...]:
    """Sentences of the interface that no page in `language` may show: those whose translation is another one."""
    found = set()
    for path in (LOCALES / language / "LC_MESSAGES").glob("*.po"):
        for entry in polib.pofile(str(path)):
            whole = "%" not in entry.msgid and "\n" not in entry.msgid and entry.msgid.count(" ") > 1
            if whole and entry.msgstr and entry.msgid not in entry.msgstr:
                found.add(entry.msgid)
    return tuple(sorted(found))
