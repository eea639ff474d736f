"""Four complaints as a new user meets them, in Russian, from the first word to the closing letter: a call about violence at home, a
letter from a prison, forty equal letters about a school, and a complaint that belongs to another body. docs/front-office.md says where
somebody hesitated on these walks, and what was done about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.people import Person
from tests.browser.road import Road
from tests.browser.server import Server, arasha
from tests.browser.test_keyboard_entry import MOST, Keyboard
from tests.browser.watch import ONCE, Watch

REGION = "75"
LETTERS = 40


class RussianKeyboard(Keyboard):
    """Letters that the driver's own keyboard does not have: as a list hears them from a real one."""

    def choose(self, text: str) -> None:
        session = self.page.context.new_cdp_session(self.page)
        for letter in text:
            for kind in ("keyDown", "keyUp"):
                session.send("Input.dispatchKeyEvent", {"type": kind, "key": letter, "text": letter if kind == "keyDown" else ""})
        session.detach()
        self.strokes += len(text)

    def chosen(self) -> str:
        return str(self.page.evaluate("document.activeElement.selectedOptions[0].text"))


class Walk(Road):
    """A complaint that the front office writes down; its bodies answer by post."""

    def entered(self, registrar: Person) -> None:
        """The complaint that stands on the page after it was written down."""
        found = re.search(r"desk/new/([0-9a-f-]{36})/", registrar.page.url)
        assert found, registrar.page.url
        self.complaint = found[1]

    def registered(self, registrar: Person, subject: str, topic: str) -> None:
        """From the page after the entry: the main button leads on. The pages behind it are looked at by the other walks."""
        self.watch.sights = ()
        registrar.press('.taken a.button.primary[href$="/do/register/"]')
        registrar.type(subject=subject)
        registrar.choose(topic=topic)
        registrar.send("verb")
        assert registrar.page.locator("h1").first.inner_text().strip()

    def asked_by_post(self, body: str) -> None:
        officer = self.to_verb("officer", "send_inquiry")
        if officer.field("body").input_value() != body:
            officer.choose(body=body)
            officer.press('button[name="_show"]')
        officer.choose(contact="post")
        officer.type(summary=self.said["inquiry_summary"], questions=self.said["inquiry_questions"])
        letter = self.preview(officer)
        assert self.said["inquiry_questions"] in letter
        assert self.said["name"] not in letter, "the name leaves the office without consent"
        officer.send("verb")

    def answered_by_post(self) -> None:
        officer = self.to_verb("officer", "record_answer")
        officer.choose(came_by="post")
        officer.type(text=self.said["answer"])
        officer.page.set_input_files('input[name="files"]', self.file("answer_file"))
        officer.send("verb")
        assert self.said["answer"] in officer.text()

    def found_and_recommended(self) -> None:
        officer, said = self.to_verb("officer", "record_finding"), self.said
        officer.choose(result="breach")
        officer.type(reasoning=said["finding"])
        officer.send("verb")
        officer = self.to_verb("officer", "draft_recommendation")
        officer.choose(contact="post")
        officer.type(words=said["recommendation"])
        officer.send("verb")
        officer = self.to_verb("officer", "propose_decision")
        assert said["finding"] in officer.field("text").input_value()
        officer.send("verb")

    def reported_and_closed(self) -> None:
        officer, said = self.to_verb("officer", "record_report"), self.said
        officer.choose(came_by="post", accepted="yes")
        officer.type(text=said["report"])
        officer.send("verb")
        officer = self.to_verb("officer", "close_follow_up")
        officer.tick(officer.page.locator('input[name^="assess-"][value="done"]'))
        officer.choose(remedy="restored")
        officer.type(people="1", account=said["account"])
        assert said["account"] in self.preview(officer)
        officer.send("verb")

    def to_the_end(self, body: str) -> None:
        """Lawyer, head, officer, Commissioner, and the letter that says what came of it."""
        self.accept()
        self.assign()
        self.asked_by_post(body)
        self.answered_by_post()
        self.found_and_recommended()
        self.sign("commissioner")
        self.reported_and_closed()
        assert self.said["account"] in self.letters("officer")

    def letters(self, name: str) -> str:
        """The words of every letter on the complaint's page."""
        person = self.opened(name)
        links = person.page.locator('main a[href*="/letters/"]:not([href$="/pdf/"], [href$="/docx/"])').all()
        texts = []
        for href in sorted({str(one.get_attribute("href")) for one in links}):
            person.open(f"{person.url}{href}")
            texts.append(person.page.locator("article.sheet").first.inner_text())
        return "\n".join(texts)


@pytest.fixture
def walk(browser: Any, office: Server, tmp_path: Path) -> Iterator[Walk]:
    """One walk; at its end nothing was wrong with any page, nothing failed, and the journal is whole."""
    road = Walk(browser, office, Watch("ru", sights=ONCE), tmp_path, identity="confidential", safe="no")
    try:
        yield road
    finally:
        road.close()
    assert not road.watch.problems, "\n".join(road.watch.problems)
    said = office.log.read_text(errors="replace")
    assert not [line for line in said.splitlines() if "Traceback" in line or " ERROR " in line], said
    arasha(office.home, "verify")


def test_violence_at_home_told_by_telephone(walk: Walk) -> None:
    """By keyboard alone; the page then says who was told and that nobody may call."""
    registrar = walk.at_desk("registrar")
    registrar.go("desk/new/")
    keys = RussianKeyboard(registrar.page)
    keys.tell("Муж бьёт меня и детей. Вчера приехала полиция, ничего не записала и уехала.")
    for name, words in (("want", "защиту"), ("when", "вчера"), ("place", "Абая 12-4")):
        keys.to(name)
        keys.type(words)
    keys.to("body")
    keys.choose("Департамент пол")
    assert keys.chosen() == "Департамент полиции (город Алматы)", "the police of the own region stand first"
    keys.to("urgent")
    keys.choose("Нас")
    assert keys.chosen() == "Насилие может повториться"
    keys.to("name")
    keys.tell(walk.said["name"])
    keys.to("phone")
    keys.type("87000000003")
    keys.to("safe")
    keys.choose("Нет")
    assert keys.chosen() == "Нет, нельзя"
    keys.to("contact_note")
    keys.tell("Только через сестру, днём")
    with registrar.page.expect_navigation():
        keys.press("Enter")
    walk.watch(registrar)
    assert keys.strokes <= MOST, keys.strokes
    walk.entered(registrar)
    said = registrar.text()
    for words in ("Насилие может повториться", "Не звоните и не пишите", "Только через сестру, днём", "безопасно ли вам носить"):
        assert words in said, words
    assert not registrar.page.locator("article.receipt").is_visible(), "a receipt is shown before anybody asked"
    walk.registered(registrar, "Полиция не защитила от насилия в семье", "VIO-DOM")
    assert registrar.page.locator(".subject").first.inner_text().strip()
    walk.to_the_end(f"police_dept:{REGION}")


def test_a_letter_about_torture_from_a_prison(walk: Walk) -> None:
    """On paper, urgent from the first minute. What is sealed by keys of named persons does not exist yet: this walk does not claim it."""
    registrar = walk.at_desk("registrar")
    registrar.go("desk/paper/")
    registrar.send("paper")  # nothing is chosen for the person: the page says what is missing
    assert registrar.page.locator(".errors a").count() >= 3
    registrar.page.set_input_files('input[name="files"]', walk.file("paper"))
    registrar.choose(channel="detention", language="ru", urgent="ill_treatment", identity="confidential", region=REGION)
    registrar.type(postmarked_on="02 11 2026", name=walk.said["name"], address="учреждение 1, отряд 2")
    registrar.type(story="Пишет, что его били в камере три дня подряд и не пускают врача.")
    registrar.tick(registrar.page.locator('input[name="detention"]'))
    registrar.send("paper")
    walk.entered(registrar)
    said = registrar.text()
    assert "Пытки или жестокое обращение" in said
    registrar.go("desk/tray/")
    assert "штемпель 02.11.2026" in registrar.text()
    registrar.go(f"desk/new/{walk.complaint}/")
    walk.registered(registrar, "Избиение в колонии, нет врача", "CIV-TORT")
    walk.to_the_end(f"penitentiary_dept:{REGION}")


def test_forty_equal_letters_about_a_school(walk: Walk) -> None:
    """The second letter and the others carry over what the first one says, and never whose it was."""
    registrar = walk.at_desk("registrar")
    registrar.go("desk/paper/")
    registrar.page.set_input_files('input[name="files"]', walk.file("paper"))
    story = "Просим не закрывать школу: до ближайшей другой двадцать километров."
    registrar.choose(channel="post", language="ru", region=REGION)
    registrar.type(postmarked_on="02 11 2026", name="Примеров Первый", address="село Пробное 1", story=story)
    registrar.send("paper")
    walk.entered(registrar)
    lead = walk.complaint
    walk.registered(registrar, "Закрытие сельской школы", "ESC-EDU")
    registrar.go(f"desk/new/{lead}/")
    for number in range(2, LETTERS + 1):
        registrar.press('.taken a[href*="?like="]')
        assert registrar.field("story").input_value() == story
        assert registrar.field("name").input_value() == registrar.field("address").input_value() == ""
        registrar.page.set_input_files('input[name="files"]', walk.file("paper"))
        registrar.type(name=f"Примеров {number}", address=f"село Пробное {number}")
        registrar.send("paper")
    walk.entered(registrar)
    walk.said["name"] = f"Примеров {LETTERS}"
    registrar.press('.taken a.button.primary[href$="/do/register/"]')
    assert registrar.field("subject").input_value() == "Закрытие сельской школы"
    assert registrar.field("topic").input_value() == "ESC-EDU"
    registrar.send("verb")
    registrar.go("desk/tray/")
    assert registrar.page.locator("a.row-link").count() == LETTERS - 2
    walk.complaint = lead
    walk.to_the_end(f"akimat_region:{REGION}")


def test_one_that_belongs_to_another_body(walk: Walk) -> None:
    """Redirected with the person's other remedies; the person's letter and that to the body."""
    registrar = walk.at_desk("registrar")
    registrar.go("desk/new/")
    registrar.type(story="Сосед построил забор на моей земле.", name=walk.said["name"], phone="87000000004", when="летом")
    registrar.choose(safe="yes", region=REGION)
    registrar.press(".entry .actions button.primary")
    walk.entered(registrar)
    walk.registered(registrar, "Спор о границе участка", "OTH")
    lawyer = walk.to_verb("lawyer", "propose_redirect")
    lawyer.tick(lawyer.page.locator('input[name="ground"]'))
    lawyer.choose(to_body=f"akimat_region:{REGION}")
    lawyer.type(summary="Спор о границе земельного участка.", reasoning="Границы участков определяет этот орган.")
    assert "Границы участков определяет этот орган." in walk.preview(lawyer)
    lawyer.send("verb")
    walk.sign("head")
    assert "Границы участков определяет этот орган." in walk.letters("lawyer")
